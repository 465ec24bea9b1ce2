package ecf.core.config;

import ecf.core.engine.FleetSpec;
import ecf.core.guardrail.GuardrailType;
import ecf.core.model.CapacityRange;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Need;
import ecf.core.policy.PolicyFields;
import ecf.core.policy.Schedule;
import ecf.core.signal.NoData;
import ecf.core.signal.Signal;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.time.Duration;
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
record FleetFields(DeclaredSignals shared, CapacityFields capacities) {
  private static final CapacityRange STAND_IN = new CapacityRange(0, 1);
  private static final Duration LONGEST_WARM_UP = Duration.ofDays(1);

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

  static List<Key> keys(TargetKind.Fleet kind) {
    return Stream.of(
            Stream.of(CapacityFields.KEY, PolicyList.KEY, GUARDRAILS),
            Stream.of(
                Key.optional(
                    "signals", DeclaredSignals.SHAPE, "this target's own and adjusted signals"),
                health(kind),
                Key.withDefault(
                    "ownership",
                    Shape.choice("refuse", "ignore"),
                    "refuse",
                    "what to do when another scaler owns the capacity")),
            kind.hasBounds() ? Stream.of(GROUP_BOUNDS) : Stream.<Key>of(),
            Stream.of(WAKE_ON))
        .flatMap(keys -> keys)
        .toList();
  }

  private static Key health(TargetKind.Fleet kind) {
    var warmUp =
        Key.optional(
            "warmUp",
            new Shape.Time(),
            "a younger unit does not serve yet; default: as the provider has it, else 0s");
    var source =
        Key.withDefault(
            "source", new Shape.Choice(sources(kind)), "provider", "who says that a unit serves");
    return Key.optional("health", Shape.keyed(source, warmUp), "what counts as serving");
  }

  FleetSpec read(
      TargetId id,
      Resource resource,
      TargetKind.Fleet kind,
      Fields target,
      PolicyFields.Neighbours neighbours) {
    var capacity = capacities.read(target);
    var own = DeclaredSignals.read(target.entries("signals", "signal"));
    var builtIn = kind.builtIns(resource);
    own.checkAdjustments(builtIn.keySet());
    var signals = DeclaredSignals.of(builtIn, shared, own);
    var guardrails = target.mapOrEmpty("guardrails");
    var missingData =
        MissingData.read(guardrails, capacity).orElseGet(MissingData.HoldScaleIn::new);
    var policies = new PolicyList(signals, capacity, neighbours, missingData).read(target);
    checkZero(target, capacity, policies);
    return new FleetSpec(
        id,
        resource,
        capacity.orElse(STAND_IN),
        policies,
        GuardrailType.read(guardrails),
        read(policies, signals),
        health(target, kind),
        kind.hasBounds()
            ? target.choice(
                "groupBounds",
                FleetSpec.GroupBounds.class,
                FleetFields::yamlName,
                FleetSpec.GroupBounds.KEEP)
            : FleetSpec.GroupBounds.KEEP,
        target.choice(
            "ownership",
            FleetSpec.Ownership.class,
            FleetFields::yamlName,
            FleetSpec.Ownership.REFUSE),
        Set.copyOf(target.texts("wakeOn")));
  }

  /// From nothing, a signal per unit never brings anything back.
  private static void checkZero(
      Fields target, Optional<CapacityRange> capacity, List<NamedPolicy> policies) {
    boolean schedule = policies.stream().anyMatch(each -> each.policy() instanceof Schedule);
    if (capacity.filter(range -> range.min() == 0).isPresent() && !schedule) {
      target
          .map("capacity")
          .ifPresent(fields ->
              fields.warn(
                  "min",
                  "with 0 units there may be no data that would bring one back",
                  "write min: 1, or add a schedule that does"));
    }
  }

  /// The signals that the policies read, and those that say whether their silence means zero.
  private static Map<String, Signal> read(
      List<NamedPolicy> policies, Map<String, Optional<Signal>> known) {
    var needed = new HashMap<String, Signal>();
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
        .ifPresent(signal -> needed.put(name, signal));
  }

  private static FleetSpec.Health health(Fields target, TargetKind.Fleet kind) {
    var fields = target.mapOrEmpty("health");
    var source = fields.choice("source", sources(kind), "provider");
    return new FleetSpec.Health(
        source.equals("targetGroup"),
        fields.optionalDuration("warmUp", Duration.ZERO, LONGEST_WARM_UP));
  }

  private static List<String> sources(TargetKind.Fleet kind) {
    return kind.hasTargetGroups() ? List.of("provider", "targetGroup") : List.of("provider");
  }

  private static String yamlName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
