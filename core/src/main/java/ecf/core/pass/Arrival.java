package ecf.core.pass;

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
import java.util.Collection;
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

/// Waits until what a pass changed has arrived: new units serve, and what they came for is gone.
///
/// Nothing is held meanwhile: who stops waiting leaves everything as it was sent.
public final class Arrival {
  private static final Duration OFTEN = Duration.ofSeconds(2);
  private static final Duration SELDOM = Duration.ofSeconds(15);

  private final Provider provider;
  private final InstantSource wall;
  private final Pause pause;
  private final Consumer<String> progress;

  /// When each target was first seen to be there, by the provider's clock.
  private final Map<TargetId, Instant> thereSince = new HashMap<>();

  /// @param result what was waited for; who is late has a warning
  /// @param late one line for each target that does not serve yet, and why
  public record End(PassResult result, List<String> late) {
    public End {
      late = List.copyOf(late);
    }
  }

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
      var waited = Duration.between(begun, wall.instant());
      awaited.values().removeIf(each -> hasArrived(each, states.get(each.spec().id()), waited));
      if (awaited.isEmpty()) {
        return new End(result.calls(provider.calls()), List.of());
      }
      var now =
          awaited.values().stream()
              .map(each -> told(each, states, "", Optional.empty()))
              .collect(Collectors.joining("; "));
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
      Awaited.of(each).ifPresent(arriving -> awaited.put(each.spec().id(), arriving));
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
                    .map(each -> new Targets.Inquiry(each.spec(), each.seen().lookups()))
                    .toList());
  }

  private boolean hasArrived(
      Awaited awaited, @Nullable Answer<TargetState> answer, Duration waited) {
    var id = awaited.spec().id();
    var there = got(answer).filter(state -> awaited.isThere(state, waited));
    if (there.isEmpty()) {
      thereSince.remove(id);
      return false;
    }
    var now = provider.clock().instant();
    var since = Objects.requireNonNull(thereSince.computeIfAbsent(id, _ -> now));
    return !now.isBefore(since.plus(awaited.warmUp(there.get())));
  }

  private static Optional<TargetState> got(@Nullable Answer<TargetState> answer) {
    return answer instanceof Answer.Got<TargetState>(TargetState state)
        ? Optional.of(state)
        : Optional.empty();
  }

  /// `checkout 4 of 6 serve after 10m: 2 pending, no capacity …`
  private static String told(
      Awaited awaited,
      Map<TargetId, Answer<TargetState>> states,
      String after,
      Optional<String> provider) {
    var answer = states.get(awaited.spec().id());
    var why = new ArrayList<String>();
    if (answer instanceof Answer.Failed<TargetState>(ProviderFailure failure)) {
      why.add(failure.toString());
    }
    got(answer).map(awaited::reasons).ifPresent(why::addAll);
    provider.ifPresent(why::add);
    return awaited.spec().id()
        + " "
        + got(answer).map(awaited::told).orElse("cannot be described")
        + after
        + (why.isEmpty() ? "" : ": " + String.join(", ", why));
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
    var shortfalls = shortfalls(awaited.values(), states, waited);
    var lines = new ArrayList<String>();
    var targets = new ArrayList<TargetResult>();
    for (TargetResult each : result.targets()) {
      var id = each.spec().id();
      var late = awaited.get(id);
      if (late == null) {
        targets.add(each);
      } else {
        var why = Optional.ofNullable(shortfalls.get(id)).map(Shortfall::told);
        var line = told(late, states, " after " + Figures.plain(waited), why);
        lines.add(line);
        targets.add(each.warned("not arrived: " + line));
      }
    }
    return new End(result.targets(targets).calls(provider.calls()), lines);
  }

  /// What the provider says of units that do not come up, where it knows.
  private Map<TargetId, Shortfall> shortfalls(
      Collection<Awaited> awaited, Map<TargetId, Answer<TargetState>> states, Duration waited) {
    var late = new ArrayList<Targets.Late>();
    for (Awaited each : awaited) {
      if (each instanceof AwaitedUnits units
          && got(states.get(units.spec().id())).orElse(null) instanceof TargetState.Fleet fleet
          && fleet.running() < units.units()) {
        late.add(new Targets.Late(units.spec(), fleet, waited, Duration.ZERO));
      }
    }
    var known = new HashMap<TargetId, Shortfall>();
    if (!late.isEmpty()) {
      provider
          .targets()
          .verify(late)
          .forEach((id, answer) -> {
            if (answer instanceof Answer.Got<Optional<Shortfall>>(var why)) {
              why.ifPresent(found -> known.put(id, found));
            }
          });
    }
    return known;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
