package ecf.core.observation;

import static ecf.core.testing.Scene.time;
import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.memory.Look;
import ecf.core.memory.Looks;
import ecf.core.model.ProviderFailure;
import ecf.core.model.SlowStart;
import ecf.core.signal.Measured;
import ecf.core.signal.MetricQuery;
import ecf.core.signal.Point;
import ecf.core.signal.Reading;
import ecf.core.signal.Series;
import ecf.core.signal.Signal;
import ecf.core.signal.Source;
import ecf.core.signal.Statistic;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which points count that were measured while new units got less than their share.
class SlowStartsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// A response time a minute from 10:00 to 10:05, and which of them count.
  @ParameterizedTest(name = "{0}, slow start {1}: {2}")
  @CsvSource({
    "'10:00 4, 10:01 6', PT1M30S, '10:00 10:03 10:04'",
    "'10:00 4, 10:01 6', PT1M, '10:00 10:02 10:03 10:04'",
    "'10:00 4, 10:01 6', PT15M, '10:00'",
    "'10:00 4, 10:01 6', PT0S, '10:00 10:01 10:02 10:03 10:04'",
    "'10:00 4, 10:00:30 6', PT30S, '10:01 10:02 10:03 10:04'", // it began within the minute
    "'10:00 4, 10:01 6, 10:03 7', PT30S, '10:00 10:02 10:04'",
    "'10:00 6, 10:01 4', PT1M30S, '10:00 10:01 10:02 10:03 10:04'",
    "'10:00 0, 10:01 4', PT1M30S, '10:00 10:01 10:02 10:03 10:04'", // all of them are new
    "'10:01 6', PT1M30S, '10:00 10:01 10:02 10:03 10:04'", // nobody looked before
    "'', PT1M30S, '10:00 10:01 10:02 10:03 10:04'",
  })
  void whatNewUnitsHadNoFullShareOfDoesNotCount(String looks, Duration length, String counted) {
    var slowly = SlowStarts.of(new SlowStart.Lasts(length), looks(looks));

    assertThat(starts(slowly.outside(responseTimes(5)))).isEqualTo(counted);
  }

  @Test
  void otherSignalsCountAllTheTime() {
    var slowly = SlowStarts.of(new SlowStart.Lasts(MINUTE), looks("10:00 4, 10:01 6"));
    var cpu = Measured.of(Scene.signal("cpu"), responseTimes(5).series());

    assertThat(slowly.outside(cpu)).isEqualTo(cpu);
  }

  @Test
  void whereItIsNotKnownEverythingCounts() {
    var why = ProviderFailure.unanswered("elbv2:DescribeTargetGroupAttributes", "denied", false);
    var slowly = SlowStarts.of(new SlowStart.Unread(why), looks("10:00 4, 10:01 6"));

    assertThat(starts(slowly.outside(responseTimes(5)))).isEqualTo("10:00 10:01 10:02 10:03 10:04");
    assertThat(slowly.told(time("10:01"))).isEmpty();
  }

  /// 4 served at 10:00, 6 at 10:01; the slow start is the longest that AWS has. The point from
  /// 10:00 counts until it is five minutes old.
  @ParameterizedTest(name = "at {0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "10:02:00 | the point from 10:00",
        "10:06:00 | the point from 10:00",
        "10:06:01 | slow start until 2026-11-21T10:16:00Z: what is measured until then does not"
            + " count",
        "10:16:59 | slow start until 2026-11-21T10:16:00Z: what is measured until then does not"
            + " count",
        "10:17:00 | the point from 10:16",
      })
  void theReadingIsThatOfBeforeAndThenSaysWhyThereIsNone(String now, String expected) {
    var fifteen = new SlowStart.Lasts(Duration.ofMinutes(15));
    var slowly = SlowStarts.of(fifteen, looks("10:00 4, 10:01 6"));

    var said =
        switch (slowly.outside(responseTimes(20)).at(time(now))) {
          case Reading.Value value -> "the point from " + text(value.window().getLast().from());
          case Reading.Missing(String why) -> why;
          case Reading.Stale stale -> "stale: " + stale.age();
          case Reading.Unread unread -> unread.why();
        };
    assertThat(said).isEqualTo(expected);
  }

  @ParameterizedTest(name = "at {0}: {1}")
  @CsvSource({"10:01:00, 1m30s", "10:02:10, 20s", "10:02:30, over"})
  void whileItGoesOnItIsTold(String now, String left) {
    var slowly =
        SlowStarts.of(
            new SlowStart.Lasts(Duration.ofSeconds(90)), looks("10:00 4, 10:01 6, 10:02 6"));

    assertThat(slowly.told(time(now)))
        .isEqualTo(
            left.equals("over")
                ? Optional.empty()
                : Optional.of(
                    "new units get less than their share for another "
                        + left
                        + " (slow start): response times of that time do not count"));
  }

  private static Looks looks(String text) {
    var seen = Looks.none();
    for (String look : text.isEmpty() ? List.<String>of() : List.of(text.split(", "))) {
      var parts = look.split(" ");
      int units = Integer.parseInt(parts[1]);
      seen = seen.with(time(parts[0]), new Look(units, units, units));
    }
    return seen;
  }

  /// One a minute from 10:00 on.
  private static Measured responseTimes(int minutes) {
    var values = new HashMap<Instant, Double>();
    for (int i = 0; i < minutes; i++) {
      values.put(time("10:00").plus(MINUTE.multipliedBy(i)), 0.4);
    }
    return Measured.of(responseTime(), Series.of(MINUTE, values));
  }

  private static Signal responseTime() {
    return Scene.signal("responseTime")
        .from(
            new Source.Metric() {
              @Override
              public Optional<List<MetricQuery>> queries(
                  Map<String, String> lookups, Statistic statistic, Duration period) {
                return Optional.of(List.of());
              }

              @Override
              public boolean misleadsInSlowStart() {
                return true;
              }
            });
  }

  private static String starts(Measured measured) {
    return measured.series().points().stream()
        .map(Point::from)
        .map(SlowStartsTest::text)
        .collect(Collectors.joining(" "));
  }

  private static String text(Instant at) {
    return at.toString().substring(11, 16);
  }
}
