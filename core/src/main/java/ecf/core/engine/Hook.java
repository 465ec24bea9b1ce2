package ecf.core.engine;

import java.time.Duration;
import java.util.List;

/// Somebody who is asked before a scale-in is sent, and whose silence forbids it.
///
/// @param timeout how long the answer may take
public record Hook(Call call, Duration timeout) {
  public sealed interface Call {
    /// A Lambda function.
    ///
    /// @param name or ARN
    record Function(String name) implements Call {
      @Override
      public String toString() {
        return name;
      }
    }

    /// A program of the machine that the command line runs on.
    ///
    /// @param words its path and its arguments; no shell reads them
    record Command(List<String> words) implements Call {
      public Command {
        words = List.copyOf(words);
      }

      /// Its arguments may be secrets.
      @Override
      public String toString() {
        return words.getFirst();
      }
    }
  }
}
