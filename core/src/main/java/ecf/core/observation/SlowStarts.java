package ecf.core.observation;

import ecf.core.memory.Looks;
import ecf.core.model.Figures;
import ecf.core.model.SlowStart;
import ecf.core.signal.Measured;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// When new units got less than their share. What the units measure meanwhile is measured at those
/// that were there before, so it says little of what the fleet can do: such points are left out
/// wherever the load balancer's response times are read, and the reading is that of before, while
/// it is young enough, or missing.
///
/// Only a rise that a pass has seen begins one, so without state nothing is left out. From none
/// that serve there is no slow start: nobody else could take the rest.
///
/// 4 serve at 10:00, 6 at 10:01, a slow start of 90s: what overlaps 10:01 to 10:02:30 is left out,
/// of points a minute long those from 10:01 and from 10:02. The one from 10:00 counts, with 4
/// units; the next that counts is that from 10:03.
///
/// @param rises when more were seen than before, oldest first
public record SlowStarts(List<Instant> rises, Duration length) {
  public SlowStarts {
    rises = List.copyOf(rises);
  }

  public static SlowStarts of(SlowStart known, Looks looks) {
    return switch (known) {
      case SlowStart.Unread _ -> new SlowStarts(List.of(), Duration.ZERO);
      case SlowStart.Lasts(var length) ->
          new SlowStarts(length.isZero() ? List.of() : looks.rises(), length);
    };
  }

  /// With those points alone that were measured at units with their full share.
  public Measured outside(Measured measured) {
    if (rises.isEmpty() || !measured.signal().source().misleadsInSlowStart()) {
      return measured;
    }
    return measured.without(
        point -> isDuring(point.from(), point.to()),
        "slow start until "
            + end(rises.getLast()).truncatedTo(ChronoUnit.SECONDS)
            + ": what is measured until then does not count");
  }

  private boolean isDuring(Instant from, Instant to) {
    return rises.stream().anyMatch(rise -> from.isBefore(end(rise)) && to.isAfter(rise));
  }

  /// What to tell of the one that goes on now, where one does.
  public Optional<String> told(Instant now) {
    return rises.reversed().stream()
        .findFirst()
        .filter(rise -> now.isBefore(end(rise)))
        .map(rise ->
            "new units get less than their share for another "
                + Figures.plain(Duration.between(now, end(rise)))
                + " (slow start): response times of that time do not count");
  }

  private Instant end(Instant rise) {
    return rise.plus(length);
  }
}
