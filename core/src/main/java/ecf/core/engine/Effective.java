package ecf.core.engine;

import ecf.core.model.CapacityRange;
import ecf.core.model.TargetState;
import java.util.Optional;

/// The bounds that hold for a target now: what both the file and the group allow, or the file alone
/// where it writes the group's bounds; from the file's minimum on at least one unit for each zone
/// and one more where its objective asks for that, but never above the maximum.
///
/// capacity 2 to 40, the group's own bounds 1 to 20: 2 to 20. With `objective: availability` in 3
/// zones: 4 to 20. In 3 zones with a capacity of 2 to 3: 3 to 3.
public final class Effective {
  private Effective() {}

  /// Empty where file and group have nothing in common.
  public static Optional<CapacityRange> capacity(FleetSpec spec, TargetState.Fleet target) {
    var both =
        target
            .limits()
            .map(limits -> Standing.effective(spec, limits))
            .orElseGet(() -> Optional.of(spec.capacity()));
    return both.map(bounds -> raised(bounds, ZoneMinimum.of(spec, target).orElse(0)));
  }

  private static CapacityRange raised(CapacityRange bounds, int least) {
    int min = Math.min(Math.max(bounds.min(), least), bounds.max());
    return new CapacityRange(min, bounds.max());
  }
}
