package ecf.core.engine;

import ecf.core.model.CapacityRange;
import ecf.core.observation.Observation;
import java.util.Optional;

/// What a decision has to do with the provider's own bounds: kept within them, or written to them.
///
/// `control: min`, bounds of 2 and 12, 4 decided: 4 and 12. `control: minMax` first seen at 2 and
/// 12, 4 decided: 4 and 14; with a capacity of at most 13: 4 and 13; while 15 are there: 4 and 15.
final class Standing {
  private Standing() {}

  /// What the file and the provider allow together, for what the provider has now; empty where the
  /// file's capacity and the provider's bounds have nothing in common. A minimum is brought into
  /// the capacity, but never above a maximum that is not ours.
  static Optional<CapacityRange> effective(FleetSpec spec, CapacityRange limits) {
    return switch (spec.conduct().control()) {
      case DESIRED ->
          spec.conduct().groupBounds() == FleetSpec.GroupBounds.WRITE
              ? Optional.of(spec.capacity())
              : spec.capacity().intersect(limits);
      case MIN -> spec.capacity().intersect(new CapacityRange(0, limits.max()));
      case MIN_MAX -> Optional.of(spec.capacity());
    };
  }

  /// The bounds that the provider should have.
  ///
  /// @param units decided
  static CapacityRange bounds(FleetSpec spec, Observation seen, CapacityRange limits, int units) {
    return switch (spec.conduct().control()) {
      case DESIRED ->
          spec.conduct().groupBounds() == FleetSpec.GroupBounds.WRITE
              ? new CapacityRange(spec.capacity().min(), Math.max(spec.capacity().max(), units))
              : limits;
      case MIN -> new CapacityRange(units, Math.max(limits.max(), units));
      case MIN_MAX -> {
        int spread = seen.memory().tenure().spread().orElse(limits.max() - limits.min());
        long most = Math.min((long) units + spread, spec.capacity().max());
        // a maximum below what is there would take units away that no guardrail has reviewed
        int there = Math.min(seen.target().desired(), limits.max());
        yield new CapacityRange(units, (int) Math.max(most, Math.max(units, there)));
      }
    };
  }
}
