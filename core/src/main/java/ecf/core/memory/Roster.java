package ecf.core.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Whom a target has selected, by the keys of the resources, so that somebody who is gone for long
/// can be forgotten.
///
/// @param here who was found by the last search
/// @param gone who was found once and is not any more, and since which search
public record Roster(SortedSet<String> here, SortedMap<String, Instant> gone) {
  /// How long it is remembered who is gone.
  public static final Duration KEPT = Duration.ofDays(30);

  private static final Roster NONE = new Roster(new TreeSet<>(), new TreeMap<>());

  public Roster {
    here = Collections.unmodifiableSortedSet(new TreeSet<>(here));
    gone = Collections.unmodifiableSortedMap(new TreeMap<>(gone));
  }

  public static Roster none() {
    return NONE;
  }

  /// After a search that found all there is.
  ///
  /// @param others whom other targets of the file have: they are theirs to remember
  public Roster searched(Collection<String> found, Collection<String> others, Instant now) {
    var missed = new TreeMap<String, Instant>();
    here.forEach(each -> missed.put(each, now));
    missed.putAll(gone);
    missed.keySet().removeAll(found);
    missed.keySet().removeAll(others);
    return new Roster(new TreeSet<>(found), missed);
  }

  /// Who has been gone for so long that nothing need be remembered.
  public SortedSet<String> due(Instant now) {
    var due = new TreeMap<>(gone);
    due.values().removeIf(since -> now.isBefore(since.plus(KEPT)));
    return Collections.unmodifiableSortedSet(new TreeSet<>(due.keySet()));
  }

  public Roster without(Set<String> forgotten) {
    var left = new TreeMap<>(gone);
    left.keySet().removeAll(forgotten);
    return new Roster(here, left);
  }
}
