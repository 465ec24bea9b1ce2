package ecf.core.pass;

import ecf.core.engine.Change;
import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.memory.StartUp;
import ecf.core.model.Activity;
import ecf.core.model.Figures;
import ecf.core.model.FleetInstance;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetState;
import ecf.core.model.UnitSize;
import ecf.core.model.UnitState;
import ecf.core.observation.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Units of a fleet: as many as were asked for run, are healthy, by their target group where there
/// is one, and are past their warm-up.
///
/// * Of a scale-in those that stay are waited for, and those that go as long as the provider waits
///   for a lifecycle hook. Others may outlive it: a protected task by hours.
/// * Of replaced instances the sick ones must be gone and their successors serve. Whoever was sick
///   before and stays is not waited for.
/// * Of units that get another size none of the former one may be left.
///
/// @param units that shall serve
/// @param fewer whether units go and none comes
/// @param replaced ids of the instances that others come for
/// @param sick ids of those that were sick before and stay
/// @param size that units get; empty where they keep theirs
/// @param usual how long it usually takes; empty where nobody knows, and on the way in
record AwaitedUnits(
    FleetSpec spec,
    TargetState.Fleet seen,
    int units,
    boolean fewer,
    Set<String> replaced,
    Set<String> sick,
    Optional<UnitSize> size,
    Optional<StartUp> usual)
    implements Awaited {
  /// So long a provider may take until it begins to let units go.
  private static final Duration BEGINS = Duration.ofSeconds(30);

  static Optional<Awaited> of(FleetSpec spec, Decision.Resize resize, TargetResult result) {
    var replaced =
        changes(resize, Change.Replace.class)
            .map(Change.Replace::instance)
            .collect(Collectors.toUnmodifiableSet());
    var size = changes(resize, Change.ResizeUnit.class).map(Change.ResizeUnit::to).findFirst();
    boolean same = resize.from() == resize.to() && replaced.isEmpty() && size.isEmpty();
    if (same || !(result.state().orElse(null) instanceof TargetState.Fleet seen)) {
      return Optional.empty();
    }
    boolean in = resize.to() < resize.from();
    return Optional.of(
        new AwaitedUnits(
            spec.health(spec.health().byTargetGroupIfAny()),
            seen,
            resize.to(),
            in && !spec.conduct().control().ofMinimum(),
            replaced,
            sick(seen).filter(id -> !replaced.contains(id)).collect(Collectors.toSet()),
            size,
            result.seen().filter(_ -> !in).map(Observation::memory).flatMap(it -> it.startUp())));
  }

  private static <C extends Change> Stream<C> changes(Decision.Resize resize, Class<C> type) {
    return resize.changes().stream().filter(type::isInstance).map(type::cast);
  }

  private static Stream<String> sick(TargetState.Fleet fleet) {
    return fleet.condition().instances().stream()
        .filter(each -> each.sick().isPresent())
        .map(FleetInstance::id);
  }

  @Override
  public boolean isThere(TargetState now, Duration waited) {
    return now instanceof TargetState.Fleet fleet
        && fleet.serving() >= units - staysSick(fleet)
        && (replaced.isEmpty() || (fleet.running() >= units && left(fleet).isEmpty()))
        && (size.isEmpty() || hasItsSize(fleet))
        && (!fewer || haveGone(fleet, waited));
  }

  private int staysSick(TargetState.Fleet fleet) {
    return replaced.isEmpty()
        ? 0
        : fleet.condition().instances().stream()
            .filter(each -> each.sick().isPresent() && sick.contains(each.id()))
            .mapToInt(FleetInstance::units)
            .sum();
  }

  /// Those that go and run all the same: what is seen is from before.
  private List<String> left(TargetState.Fleet fleet) {
    return fleet.condition().instances().stream()
        .map(FleetInstance::id)
        .filter(replaced::contains)
        .toList();
  }

  private boolean hasItsSize(TargetState.Fleet fleet) {
    return fleet.condition().unit().orElse(null) instanceof UnitState.Known unit
        && size.filter(unit.size()::equals).isPresent()
        && isFreeOf(Activity.Kind.DEPLOYMENT, fleet);
  }

  private boolean haveGone(TargetState.Fleet fleet, Duration waited) {
    return (fleet.running() <= units || waited.compareTo(BEGINS) >= 0)
        && isFreeOf(Activity.Kind.LIFECYCLE_WAIT, fleet);
  }

  private static boolean isFreeOf(Activity.Kind kind, TargetState.Fleet fleet) {
    return fleet.activities().stream().noneMatch(activity -> activity.kind() == kind);
  }

  @Override
  public Duration warmUp(TargetState now) {
    boolean others = seen.desired() < units || !replaced.isEmpty() || size.isPresent();
    return others && now instanceof TargetState.Fleet fleet
        ? spec.health().warmUp().or(fleet::warmUp).orElse(Duration.ZERO)
        : Duration.ZERO;
  }

  @Override
  public String told(TargetState now) {
    return now instanceof TargetState.Fleet fleet
        ? fleet.serving() + " of " + units + " serve"
        : "";
  }

  @Override
  public List<String> reasons(TargetState now) {
    var reasons = new ArrayList<String>();
    if (now instanceof TargetState.Fleet fleet) {
      left(fleet).stream().map(id -> id + " has not gone").forEach(reasons::add);
      if (fleet.pending() > 0) {
        reasons.add(fleet.pending() + " pending");
      }
      int stay = fleet.running() - units;
      if (fewer && stay > 0) {
        reasons.add(stay + (stay == 1 ? " has" : " have") + " not gone");
      }
      int unhealthy = fleet.running() - fleet.serving() - staysSick(fleet);
      if (unhealthy > 0) {
        reasons.add(unhealthy + " running that are not healthy");
      } else if (!warmUp(now).isZero() && isThere(now, BEGINS)) {
        reasons.add("still warming up");
      }
      size.flatMap(wanted -> otherSize(fleet, wanted)).ifPresent(reasons::add);
      fleet.activities().stream().map(Activity::summary).forEach(reasons::add);
    }
    usual
        .map(known -> "its units usually serve within " + Figures.plain(known.usual()))
        .ifPresent(reasons::add);
    return reasons;
  }

  private static Optional<String> otherSize(TargetState.Fleet fleet, UnitSize wanted) {
    return fleet
        .condition()
        .unit()
        .flatMap(unit ->
            switch (unit) {
              case UnitState.Known(var size, var _, var _) ->
                  size.equals(wanted)
                      ? Optional.<String>empty()
                      : Optional.of("its units have " + size + " still");
              case UnitState.Unread(ProviderFailure why) -> Optional.of(why.toString());
            });
  }
}
