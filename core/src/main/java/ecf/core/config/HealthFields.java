package ecf.core.config;

import ecf.core.engine.FleetSpec;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads `health`.
final class HealthFields {
  private static final Duration LONGEST_WARM_UP = Duration.ofDays(1);

  /// Where it stands in a target.
  static final List<String> SOURCE = List.of("health", "source");

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

  /// @param otherwise what counts where the file says nothing
  static FleetSpec.Health read(
      Fields target, TargetKind.Fleet kind, FleetSpec.HealthSource otherwise) {
    var fields = target.mapOrEmpty("health");
    var stated =
        fields.has("source")
            ? Optional.of(fields.choice("source", sources(kind), PROVIDER))
            : Optional.<String>empty();
    return new FleetSpec.Health(
        stated.map(HealthFields::source).orElse(otherwise),
        fields.optionalDuration("warmUp", Duration.ZERO, LONGEST_WARM_UP));
  }

  private static FleetSpec.HealthSource source(String stated) {
    return stated.equals(TARGET_GROUP)
        ? FleetSpec.HealthSource.TARGET_GROUP
        : FleetSpec.HealthSource.PROVIDER;
  }

  private static List<String> sources(TargetKind.Fleet kind) {
    return kind.hasTargetGroups() ? List.of(PROVIDER, TARGET_GROUP) : List.of(PROVIDER);
  }
}
