package ecf.core.config;

import ecf.core.engine.FleetSpec;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.util.List;

/// Reads `health`.
final class HealthFields {
  private static final Duration LONGEST_WARM_UP = Duration.ofDays(1);
  private static final String PROVIDER = "provider";
  private static final String TARGET_GROUP = "targetGroup";

  private HealthFields() {}

  static Key key(TargetKind.Fleet kind) {
    return Key.optional(
        "health",
        Shape.keyed(
            Key.withDefault(
                "source", new Shape.Choice(sources(kind)), PROVIDER, "who says that a unit serves"),
            Key.optional(
                "warmUp",
                new Shape.Time(),
                "a younger unit does not serve yet; default: as the provider has it, else 0s")),
        "what counts as serving");
  }

  static FleetSpec.Health read(Fields target, TargetKind.Fleet kind) {
    var fields = target.mapOrEmpty("health");
    var source = fields.choice("source", sources(kind), PROVIDER);
    return new FleetSpec.Health(
        source.equals(TARGET_GROUP),
        fields.optionalDuration("warmUp", Duration.ZERO, LONGEST_WARM_UP));
  }

  private static List<String> sources(TargetKind.Fleet kind) {
    return kind.hasTargetGroups() ? List.of(PROVIDER, TARGET_GROUP) : List.of(PROVIDER);
  }
}
