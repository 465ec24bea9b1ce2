package ecf.core.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What was asked for of one service, and when: all that has to be kept of it, for its units follow
/// from this. The first number was always there.
///
/// @param since when the service appeared
/// @param desired at least one entry
record Timeline(Instant since, NavigableMap<Instant, Integer> desired) {
  /// Older history is dropped: nobody asks for it.
  static final Duration KEPT = Duration.ofDays(1);

  /// Units that are up from `ready` on.
  private record Cohort(Instant ready, int units) {}

  Timeline {
    Objects.requireNonNull(since, "since");
    desired = Collections.unmodifiableNavigableMap(new TreeMap<>(desired));
    if (desired.isEmpty() || desired.values().stream().anyMatch(units -> units < 0)) {
      throw new IllegalArgumentException("what was desired is never empty and never below 0");
    }
  }

  static Timeline of(Instant since, int initial) {
    return new Timeline(since, new TreeMap<>(Map.of(since, initial)));
  }

  Instant lastChange() {
    return desired.lastKey();
  }

  /// With another capacity asked for. Time never runs backwards: where a clock was set back, the
  /// change comes right after the last one.
  Timeline asked(Instant now, int units) {
    var next = new TreeMap<>(desired);
    next.put(now.isBefore(lastChange()) ? lastChange() : now, units);
    var oldest = next.floorKey(now.minus(KEPT));
    return new Timeline(since, oldest == null ? next : next.tailMap(oldest, true));
  }

  /// Units that are let go are the newest: those that are not up yet vanish, the others drain.
  ///
  /// 3 units, 5 asked for at 10:00 with 60 s to start: 2 pending and 3 serving until 10:01, then 5
  /// serving. 4 asked for at 10:05 with 30 s to drain: 4 serving and 1 draining until 10:05:30.
  Units at(Instant time, Duration startup, Duration drain) {
    var cohorts = new ArrayDeque<Cohort>();
    int before = desired.firstEntry().getValue();
    cohorts.add(new Cohort(Instant.MIN, before));
    int draining = 0;
    for (var each : desired.headMap(time, true).entrySet()) {
      var at = each.getKey();
      int change = each.getValue() - before;
      if (change > 0) {
        cohorts.add(new Cohort(at.plus(startup), change));
      } else {
        int drained = release(cohorts, -change, at);
        draining += at.plus(drain).isAfter(time) ? drained : 0;
      }
      before = each.getValue();
    }
    int pending =
        cohorts.stream().filter(each -> each.ready.isAfter(time)).mapToInt(Cohort::units).sum();
    return new Units(pending, before - pending, draining);
  }

  /// How many of those that leave have to drain.
  private static int release(Deque<Cohort> cohorts, int units, Instant at) {
    int open = units;
    int drained = 0;
    while (open > 0) {
      var newest = cohorts.removeLast();
      int leaving = Math.min(open, newest.units);
      open -= leaving;
      drained += newest.ready.isAfter(at) ? 0 : leaving;
      if (leaving < newest.units) {
        cohorts.addLast(new Cohort(newest.ready, newest.units - leaving));
      }
    }
    return drained;
  }

  /// The mean number of serving units over `[from, to)`.
  double serving(Instant from, Instant to, Duration startup) {
    var cuts = new TreeSet<Instant>();
    cuts.add(from);
    desired.keySet().stream()
        .flatMap(at -> Stream.of(at, at.plus(startup)))
        .filter(at -> at.isAfter(from) && at.isBefore(to))
        .forEach(cuts::add);
    double unitSeconds = 0;
    for (Instant cut : cuts) {
      var next = Objects.requireNonNullElse(cuts.higher(cut), to);
      int serving = at(cut, startup, Duration.ZERO).serving();
      unitSeconds += serving * seconds(Duration.between(cut, next));
    }
    return unitSeconds / seconds(Duration.between(from, to));
  }

  private static double seconds(Duration length) {
    return length.toNanos() / 1e9;
  }
}
