package ecf.core.expression;

import java.util.List;

/// Why a text is no expression.
///
/// @param at of the character in the text, from 0; its length where it ends too early
public record Fault(int at, String message, Hint hint) {
  /// What to do.
  public sealed interface Hint {
    /// "" for none.
    record Text(String text) implements Hint {}

    /// One of these was meant, if one is near.
    ///
    /// @param what they are called, in the plural
    record OneOf(String word, List<String> known, String what) implements Hint {
      public OneOf {
        known = List.copyOf(known);
      }
    }
  }
}
