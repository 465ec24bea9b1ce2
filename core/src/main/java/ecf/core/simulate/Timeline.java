package ecf.core.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What was asked for of one service, and when: all that has to be kept of it, for its units follow
/// from this.
///
/// @param since when the service appeared
/// @param before units that served before the first change
/// @param changes what was asked for from when on
record Timeline(Instant since, int before, NavigableMap<Instant, Integer> changes) {
  /// Older history is dropped: nobody asks for it.
  static final Duration KEPT = Duration.ofDays(1);

  /// Units that are up from `ready` on.
  private record Cohort(Instant ready, int units) {}

  Timeline {
    Objects.requireNonNull(since, "since");
    changes = Collections.unmodifiableNavigableMap(new TreeMap<>(changes));
    if (before < 0 || changes.values().stream().anyMatch(units -> units < 0)) {
      throw new IllegalArgumentException("a capacity is never below 0");
    }
  }

  static Timeline of(Instant since, int initial) {
    return new Timeline(since, initial, new TreeMap<>());
  }

  Instant lastChange() {
    return changes.isEmpty() ? since : changes.lastKey();
  }

  /// With another capacity asked for. Time never runs backwards: where a clock was set back, the
  /// change comes with the last one.
  Timeline asked(Instant now, int units) {
    var next = new TreeMap<>(changes);
    next.put(now.isBefore(lastChange()) ? lastChange() : now, units);
    var old = next.headMap(now.minus(KEPT));
    int settled = old.isEmpty() ? before : old.lastEntry().getValue();
    return new Timeline(since, settled, next.tailMap(now.minus(KEPT), true));
  }

  /// Units that are let go are the newest: those that are not up yet vanish, the others drain.
  ///
  /// 3 units, 5 asked for at 10:00 with 60 s to start: 2 pending and 3 serving until 10:01, then 5
  /// serving. 4 asked for at 10:05 with 30 s to drain: 4 serving and 1 draining until 10:05:30.
  Units at(Instant time, Duration startup, Duration drain) {
    var cohorts = new ArrayDeque<Cohort>();
    cohorts.add(new Cohort(Instant.MIN, before));
    int desired = before;
    int draining = 0;
    for (var each : changes.headMap(time, true).entrySet()) {
      var at = each.getKey();
      int change = each.getValue() - desired;
      if (change > 0) {
        cohorts.add(new Cohort(at.plus(startup), change));
      } else {
        int drained = release(cohorts, -change, at);
        draining += at.plus(drain).isAfter(time) ? drained : 0;
      }
      desired = each.getValue();
    }
    int pending =
        cohorts.stream().filter(each -> each.ready.isAfter(time)).mapToInt(Cohort::units).sum();
    return new Units(pending, desired - pending, draining);
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
    changes.keySet().stream()
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
