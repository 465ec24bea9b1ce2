package ecf.core.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Raw points of a signal's sources made into one series of complete points. Pure.
public final class Readings {
  private Readings() {}

  /// Only complete points: their period has ended, and for counts has settled. Points start where
  /// the provider's periods start.
  public static Series complete(Series raw, Statistic statistic, Instant now) {
    return raw.endedBy(now.minus(statistic.settling()));
  }

  /// Several sources as one signal. Points of the same period are combined; where `zero` holds,
  /// periods without a point within the last `reach` count as zero in each source before.
  public static Series combine(
      Signal signal, List<Series> sources, Duration reach, boolean zero, Instant now) {
    var at = new TreeMap<Instant, List<Double>>();
    for (Series raw : sources) {
      var series = complete(raw, signal.statistic(), now);
      var end = now.minus(signal.statistic().settling());
      var filled = zero ? series.filledWithZero(now.minus(reach), end) : series;
      filled
          .points()
          .forEach(
              point -> at.computeIfAbsent(point.from(), _ -> new ArrayList<>()).add(point.value()));
    }
    var combined = new TreeMap<Instant, Double>();
    at.forEach((from, values) -> put(combined, from, signal.combine().of(values)));
    var series = Series.of(signal.period(), combined);
    return signal.perSecond() ? series.times(1.0 / signal.period().toSeconds()) : series;
  }

  /// A sum that overflowed is no number: its period is left without a point.
  private static void put(Map<Instant, Double> combined, Instant from, double value) {
    if (Double.isFinite(value)) {
      combined.put(from, value);
    }
  }
}
