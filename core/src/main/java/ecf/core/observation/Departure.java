package ecf.core.observation;

import ecf.core.model.GroupSettings;
import java.time.Instant;
import java.util.Map;

/// What is asked only where single instances of a fleet may have to leave.
///
/// @param hooked whether the provider itself waits before an instance goes, for somebody who was
///   told to get it ready
/// @param launched since when instances run, by id
/// @param settings of the groups that they leave, by identity, where nobody had asked for them
public record Departure(
    boolean hooked, Map<String, Instant> launched, Map<String, GroupSettings> settings) {
  public Departure {
    launched = Map.copyOf(launched);
    settings = Map.copyOf(settings);
  }

  /// From a fleet whose provider waits.
  public static Departure hook() {
    return new Departure(true, Map.of(), Map.of());
  }
}
