package ecf.core.expression;

/// What is so or is not.
public sealed interface Condition {
  record Comparison(Relation relation, Formula left, Formula right) implements Condition {}

  /// The second is not looked at where the first decides.
  record Both(Condition first, Condition second) implements Condition {}

  /// The second is not looked at where the first decides.
  record Either(Condition first, Condition second) implements Condition {}

  record Not(Condition of) implements Condition {}

  enum Relation {
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">="),
    SAME("=="),
    OTHER("!=");

    private final String symbol;

    Relation(String symbol) {
      this.symbol = symbol;
    }

    String symbol() {
      return symbol;
    }

    boolean holds(double left, double right) {
      return switch (this) {
        case LESS -> left < right;
        case AT_MOST -> left <= right;
        case MORE -> left > right;
        case AT_LEAST -> left >= right;
        case SAME -> left == right;
        case OTHER -> left != right;
      };
    }
  }
}
