package ecf.core.config;

import ecf.core.model.CapacityRange;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.PolicyFields;
import ecf.core.policy.PolicyType;
import ecf.core.signal.Signal;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Reads `policies` of one target.
///
/// @param missingData what holds for those that say nothing of it
/// @param resizable whether units of the target have a size that can be changed
record PolicyList(
    SortedMap<String, Optional<Signal>> signals,
    Optional<CapacityRange> capacity,
    PolicyFields.Neighbours neighbours,
    MissingData missingData,
    boolean resizable) {
  static final Key KEY =
      Key.optional(
          "policies",
          Shape.listOf(
              new Shape.Typed(
                  Arrays.stream(PolicyType.values())
                      .map(type -> new Shape.Variant(type.yamlName(), type.summary(), type.keys()))
                      .toList(),
                  PolicyType.COMMON)),
          "what decides the capacity");

  List<NamedPolicy> read(Fields target) {
    var policies = new ArrayList<NamedPolicy>();
    var taken = new HashSet<String>();
    var count = new HashMap<String, Integer>();
    for (Fields fields : target.maps(KEY.name())) {
      var type = TypeKey.read(fields, names(), "types of policies").flatMap(PolicyType::named);
      if (type.isPresent()) {
        var yamlName = type.get().yamlName();
        int number = count.merge(yamlName, 1, Integer::sum);
        var name = fields.text("name", number == 1 ? yamlName : yamlName + "-" + number);
        if (!taken.add(name)) {
          fields.problem("name", "another policy of this target has this name", "choose another");
        }
        var missing = MissingData.read(fields, capacity).orElse(missingData);
        type.get()
            .read(new PolicyFields(fields, signals, capacity, neighbours, resizable))
            .ifPresent(policy -> policies.add(new NamedPolicy(name, yamlName, policy, missing)));
      }
    }
    return policies;
  }

  private static List<String> names() {
    return Arrays.stream(PolicyType.values()).map(PolicyType::yamlName).toList();
  }
}
