package ecf.core.config;

import ecf.core.engine.GroupSpec;
import ecf.core.guardrail.Rate;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.yaml.Amount;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// Reads what all groups of registered members have in common.
final class GroupFields {
  private static final int LAST_PORT = 65_535;

  /// A single failed check is none yet.
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private static final Duration LONGEST = Duration.ofDays(7);

  private GroupFields() {}

  static List<Key> keys(TargetKind.Group kind) {
    var keys = new ArrayList<>(plainKeys(kind));
    if (!kind.attributeKeys().isEmpty()) {
      keys.add(
          Key.optional(
              "attributes",
              new Shape.Keyed(kind.attributeKeys()),
              "what the group shall be set to"));
    }
    return keys;
  }

  private static List<Key> plainKeys(TargetKind.Group kind) {
    return List.of(
        SharedLayers.USE,
        Key.required("members", kind.membersShape(), "who should be registered"),
        Key.optional(
            "port",
            new Shape.WholeNumber(1, LAST_PORT),
            "where members listen; default: the group's own port"),
        Key.withDefault(
            "minHealthy",
            new Shape.UnitsOrShare(),
            "1",
            "never deregister below so many that serve"),
        Key.optional(
            "removeUnhealthyAfter",
            new Shape.Time(),
            "take out who fails the checks for so long; without it, sick members stay"),
        Key.withDefault(
            "exclusive",
            new Shape.Flag(),
            "false",
            "true: also removes members that somebody else registered"),
        FleetFields.WAKE_ON);
  }

  /// @param targets what other targets of the file are, by name
  static GroupSpec read(
      TargetId id,
      Resource resource,
      TargetKind.Group kind,
      Fields target,
      Function<String, Parsed<Resource>> targets) {
    return new GroupSpec(
        id,
        resource,
        kind.members(target.requiredMap("members"), targets).in(resource.provider()),
        target
            .optionalInteger("port", 1, LAST_PORT)
            .map(OptionalInt::of)
            .orElseGet(OptionalInt::empty),
        minHealthy(target),
        target.optionalDuration("removeUnhealthyAfter", SHORTEST, LONGEST),
        target.flag("exclusive", false),
        kind.attributeKeys().isEmpty()
            ? new TreeMap<>()
            : target.map("attributes").map(kind::attributes).orElseGet(TreeMap::new),
        Set.copyOf(target.texts("wakeOn")));
  }

  private static Rate minHealthy(Fields target) {
    var amount = target.unitsOrShare("minHealthy", new Amount.Units(1));
    if (amount instanceof Amount.Share(double fraction) && fraction > 1) {
      target.problem(
          "minHealthy",
          target.shown("minHealthy") + " is more than all of them",
          "write at most 100%");
    }
    return Rate.of(amount);
  }
}
