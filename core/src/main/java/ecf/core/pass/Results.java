package ecf.core.pass;

import ecf.core.engine.Change;
import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.Plan;
import ecf.core.engine.TargetSpec;
import ecf.core.model.Activity;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.model.UnitState;
import ecf.core.observation.ListenerObservation;
import ecf.core.observation.Observation;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Need;
import ecf.core.signal.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Decisions as results, before anything is sent.
final class Results {
  private Results() {}

  static TargetResult of(Sights sights, Plan plan, TargetId id) {
    var spec = sights.spec(id);
    var decision = Objects.requireNonNull(plan.decisions().get(id));
    var fleet = Optional.ofNullable(plan.seen().get(id));
    var group = Optional.ofNullable(sights.groups().get(id));
    var listener = Optional.ofNullable(sights.listeners().get(id));
    Optional<TargetState> state =
        fleet
            .<TargetState>map(Observation::target)
            .or(() -> group.map(seen -> seen.target()))
            .or(() -> listener.map(seen -> seen.target()));
    var warnings = new ArrayList<>(sights.warningsOf(id));
    warnings.addAll(decision.trace().notes());
    fleet.flatMap(seen -> growingPool(decision, seen)).ifPresent(warnings::add);
    var unread =
        Stream.concat(
                fleet.stream().flatMap(seen -> unread(spec, seen)),
                listener.stream().flatMap(Results::unread))
            .findFirst();
    boolean changes = !decision.changes().isEmpty();
    if (changes) {
      fleet.stream().flatMap(Results::told).forEach(warnings::add);
      unread.ifPresent(failure -> warnings.add(failure + "; " + failure.hint()));
    }
    return new TargetResult(
        spec,
        state,
        fleet,
        listener,
        outcome(decision, changes ? Optional.empty() : unread),
        warnings);
  }

  /// What hinders no change, but may be why it comes to less than it should.
  private static Stream<String> told(Observation seen) {
    return seen.activities().stream()
        .filter(activity -> activity.hinders() == Activity.Hinders.NOTHING)
        .map(Activity::summary);
  }

  /// A warm pool has as many instances as its group's maximum leaves room for.
  private static Optional<String> growingPool(Decision decision, Observation seen) {
    return decision.changes().stream()
        .filter(Change.SetBounds.class::isInstance)
        .map(Change.SetBounds.class::cast)
        .filter(bounds ->
            seen.target().condition().warmPool() && bounds.to().max() > bounds.from().max())
        .findFirst()
        .map(bounds ->
            "its warm pool grows with its max: up to %d more instances are kept ready; set "
                    .formatted(bounds.to().max() - bounds.from().max())
                + "MaxGroupPreparedCapacity where that is not meant");
  }

  /// A signal that could not be read fails its target, unless there is a change to make all the
  /// same.
  private static Outcome outcome(Decision decision, Optional<ProviderFailure> unread) {
    return switch (decision) {
      case Decision.Resize _, Decision.Rebalance _, Decision.Shift _ ->
          new Outcome.Planned(decision);
      case Decision.Hold _, Decision.Steady _ ->
          unread
              .<Outcome>map(why -> new Outcome.Failed(why, Optional.of(decision), List.of()))
              .orElseGet(() -> new Outcome.Unchanged(decision));
      case Decision.Refused(var _, var cause, var hint, var _) ->
          new Outcome.Skipped(cause, Optional.of(decision), hint);
      case Decision.Impossible(var _, var _, var failure) ->
          new Outcome.Failed(failure, Optional.of(decision), List.of());
    };
  }

  private static Stream<ProviderFailure> unread(ListenerObservation seen) {
    return failures(seen.signals().keySet().stream().map(seen::reading));
  }

  private static Stream<ProviderFailure> unread(TargetSpec spec, Observation seen) {
    return spec instanceof FleetSpec fleet
        ? Stream.concat(
            failures(
                fleet.policies().stream()
                    .map(NamedPolicy::policy)
                    .flatMap(policy -> policy.needs().stream())
                    .map(Need::signal)
                    .map(seen::reading)),
            seen.target().condition().unit().stream()
                .filter(UnitState.Unread.class::isInstance)
                .map(unit -> ((UnitState.Unread) unit).why()))
        : Stream.empty();
  }

  private static Stream<ProviderFailure> failures(Stream<Reading> readings) {
    return readings
        .filter(Reading.Unread.class::isInstance)
        .map(reading -> ((Reading.Unread) reading).failure());
  }
}
