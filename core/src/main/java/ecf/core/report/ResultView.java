package ecf.core.report;

import ecf.core.engine.Change;
import ecf.core.engine.Decision;
import ecf.core.engine.Effective;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.Objective;
import ecf.core.model.CapacityRange;
import ecf.core.model.Cause;
import ecf.core.model.Reason;
import ecf.core.model.TargetState;
import ecf.core.observation.Observation;
import ecf.core.pass.Outcome;
import ecf.core.pass.TargetResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// One result as all reports look at it, whatever its outcome.
record ResultView(TargetResult result) {
  /// A capacity before and after; equal where nothing changes.
  record FromTo(int from, int to) {}

  record Step(Change change, boolean sent) {}

  String name() {
    return result.spec().id().name();
  }

  /// The word for the outcome, as in JSON.
  String outcome() {
    return switch (result.outcome()) {
      case Outcome.Applied _ -> "applied";
      case Outcome.Planned _ -> "planned";
      case Outcome.Unchanged _ -> "unchanged";
      case Outcome.Failed _ -> "failed";
      case Outcome.Skipped _ -> "skipped";
    };
  }

  Optional<Decision> decision() {
    return switch (result.outcome()) {
      case Outcome.Applied(var decision, var _) -> Optional.of(decision);
      case Outcome.Planned(var decision) -> Optional.of(decision);
      case Outcome.Unchanged(var decision) -> Optional.of(decision);
      case Outcome.Failed(var _, var decision, var _) -> decision;
      case Outcome.Skipped(var _, var decision, var _) -> decision;
    };
  }

  /// Why it came out so. A target that could not even be seen has no decision to ask: its failure
  /// is the reason.
  Cause cause() {
    return switch (result.outcome()) {
      case Outcome.Applied(var decision, var _) -> decision.cause();
      case Outcome.Planned(var decision) -> decision.cause();
      case Outcome.Unchanged(var decision) -> decision.cause();
      case Outcome.Skipped(var cause, var _, var _) -> cause;
      case Outcome.Failed(var why, var decision, var _) ->
          decision
              .map(Decision::cause)
              .orElseGet(() -> Cause.engine(Reason.of(Reason.Code.UNREAD, why.toString())));
    };
  }

  /// What was decided to be sent, in order, and whether it was.
  List<Step> steps() {
    var sent = sent();
    var steps = new ArrayList<Step>();
    var decided = decision().map(Decision::changes).orElse(List.of());
    decided.forEach(change -> steps.add(new Step(change, sent.contains(change))));
    sent.stream()
        .filter(change -> !decided.contains(change))
        .forEach(change -> steps.add(new Step(change, true)));
    return steps;
  }

  private List<Change> sent() {
    return switch (result.outcome()) {
      case Outcome.Applied(var _, var sent) -> sent;
      case Outcome.Failed(var _, var _, var sent) -> sent;
      case Outcome.Planned _, Outcome.Unchanged _, Outcome.Skipped _ -> List.of();
    };
  }

  /// Empty for what has no capacity, and for what could not be described.
  Optional<FromTo> capacity() {
    return fleet()
        .map(fleet ->
            decision()
                .filter(Decision.Resize.class::isInstance)
                .map(Decision.Resize.class::cast)
                .filter(this::counts)
                .map(resize -> new FromTo(resize.from(), resize.to()))
                .orElseGet(() -> new FromTo(number(fleet), number(fleet))));
  }

  /// The number that is decided, as it is now.
  private int number(TargetState.Fleet fleet) {
    return result.seen().map(Observation::desired).orElse(fleet.desired());
  }

  /// Whether its units are, or would be, those after the pass: what is skipped or failed stays as
  /// it is, as far as anybody knows.
  private boolean counts(Decision.Resize resize) {
    return switch (result.outcome()) {
      case Outcome.Applied _, Outcome.Planned _, Outcome.Unchanged _ -> true;
      case Outcome.Skipped _ -> false;
      case Outcome.Failed(var _, var _, var sent) ->
          sent.stream()
              .anyMatch(change ->
                  change instanceof Change.SetCapacity
                      || (change instanceof Change.SetBounds bounds
                          && ofMinimum()
                          && bounds.to().min() == resize.to()));
    };
  }

  /// As the file bounds it.
  Optional<CapacityRange> bounds() {
    return result.spec() instanceof FleetSpec spec
        ? Optional.of(spec.capacity())
        : Optional.empty();
  }

  /// Whether its number is the provider's own minimum.
  boolean ofMinimum() {
    return result.spec() instanceof FleetSpec spec && spec.conduct().control().ofMinimum();
  }

  /// What both the file and the provider allow; the file's where those have nothing in common.
  Optional<CapacityRange> effectiveBounds() {
    return result.spec() instanceof FleetSpec spec
        ? fleet().flatMap(fleet -> Effective.capacity(spec, fleet)).or(this::bounds)
        : Optional.empty();
  }

  Optional<TargetState.Fleet> fleet() {
    return result
        .state()
        .filter(TargetState.Fleet.class::isInstance)
        .map(TargetState.Fleet.class::cast);
  }

  Optional<Roll> roll() {
    return result
        .state()
        .filter(TargetState.Group.class::isInstance)
        .map(TargetState.Group.class::cast)
        .map(Roll::of);
  }

  /// The split that the policy of a listener wants; empty where none was asked.
  Optional<SortedMap<String, Integer>> split() {
    return decision()
        .filter(made -> made.cause().origin() instanceof Cause.Origin.Policy)
        .flatMap(made ->
            made instanceof Decision.Shift shift
                ? Optional.of(shift.weights().to())
                : listener().map(TargetState.Listener::weights));
  }

  Optional<TargetState.Listener> listener() {
    return result
        .state()
        .filter(TargetState.Listener.class::isInstance)
        .map(TargetState.Listener.class::cast);
  }

  /// What the target aims at, and what came of that.
  Optional<Objective> objective() {
    return result.spec() instanceof FleetSpec spec ? spec.objective() : Optional.empty();
  }
}
