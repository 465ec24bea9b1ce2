package ecf.core.observation;

import ecf.core.model.Cause;
import ecf.core.model.GroupSettings;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What is asked only where single instances of a fleet may have to leave.
///
/// @param hooked whether the provider itself waits before an instance goes, for somebody who was
///   told to get it ready
/// @param launched since when instances run, by id
/// @param settings of the groups that they leave, by identity, where nobody had asked for them
/// @param vetoed why nobody may begin to leave, by the word of whoever has to allow a scale-in
public record Departure(
    boolean hooked,
    Map<String, Instant> launched,
    Map<String, GroupSettings> settings,
    Optional<Cause> vetoed) {
  public Departure {
    launched = Map.copyOf(launched);
    settings = Map.copyOf(settings);
  }

  /// Where nobody said no.
  public Departure(
      boolean hooked, Map<String, Instant> launched, Map<String, GroupSettings> settings) {
    this(hooked, launched, settings, Optional.empty());
  }

  public Departure vetoed(Cause why) {
    return new Departure(hooked, launched, settings, Optional.of(why));
  }

  /// From a fleet whose provider waits.
  public static Departure hook() {
    return new Departure(true, Map.of(), Map.of());
  }
}
