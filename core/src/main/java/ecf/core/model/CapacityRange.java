package ecf.core.model;

import java.util.Optional;

/// Bounds of a capacity in units, both inclusive.
///
/// @param min 0 or more
/// @param max at least `min`
public record CapacityRange(int min, int max) {
  public CapacityRange {
    if (min < 0 || max < min) {
      throw new IllegalArgumentException("capacity needs 0 <= min <= max, got " + min + ".." + max);
    }
  }

  public int clamp(int units) {
    return Math.clamp(units, min, max);
  }

  /// What both allow; empty where they have nothing in common. 2..40 and 1..20: 2..20.
  public Optional<CapacityRange> intersect(CapacityRange other) {
    int least = Math.max(min, other.min);
    int most = Math.min(max, other.max);
    return least <= most ? Optional.of(new CapacityRange(least, most)) : Optional.empty();
  }

  @Override
  public String toString() {
    return min + ".." + max;
  }
}
