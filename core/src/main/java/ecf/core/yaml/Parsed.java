package ecf.core.yaml;

import java.util.function.Function;

/// What a parser made of a text: a value, or what is wrong with it.
public sealed interface Parsed<T> {
  record Value<T>(T value) implements Parsed<T> {}

  /// @param message goes on after the text that was read: "is not a number", "needs a unit". It
  ///   must not repeat that text, for it may be a secret of the environment
  /// @param hint what to do, may repeat the text (it is not shown when the text came from the
  ///   environment); "" for none
  record Wrong<T>(String message, String hint) implements Parsed<T> {}

  static <T> Parsed<T> value(T value) {
    return new Value<>(value);
  }

  static <T> Parsed<T> wrong(String message, String hint) {
    return new Wrong<>(message, hint);
  }

  default <R> Parsed<R> then(Function<T, Parsed<R>> next) {
    return switch (this) {
      case Value<T>(T value) -> next.apply(value);
      case Wrong<T>(String message, String hint) -> new Wrong<>(message, hint);
    };
  }
}
