package ecf.core.config;

import ecf.core.engine.FleetSpec;
import ecf.core.model.CapacityRange;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.util.Optional;

/// Reads `heal`.
final class HealFields {
  static final String NAME = "heal";

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int MOST = 20;

  static final Key KEY =
      Key.optional(
          NAME,
          Shape.keyed(
              Key.required("after", new Shape.Time(), "how long a unit may fail its health source"),
              Key.withDefault(
                  "max", new Shape.WholeNumber(1, MOST), "1", "how many one pass replaces")),
          "replaces sick units; without it, they stay");

  private HealFields() {}

  static Optional<FleetSpec.Heal> read(
      Fields target, TargetKind.Fleet kind, Optional<CapacityRange> capacity) {
    var left = kind.noHealing();
    if (left.isPresent()) {
      target.refuse(NAME, left.get(), "leave it out");
      return Optional.empty();
    }
    if (!target.has(NAME)) {
      return Optional.empty();
    }
    var fields = target.mapOrEmpty(NAME);
    capacity
        .filter(range -> range.min() == range.max() && range.min() > 0)
        .ifPresent(range ->
            target.warn(
                NAME,
                "while one of "
                    + range.min()
                    + " is sick, fewer than capacity.min serve, and"
                    + " none is replaced",
                "lower capacity.min, or raise capacity.max"));
    return Optional.of(
        new FleetSpec.Heal(
            fields.duration("after", SHORTEST, LONGEST), fields.integer("max", 1, MOST, 1)));
  }
}
