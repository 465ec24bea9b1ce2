package ecf.aws.signal;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.signal.MetricQuery;
import ecf.core.signal.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How many calls a pass makes for its metrics, and over what time.
class MetricBatchTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:03:42Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @ParameterizedTest(name = "{0} queries: {1} calls")
  @CsvSource({"0, 0", "1, 1", "500, 1", "501, 2", "1000, 2", "1001, 3"})
  void oneCallFor500Queries(int queries, int calls) {
    var reaches = new HashMap<MetricQuery, Duration>();
    for (int i = 0; i < queries; i++) {
      reaches.put(query("m" + i, MINUTE), Duration.ofMinutes(15));
    }
    var batches = MetricBatch.of(reaches, NOW);
    assertThat(batches).hasSize(calls);
    assertThat(batches.stream().mapToInt(batch -> batch.queries().size()).sum()).isEqualTo(queries);
  }

  @Test
  void timesAreMultiplesOfThePeriods() {
    var batch =
        MetricBatch.of(
                Map.of(
                    query("minutes", MINUTE), Duration.ofMinutes(10),
                    query("fives", Duration.ofMinutes(5)), Duration.ofMinutes(15)),
                NOW)
            .getFirst();
    assertThat(batch.start()).isEqualTo("2026-11-21T09:45:00Z");
    assertThat(batch.end()).isEqualTo("2026-11-21T10:03:00Z");
  }

  @Test
  void aCallBeginsOnABorderOfEveryPeriod() {
    var batch =
        MetricBatch.of(
                Map.of(
                    query("twos", Duration.ofMinutes(2)), Duration.ofMinutes(10),
                    query("fives", Duration.ofMinutes(5)), Duration.ofMinutes(15)),
                NOW)
            .getFirst();
    assertThat(batch.start()).isEqualTo("2026-11-21T09:40:00Z");
  }

  @Test
  void periodsWithoutABorderInCommonAreAskedForApart() {
    var batches =
        MetricBatch.of(
            Map.of(
                query("sevens", Duration.ofMinutes(7)), Duration.ofMinutes(30),
                query("elevens", Duration.ofMinutes(11)), Duration.ofMinutes(30)),
            NOW);
    assertThat(batches).hasSize(2);
  }

  @Test
  void secondsAreAskedForApartBecauseTheyAreNotKeptForLong() {
    var batches =
        MetricBatch.of(
            Map.of(
                query("seconds", Duration.ofSeconds(10)), Duration.ofMinutes(30),
                query("minutes", MINUTE), Duration.ofHours(12)),
            NOW);
    assertThat(batches).extracting(MetricBatch::start).contains(NOW.minusSeconds(1802));
    assertThat(batches).hasSize(2);
  }

  @Test
  void noAnswerCouldHoldMorePointsThanCloudWatchSends() {
    var reaches = new HashMap<MetricQuery, Duration>();
    for (int i = 0; i < 100; i++) {
      reaches.put(query("m" + i, MINUTE), Duration.ofDays(1));
    }
    assertThat(MetricBatch.of(reaches, NOW))
        .as("70 queries of 1,441 points are more than 100,800")
        .extracting(batch -> batch.queries().size())
        .containsExactly(69, 31);
  }

  @Test
  void whatReachesFarDoesNotMakeOthersLong() {
    var reaches = new HashMap<MetricQuery, Duration>();
    for (int i = 0; i < 500; i++) {
      reaches.put(query("m" + i, MINUTE), Duration.ofMinutes(15));
    }
    reaches.put(query("far", MINUTE), Duration.ofDays(1));
    var batches = MetricBatch.of(reaches, NOW);
    assertThat(batches).hasSize(2);
    assertThat(batches.getFirst().start()).isEqualTo("2026-11-21T09:48:00Z");
    assertThat(batches.getLast().queries()).hasSize(1);
  }

  static MetricQuery query(String metric, Duration period) {
    return MetricQuery.of("It", metric, Map.of("Name", "x"), Statistic.AVERAGE, period);
  }
}
