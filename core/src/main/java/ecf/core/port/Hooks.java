package ecf.core.port;

import ecf.core.engine.Hook;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import java.time.Duration;

/// Asks those who have to allow a scale-in. Called from several threads at once, each of which is
/// interrupted where the answer takes too long. Whatever is no answer is a no.
@FunctionalInterface
public interface Hooks {
  /// @param limit how long the answer may take
  Reply ask(Hook.Call call, Question question, Duration limit);

  /// @param reason why it is about to scale in, for people
  record Question(TargetId target, Resource resource, int from, int to, String reason) {}

  sealed interface Reply {
    /// @param said for people, may be empty text
    record Allowed(String said) implements Reply {}

    record Vetoed(String why) implements Reply {}
  }

  /// Where nobody can be asked.
  static Hooks none() {
    return (_, _, _) -> new Reply.Vetoed("nobody can be asked here");
  }
}
