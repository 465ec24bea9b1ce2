package ecf.core.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Points of one period length, oldest first.
public record Series(Duration period, List<Point> points) {
  public Series {
    points = points.stream().sorted(Comparator.comparing(Point::from)).toList();
  }

  public static Series empty(Duration period) {
    return new Series(period, List.of());
  }

  /// From the starts of periods to their values.
  public static Series of(Duration period, Map<Instant, Double> values) {
    var points = new ArrayList<Point>();
    values.forEach((from, value) -> points.add(new Point(from, from.plus(period), value)));
    return new Series(period, points);
  }

  public Optional<Point> newest() {
    return points.isEmpty() ? Optional.empty() : Optional.of(points.getLast());
  }

  /// Points that had ended by `at`.
  public Series endedBy(Instant at) {
    return new Series(period, points.stream().filter(point -> !point.to().isAfter(at)).toList());
  }

  /// The newest points, as far back as `window` reaches from the end of the newest one.
  public List<Point> newest(Duration window) {
    return newest()
        .map(last -> last.to().minus(window))
        .map(start -> points.stream().filter(point -> !point.from().isBefore(start)).toList())
        .orElse(List.of());
  }

  public Series times(double factor) {
    return new Series(period, points.stream().map(point -> point.times(factor)).toList());
  }

  /// With a zero wherever a whole period within `[from, to]` has no point.
  public Series filledWithZero(Instant from, Instant to) {
    var filled = new HashMap<Instant, Double>();
    long step = period.toSeconds();
    long start = Math.ceilDiv(from.getEpochSecond(), step) * step;
    for (long at = start; at + step <= to.getEpochSecond(); at += step) {
      filled.put(Instant.ofEpochSecond(at), 0.0);
    }
    points.forEach(point -> filled.put(point.from(), point.value()));
    return of(period, filled);
  }
}
