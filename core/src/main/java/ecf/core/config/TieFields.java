package ecf.core.config;

import ecf.core.engine.FleetSpec;
import ecf.core.model.TargetId;
import ecf.core.policy.PolicyFields;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Nearest;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Shape;
import java.util.List;
import java.util.Set;

/// Reads what a target has to do with the others of its file.
///
/// @param pools names of those that the file has
record TieFields(Set<String> pools, Currency currency) {
  static final String DEPENDS_ON = "dependsOn";
  private static final int MOST = 1_000_000;

  static final List<Key> KEYS =
      List.of(
          Key.optional(
              DEPENDS_ON,
              Shape.listOf(Shape.text()),
              "targets that must serve what was decided for them before this one grows"),
          Key.optional("pool", Shape.text(), "the pool whose units it shares"),
          Key.withDefault(
              "priority",
              new Shape.WholeNumber(-MOST, MOST),
              "0",
              "where something shared runs short, who is higher is served first"),
          Currency.UNIT_COST);

  FleetSpec.Ties read(Fields target, PolicyFields.Neighbours neighbours) {
    return new FleetSpec.Ties(
        dependencies(target, neighbours),
        target.optionalParsed("pool", this::pool),
        target.integer("priority", -MOST, MOST, 0),
        currency.read(target, Currency.UNIT_COST.name()));
  }

  private static Set<TargetId> dependencies(Fields target, PolicyFields.Neighbours neighbours) {
    return Set.copyOf(
        target.parsedItems(
            DEPENDS_ON, name -> neighbours.fleet(name, "has no capacity to wait for")));
  }

  private Parsed<String> pool(String name) {
    if (pools.contains(name)) {
      return Parsed.value(name);
    }
    return Parsed.wrong(
        "is not a pool of this file",
        pools.isEmpty()
            ? "declare it: pools: {" + name + ": {units: 100}}"
            : Nearest.hint(name, pools, "pools"));
  }
}
