package ecf.core.config;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.Objective;
import ecf.core.guardrail.GuardrailType;
import ecf.core.policy.PolicyType;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Node;
import ecf.core.yaml.Node.Entry;
import ecf.core.yaml.Node.Mapping;
import ecf.core.yaml.Node.Scalar;
import ecf.core.yaml.Node.Sequence;
import ecf.core.yaml.Position;
import ecf.core.yaml.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What `objective` can be: a word for settings that lie below everything that the file says.
///
/// * `performance`: stabilization.in 15m, cooldown.in 10m, throttle.in 10%, missingData.lastGood
///   10m.
/// * `availability`: health.source targetGroup where there is one, min at least one unit for each
///   zone and one more, stabilization.in 15m, throttle.in 10%.
/// * `cost`: stabilization.in 3m, cooldown.in 3m, a tolerance of 5% in each targetTracking.
enum Aim {
  PERFORMANCE(
      new Setting(GuardrailType.STABILIZATION, "in", "15m"),
      new Setting(GuardrailType.COOLDOWN, "in", "10m"),
      new Setting(GuardrailType.THROTTLE, "in", "10%"),
      new Setting(GuardrailType.MISSING_DATA, "lastGood", "10m")),
  AVAILABILITY(
      new Setting(GuardrailType.STABILIZATION, "in", "15m"),
      new Setting(GuardrailType.THROTTLE, "in", "10%")),
  COST(
      new Setting(GuardrailType.STABILIZATION, "in", "3m"),
      new Setting(GuardrailType.COOLDOWN, "in", "3m"));

  static final Key KEY =
      Key.optional(
          "objective",
          new Shape.Choice(Arrays.stream(values()).map(Aim::yamlName).toList()),
          "what matters most: sets defaults, which `explain` shows");

  private static final String GUARDRAILS = "guardrails";
  private static final String TOLERANCE = "tolerance";
  private static final String SMALL_TOLERANCE = "5%";

  /// One setting of a guardrail.
  private record Setting(GuardrailType guardrail, String key, String value) {
    private List<String> path() {
      return List.of(GUARDRAILS, guardrail.yamlName(), key);
    }

    private String text() {
      return guardrail.yamlName() + "." + key + " " + value;
    }
  }

  /// A target's settings with those of its objective below them.
  ///
  /// @param objective empty where the file names none
  record Expanded(Mapping settings, Optional<Objective> objective) {}

  private final List<Setting> settings;

  Aim(Setting... settings) {
    this.settings = Arrays.asList(settings);
  }

  String yamlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static void check(Fields target) {
    target.optionalChoice(KEY.name(), Aim.class, Aim::yamlName);
  }

  /// What counts where the file says nothing of health.
  static FleetSpec.HealthSource health(Optional<Objective> objective, TargetKind.Fleet kind) {
    return kind.hasTargetGroups()
            && objective.filter(it -> it.name().equals(AVAILABILITY.yamlName())).isPresent()
        ? FleetSpec.HealthSource.TARGET_GROUP_IF_ANY
        : FleetSpec.HealthSource.PROVIDER;
  }

  /// A word that is no objective is left to whoever reads the key.
  static Expanded expand(Mapping target, TargetKind.Fleet kind) {
    if (Merge.value(target, KEY.name()).orElse(target) instanceof Scalar word) {
      for (Aim aim : values()) {
        if (aim.yamlName().equals(word.text())) {
          return aim.below(target, kind, word.at());
        }
      }
    }
    return new Expanded(target, Optional.empty());
  }

  private Expanded below(Mapping target, TargetKind.Fleet kind, Position at) {
    var told = new ArrayList<String>();
    if (this == AVAILABILITY
        && kind.hasTargetGroups()
        && find(target, HealthFields.SOURCE).isEmpty()) {
      told.add("health.source targetGroup where there is one");
    }
    if (this == AVAILABILITY) {
      told.add("min at least one unit for each zone and one more");
    }
    var merged = target;
    for (Setting setting : settings) {
      var value = new Scalar(setting.value(), setting.value(), false, false, at);
      merged = Merge.targets(nested(setting.path(), value), merged);
      if (find(merged, setting.path()).filter(value::equals).isPresent()) {
        told.add(setting.text());
      }
    }
    if (this == COST) {
      var tolerant = tolerant(merged, at);
      if (!tolerant.equals(merged)) {
        told.add(TOLERANCE + " " + SMALL_TOLERANCE);
      }
      merged = tolerant;
    }
    return new Expanded(merged, Optional.of(new Objective(yamlName(), told, this == AVAILABILITY)));
  }

  /// Every target tracking that states no tolerance has the small one.
  private static Mapping tolerant(Mapping target, Position at) {
    var policies = PolicyList.KEY.name();
    return Merge.value(target, policies).orElse(target) instanceof Sequence list
        ? Merge.with(
            target,
            policies,
            new Sequence(
                list.items().stream().map(item -> tolerant(item, at)).toList(),
                list.at(),
                list.numbers()))
        : target;
  }

  private static Node tolerant(Node policy, Position at) {
    if (!(policy instanceof Mapping map)
        || !(Merge.value(map, TypeKey.NAME).orElse(map) instanceof Scalar type)
        || !type.text().equals(PolicyType.TARGET_TRACKING.yamlName())
        || Merge.value(map, TOLERANCE).isPresent()) {
      return policy;
    }
    var entries = new ArrayList<>(map.entries());
    var value = new Scalar(SMALL_TOLERANCE, SMALL_TOLERANCE, false, false, at);
    entries.add(new Entry(TOLERANCE, at, value));
    return new Mapping(entries, map.at());
  }

  private static Optional<Node> find(Mapping map, List<String> path) {
    var value = Merge.value(map, path.getFirst());
    return path.size() == 1
        ? value
        : value.flatMap(node ->
            node instanceof Mapping below
                ? find(below, path.subList(1, path.size()))
                : Optional.empty());
  }

  private static Mapping nested(List<String> path, Node value) {
    var below = path.size() == 1 ? value : nested(path.subList(1, path.size()), value);
    return new Mapping(List.of(new Entry(path.getFirst(), value.at(), below)), value.at());
  }
}
