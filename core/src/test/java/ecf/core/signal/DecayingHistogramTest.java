package ecf.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecayingHistogramTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @ParameterizedTest(name = "{0} alone: {1}")
  @CsvSource({
    "0, 10",
    "9.9, 10",
    "10, 20.5",
    "15, 20.5",
    "25, 31.525",
    "358.4, 385.052",
    "409.6, 414.304",
    "-5, 10"
  })
  void aPercentileIsTheEndOfItsBucket(double value, double end) {
    var histogram = new DecayingHistogram(10, NOW);
    histogram.add(value, NOW);
    assertThat(histogram.percentile(50)).isCloseTo(end, within(0.001));
  }

  @ParameterizedTest(name = "p{0}: {1}")
  @CsvSource({"30, 20.5", "33, 20.5", "34, 31.525", "50, 31.525", "100, 31.525"})
  void whatIsADayOldCountsForHalf(double percent, double end) {
    var histogram = new DecayingHistogram(10, NOW);
    histogram.add(15, NOW.minus(Duration.ofHours(24)));
    histogram.add(25, NOW);
    assertThat(histogram.percentile(percent)).isCloseTo(end, within(1e-9));
  }

  @Test
  void whatIsNotYetCountsAsNow() {
    var histogram = new DecayingHistogram(10, NOW);
    histogram.add(15, NOW.plus(Duration.ofDays(900)));
    histogram.add(25, NOW);
    assertThat(histogram.percentile(50)).isCloseTo(20.5, within(1e-9));
  }

  @Test
  void ofNothingThereIsNoPercentile() {
    assertThatThrownBy(() -> new DecayingHistogram(10, NOW).percentile(90))
        .isInstanceOf(IllegalStateException.class);
  }

  /// Never less than the largest value that is needed, and little more.
  @Test
  void theWholeIsTheMostThatWasUsed() {
    long seed = 20261121;
    var random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      var histogram = new DecayingHistogram(10, NOW);
      double most = 0;
      double before = 0;
      for (int n = 1 + random.nextInt(50); n > 0; n--) {
        double value = Math.pow(10, 6 * random.nextDouble());
        most = Math.max(most, value);
        histogram.add(value, NOW.minus(Duration.ofMinutes(random.nextInt(10_000))));
      }
      assertThat(histogram.percentile(100))
          .as("seed %d", seed)
          .isBetween(most * (1 - 1e-9), most * 1.05 + 10);
      for (double percent : new double[] {1, 10, 50, 90, 99, 100}) {
        assertThat(histogram.percentile(percent))
            .as("seed %d", seed)
            .isGreaterThanOrEqualTo(before);
        before = histogram.percentile(percent);
      }
    }
  }
}
