package ecf.core.engine;

import ecf.core.model.CapacityRange;
import ecf.core.model.Cause;
import ecf.core.model.Reason;
import ecf.core.model.TargetState;
import ecf.core.model.Zones;
import java.util.Optional;

/// At least one unit for each zone and one more, where the objective asks for that and the zones
/// are known: what that comes to, and how it is told.
final class ZoneMinimum {
  private ZoneMinimum() {}

  static Optional<Integer> of(FleetSpec spec, TargetState.Fleet target) {
    return spec.objective().filter(Objective::everyZone).isPresent()
            && target.condition().zones() instanceof Zones.Known(int count)
        ? Optional.of(count + 1)
        : Optional.empty();
  }

  /// A minimum that the file does not state is explained.
  static Wish.Pick told(
      FleetSpec spec, CapacityRange capacity, TargetState.Fleet target, Wish.Pick pick) {
    var why = pick.cause().reason();
    boolean raised =
        why.code() == Reason.Code.CAPACITY
            && pick.units() == capacity.min()
            && of(spec, target)
                .filter(least -> least >= capacity.min() && least > spec.capacity().min())
                .isPresent();
    return raised
        ? new Wish.Pick(
            pick.units(),
            Cause.engine(
                new Reason(
                    why.code(),
                    why.summary() + ": one unit for each zone and one more",
                    why.facts())))
        : pick;
  }

  /// What is odd where the maximum leaves no room for it.
  static Optional<String> aboveMax(
      FleetSpec spec, CapacityRange capacity, TargetState.Fleet target) {
    return of(spec, target)
        .filter(least -> least > capacity.max())
        .map(least ->
            "one unit for each zone and one more would be "
                + least
                + ", but its max is "
                + capacity.max());
  }
}
