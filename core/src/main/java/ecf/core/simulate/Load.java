package ecf.core.simulate;

import java.time.Duration;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// How many requests per second arrive at a service. Minutes are counted from the one in which the
/// world began; those before it are negative.
public sealed interface Load {
  /// The mean over one minute.
  ///
  /// @param seed of this service's noise
  double during(long minute, long seed);

  /// Swings between base and peak, from a base when the world begins: base 200/s, peak 900/s,
  /// period 1d is 200/s at first, 550/s after 6h, 900/s after 12h.
  ///
  /// @param peak at least `base`
  /// @param noise share by which each minute strays at most, evenly spread: 0.05 is ±5 %
  record Wave(double base, double peak, Duration period, double noise) implements Load {
    private static final long ODD = 0xD1342543DE82EF95L;

    public Wave {
      if (!(base >= 0 && peak >= base && noise >= 0 && noise <= 1) || period.toSeconds() < 60) {
        throw new IllegalArgumentException("0 <= base <= peak, noise in [0, 1], period >= 1m");
      }
    }

    @Override
    public double during(long minute, long seed) {
      double middle = minute * 60.0 + 30;
      double swing = (1 - Math.cos(2 * Math.PI * middle / period.toSeconds())) / 2;
      return (base + (peak - base) * swing) * (1 + noise * stray(minute, seed));
    }

    /// From -1 to 1. Each minute has a generator of its own, so that the past does not depend on
    /// who looked at it.
    private static double stray(long minute, long seed) {
      return 2 * new SplittableRandom(seed + minute * ODD).nextDouble() - 1;
    }
  }

  /// A recorded load that repeats for ever; each value holds until the next.
  ///
  /// @param from seconds since its beginning, the first is 0
  /// @param span seconds until it repeats, after the last value
  record Trace(NavigableMap<Long, Double> from, long span) implements Load {
    public Trace {
      from = Collections.unmodifiableNavigableMap(new TreeMap<>(from));
      if (from.isEmpty() || from.firstKey() != 0 || from.lastKey() >= span) {
        throw new IllegalArgumentException("a trace begins at 0 and ends after its last value");
      }
    }

    @Override
    public double during(long minute, long seed) {
      double sum = 0;
      for (long second = minute * 60; second < minute * 60 + 60; second++) {
        sum += Objects.requireNonNull(from.floorEntry(Math.floorMod(second, span))).getValue();
      }
      return sum / 60;
    }
  }
}
