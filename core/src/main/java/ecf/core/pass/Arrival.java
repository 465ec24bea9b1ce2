package ecf.core.pass;

import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.memory.StartUp;
import ecf.core.model.Activity;
import ecf.core.model.Figures;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Shortfall;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.port.Answer;
import ecf.core.port.Pause;
import ecf.core.port.Provider;
import ecf.core.port.Targets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Waits until the targets that a pass changed serve what was asked for: their units run, are
/// healthy, by their target group where there is one, and are past their warm-up. Of a scale-in
/// only those that stay are waited for: protected tasks may outlive it by hours.
///
/// Nothing is held meanwhile: who stops waiting leaves everything as it was sent.
public final class Arrival {
  private static final Duration OFTEN = Duration.ofSeconds(2);
  private static final Duration SELDOM = Duration.ofSeconds(15);

  private final Provider provider;
  private final InstantSource wall;
  private final Pause pause;
  private final Consumer<String> progress;

  /// When each target was first seen to serve, by the provider's clock.
  private final Map<TargetId, Instant> servesSince = new HashMap<>();

  /// @param result what was waited for; who is late has a warning
  /// @param late one line for each target that does not serve yet, and why
  public record End(PassResult result, List<String> late) {
    public End {
      late = List.copyOf(late);
    }
  }

  /// @param units that shall serve
  /// @param usual how long it usually takes; empty where nobody knows, and on the way in
  private record Awaited(FleetSpec spec, TargetState seen, int units, Optional<StartUp> usual) {}

  /// @param wall the real clock; the provider's may run faster
  /// @param progress gets a line whenever something moved
  public Arrival(Provider provider, InstantSource wall, Pause pause, Consumer<String> progress) {
    this.provider = provider;
    this.wall = wall;
    this.pause = pause;
    this.progress = progress;
  }

  public End await(PassResult result, Duration timeout) {
    var awaited = awaited(result);
    var begun = wall.instant();
    var interval = OFTEN;
    var said = "";
    while (true) {
      var states = describe(awaited);
      awaited.entrySet().removeIf(each -> hasArrived(each.getValue(), states.get(each.getKey())));
      if (awaited.isEmpty()) {
        return new End(result.calls(provider.calls()), List.of());
      }
      var now = told(awaited, states);
      if (!now.equals(said)) {
        progress.accept("waiting: " + now);
        said = now;
      }
      var left = Duration.between(wall.instant(), begun.plus(timeout));
      if (!left.isPositive() || !slept(shorter(interval, left))) {
        return late(result, awaited, states, Duration.between(begun, wall.instant()));
      }
      interval = shorter(interval.plus(interval.dividedBy(2)), SELDOM);
    }
  }

  private static SortedMap<TargetId, Awaited> awaited(PassResult result) {
    var awaited = new TreeMap<TargetId, Awaited>();
    for (TargetResult each : result.targets()) {
      if (each.spec() instanceof FleetSpec spec
          && each.outcome() instanceof Outcome.Applied(Decision.Resize resize, var _)
          && resize.to() != resize.from()) {
        var asking = spec.health(spec.health().byTargetGroupIfAny());
        var usual =
            each.seen()
                .filter(_ -> resize.to() > resize.from())
                .flatMap(seen -> seen.memory().startUp());
        awaited.put(spec.id(), new Awaited(asking, each.state().orElseThrow(), resize.to(), usual));
      }
    }
    return awaited;
  }

  private Map<TargetId, Answer<TargetState>> describe(Map<TargetId, Awaited> awaited) {
    return awaited.isEmpty()
        ? Map.of()
        : provider
            .targets()
            .describe(
                awaited.values().stream()
                    .map(each -> new Targets.Inquiry(each.spec, each.seen.lookups()))
                    .toList());
  }

  private boolean hasArrived(Awaited awaited, @Nullable Answer<TargetState> answer) {
    var id = awaited.spec.id();
    if (fleet(answer).filter(fleet -> fleet.serving() >= awaited.units).isEmpty()) {
      servesSince.remove(id);
      return false;
    }
    var now = provider.clock().instant();
    var since = Objects.requireNonNull(servesSince.computeIfAbsent(id, _ -> now));
    return !now.isBefore(since.plus(warmUp(awaited, fleet(answer).orElseThrow())));
  }

  private static Duration warmUp(Awaited awaited, TargetState.Fleet fleet) {
    boolean grew =
        awaited.seen instanceof TargetState.Fleet before && before.desired() < awaited.units;
    return grew
        ? awaited.spec.health().warmUp().or(fleet::warmUp).orElse(Duration.ZERO)
        : Duration.ZERO;
  }

  private static Optional<TargetState.Fleet> fleet(@Nullable Answer<TargetState> answer) {
    return answer instanceof Answer.Got<TargetState>(TargetState.Fleet fleet)
        ? Optional.of(fleet)
        : Optional.empty();
  }

  private static String told(
      Map<TargetId, Awaited> awaited, Map<TargetId, Answer<TargetState>> states) {
    return awaited.values().stream()
        .map(each ->
            each.spec.id()
                + fleet(states.get(each.spec.id()))
                    .map(fleet -> " " + fleet.serving() + " of " + each.units + " serve")
                    .orElse(" cannot be described"))
        .collect(Collectors.joining(", "));
  }

  /// Whether nobody interrupted.
  private boolean slept(Duration length) {
    try {
      pause.sleep(length);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private End late(
      PassResult result,
      SortedMap<TargetId, Awaited> awaited,
      Map<TargetId, Answer<TargetState>> states,
      Duration waited) {
    var why = reasons(awaited, states, waited);
    var lines = new ArrayList<String>();
    var targets = new ArrayList<TargetResult>();
    for (TargetResult each : result.targets()) {
      var late = awaited.get(each.spec().id());
      if (late == null) {
        targets.add(each);
      } else {
        var line =
            told(Map.of(each.spec().id(), late), states)
                + " after "
                + Figures.plain(waited)
                + why.getOrDefault(each.spec().id(), "");
        lines.add(line);
        targets.add(each.warned("not arrived: " + line));
      }
    }
    return new End(result.targets(targets).calls(provider.calls()), lines);
  }

  /// What is at work there, and what the provider says of units that do not come up.
  private Map<TargetId, String> reasons(
      Map<TargetId, Awaited> awaited, Map<TargetId, Answer<TargetState>> states, Duration waited) {
    var asked = new ArrayList<Targets.Late>();
    awaited
        .values()
        .forEach(each ->
            fleet(states.get(each.spec.id()))
                .filter(fleet -> fleet.running() < each.units)
                .ifPresent(
                    fleet -> asked.add(new Targets.Late(each.spec, fleet, waited, Duration.ZERO))));
    Map<TargetId, Answer<Optional<Shortfall>>> said =
        asked.isEmpty() ? Map.of() : provider.targets().verify(asked);
    var reasons = new HashMap<TargetId, String>();
    awaited.forEach((id, each) -> {
      var parts = new ArrayList<String>();
      if (states.get(id) instanceof Answer.Failed<TargetState>(ProviderFailure failure)) {
        parts.add(failure.toString());
      }
      fleet(states.get(id))
          .ifPresent(fleet -> {
            if (fleet.pending() > 0) {
              parts.add(fleet.pending() + " pending");
            }
            if (fleet.running() > fleet.serving()) {
              parts.add(fleet.running() - fleet.serving() + " running that are not healthy");
            } else if (fleet.serving() >= each.units) {
              parts.add("still warming up");
            }
            fleet.activities().stream().map(Activity::summary).forEach(parts::add);
          });
      if (said.get(id) instanceof Answer.Got<Optional<Shortfall>>(var found)) {
        found.map(Shortfall::told).ifPresent(parts::add);
      }
      each.usual
          .map(known -> "its units usually serve within " + Figures.plain(known.usual()))
          .ifPresent(parts::add);
      reasons.put(id, parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    });
    return reasons;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
