package ecf.core.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.Set;

/// Times that come back: when a schedule holds. A start that falls into a gap of the clock is at
/// the gap's end, one in a repeated hour is at the first of the two.
public sealed interface Window {
  /// The latest start that makes it open at `now`, or empty while it is closed.
  Optional<Instant> openSince(Instant now);

  /// From each start of a cron expression on, for an elapsed time.
  ///
  /// @param length at most 7 days
  /// @param skip local dates whose starts do not count
  record FromCron(Cron cron, Duration length, ZoneId zone, Set<LocalDate> skip) implements Window {
    public static final Duration LONGEST = Duration.ofDays(7);

    public FromCron {
      skip = Set.copyOf(skip);
      if (length.isZero() || length.isNegative() || length.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("for must be in (0, 7d], got " + length);
      }
    }

    @Override
    public Optional<Instant> openSince(Instant now) {
      // A start in a gap of the clock lies up to a few hours after its local time, so the search
      // begins at the end of today.
      var today = now.atZone(zone).toLocalDate();
      var oldest = now.minus(length).atZone(zone).toLocalDate();
      for (var date = today; !date.isBefore(oldest); date = date.minusDays(1)) {
        if (cron.matches(date) && !skip.contains(date)) {
          var start = latestBy(date, now);
          if (start.isPresent()) {
            return start.filter(at -> at.isAfter(now.minus(length)));
          }
        }
      }
      return Optional.empty();
    }

    private Optional<Instant> latestBy(LocalDate date, Instant now) {
      var time = cron.latest(LocalTime.MAX);
      while (time.isPresent()) {
        var start = resolve(date.atTime(time.get()), zone);
        if (!start.isAfter(now)) {
          return Optional.of(start);
        }
        var earlier = time.get().minusMinutes(1);
        time = time.get().equals(LocalTime.MIN) ? Optional.empty() : cron.latest(earlier);
      }
      return Optional.empty();
    }
  }

  /// Every day from one time to another; an end before the start is on the next day.
  record Daily(LocalTime from, LocalTime to, ZoneId zone, Set<LocalDate> skip) implements Window {
    public Daily {
      skip = Set.copyOf(skip);
    }

    @Override
    public Optional<Instant> openSince(Instant now) {
      var today = now.atZone(zone).toLocalDate();
      for (var date = today; !date.isBefore(today.minusDays(1)); date = date.minusDays(1)) {
        var start = resolve(date.atTime(from), zone);
        var end = resolve((to.isAfter(from) ? date : date.plusDays(1)).atTime(to), zone);
        if (!skip.contains(date) && !start.isAfter(now) && now.isBefore(end)) {
          return Optional.of(start);
        }
      }
      return Optional.empty();
    }
  }

  /// Every week from one weekday and time to another.
  record Weekly(
      DayOfWeek fromDay,
      LocalTime from,
      DayOfWeek toDay,
      LocalTime to,
      ZoneId zone,
      Set<LocalDate> skip)
      implements Window {
    public Weekly {
      skip = Set.copyOf(skip);
    }

    @Override
    public Optional<Instant> openSince(Instant now) {
      var today = now.atZone(zone).toLocalDate();
      var latest = today.with(TemporalAdjusters.previousOrSame(fromDay));
      for (var date = latest; !date.isBefore(latest.minusWeeks(1)); date = date.minusWeeks(1)) {
        var start = resolve(date.atTime(from), zone);
        var end = resolve(endAfter(date), zone);
        if (!skip.contains(date) && !start.isAfter(now) && now.isBefore(end)) {
          return Optional.of(start);
        }
      }
      return Optional.empty();
    }

    private LocalDateTime endAfter(LocalDate start) {
      var day = start.with(TemporalAdjusters.nextOrSame(toDay));
      var sameDayEarlier = day.equals(start) && !to.isAfter(from);
      return (sameDayEarlier ? day.plusWeeks(1) : day).atTime(to);
    }
  }

  /// Once.
  record Once(LocalDateTime from, LocalDateTime to, ZoneId zone) implements Window {
    public Once {
      if (!to.isAfter(from)) {
        throw new IllegalArgumentException("to must be after from");
      }
    }

    @Override
    public Optional<Instant> openSince(Instant now) {
      var start = resolve(from, zone);
      boolean open = !start.isAfter(now) && now.isBefore(resolve(to, zone));
      return open ? Optional.of(start) : Optional.empty();
    }
  }

  private static Instant resolve(LocalDateTime local, ZoneId zone) {
    var gap = zone.getRules().getTransition(local);
    return gap != null && gap.isGap() ? gap.getInstant() : local.atZone(zone).toInstant();
  }
}
