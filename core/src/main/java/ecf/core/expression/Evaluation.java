package ecf.core.expression;

/// The value of a formula where its names have one.
final class Evaluation {
  private static final int QUOTED = 40;

  private final Scope scope;

  private Evaluation(Scope scope) {
    this.scope = scope;
  }

  /// Carries the reason out of the depth of a formula.
  private static final class NoNumber extends RuntimeException {
    private final String why;

    NoNumber(String why) {
      super(why, null, false, false);
      this.why = why;
    }
  }

  static Outcome of(Formula formula, Scope scope) {
    try {
      return new Outcome.Value(new Evaluation(scope).number(formula));
    } catch (NoNumber e) {
      return new Outcome.Undefined(e.why);
    }
  }

  private double number(Formula formula) {
    double value =
        switch (formula) {
          case Formula.Literal(double number) -> number;
          case Formula.Signal(String name) -> scope.signal(name);
          case Formula.State(Count count) -> scope.count(count);
          case Formula.Negative(var of) -> -number(of);
          case Formula.Arithmetic(var operator, var left, var right) ->
              arithmetic(operator, left, right);
          case Formula.Applied(var function, var arguments) ->
              function.of(arguments.stream().map(this::number).toList());
          case Formula.Choice(var when, var then, var otherwise) ->
              number(holds(when) ? then : otherwise);
        };
    if (!Double.isFinite(value)) {
      throw new NoNumber(quoted(formula) + " is too large a number");
    }
    return value + 0.0; // no -0, which would be printed
  }

  private double arithmetic(Formula.Operator operator, Formula left, Formula right) {
    double first = number(left);
    double second = number(right);
    return switch (operator) {
      case PLUS -> first + second;
      case MINUS -> first - second;
      case TIMES -> first * second;
      case OVER -> {
        if (second == 0) {
          throw new NoNumber("division by zero: " + quoted(right) + " is 0");
        }
        yield first / second;
      }
    };
  }

  private boolean holds(Condition condition) {
    return switch (condition) {
      case Condition.Comparison(var relation, var left, var right) ->
          relation.holds(number(left), number(right));
      case Condition.Both(var first, var second) -> holds(first) && holds(second);
      case Condition.Either(var first, var second) -> holds(first) || holds(second);
      case Condition.Not(var of) -> !holds(of);
    };
  }

  private static String quoted(Formula formula) {
    var text = Printed.formula(formula);
    return text.length() <= QUOTED ? "`" + text + "`" : "a part of the expression";
  }
}
