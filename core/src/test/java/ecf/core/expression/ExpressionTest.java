package ecf.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import ecf.core.expression.Expression.Read;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What expressions say, and what they come to: visible 120, inFlight 30, rate 0, cpu 85; 6 units
/// asked for, 5 running, 4 serving, 1 pending, capacity 2..40.
class ExpressionTest {
  static final Scope SCOPE =
      new Scope() {
        private static final Map<String, Double> SIGNALS =
            Map.of("visible", 120.0, "inFlight", 30.0, "rate", 0.0, "cpu", 85.0, "queue-a", 7.0);

        @Override
        public double signal(String name) {
          return SIGNALS.getOrDefault(name, 1.5);
        }

        @Override
        public int count(Count count) {
          return switch (count) {
            case DESIRED -> 6;
            case RUNNING -> 5;
            case SERVING -> 4;
            case PENDING -> 1;
            case MIN -> 2;
            case MAX -> 40;
          };
        }
      };

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7                                        | 7
          0.5                                      | 0.5
          1.2e3                                    | 1200
          visible + inFlight                       | 150
          2 + 3 * 4                                | 14
          (2 + 3) * 4                              | 20
          8 - 2 - 1                                | 5
          8 - (2 - 1)                              | 7
          16 / 4 / 2                               | 2
          -2 * 3                                   | -6
          2 - -3                                   | 5
          --2                                      | 2
          -(2 + 3)                                 | -5
          min(3, 1, 2)                             | 1
          max(visible, 1000)                       | 1000
          ceil(visible / 7)                        | 18
          ceil(1.1 / 0.1)                          | 11
          ceil(2.1) + ceil(-2.1)                   | 1
          floor(2.9) + floor(-2.1)                 | -1
          floor(0.7 / 0.1)                         | 7
          round(2.5) + round(-2.5) + round(1.4)    | 1
          abs(inFlight - visible)                  | 90
          if(cpu > 80, 4, 2)                       | 4
          if(cpu > 80 and serving > 4, 4, 2)       | 2
          if(cpu > 90 or serving >= 4, 4, 2)       | 4
          if(not cpu > 80, 4, 2)                   | 2
          if(not (cpu > 90 or cpu < 10), 4, 2)     | 4
          if(1 < 2 or 1 < 2 and 2 < 1, 4, 2)       | 4
          if(cpu == 85, if(cpu != 85, 1, 2), 3)    | 2
          if(rate > 0, visible / rate, 0)          | 0
          if(rate == 0 or visible / rate > 9, 1, 0)| 1
          if(rate > 0 and visible / rate > 9, 1, 0)| 0
          desired + running + serving + pending    | 16
          max - min                                | 38
          min(max, desired) + max(min, 1)          | 8
          `queue-a` + 1                            | 8
          `min` + min                              | 3.5
          """)
  void whatItComesTo(String text, double value) {
    assertThat(read(text).in(SCOPE)).isEqualTo(new Outcome.Value(value));
  }

  @ParameterizedTest(name = "{0} has no value: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          visible / rate           | division by zero: `rate` is 0
          visible / (cpu - 85)     | division by zero: `cpu - 85` is 0
          1 / -0                   | division by zero: `-0` is 0
          1e308 * 10               | `1.0E308 * 10` is too large a number
          1e308 * 10 - 1e308 * 10  | `1.0E308 * 10` is too large a number
          1 + min(1, 2 / rate)     | division by zero: `rate` is 0
          if(1 / rate > 1, 1, 2)   | division by zero: `rate` is 0
          """)
  void whatHasNoValue(String text, String why) {
    assertThat(read(text).in(SCOPE)).isEqualTo(new Outcome.Undefined(why));
  }

  /// The place counts from 0.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          ''              | 0  | there is no expression
          1 +             | 3  | it ends too early
          (1 + 2          | 0  | this bracket is never closed
          max(1, 2        | 3  | this bracket is never closed
          1 + 2)          | 5  | this bracket closes nothing
          )               | 0  | `)` cannot stand here
          1 + * 2         | 4  | `*` cannot stand here
          1 2             | 2  | an operator is missing before this number
          cpu visible     | 4  | an operator is missing before `visible`
          cpu `a b`       | 4  | an operator is missing before this name
          cpu and         | 0  | a condition is needed here, this is a number
          and cpu         | 0  | `and` cannot stand here
          1, 2            | 1  | `,` cannot stand here
          cpu > 80        | 0  | this is a condition, not a number
          (cpu > 80)      | 0  | this is a condition, not a number
          1 + (cpu > 80)  | 4  | a number is needed here, this is a condition
          max(cpu > 8, 1) | 4  | a number is needed here, this is a condition
          -(cpu > 80)     | 1  | a number is needed here, this is a condition
          if(cpu, 1, 2)   | 3  | a condition is needed here, this is a number
          if(1 < 2 or cpu, 1, 2) | 12 | a condition is needed here, this is a number
          if(not cpu, 1, 2)      | 7  | a condition is needed here, this is a number
          if(1 < 2, 3 < 4, 1)    | 10 | a number is needed here, this is a condition
          if(1 < 2 < 3, 1, 2)    | 9  | only two numbers can be compared
          if(1 < 2, 1)    | 0  | `if` takes three arguments, found 2
          if + 1          | 0  | `if` needs brackets
          ceil(1, 2)      | 0  | `ceil` takes one number, found 2
          abs()           | 0  | `abs` takes one number, found 0
          1 + min(2)      | 4  | `min` takes two numbers or more, found 1
          ciel(2.5)       | 0  | `ciel` is not a function
          cpu = 80        | 4  | `=` means nothing in an expression
          cpu > 80 && 1   | 9  | `&` means nothing in an expression
          1 + 😀          | 4  | `😀` means nothing in an expression
          60% * 2         | 2  | a `%` is not possible in an expression
          900/s + 5m      | 9  | a number has no unit in an expression
          007             | 1  | a number cannot go on like this
          1_000           | 1  | a number cannot go on like this
          1.              | 1  | a number cannot go on like this
          1 + 1e999       | 4  | this is too large a number
          +1              | 0  | a number has no `+` before it
          1 + `a          | 4  | the backtick is never closed
          1 + ` `         | 4  | there is no name between the backticks
          """)
  void whatIsNoExpression(String text, int at, String message) {
    var fault = fault(text);
    assertThat(fault.message()).isEqualTo(message);
    assertThat(fault.at()).isEqualTo(at);
  }

  @Test
  void hostileTextIsRefusedAndNotFollowed() {
    assertThat(fault("(".repeat(900)).message())
        .isEqualTo("more than 50 brackets and signs within each other");
    assertThat(fault("-".repeat(900) + "1").at()).isEqualTo(50);
    assertThat(fault("1 + ".repeat(400)).message())
        .isEqualTo("it has 1600 characters, more than 1000");
    assertThat(read("1+".repeat(499) + "1").in(SCOPE)).isEqualTo(new Outcome.Value(500));
    assertThat(read("(".repeat(50) + "1" + ")".repeat(50)).in(SCOPE))
        .isEqualTo(new Outcome.Value(1));
  }

  @Test
  void itTellsWhatItNames() {
    var text = "if(serving > min, visible / serving, `queue-a`) + visible";
    var sound = (Read.Sound) Expression.read(text);
    assertThat(sound.signals())
        .isEqualTo(
            List.of(
                new Expression.Named("visible", text.indexOf("visible")),
                new Expression.Named("queue-a", text.indexOf("`queue-a`"))));
    assertThat(sound.expression().signals()).containsExactly("visible", "queue-a");
    assertThat(sound.expression().counts()).containsExactly(Count.SERVING, Count.MIN);
    assertThat(sound.expression().readsState()).isTrue();
    assertThat(read("visible * max").readsState()).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ((1+2))*3                         | (1 + 2) * 3
          1+(2+3)                           | 1 + (2 + 3)
          (1+2)+3                           | 1 + 2 + 3
          1-(2*3)                           | 1 - 2 * 3
          -(1+2)                            | -(1 + 2)
          if((a<b)and(c<d or d<c),(1),2)    | if(a < b and (c < d or d < c), 1, 2)
          if(not(a<b),1,2)                  | if(not a < b, 1, 2)
          `cpu`+`if`+`a b`+`max`            | cpu + `if` + `a b` + `max`
          """)
  void printedWithNoMoreBracketsThanItTakes(String text, String printed) {
    assertThat(read(text)).hasToString(printed);
  }

  static Expression read(String text) {
    return switch (Expression.read(text)) {
      case Read.Sound(var expression, var _) -> expression;
      case Read.Wrong(var fault) -> fail(text + ": " + fault);
    };
  }

  private static Fault fault(String text) {
    return switch (Expression.read(text)) {
      case Read.Sound(var expression, var _) -> fail(expression + " is sound");
      case Read.Wrong(var fault) -> fault;
    };
  }
}
