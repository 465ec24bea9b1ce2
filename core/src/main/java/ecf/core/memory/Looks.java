package ecf.core.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/// When a target's capacity was seen to be what: a look where something changed, the one before it,
/// and the newest. Between two looks nobody knows, so callers get the least and the most. The first
/// look counts for all earlier time.
///
/// @param byZone how many units ran in each zone at the newest look, where the provider tells
public record Looks(NavigableMap<Instant, Look> seen, SortedMap<String, Integer> byZone) {
  /// Points older than this are never asked for, so neither is the capacity at their time.
  static final Duration KEPT = Duration.ofHours(24);

  /// How far the clocks of two machines that share a state may be apart.
  private static final Duration SKEW = Duration.ofSeconds(10);

  /// A fleet that changes at every pass must not grow the document without bound.
  private static final int MOST = 400;

  public Looks {
    seen = Collections.unmodifiableNavigableMap(new TreeMap<>(seen));
    byZone = Collections.unmodifiableSortedMap(new TreeMap<>(byZone));
  }

  /// Of a provider that tells no zones.
  public Looks(NavigableMap<Instant, Look> seen) {
    this(seen, new TreeMap<>());
  }

  public Looks byZone(SortedMap<String, Integer> running) {
    return new Looks(seen, running);
  }

  public static Looks none() {
    return new Looks(new TreeMap<>());
  }

  /// The first look counts for all earlier time, and the last for all later.
  public static Looks always(Look look) {
    return new Looks(new TreeMap<>(Map.of(Instant.EPOCH, look)));
  }

  /// @param most >= least; equal where the looks around the time agree
  public record Range(int least, int most) {
    public static Range exactly(int units) {
      return new Range(units, units);
    }
  }

  /// A count during `[from, to]`: the looks inside and the nearest on each side. Empty where
  /// nothing was ever seen.
  ///
  /// 4 seen at 10:00 and 6 at 10:05: from 10:03 to 10:04 it is 4 to 6; from 9:00 to 9:01 it is 4.
  public Optional<Range> during(Instant from, Instant to, ToIntFunction<Look> count) {
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    int least = Integer.MAX_VALUE;
    int most = Integer.MIN_VALUE;
    var before = seen.floorEntry(from);
    var look = before == null ? seen.firstEntry() : before;
    while (look != null) {
      int units = count.applyAsInt(look.getValue());
      least = Math.min(least, units);
      most = Math.max(most, units);
      look = look.getKey().isBefore(to) ? seen.higherEntry(look.getKey()) : null;
    }
    return Optional.of(new Range(least, most));
  }

  public Optional<Range> at(Instant when, ToIntFunction<Look> count) {
    return during(when, when, count);
  }

  /// With what is seen now. Drops what repeats and what is too old to matter.
  ///
  /// A look up to 10s ahead of now is of a machine whose clock is fast: it was there before, so
  /// what is seen now goes behind it. What is farther ahead is of a clock that went back since.
  public Looks with(Instant now, Look look) {
    boolean wentBack = !seen.isEmpty() && seen.lastKey().isAfter(now.plus(SKEW));
    var next = new TreeMap<>(wentBack ? seen.headMap(now, true) : seen);
    var last = next.lastEntry();
    boolean ahead = last != null && !last.getKey().isBefore(now);
    if (last != null && last.getValue().equals(look)) {
      if (ahead) {
        return new Looks(next, byZone);
      }
      var before = next.lowerEntry(last.getKey());
      if (before != null && before.getValue().equals(look)) {
        next.remove(last.getKey());
      }
    }
    next.put(last != null && ahead ? last.getKey().plusMillis(1) : now, look);
    var oldest = next.floorKey(now.minus(KEPT));
    var kept = oldest == null ? next : new TreeMap<>(next.tailMap(oldest, true));
    while (kept.size() > MOST) {
      kept.pollFirstEntry();
    }
    return new Looks(kept, byZone);
  }

  /// Whether the newest look already says this.
  public boolean saysAlready(Look look) {
    return !seen.isEmpty() && seen.lastEntry().getValue().equals(look);
  }

  /// Since when fewer run than were asked for, without any more coming up; empty where all run.
  ///
  /// 4 of 4 at 10:00, 4 of 6 at 10:01, 5 of 6 at 10:02, and so at 10:06: since 10:02.
  public Optional<Instant> behindSince() {
    var since = Optional.<Instant>empty();
    int running = seen.isEmpty() ? 0 : seen.lastEntry().getValue().running();
    for (var each : seen.descendingMap().entrySet()) {
      var look = each.getValue();
      if (look.running() >= look.desired() || look.running() < running) {
        break;
      }
      since = Optional.of(each.getKey());
    }
    return since;
  }

  /// When more ran or served than at the look before, of which some served; oldest first.
  ///
  /// 4 at 10:00, 6 at 10:01, 5 at 10:05, 6 at 10:09: 10:01 and 10:09.
  public List<Instant> rises() {
    var rises = new ArrayList<Instant>();
    var before = Optional.<Look>empty();
    for (var each : seen.entrySet()) {
      var look = each.getValue();
      before
          .filter(it -> it.serving() > 0)
          .filter(it -> look.running() > it.running() || look.serving() > it.serving())
          .ifPresent(_ -> rises.add(each.getKey()));
      before = Optional.of(look);
    }
    return rises;
  }

  /// Oldest first.
  public List<Map.Entry<Instant, Look>> entries() {
    return List.copyOf(seen.entrySet());
  }
}
