package ecf.core.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// What policies without data points of their own wanted, and since when: each entry holds until
/// the next.
public record Wants(NavigableMap<Instant, Integer> since) {
  private static final Duration KEPT = Duration.ofHours(24);
  private static final int MOST = 400;

  public Wants {
    since = Collections.unmodifiableNavigableMap(new TreeMap<>(since));
  }

  public static Wants none() {
    return new Wants(new TreeMap<>());
  }

  /// Everything wanted during `[from, to]`, as far as it is remembered.
  public IntStream during(Instant from, Instant to) {
    var inside = since.subMap(from, false, to, true).values().stream().mapToInt(Integer::intValue);
    var before = since.floorEntry(from);
    return before == null ? inside : IntStream.concat(IntStream.of(before.getValue()), inside);
  }

  /// With what is wanted now; the same value where nothing changes.
  public Wants with(Instant now, int units) {
    var last = since.floorEntry(now);
    if (last != null && last.getValue() == units) {
      return this;
    }
    var next = new TreeMap<>(since.headMap(now, true));
    next.put(now, units);
    var oldest = next.floorKey(now.minus(KEPT));
    var kept = oldest == null ? next : new TreeMap<>(next.tailMap(oldest, true));
    while (kept.size() > MOST) {
      kept.pollFirstEntry();
    }
    return new Wants(kept);
  }
}
