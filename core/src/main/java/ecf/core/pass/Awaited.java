package ecf.core.pass;

import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.model.TargetState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a target that was changed has to show before the change has arrived. Pure.
sealed interface Awaited permits AwaitedUnits, AwaitedMembers {
  /// As it is to be described meanwhile.
  TargetSpec spec();

  /// As it was when the change was decided.
  TargetState seen();

  /// @param waited since the change was sent
  boolean isThere(TargetState now, Duration waited);

  /// How long it has to stay so.
  Duration warmUp(TargetState now);

  /// How far it is, in a few words.
  String told(TargetState now);

  /// Why it is not there, as far as its description tells.
  List<String> reasons(TargetState now);

  /// Empty where there is nothing to wait for. New bounds hold as soon as they are set, and so do
  /// attributes and weights, which are read back; members that leave are out of the way at once.
  static Optional<Awaited> of(TargetResult result) {
    return result.outcome() instanceof Outcome.Applied(var decision, var _)
        ? switch (decision) {
          case Decision.Resize resize when result.spec() instanceof FleetSpec spec ->
              AwaitedUnits.of(spec, resize, result);
          case Decision.Rebalance(var _, var changes, var _) -> AwaitedMembers.of(changes, result);
          case Decision.Resize _,
              Decision.Hold _,
              Decision.Shift _,
              Decision.Steady _,
              Decision.Refused _,
              Decision.Impossible _ ->
              Optional.empty();
        }
        : Optional.empty();
  }
}
