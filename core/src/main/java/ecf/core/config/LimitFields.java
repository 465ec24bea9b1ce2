package ecf.core.config;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.Limits;
import ecf.core.engine.TargetSpec;
import ecf.core.guardrail.Rate;
import ecf.core.model.Money;
import ecf.core.yaml.Amount;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads `pools` and `limits`, and checks them against the targets that share them.
final class LimitFields {
  static final Key POOLS =
      Key.optional(
          "pools",
          new Shape.Named(
              Shape.keyed(
                  Key.required(
                      "units",
                      new Shape.WholeNumber(1, Integer.MAX_VALUE),
                      "what its targets may have together"))),
          "ceilings that targets share, by name");

  static final Key LIMITS =
      Key.optional(
          "limits",
          Shape.keyed(
              Key.optional(
                  "blastRadius",
                  Shape.keyed(
                      Key.optional(
                          "targets", new Shape.UnitsOrShare(), "how many targets may scale in"),
                      Key.optional(
                          "units", new Shape.UnitsOrShare(), "how many units may scale in")),
                  "how much may scale in within 10m, over all targets"),
              Key.optional(
                  "cost",
                  Shape.keyed(
                      Key.required("max", Currency.SHAPE, "what all targets may cost together")),
                  "scale-outs beyond it are cut")),
          "across all targets of the file");

  private final Fields root;
  private final Limits limits;

  private LimitFields(Fields root, Limits limits) {
    this.root = root;
    this.limits = limits;
  }

  static LimitFields read(Fields root, Currency currency) {
    var pools = new TreeMap<String, Integer>();
    root.entries(POOLS.name(), "pool")
        .forEach((name, fields) -> pools.put(name, fields.integer("units", 1, Integer.MAX_VALUE)));
    var fields = root.mapOrEmpty(LIMITS.name());
    if (root.has(LIMITS.name())) {
      fields.requireAny("blastRadius", "cost");
    }
    return new LimitFields(root, new Limits(pools, cost(fields, currency), blastRadius(fields)));
  }

  private static Optional<Money> cost(Fields limits, Currency currency) {
    if (!limits.has("cost")) {
      return Optional.empty();
    }
    var fields = limits.mapOrEmpty("cost");
    fields.requireAny("max");
    var most = currency.read(fields, "max");
    if (most.filter(money -> money.perHour().signum() == 0).isPresent()) {
      fields.problem("max", "nothing could ever scale out", "write what all targets may cost");
    }
    return most;
  }

  private static Optional<Limits.BlastRadius> blastRadius(Fields limits) {
    if (!limits.has("blastRadius")) {
      return Optional.empty();
    }
    var fields = limits.mapOrEmpty("blastRadius");
    fields.requireAny("targets", "units");
    return Optional.of(new Limits.BlastRadius(radius(fields, "targets"), radius(fields, "units")));
  }

  private static Optional<Rate> radius(Fields fields, String key) {
    var amount = fields.optionalUnitsOrShare(key);
    amount.ifPresent(each -> {
      boolean nothing =
          switch (each) {
            case Amount.Units(int count) -> count == 0;
            case Amount.Share(double fraction) -> fraction == 0;
          };
      if (nothing) {
        fields.problem(
            key, "nothing could ever scale in", "write `directions: out` at targets that must not");
      } else if (each instanceof Amount.Share(double fraction) && fraction > 1) {
        fields.problem(key, fields.shown(key) + " is more than all of them", "write at most 100%");
      }
    });
    return amount.map(Rate::of);
  }

  Limits limits() {
    return limits;
  }

  /// Warns of what a limit cannot do with these targets. Nothing is said while the file has
  /// mistakes: they may be the reason.
  void check(List<TargetSpec> specs, Map<String, Fields> targets) {
    if (!root.sound()) {
      return;
    }
    var fleets =
        specs.stream().filter(FleetSpec.class::isInstance).map(FleetSpec.class::cast).toList();
    root.entries(POOLS.name(), "pool").forEach((name, fields) -> checkPool(name, fields, fleets));
    if (limits.cost().isPresent()) {
      for (FleetSpec fleet : fleets) {
        Optional.ofNullable(targets.get(fleet.id().name()))
            .filter(fields -> !fields.has(Currency.UNIT_COST.name()))
            .ifPresent(fields ->
                fields.warn(
                    Currency.UNIT_COST.name(),
                    "missing, so the cost limit neither counts nor holds this target",
                    "write unitCost: 0.05 USD/h or the like; 0 USD/h where it costs nothing"));
      }
    }
  }

  private static void checkPool(String name, Fields fields, List<FleetSpec> fleets) {
    var sharing =
        fleets.stream()
            .filter(fleet -> fleet.ties().pool().filter(name::equals).isPresent())
            .toList();
    long least = sharing.stream().mapToLong(fleet -> fleet.capacity().min()).sum();
    int units = fields.integer("units", 1, Integer.MAX_VALUE);
    if (sharing.isEmpty()) {
      fields.warn(
          "units", "no target uses this pool", "write `pool: " + name + "` at those that share it");
    } else if (fields.sound() && least > units) {
      fields.warn(
          "units",
          "the minima of its targets come to " + least + ", and a minimum always holds",
          "write at least " + least + ", or lower a minimum");
    }
  }
}
