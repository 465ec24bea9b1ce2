package ecf.core.expression;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Formulas as text that reads as the same formula again, with no more brackets than it takes.
final class Printed {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final double WHOLE = 1e15;

  private Printed() {}

  static String formula(Formula formula) {
    return switch (formula) {
      case Formula.Literal(double value) -> literal(value);
      case Formula.Signal(String name) -> signal(name);
      case Formula.State(Count count) -> count.yamlName();
      case Formula.Negative(var of) ->
          "-" + (of instanceof Formula.Arithmetic ? in(of) : formula(of));
      case Formula.Arithmetic(var operator, var left, var right) ->
          operand(left, operator, true)
              + " "
              + operator.symbol()
              + " "
              + operand(right, operator, false);
      case Formula.Applied(var function, var arguments) ->
          arguments.stream()
              .map(Printed::formula)
              .collect(Collectors.joining(", ", function.yamlName() + "(", ")"));
      case Formula.Choice(var when, var then, var otherwise) ->
          "if(" + condition(when) + ", " + formula(then) + ", " + formula(otherwise) + ")";
    };
  }

  static String condition(Condition condition) {
    return switch (condition) {
      case Condition.Comparison(var relation, var left, var right) ->
          formula(left) + " " + relation.symbol() + " " + formula(right);
      case Condition.Either(var first, var second) ->
          condition(first)
              + " or "
              + (second instanceof Condition.Either ? in(second) : condition(second));
      case Condition.Both(var first, var second) ->
          (first instanceof Condition.Either ? in(first) : condition(first))
              + " and "
              + (isJoined(second) ? in(second) : condition(second));
      case Condition.Not(var of) -> "not " + (isJoined(of) ? in(of) : condition(of));
    };
  }

  private static String operand(Formula operand, Formula.Operator of, boolean left) {
    boolean brackets =
        operand instanceof Formula.Arithmetic(var inner, var _, var _)
            && (left ? of.bindsTighterThan(inner) : !inner.bindsTighterThan(of));
    return brackets ? in(operand) : formula(operand);
  }

  private static boolean isJoined(Condition condition) {
    return condition instanceof Condition.Both || condition instanceof Condition.Either;
  }

  private static String in(Formula formula) {
    return "(" + formula(formula) + ")";
  }

  private static String in(Condition condition) {
    return "(" + condition(condition) + ")";
  }

  private static String literal(double value) {
    return value == Math.rint(value) && value < WHOLE
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String signal(String name) {
    boolean word = Words.RESERVED.contains(name) || Count.named(name).isPresent();
    return PLAIN.matcher(name).matches() && !word ? name : "`" + name + "`";
  }
}
