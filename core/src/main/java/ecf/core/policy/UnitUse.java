package ecf.core.policy;

import ecf.core.memory.Sizes;
import ecf.core.model.UnitSize;
import ecf.core.model.UnitSize.Dimension;
import ecf.core.signal.DecayingHistogram;
import ecf.core.signal.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a unit used, from points that are percent of what it reserved: each is multiplied by the
/// size that units had when it was measured. Where that is known for a day of points, only those
/// count. Else all do, as if units had always been as large as now: that is told, and nothing
/// becomes smaller by it.
///
/// @param peak the most that was ever used
/// @param covered how much time the points are of
/// @param supposed whether the size of units when measured is a guess for some
record UnitUse(DecayingHistogram histogram, double peak, Duration covered, boolean supposed) {
  /// Below this many units or MiB, amounts are not told apart.
  private static final double FIRST_BUCKET = 10;

  /// More than any machine has: a metric that tells more is wrong.
  private static final double MOST = 1e9;

  /// Less shows no day and night.
  static final Duration ENOUGH = Duration.ofDays(1);

  /// @param points of one length, in percent
  static UnitUse of(
      Dimension dimension, List<Point> points, Sizes sizes, UnitSize present, Instant now) {
    var known =
        points.stream()
            .filter(point -> sizes.during(point.from(), point.to()).isPresent())
            .toList();
    boolean enough = covered(known).compareTo(ENOUGH) >= 0;
    var counting = enough ? known : points;
    var histogram = new DecayingHistogram(FIRST_BUCKET, now);
    double peak = 0;
    for (Point point : counting) {
      var size = sizes.during(point.from(), point.to()).orElse(present);
      double used = Math.clamp(point.value() / 100 * dimension.of(size), 0, MOST);
      histogram.add(used, point.to());
      peak = Math.max(peak, used);
    }
    return new UnitUse(histogram, peak, covered(counting), !enough && known.size() < points.size());
  }

  private static Duration covered(List<Point> points) {
    return points.isEmpty()
        ? Duration.ZERO
        : Duration.between(points.getFirst().from(), points.getFirst().to())
            .multipliedBy(points.size());
  }
}
