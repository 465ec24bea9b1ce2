package ecf.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.ProviderFailure;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Expressions as signals: `sum`, at 10:05 unless said otherwise.
class CalculatingTest {
  private static final ProviderFailure DENIED =
      new ProviderFailure(ProviderFailure.Kind.DENIED, "cloud:Read", "denied", "", false);

  static Stream<Arguments> points() {
    return Stream.of(
        row(
            "point by point",
            scene().signal("a", "10:05", 1, 2, 3).signal("b", "10:05", 10, 20, 30),
            "a + b",
            "10:03=11.0 10:04=22.0 10:05=33.0"),
        row(
            "one that lags counts with its newest",
            scene().signal("a", "10:05", 1, 2, 3).signal("b", "10:04", 10, 20),
            "a + b",
            "10:03=11.0 10:04=22.0 10:05=23.0"),
        row(
            "one that begins later leaves no points before",
            scene().signal("a", "10:05", 1, 2, 3).signal("b", "10:05", 30),
            "a + b",
            "10:05=33.0"),
        row(
            "a coarse one counts until its next, at the ends of the finest",
            scene()
                .signal("a", "10:05", 1, 2, 3, 4, 5, 6, 7)
                .signal(every(5, "b", 15), "10:05", 100, 200),
            "a + b",
            "10:00=102.0 10:01=103.0 10:02=104.0 10:03=105.0 10:04=106.0 10:05=207.0"),
        row(
            "one that fell silent counts for its own age and no longer",
            scene().signal("a", "10:05", 1, 2, 3, 4, 5, 6, 7).signal("b", "09:59", 10),
            "a + b",
            "09:59=11.0 10:00=12.0 10:01=13.0 10:02=14.0 10:03=15.0 10:04=16.0"),
        row(
            "each as it is read: with its window and what is made of it",
            scene()
                .signal(
                    Scene.signal("a", Duration.ofMinutes(2), Aggregate.Simple.MAX),
                    "10:05",
                    9,
                    2,
                    3),
            "2 * a",
            "10:03=18.0 10:04=18.0 10:05=6.0"),
        row(
            "where it divides by zero there is no point",
            scene().signal("a", "10:05", 1, 0, 4),
            "8 / a",
            "10:03=8.0 10:05=2.0"),
        row(
            "the counts of the time of each point",
            scene()
                .units(6)
                .seen("09:00", 4)
                .seen("10:03", 4)
                .seen("10:03:30", 6)
                .signal("a", "10:05", 12, 12, 12),
            "a * 100 / serving + max",
            "10:03=340.0 10:04=240.0 10:05=240.0"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void points(String name, Scene scene, String expression, String points) {
    var measured = scene.expression("sum", expression).seen().signal("sum");
    assertThat(
            measured.series().points().stream()
                .map(point -> point.to().toString().substring(11, 16) + "=" + point.value())
                .collect(Collectors.joining(" ")))
        .as(name)
        .isEqualTo(points);
  }

  static Stream<Arguments> absences() {
    return Stream.of(
        row(
            "what an input lacks",
            scene().signal("a", "10:05", 1).without("b"),
            "a + b",
            new Reading.Missing("b: no data points in 7m")),
        row(
            "although an if would not reach it",
            scene().signal("a", "10:05", 1).without("b"),
            "if(a > 0, a, b)",
            new Reading.Missing("b: no data points in 7m")),
        row(
            "as old as the input that is",
            scene().signal("a", "10:05", 1, 2, 3, 4, 5, 6, 7).signal("b", "09:59", 10),
            "a + b",
            new Reading.Stale(16, Scene.time("09:59"), Duration.ofMinutes(6))),
        row(
            "what could not be read outweighs what is missing",
            scene().without("a").unread("b", DENIED),
            "a + b",
            new Reading.Unread(DENIED)),
        row(
            "no number now, whatever it was a minute ago",
            scene().signal("a", "10:05", 1, 2, 0),
            "1 / a",
            new Reading.Missing("division by zero: `a` is 0")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void absences(String name, Scene scene, String expression, Reading reading) {
    assertThat(scene.expression("sum", expression).seen().reading("sum"))
        .as(name)
        .isEqualTo(reading);
  }

  @Test
  void anExpressionOfExpressionsIsAbsentForTheSameReasons() {
    var seen =
        scene()
            .signal("a", "10:05", 4, 0)
            .expression("half", "1 / a")
            .expression("sum", "half + 1")
            .seen();
    assertThat(seen.reading("sum"))
        .isEqualTo(new Reading.Missing("half: division by zero: `a` is 0"));
    assertThat(seen.signal("sum").at(Scene.time("10:04:30")))
        .isInstanceOfSatisfying(
            Reading.Value.class, value -> assertThat(value.value()).isEqualTo(1.25));
  }

  @Test
  void whereOldPointsAreTakenForGoodSoAreThoseOfTheInputs() {
    var seen =
        scene()
            .signal("a", "10:05", 1, 2, 3, 4, 5, 6, 7)
            .signal("b", "09:59", 10)
            .expression("sum", "a + b")
            .seen();
    assertThat(seen.reading("sum")).isInstanceOf(Reading.Stale.class);
    assertThat(seen.tolerating(Duration.ofMinutes(10)).reading("sum"))
        .isInstanceOfSatisfying(
            Reading.Value.class, value -> assertThat(value.value()).isEqualTo(16));
  }

  @Test
  void betweenTwoLooksItHasAValueForTheFewestAndOneForTheMost() {
    var seen =
        scene()
            .units(6)
            .seen("10:00", 4)
            .signal("a", "10:05", 12)
            .expression("sum", "a / serving")
            .seen();
    assertThat(seen.reading("sum"))
        .isInstanceOfSatisfying(
            Reading.Value.class, value -> assertThat(value.value()).isEqualTo(2));
    assertThat(seen.signal("sum").withFewest().orElseThrow().at(seen.now()))
        .isInstanceOfSatisfying(
            Reading.Value.class, value -> assertThat(value.value()).isEqualTo(3));
    assertThat(seen.signal("a").withFewest()).isEmpty();
  }

  private static Signal every(int minutes, String name, int maxAge) {
    var plain = Scene.signal(name);
    var period = Duration.ofMinutes(minutes);
    return new Signal(
        name,
        plain.source(),
        plain.statistic(),
        period,
        period,
        plain.aggregate(),
        Duration.ofMinutes(maxAge),
        plain.noData(),
        plain.combine(),
        plain.perSecond(),
        plain.unit(),
        plain.perUnit());
  }

  private static Scene scene() {
    return Scene.at("10:05");
  }

  private static Arguments row(String name, Scene scene, String expression, Object expected) {
    return Arguments.of(name, scene, expression, expected);
  }
}
