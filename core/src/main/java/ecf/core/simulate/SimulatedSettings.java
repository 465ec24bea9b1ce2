package ecf.core.simulate;

import ecf.core.config.ProviderSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a file says about the cloud inside the program.
///
/// @param speed how many of its seconds pass in a real one: 1 (`clock: real`) to 100000
/// @param seed of the noise in its loads; the same seed gives the same noise
/// @param services by name
public record SimulatedSettings(int speed, long seed, SortedMap<String, Service> services)
    implements ProviderSettings {
  public static final int FASTEST = 100_000;

  public SimulatedSettings {
    if (speed < 1 || speed > FASTEST) {
      throw new IllegalArgumentException("speed must be in [1, " + FASTEST + "], got " + speed);
    }
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
  }

  /// One service: identical units that share a load evenly.
  ///
  /// @param load requests per second that arrive, whoever serves them
  /// @param unitRate requests per second that keep one unit fully busy, above 0
  /// @param startup from asking for a unit until it serves
  /// @param drain from letting a serving unit go until it is gone; it takes no new work meanwhile
  /// @param initial units that serve when the service first appears
  public record Service(Load load, double unitRate, Duration startup, Duration drain, int initial) {
    public Service {
      if (!(unitRate > 0) || startup.isNegative() || drain.isNegative() || initial < 0) {
        throw new IllegalArgumentException("unitRate must be above 0, the rest 0 or more");
      }
    }
  }
}
