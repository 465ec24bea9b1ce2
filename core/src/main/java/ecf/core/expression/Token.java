package ecf.core.expression;

/// A piece of an expression's text.
sealed interface Token {
  /// Of its first character, from 0.
  int at();

  record Number(double value, int at) implements Token {}

  /// A name or a word of the language.
  record Word(String text, int at) implements Token {}

  /// A name in backticks: always a signal's.
  record Quoted(String name, int at) implements Token {}

  record Symbol(String text, int at) implements Token {}

  /// After the last character.
  record End(int at) implements Token {}

  default boolean is(String symbolOrWord) {
    return switch (this) {
      case Symbol(String text, int _) -> text.equals(symbolOrWord);
      case Word(String text, int _) -> text.equals(symbolOrWord);
      case Number _, Quoted _, End _ -> false;
    };
  }
}
