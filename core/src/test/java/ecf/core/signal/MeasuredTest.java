package ecf.core.signal;

import static ecf.core.testing.Scene.time;
import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.testing.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Points, windows, age and absence.
class MeasuredTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void anIncompletePeriodDoesNotExist() {
    var raw = series("09:58", 1.0, "09:59", 2.0, "10:00", 3.0);
    assertThat(Readings.complete(raw, Statistic.AVERAGE, time("10:00:30")).newest())
        .map(Point::value)
        .contains(2.0);
    assertThat(Readings.complete(raw, Statistic.AVERAGE, time("10:01")).newest())
        .map(Point::value)
        .contains(3.0);
  }

  @ParameterizedTest
  @CsvSource({"Sum", "SampleCount"})
  void countsAreCompleteAMinuteLater(String statistic) {
    var raw = series("09:58", 1.0, "09:59", 2.0);
    assertThat(Readings.complete(raw, new Statistic(statistic), time("10:00:59")).newest())
        .map(Point::value)
        .contains(1.0);
    assertThat(Readings.complete(raw, new Statistic(statistic), time("10:01")).newest())
        .map(Point::value)
        .contains(2.0);
  }

  @Test
  void theWindowCountsBackFromTheNewestPointNotFromNow() {
    var signal = Scene.signal("cpu", Duration.ofMinutes(3), Aggregate.Simple.AVERAGE);
    var measured =
        Measured.of(signal, series("09:50", 99.0, "09:54", 10.0, "09:55", 20.0, "09:56", 30.0));
    assertThat(measured.at(time("10:00")))
        .isInstanceOfSatisfying(
            Reading.Value.class,
            value -> {
              assertThat(value.value()).isEqualTo(20);
              assertThat(value.at()).isEqualTo(time("09:57"));
              assertThat(value.window()).hasSize(3);
            });
  }

  @Test
  void aPointIsStaleWhenItEndedLongerAgoThanItsMaxAge() {
    var measured = Measured.of(Scene.signal("cpu"), series("09:54", 10.0));
    assertThat(measured.at(time("10:00"))).isInstanceOf(Reading.Value.class);
    assertThat(measured.at(time("10:00:01")))
        .isEqualTo(new Reading.Stale(10, time("09:55"), Duration.ofSeconds(301)));
  }

  @ParameterizedTest(name = "period {0}: {1}")
  @CsvSource({"PT10S, PT5M", "PT1M, PT5M", "PT5M, PT15M"})
  void theDefaultMaxAgeIsTheLargerOfThreePeriodsAndFiveMinutes(Duration period, Duration maxAge) {
    assertThat(Signal.defaultMaxAge(period)).isEqualTo(maxAge);
  }

  @Test
  void noPointIsMissing() {
    assertThat(Measured.of(Scene.signal("cpu"), Series.empty(MINUTE)).at(time("10:00")))
        .isEqualTo(new Reading.Missing("no data points in 7m"));
  }

  @Test
  void whereNoDataMeansZeroPeriodsWithoutAPointCountAsZero() {
    var signal = Scene.signal("requests", Duration.ofMinutes(3), Aggregate.Simple.AVERAGE);
    var reach = Duration.ofMinutes(10);
    var raw = List.of(series("09:57", 30.0));
    var filled = Readings.combine(signal, raw, reach, true, time("10:00"));
    assertThat(filled.points()).hasSize(10);
    assertThat(Measured.of(signal, filled).at(time("10:00")))
        .isInstanceOfSatisfying(
            Reading.Value.class, value -> assertThat(value.value()).isEqualTo(10));
    assertThat(Readings.combine(signal, raw, reach, false, time("10:00")).points()).hasSize(1);
  }

  @Test
  void severalSourcesAreCombinedPointByPoint() {
    var one = series("09:58", 1.0, "09:59", 2.0);
    var other = series("09:59", 5.0);
    assertThat(combined(Combine.SUM, one, other)).containsExactly(1.0, 7.0);
    assertThat(combined(Combine.MAX, one, other)).containsExactly(1.0, 5.0);
    assertThat(combined(Combine.MIN, one, other)).containsExactly(1.0, 2.0);
  }

  @Test
  void aSumPerSecondIsDividedByItsPeriod() {
    var rate = signal(Combine.SUM, true);
    var points =
        Readings.combine(rate, List.of(series("09:58", 54_000.0)), MINUTE, false, time("10:00"));
    assertThat(points.newest()).map(Point::value).contains(900.0);
  }

  @Test
  void aSumThatOverflowsIsNoPoint() {
    var one = series("09:59", Double.MAX_VALUE);
    assertThat(combined(Combine.SUM, one, one)).isEmpty();
  }

  @ParameterizedTest(name = "{0} of 10 40 20 30 is {1}")
  @CsvSource({"last, 30", "average, 25", "max, 40", "min, 10", "p50, 20", "p90, 40", "p1, 10"})
  void aggregates(String name, double value) {
    var aggregate = Aggregate.parse(name).orElseThrow();
    assertThat(aggregate.of(10, 40, 20, 30)).isEqualTo(value);
    assertThat(aggregate.yamlName()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"p0", "p101", "median", "P90", "avg"})
  void whatIsNoAggregate(String name) {
    assertThat(Aggregate.parse(name)).isEmpty();
  }

  private static List<Double> combined(Combine combine, Series... sources) {
    return Readings.combine(
            signal(combine, false), List.of(sources), Duration.ofMinutes(5), false, time("10:00"))
        .points()
        .stream()
        .map(Point::value)
        .toList();
  }

  private static Signal signal(Combine combine, boolean perSecond) {
    return new Signal(
        "it",
        (Source.Metric) (_, _, _) -> Optional.of(List.of()),
        Statistic.AVERAGE,
        MINUTE,
        MINUTE,
        Aggregate.Simple.LAST,
        Duration.ofMinutes(5),
        new NoData.Missing(),
        combine,
        perSecond,
        Unit.PLAIN,
        PerUnit.UNSTATED);
  }

  private static Series series(Object... startsAndValues) {
    var values = new HashMap<Instant, Double>();
    for (int i = 0; i < startsAndValues.length; i += 2) {
      values.put(time((String) startsAndValues[i]), (Double) startsAndValues[i + 1]);
    }
    return Series.of(MINUTE, Map.copyOf(values));
  }
}
