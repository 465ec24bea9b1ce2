package ecf.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.expression.Expression.Read;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What holds of every text and of every expression.
class ExpressionPropertiesTest {
  private static final int CASES = 20_000;
  private static final List<String> PIECES =
      List.of(
          "(", ")", ",", "+", "-", "*", "/", "<", "<=", "==", "!=", "and", "or", "not", "if", "if(",
          "min(", "ceil(", "cpu", "serving", "max", "`a b`", "`", "1", "0", "2.5", "1e308", "1e999",
          "%", "$", " ", "\n", "é", "😀", ".", "=");

  @Test
  void whateverTheTextItIsReadOrItsFaultLiesWithinIt() {
    long seed = 20261121;
    var random = new Random(seed);
    int sound = 0;
    for (int i = 0; i < CASES; i++) {
      var text = new StringBuilder();
      for (int piece = random.nextInt(12); piece >= 0; piece--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
        text.append(random.nextBoolean() ? " " : "");
      }
      var said = "seed " + seed + ", case " + i + ": " + text;
      switch (Expression.read(text.toString())) {
        case Read.Sound(var expression, var signals) -> {
          sound++;
          assertThat(signals)
              .as(said)
              .extracting(Expression.Named::signal)
              .containsExactlyElementsOf(expression.signals());
          assertFinite(expression, ExpressionTest.SCOPE, said);
        }
        case Read.Wrong(var fault) -> assertThat(fault.at()).as(said).isBetween(0, text.length());
      }
    }
    assertThat(sound).as("texts that are expressions").isGreaterThan(CASES / 100);
  }

  @Test
  void whatIsPrintedIsReadAsTheSame() {
    long seed = 20261122;
    var random = new Random(seed);
    for (int i = 0; i < CASES; i++) {
      var expression = new Expression(formula(random, 5));
      var printed = expression.toString();
      if (printed.length() <= Expression.LONGEST) {
        assertThat(Expression.read(printed))
            .as("seed %d, case %d: %s", seed, i, printed)
            .isInstanceOfSatisfying(
                Read.Sound.class, sound -> assertThat(sound.expression()).isEqualTo(expression));
      }
    }
  }

  @Test
  void noValueIsNaNOrInfinite() {
    long seed = 20261123;
    var random = new Random(seed);
    for (int i = 0; i < CASES; i++) {
      var expression = new Expression(formula(random, 6));
      assertFinite(expression, scope(random), "seed " + seed + ", case " + i + ": " + expression);
    }
  }

  private static void assertFinite(Expression expression, Scope scope, String said) {
    switch (expression.in(scope)) {
      case Outcome.Value(double number) -> assertThat(number).as(said).isFinite();
      case Outcome.Undefined(String why) -> assertThat(why).as(said).isNotBlank();
    }
  }

  private static Scope scope(Random random) {
    long inner = random.nextLong();
    return new Scope() {
      @Override
      public double signal(String name) {
        return number(new Random(inner + name.hashCode()));
      }

      @Override
      public int count(Count count) {
        return new Random(inner + count.ordinal()).nextInt(5);
      }
    };
  }

  private static double number(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> 0;
      case 1 -> random.nextInt(100);
      case 2 -> Double.MAX_VALUE * random.nextDouble();
      case 3 -> Double.MIN_VALUE;
      default -> random.nextDouble();
    };
  }

  static Formula formula(Random random, int depth) {
    if (depth == 0) {
      return switch (random.nextInt(3)) {
        case 0 -> new Formula.Literal(number(random));
        case 1 -> new Formula.Signal(random.nextBoolean() ? "cpu" : "a-b");
        default -> new Formula.State(Count.values()[random.nextInt(Count.values().length)]);
      };
    }
    int below = depth - 1 - random.nextInt(2) * (depth - 1);
    return switch (random.nextInt(5)) {
      case 0 -> new Formula.Negative(formula(random, below));
      case 1 -> {
        var function = Function.values()[random.nextInt(Function.values().length)];
        int arguments = function.takes(2) ? 2 + random.nextInt(2) : 1;
        yield new Formula.Applied(
            function, IntStream.range(0, arguments).mapToObj(_ -> formula(random, below)).toList());
      }
      case 2 ->
          new Formula.Choice(
              condition(random, below), formula(random, below), formula(random, below));
      default ->
          new Formula.Arithmetic(
              Formula.Operator.values()[random.nextInt(Formula.Operator.values().length)],
              formula(random, below),
              formula(random, below));
    };
  }

  private static Condition condition(Random random, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return new Condition.Comparison(
          Condition.Relation.values()[random.nextInt(Condition.Relation.values().length)],
          formula(random, 0),
          formula(random, depth));
    }
    return switch (random.nextInt(3)) {
      case 0 -> new Condition.Not(condition(random, depth - 1));
      case 1 -> new Condition.Both(condition(random, depth - 1), condition(random, depth - 1));
      default -> new Condition.Either(condition(random, depth - 1), condition(random, depth - 1));
    };
  }
}
