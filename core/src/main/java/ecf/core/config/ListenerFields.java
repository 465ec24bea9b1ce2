package ecf.core.config;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.ListenerSpec;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.policy.TrafficFields;
import ecf.core.policy.TrafficPolicyType;
import ecf.core.signal.Signal;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads what all listeners have in common: how traffic is split normally, and who may move it.
final class ListenerFields {
  private static final String WEIGHTS = "weights";
  private static final int MOST = 999;
  private static final int MOST_GROUPS = 5;

  private static final Key POLICIES =
      Key.optional(
          PolicyList.KEY.name(),
          Shape.listOf(
              new Shape.Typed(
                  Arrays.stream(TrafficPolicyType.values())
                      .map(type -> new Shape.Variant(type.yamlName(), type.summary(), type.keys()))
                      .toList(),
                  TrafficPolicyType.COMMON)),
          "what moves traffic: one at most; without one the weights are told, not enforced");

  static final List<Key> KEYS =
      List.of(
          SharedLayers.USE,
          Key.required(
              WEIGHTS,
              new Shape.Named(new Shape.WholeNumber(0, MOST)),
              "the normal split: groups by name or ARN, at most 5"),
          POLICIES,
          Key.withDefault(
              "mode",
              Shape.choice("act", "observe"),
              "act",
              "observe: decides and tells, never acts"),
          FleetFields.WAKE_ON);

  /// Policies in a rule set are those of capacities, and a split belongs to its listener.
  static final List<Key> SHAREABLE =
      KEYS.stream().filter(key -> key != POLICIES && !key.name().equals(WEIGHTS)).toList();

  private ListenerFields() {}

  static ListenerSpec read(
      TargetId id, Resource resource, TargetKind.Listener kind, Fields target) {
    var weights = weights(target, kind);
    var groups = new TreeMap<String, Resource>();
    weights
        .keySet()
        .forEach(
            name -> kind.group(name).ifPresent(it -> groups.put(name, it.in(resource.provider()))));
    return new ListenerSpec(
        id,
        resource,
        weights,
        groups,
        policy(target, kind, weights),
        target.choice(
            "mode",
            FleetSpec.Mode.class,
            mode -> mode.name().toLowerCase(Locale.ROOT),
            FleetSpec.Mode.ACT),
        Set.copyOf(target.texts("wakeOn")));
  }

  private static SortedMap<String, Integer> weights(Fields target, TargetKind.Listener kind) {
    var weights = new TreeMap<String, Integer>();
    var fields = target.requiredMap(WEIGHTS);
    for (String name : fields.keys()) {
      weights.put(name, fields.integer(name, 0, MOST));
      if (kind.group(name).isEmpty()) {
        fields.problem(name, "is neither a name nor an ARN of a group", "");
      }
    }
    if (weights.size() > MOST_GROUPS) {
      target.problem(
          WEIGHTS,
          weights.size() + " groups are too many: at most " + MOST_GROUPS,
          "split the traffic by rules instead");
    }
    if (target.isMap(WEIGHTS) && weights.values().stream().allMatch(each -> each == 0)) {
      target.problem(WEIGHTS, "nobody gets any traffic", "give one group a weight above 0");
    }
    return weights;
  }

  private static Optional<ListenerSpec.Named> policy(
      Fields target, TargetKind.Listener kind, SortedMap<String, Integer> weights) {
    Optional<ListenerSpec.Named> first = Optional.empty();
    var all = target.maps(POLICIES.name());
    for (Fields fields : all) {
      var names =
          Arrays.stream(TrafficPolicyType.values()).map(TrafficPolicyType::yamlName).toList();
      var type =
          TypeKey.read(fields, names, "types of policies of listeners")
              .flatMap(TrafficPolicyType::named);
      if (type.isPresent()) {
        var name = fields.text("name", type.get().yamlName());
        var read =
            type.get()
                .read(new TrafficFields(fields, weights, signals(kind, weights)))
                .map(policy -> new ListenerSpec.Named(name, type.get().yamlName(), policy));
        first = first.or(() -> read);
      }
    }
    if (all.size() > 1) {
      target.problem(
          POLICIES.name(),
          "two would pull at the same weights",
          "keep one, and write a target for each rule that needs another");
    } else if (all.isEmpty() && !target.isPartial() && target.sound()) {
      target.warn(
          POLICIES.name(),
          "there is none, so the weights are told but not enforced",
          "add failover or balance");
    }
    return first;
  }

  private static Map<String, Map<String, Signal>> signals(
      TargetKind.Listener kind, SortedMap<String, Integer> weights) {
    var signals = new HashMap<String, Map<String, Signal>>();
    weights.keySet().forEach(group -> signals.put(group, kind.builtIns(group)));
    return signals;
  }
}
