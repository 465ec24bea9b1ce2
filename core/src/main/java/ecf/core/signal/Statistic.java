package ecf.core.signal;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a provider sums up one period: `Average`, `Sum`, `Minimum`, `Maximum`, `SampleCount` or a
/// percentile such as `p99.9`.
public record Statistic(String name) {
  // First, for the constants below are checked by it.
  private static final Pattern NAMES =
      Pattern.compile("Average|Sum|Minimum|Maximum|SampleCount|p(100|\\d{1,2}(\\.\\d{1,2})?)");

  public static final Statistic AVERAGE = new Statistic("Average");
  public static final Statistic SUM = new Statistic("Sum");
  public static final Statistic MINIMUM = new Statistic("Minimum");
  public static final Statistic MAXIMUM = new Statistic("Maximum");
  public static final Statistic SAMPLE_COUNT = new Statistic("SampleCount");

  public Statistic {
    if (!NAMES.matcher(name).matches()) {
      throw new IllegalArgumentException("no statistic: " + name);
    }
  }

  public static Optional<Statistic> parse(String text) {
    return NAMES.matcher(text).matches() ? Optional.of(new Statistic(text)) : Optional.empty();
  }

  /// How long after the end of a period its number still grows: counts trickle in, averages hardly
  /// move.
  public Duration settling() {
    return equals(SUM) || equals(SAMPLE_COUNT) ? Duration.ofMinutes(1) : Duration.ZERO;
  }

  @Override
  public String toString() {
    return name;
  }
}
