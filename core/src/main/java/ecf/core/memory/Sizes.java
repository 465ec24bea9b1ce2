package ecf.core.memory;

import ecf.core.model.UnitSize;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// How large a target's units were when: each size holds until the next. Of the time before the
/// first nobody knows.
///
/// @param since from when on each size held
/// @param refused the last size that the provider would not have
public record Sizes(NavigableMap<Instant, UnitSize> since, Optional<Refused> refused) {
  public record Refused(Instant at, UnitSize size) {}

  /// Units of the old size leave for a while after the first new one came.
  private static final Duration LEAVING = Duration.ofHours(1);

  /// Longer than any percentile looks back.
  private static final Duration KEPT = Duration.ofDays(10);

  private static final int MOST = 50;

  public Sizes {
    since = Collections.unmodifiableNavigableMap(new TreeMap<>(since));
  }

  public static Sizes none() {
    return new Sizes(new TreeMap<>(), Optional.empty());
  }

  /// With the size that is seen now.
  ///
  /// @param from when it began, at the latest now
  public Sizes with(UnitSize size, Instant from, Instant now) {
    var last = since.lastEntry();
    if (last != null && last.getValue().equals(size)) {
      return this;
    }
    var next = new TreeMap<>(since);
    next.put(last == null ? from : after(last.getKey(), from, now), size);
    var oldest = next.floorKey(now.minus(KEPT));
    var kept = oldest == null ? next : new TreeMap<>(next.tailMap(oldest, true));
    while (kept.size() > MOST) {
      kept.pollFirstEntry();
    }
    return new Sizes(kept, refused);
  }

  /// Clocks differ, and what is sent at once after the first look is of the same moment.
  private static Instant after(Instant last, Instant from, Instant now) {
    if (from.isAfter(last)) {
      return from;
    }
    return now.isAfter(last) ? now : last.plusMillis(1);
  }

  public Sizes with(Refused last) {
    return new Sizes(since, Optional.of(last));
  }

  /// The size while a point was measured; where it changed then or shortly before, the larger, so
  /// that nobody takes a unit's use for less than it was. Empty where nobody knows.
  public Optional<UnitSize> during(Instant from, Instant to) {
    var before = since.floorEntry(from);
    if (before == null) {
      return Optional.empty();
    }
    var leaving = since.floorEntry(from.minus(LEAVING));
    var sizes = since.subMap((leaving == null ? before : leaving).getKey(), true, to, false);
    return sizes.values().stream().reduce(UnitSize::orMore);
  }

  /// When it last changed, as far as is known.
  public Optional<Instant> changedAt() {
    return since.size() < 2 ? Optional.empty() : Optional.of(since.lastKey());
  }

  /// Whether it was this large at some time from then on, and is not now: it did not last.
  public boolean had(UnitSize size, Instant from) {
    var last = since.lastEntry();
    if (last == null || last.getValue().equals(size)) {
      return false;
    }
    var start = since.floorKey(from);
    return since.tailMap(start == null ? from : start, true).containsValue(size);
  }
}
