package ecf.core.signal;

import java.time.Instant;

/// One number over `[from, to)`.
public record Point(Instant from, Instant to, double value) {
  public Point {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a point has a finite value, got " + value);
    }
  }

  public Point times(double factor) {
    return new Point(from, to, value * factor);
  }
}
