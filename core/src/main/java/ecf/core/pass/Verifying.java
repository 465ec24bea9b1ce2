package ecf.core.pass;

import ecf.core.engine.FleetSpec;
import ecf.core.memory.TargetMemory;
import ecf.core.memory.Wall;
import ecf.core.model.Activity;
import ecf.core.model.Figures;
import ecf.core.model.Shortfall;
import ecf.core.model.TargetId;
import ecf.core.observation.Observation;
import ecf.core.port.Answer;
import ecf.core.port.Targets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/// Checks that what was asked for has arrived. Where it has not, the provider is asked why, what it
/// says is remembered and told, and for a while no more is asked for.
final class Verifying {
  private final Targets targets;
  private final Instant now;

  Verifying(Targets targets, Instant now) {
    this.targets = targets;
    this.now = now;
  }

  void complete(Sights sights) {
    var late = new ArrayList<Targets.Late>();
    sights
        .fleets()
        .forEach((id, seen) -> {
          if (sights.spec(id) instanceof FleetSpec spec) {
            behind(seen.memory())
                .ifPresent(since ->
                    late.add(
                        new Targets.Late(spec, seen.target(), since, seen.memory().patience())));
          }
        });
    if (!late.isEmpty()) {
      targets.verify(late).forEach((id, answer) -> learn(sights, id, answer));
    }
    sights.fleets().replaceAll((id, seen) -> told(sights, id, seen));
  }

  /// For how long; not asked again while it is known why.
  private Optional<Duration> behind(TargetMemory memory) {
    return memory.holdingWall(now).isPresent()
        ? Optional.empty()
        : memory.looks().behindSince().map(since -> Duration.between(since, now));
  }

  private void learn(Sights sights, TargetId id, Answer<Optional<Shortfall>> answer) {
    switch (answer) {
      case Answer.Got<Optional<Shortfall>>(var found) ->
          found.ifPresent(why ->
              sights
                  .fleets()
                  .computeIfPresent(
                      id,
                      (_, seen) ->
                          seen.remembering(
                              seen.memory().behind(why, seen.target().desired(), now))));
      case Answer.Failed<Optional<Shortfall>>(var failure) ->
          sights.warn(id, "why not all units run is not known: " + failure + "; " + failure.hint());
    }
  }

  private Observation told(Sights sights, TargetId id, Observation seen) {
    var memory = seen.memory();
    memory.changes().wall().ifPresent(wall -> sights.warn(id, warning(seen, wall)));
    return memory.holdingWall(now).map(wall -> seen.busyWith(activity(seen, wall))).orElse(seen);
  }

  /// `2 of 6 do not come up, for 7m now, for want of …`
  private String warning(Observation seen, Wall wall) {
    return missing(seen)
        + " for "
        + Figures.plain(Duration.between(wall.since(), now))
        + ": "
        + wall.why().told();
  }

  private Activity activity(Observation seen, Wall wall) {
    var again =
        now.isBefore(wall.until())
            ? ", tries again in " + Figures.plain(Duration.between(now, wall.until()))
            : ", waits for what was just asked for";
    return new Activity(
        Activity.Kind.SHORTFALL,
        missing(seen) + ": " + wall.why().kind().text() + again,
        Optional.of(wall.since()),
        Activity.Hinders.SCALE_OUT);
  }

  private static String missing(Observation seen) {
    int missing = seen.target().desired() - seen.target().running();
    return missing
        + " of "
        + seen.target().desired()
        + (missing == 1 ? " has" : " have")
        + " not come up";
  }
}
