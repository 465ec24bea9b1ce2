package ecf.core.memory;

import ecf.core.model.Shortfall;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Units that were asked for and do not come up. No more are asked for until a while is over; then
/// one scale-out may try again, and if that one does not arrive either, the next while is twice as
/// long: 5, 10, 20, 40 minutes, and an hour from then on.
///
/// @param why what the provider said last
/// @param since when a pass first knew
/// @param tries how many scale-outs ran into it
/// @param until no more are asked for before this time
public record Wall(Shortfall why, Instant since, int tries, Instant until) {
  private static final Duration FIRST = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofHours(1);

  private static final int MOST_DOUBLINGS = 6;

  static Wall met(Shortfall why, Instant now) {
    return new Wall(why, now, 1, now.plus(FIRST));
  }

  /// As it is after a look: another scale-out that ran into it makes the next while longer.
  Wall again(Shortfall said, Optional<Instant> lastOut, Instant now) {
    if (lastOut.filter(this::tried).isEmpty()) {
      return new Wall(said, since, tries, until);
    }
    var doubled = FIRST.multipliedBy(1L << Math.min(tries, MOST_DOUBLINGS));
    var pause = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return new Wall(said, since, tries + 1, now.plus(pause));
  }

  /// Whether no more are asked for now.
  ///
  /// @param trial how long a scale-out that tries again has before it is judged
  public boolean holds(Optional<Instant> lastOut, Duration trial, Instant now) {
    return now.isBefore(until)
        || lastOut.filter(this::tried).filter(at -> now.isBefore(at.plus(trial))).isPresent();
  }

  private boolean tried(Instant at) {
    return !at.isBefore(until);
  }
}
