package ecf.core.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is remembered of traffic: of a group, how its members were; of a listener, how its groups
/// were and when its weights moved; of a fleet, which of its units were sick. Members go by id and
/// port, units by id.
///
/// @param sick since when members or units have failed their health checks
/// @param removed members that were taken out, or units that were replaced, because they were sick
/// @param young when members were registered, or seen last before they were healthy
/// @param down since when groups of a listener have been down
/// @param up since when groups of a listener have been well again
/// @param step when the weights of a listener were moved last
/// @param leaving since when units of a fleet leave the groups that they are members of, before
///   they go
public record Traffic(
    SortedMap<String, Instant> sick,
    SortedMap<String, Removal> removed,
    SortedMap<String, Instant> young,
    SortedMap<String, Instant> down,
    SortedMap<String, Instant> up,
    Optional<Instant> step,
    SortedMap<String, Instant> leaving) {
  private static final Traffic NONE =
      new Traffic(
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          Optional.empty(),
          new TreeMap<>());

  /// @param zone where it was; empty text where nobody knows
  public record Removal(Instant at, String zone) {}

  public Traffic {
    sick = kept(sick);
    removed = kept(removed);
    young = kept(young);
    down = kept(down);
    up = kept(up);
    leaving = kept(leaving);
  }

  private static <T> SortedMap<String, T> kept(Map<String, T> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  public static Traffic none() {
    return NONE;
  }

  /// Of the members of a group.
  public static Traffic ofMembers(
      Map<String, Instant> sick, Map<String, Removal> removed, Map<String, Instant> young) {
    return new Traffic(
        kept(sick), kept(removed), kept(young), NONE.down, NONE.up, Optional.empty(), NONE.leaving);
  }

  /// Of the units of a fleet.
  public static Traffic ofUnits(Map<String, Instant> sick, Map<String, Removal> replaced) {
    return ofMembers(sick, replaced, Map.of());
  }

  /// With units that were replaced.
  Traffic replaced(Set<String> units, Instant at) {
    var ill = new TreeMap<>(sick);
    ill.keySet().removeAll(units);
    var gone = new TreeMap<>(removed);
    units.forEach(unit -> gone.put(unit, new Removal(at, "")));
    return new Traffic(ill, gone, young, down, up, step, leaving);
  }

  /// Who was removed less than so long ago.
  public SortedMap<String, Removal> removedWithin(Duration length, Instant now) {
    var recent = new TreeMap<>(removed);
    recent.values().removeIf(removal -> !now.isBefore(removal.at().plus(length)));
    return recent;
  }

  /// Of the groups of a listener.
  public Traffic seen(Map<String, Instant> areDown, Map<String, Instant> areUp) {
    return new Traffic(sick, removed, young, kept(areDown), kept(areUp), step, leaving);
  }

  public Traffic stepped(Instant at) {
    return new Traffic(sick, removed, young, down, up, Optional.of(at), leaving);
  }

  public Traffic leaving(Map<String, Instant> since) {
    return new Traffic(sick, removed, young, down, up, step, kept(since));
  }
}
