package ecf.core.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

/// How much was used how often, what is older counting for less: the histogram of the Kubernetes
/// vertical pod autoscaler's recommender. Bucket n begins at `first · (1.05^n − 1) / 0.05`, so that
/// each is 5 % wider than the one before; a sample's weight halves with every 24 h of its age. A
/// percentile is the end of the bucket that it falls into: never less than what was used, and at
/// most about 5 % more.
///
/// A first bucket of 10: buckets begin at 0, 10, 20.5, 31.525. 15 of a day ago weighs 0.5 and is in
/// the second, 25 of now weighs 1 and is in the third: p30 is 20.5, for 0.5 of 1.5 is more than 30
/// %, and p50 is 31.525.
public final class DecayingHistogram {
  private static final double GROWTH = 1.05;
  private static final Duration HALF_LIFE = Duration.ofHours(24);

  /// A percentile that falls on the border of a bucket is in it.
  private static final double ROUNDING = 1e-9;

  private final double first;
  private final Instant now;
  private final NavigableMap<Integer, Double> weights = new TreeMap<>();
  private double total;

  /// @param first where the second bucket begins; what is smaller is not told apart
  public DecayingHistogram(double first, Instant now) {
    if (!(first > 0)) {
      throw new IllegalArgumentException("the first bucket ends above 0, got " + first);
    }
    this.first = first;
    this.now = now;
  }

  /// @param at when it was used, at the latest now
  public void add(double value, Instant at) {
    double age = Math.max(0, Duration.between(at, now).toSeconds());
    double weight = Math.pow(2, -age / HALF_LIFE.toSeconds());
    weights.merge(bucket(value), weight, Double::sum);
    total += weight;
  }

  /// @param percent above 0, at most 100
  /// @throws IllegalStateException where nothing was added
  public double percentile(double percent) {
    double wanted = total * percent / 100 - ROUNDING * total;
    double sum = 0;
    for (var entry : weights.entrySet()) {
      sum += entry.getValue();
      if (sum >= wanted) {
        return start(entry.getKey() + 1);
      }
    }
    if (weights.isEmpty()) {
      throw new IllegalStateException("nothing was added");
    }
    return start(weights.lastKey() + 1);
  }

  private int bucket(double value) {
    return (int) (Math.log1p(Math.max(0, value) * (GROWTH - 1) / first) / Math.log(GROWTH));
  }

  private double start(int bucket) {
    return first * (Math.pow(GROWTH, bucket) - 1) / (GROWTH - 1);
  }
}
