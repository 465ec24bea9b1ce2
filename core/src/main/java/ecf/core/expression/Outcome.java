package ecf.core.expression;

/// What comes of an expression. Never NaN or infinite.
public sealed interface Outcome {
  record Value(double number) implements Outcome {}

  /// There is no such number: a division by zero, or one beyond what numbers reach.
  record Undefined(String why) implements Outcome {}
}
