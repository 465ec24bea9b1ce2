package ecf.core.config;

import ecf.core.engine.GroupSpec;
import ecf.core.guardrail.Rate;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.yaml.Amount;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// Reads what all groups of registered members have in common.
final class GroupFields {
  private static final int LAST_PORT = 65_535;

  private GroupFields() {}

  static List<Key> keys(TargetKind.Group kind) {
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
        Key.withDefault(
            "exclusive",
            new Shape.Flag(),
            "false",
            "true: also removes members that somebody else registered"),
        FleetFields.WAKE_ON);
  }

  static GroupSpec read(TargetId id, Resource resource, TargetKind.Group kind, Fields target) {
    return new GroupSpec(
        id,
        resource,
        kind.members(target.requiredMap("members")),
        target
            .optionalInteger("port", 1, LAST_PORT)
            .map(OptionalInt::of)
            .orElseGet(OptionalInt::empty),
        minHealthy(target),
        target.flag("exclusive", false),
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
