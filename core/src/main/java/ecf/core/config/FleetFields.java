package ecf.core.config;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.Objective;
import ecf.core.guardrail.GuardrailType;
import ecf.core.model.CapacityRange;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.policy.Idle;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Need;
import ecf.core.policy.PolicyFields;
import ecf.core.policy.ScalingPolicy;
import ecf.core.signal.NoData;
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
import java.util.stream.Stream;

/// Reads what all targets with a capacity have in common. What is wrong in the file has a stand-in
/// here: the other targets are still checked against it, and no decision is made on it.
record FleetFields(
    DeclaredSignals shared, CapacityFields capacities, TieFields ties, HookFields hooks) {
  private static final CapacityRange STAND_IN = new CapacityRange(0, 1);

  static final Key WAKE_ON =
      Key.optional(
          "wakeOn",
          Shape.listOf(Shape.text()),
          "names or ARNs of alarms that re-evaluate this target at once");

  private static final Key GUARDRAILS =
      Key.optional(
          "guardrails",
          new Shape.Keyed(
              Arrays.stream(GuardrailType.values())
                  .map(type ->
                      Key.withDefault(
                          type.yamlName(), type.shape(), type.withoutAWord(), type.summary()))
                  .toList()),
          "what keeps a change safe; none ever enlarges one");

  private static final Key GROUP_BOUNDS =
      Key.withDefault(
          "groupBounds",
          Shape.choice("keep", "write"),
          "keep",
          "write: also set the group's own minimum and maximum to capacity");

  private static final Key CONTROL =
      Key.withDefault(
          "control",
          Shape.choice("desired", "min", "minMax"),
          "desired",
          "min: decides the provider's own minimum and leaves desired to other scalers; minMax:"
              + " also its maximum, at the distance they had");

  static List<Key> keys(TargetKind.Fleet kind) {
    return Stream.of(
            Stream.of(SharedLayers.USE, Aim.KEY),
            Stream.of(CapacityFields.KEY, PolicyList.KEY, GUARDRAILS),
            Stream.of(
                Key.optional(
                    DeclaredSignals.KEY,
                    DeclaredSignals.SHAPE,
                    "this target's own and adjusted signals"),
                HealthFields.key(kind),
                Key.withDefault(
                    "mode",
                    Shape.choice("act", "observe"),
                    "act",
                    "observe: decides and tells, never acts"),
                Key.withDefault(
                    "directions",
                    Shape.choice("both", "out", "in"),
                    "both",
                    "a change in the other direction is only told"),
                Key.withDefault(
                    "ownership",
                    Shape.choice("refuse", "takeOver", "ignore"),
                    "refuse",
                    "what to do when another scaler owns the capacity; takeOver suspends it before"
                        + " the first change, and `release` gives it back")),
            kind.hasBounds() ? Stream.of(GROUP_BOUNDS) : Stream.<Key>of(),
            kind.hasMinimum() ? Stream.of(CONTROL) : Stream.<Key>of(),
            kind.noHealing().isEmpty() ? Stream.of(HealFields.KEY) : Stream.<Key>of(),
            TieFields.KEYS.stream(),
            Stream.of(HookFields.KEY, WAKE_ON))
        .flatMap(keys -> keys)
        .toList();
  }

  FleetSpec read(
      TargetId id,
      Resource resource,
      TargetKind.Fleet kind,
      Fields target,
      Optional<Objective> objective,
      PolicyFields.Neighbours neighbours) {
    var capacity = capacities.read(target);
    var own = DeclaredSignals.read(target.entries(DeclaredSignals.KEY, "signal"));
    var builtIn = kind.builtIns(resource);
    var signals = DeclaredSignals.of(builtIn, shared, own);
    own.checkAdjustments(target.isPartial() ? signals.keySet() : builtIn.keySet());
    var guardrails = target.mapOrEmpty("guardrails");
    var missingData =
        MissingData.read(guardrails, capacity).orElseGet(MissingData.HoldScaleIn::new);
    var policies =
        new PolicyList(signals, capacity, neighbours, missingData, kind.hasUnitSize()).read(target);
    Aim.check(target);
    var spec =
        new FleetSpec(
            id,
            resource,
            capacity.orElse(STAND_IN),
            policies,
            GuardrailType.read(guardrails),
            read(policies, signals),
            HealthFields.read(target, kind, Aim.health(objective, kind))
                .heal(HealFields.read(target, kind, capacity)),
            conduct(target, kind),
            ties.read(target, neighbours),
            Set.copyOf(target.texts("wakeOn")),
            objective);
    if (!target.isPartial()) {
      checkZero(target, capacity, spec);
      checkAny(target);
    }
    return spec;
  }

  private FleetSpec.Conduct conduct(Fields target, TargetKind.Fleet kind) {
    var bounds =
        kind.hasBounds()
            ? target.choice(
                "groupBounds",
                FleetSpec.GroupBounds.class,
                FleetFields::yamlName,
                FleetSpec.GroupBounds.KEEP)
            : FleetSpec.GroupBounds.KEEP;
    return new FleetSpec.Conduct(
        target.choice("mode", FleetSpec.Mode.class, FleetFields::yamlName, FleetSpec.Mode.ACT),
        target.choice(
            "directions",
            FleetSpec.Directions.class,
            FleetFields::yamlName,
            FleetSpec.Directions.BOTH),
        bounds,
        target.choice(
            "ownership",
            FleetSpec.Ownership.class,
            FleetFields::yamlName,
            FleetSpec.Ownership.REFUSE),
        control(target, kind, bounds),
        hooks.beforeScaleIn(target));
  }

  private static FleetSpec.Control control(
      Fields target, TargetKind.Fleet kind, FleetSpec.GroupBounds bounds) {
    if (!kind.hasMinimum()) {
      return FleetSpec.Control.DESIRED;
    }
    var control =
        target.choice(
            "control", FleetSpec.Control.class, FleetFields::yamlName, FleetSpec.Control.DESIRED);
    if (control.ofMinimum() && bounds == FleetSpec.GroupBounds.WRITE) {
      target.problem(
          "groupBounds",
          "write sets the group's minimum to capacity.min, and control: "
              + yamlName(control)
              + " decides it",
          "leave groupBounds out, or write `control: desired`");
    }
    return control;
  }

  /// From nothing, a signal per unit never brings anything back. Nothing is said while a policy
  /// that might has mistakes of its own.
  private static void checkZero(Fields target, Optional<CapacityRange> capacity, FleetSpec spec) {
    var policies = spec.policies().stream().map(NamedPolicy::policy).toList();
    boolean allRead = target.maps(PolicyList.KEY.name()).size() == policies.size();
    boolean woken = !spec.wakeOn().isEmpty() && policies.stream().anyMatch(Idle.class::isInstance);
    boolean back = woken || policies.stream().anyMatch(ScalingPolicy::worksFromZero);
    if (capacity.filter(range -> range.min() == 0).isPresent() && allRead && !back) {
      target
          .map(CapacityFields.KEY.name())
          .ifPresent(fields ->
              fields.warn(
                  "min",
                  "with 0 units there may be no data that would bring one back",
                  "write min: 1, or add what does: a schedule, queueBacklog, a total to track, or"
                      + " idle with a wakeUp"));
    }
  }

  private static void checkAny(Fields target) {
    if (target.maps(PolicyList.KEY.name()).isEmpty() && target.sound()) {
      target.warn(
          PolicyList.KEY.name(),
          "there is none, so only capacity is held",
          "`ecf-aws policy-types` lists what there is");
    }
  }

  /// The signals that the policies read, those that they are made of, and those that say whether
  /// their silence means zero.
  private static Map<String, Signal> read(
      List<NamedPolicy> policies, Map<String, Optional<Signal>> known) {
    var needed = new HashMap<String, Signal>();
    policies.forEach(policy -> needed.putAll(policy.policy().signals()));
    policies.stream()
        .flatMap(policy -> policy.policy().needs().stream())
        .map(Need::signal)
        .forEach(name -> add(name, known, needed));
    List.copyOf(needed.values()).stream()
        .map(Signal::noData)
        .filter(NoData.ZeroWhile.class::isInstance)
        .flatMap(noData -> ((NoData.ZeroWhile) noData).alive().stream())
        .forEach(name -> add(name, known, needed));
    return needed;
  }

  private static void add(
      String name, Map<String, Optional<Signal>> known, Map<String, Signal> needed) {
    Optional.ofNullable(known.get(name))
        .flatMap(signal -> signal)
        .filter(signal -> needed.put(name, signal) == null)
        .ifPresent(signal -> signal.inputs().forEach(input -> add(input, known, needed)));
  }

  /// `MIN_MAX` is `minMax`.
  private static String yamlName(Enum<?> constant) {
    var words = constant.name().toLowerCase(Locale.ROOT).split("_", 2);
    return words.length == 1
        ? words[0]
        : words[0] + words[1].substring(0, 1).toUpperCase(Locale.ROOT) + words[1].substring(1);
  }
}
