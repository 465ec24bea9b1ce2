package ecf.core.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How a capacity came to be what it is: what was sent, what somebody else did, what was refused.
///
/// @param lastOut when a scale-out was last sent
/// @param lastIn when a scale-in was last sent
/// @param sent recent changes, oldest first
/// @param foreign the last change that was seen and not sent from here
/// @param refusal the last scale-out that the provider refused for want of room
/// @param wall what a scale-out ran into that was taken and did not arrive
public record Changes(
    Optional<Instant> lastOut,
    Optional<Instant> lastIn,
    List<Sent> sent,
    Optional<Foreign> foreign,
    Optional<Refusal> refusal,
    Optional<Wall> wall) {
  /// Somebody else's change.
  ///
  /// @param at when a pass first saw it
  public record Foreign(Instant at, int from, int to) {}

  /// @param units as many as were asked for; fewer may fit
  public record Refusal(Instant at, int units) {}

  /// Rates are counted over periods of at most a day.
  private static final Duration KEPT = Duration.ofHours(24);

  private static final int MOST = 100;

  public Changes {
    sent = List.copyOf(sent);
  }

  /// Where everything that was asked for came up.
  public Changes(
      Optional<Instant> lastOut,
      Optional<Instant> lastIn,
      List<Sent> sent,
      Optional<Foreign> foreign,
      Optional<Refusal> refusal) {
    this(lastOut, lastIn, sent, foreign, refusal, Optional.empty());
  }

  public static Changes none() {
    return new Changes(
        Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());
  }

  /// With one that was sent. What changes no capacity moves no clock.
  public Changes with(Sent change) {
    if (change.to() == change.from()) {
      return this;
    }
    var at = Optional.of(change.at());
    return new Changes(
        change.out() ? at : lastOut,
        change.out() ? lastIn : at,
        remembered(change),
        foreign,
        refusal,
        wall);
  }

  /// With one that was sent and changed no capacity: it is counted, and moves no clock.
  public Changes counting(Sent change) {
    return new Changes(lastOut, lastIn, remembered(change), foreign, refusal, wall);
  }

  public Changes with(Foreign change) {
    return new Changes(lastOut, lastIn, sent, Optional.of(change), refusal, wall);
  }

  public Changes with(Refusal refused) {
    return new Changes(lastOut, lastIn, sent, foreign, Optional.of(refused), wall);
  }

  public Changes wall(Optional<Wall> now) {
    return new Changes(lastOut, lastIn, sent, foreign, refusal, now);
  }

  private List<Sent> remembered(Sent change) {
    var kept =
        Stream.concat(sent.stream(), Stream.of(change))
            .filter(each -> !each.at().isBefore(change.at().minus(KEPT)))
            .toList();
    return kept.subList(Math.max(0, kept.size() - MOST), kept.size());
  }
}
