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
    points = inOrder(points) ? List.copyOf(points) : sorted(points);
  }

  private static boolean inOrder(List<Point> points) {
    for (int i = 1; i < points.size(); i++) {
      if (points.get(i).from().isBefore(points.get(i - 1).from())) {
        return false;
      }
    }
    return true;
  }

  private static List<Point> sorted(List<Point> points) {
    return points.stream().sorted(Comparator.comparing(Point::from)).toList();
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
    int count = points.size();
    while (count > 0 && points.get(count - 1).to().isAfter(at)) {
      count--;
    }
    return count == points.size() ? this : new Series(period, points.subList(0, count));
  }

  /// The newest points, as far back as `window` reaches from the end of the newest one.
  public List<Point> newest(Duration window) {
    if (points.isEmpty()) {
      return points;
    }
    var start = points.getLast().to().minus(window);
    int first = points.size();
    while (first > 0 && !points.get(first - 1).from().isBefore(start)) {
      first--;
    }
    return points.subList(first, points.size());
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
