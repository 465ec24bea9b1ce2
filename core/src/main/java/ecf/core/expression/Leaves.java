package ecf.core.expression;

import java.util.stream.Stream;

/// What an expression is made of in the end: literals and names, from left to right.
final class Leaves {
  private Leaves() {}

  static Stream<Formula> of(Formula formula) {
    return switch (formula) {
      case Formula.Literal _, Formula.Signal _, Formula.State _ -> Stream.of(formula);
      case Formula.Negative(var of) -> of(of);
      case Formula.Arithmetic(var _, var left, var right) -> Stream.concat(of(left), of(right));
      case Formula.Applied(var _, var arguments) -> arguments.stream().flatMap(Leaves::of);
      case Formula.Choice(var when, var then, var otherwise) ->
          Stream.of(of(when), of(then), of(otherwise)).flatMap(leaves -> leaves);
    };
  }

  private static Stream<Formula> of(Condition condition) {
    return switch (condition) {
      case Condition.Comparison(var _, var left, var right) -> Stream.concat(of(left), of(right));
      case Condition.Both(var first, var second) -> Stream.concat(of(first), of(second));
      case Condition.Either(var first, var second) -> Stream.concat(of(first), of(second));
      case Condition.Not(var of) -> of(of);
    };
  }
}
