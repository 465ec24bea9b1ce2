package ecf.core.expression;

import java.util.List;

/// What has a number. That it never stands where a condition is needed, nor the other way round, is
/// in the types.
public sealed interface Formula {
  /// @param value finite, not below 0: a sign is a [Negative]
  record Literal(double value) implements Formula {
    public Literal {
      if (!(value >= 0 && Double.isFinite(value))) {
        throw new IllegalArgumentException("a literal is finite and has no sign, got " + value);
      }
    }
  }

  record Signal(String name) implements Formula {}

  record State(Count count) implements Formula {}

  record Negative(Formula of) implements Formula {}

  record Arithmetic(Operator operator, Formula left, Formula right) implements Formula {}

  record Applied(Function function, List<Formula> arguments) implements Formula {
    public Applied {
      arguments = List.copyOf(arguments);
      if (!function.takes(arguments.size())) {
        throw new IllegalArgumentException(function + " of " + arguments.size());
      }
    }
  }

  /// `if(when, then, otherwise)`: what is not chosen is not calculated.
  record Choice(Condition when, Formula then, Formula otherwise) implements Formula {}

  enum Operator {
    PLUS("+"),
    MINUS("-"),
    TIMES("*"),
    OVER("/");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    String symbol() {
      return symbol;
    }

    boolean bindsTighterThan(Operator other) {
      return rank() > other.rank();
    }

    private int rank() {
      return switch (this) {
        case PLUS, MINUS -> 1;
        case TIMES, OVER -> 2;
      };
    }
  }
}
