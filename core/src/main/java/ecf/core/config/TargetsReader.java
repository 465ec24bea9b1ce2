package ecf.core.config;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.Order;
import ecf.core.engine.TargetSpec;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.policy.PolicyFields;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Position;
import ecf.core.yaml.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads `targets`, each for itself and then all together: no two on one resource, and none that
/// follow each other in a circle.
final class TargetsReader {
  static final String NAME_PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
  private static final Pattern NAME = Pattern.compile(NAME_PATTERN);

  private final Kinds kinds;
  private final Kinds.Chosen provider;
  private final DeclaredSignals shared;
  private final FleetFields fleets;
  private final Problems problems;
  private final Set<String> builtIn = new HashSet<>();
  private final Map<Resource, Found> byResource = new HashMap<>();

  private record Found(String target, Position at) {}

  TargetsReader(
      Kinds kinds,
      Kinds.Chosen provider,
      DeclaredSignals shared,
      Function<String, Optional<String>> environment,
      Problems problems) {
    this.kinds = kinds;
    this.provider = provider;
    this.shared = shared;
    this.problems = problems;
    fleets = new FleetFields(shared, new CapacityFields(environment));
  }

  List<TargetSpec> read(Fields root) {
    root.requireAny("targets");
    var targets = root.entries("targets", "target");
    if (root.isMap("targets") && targets.isEmpty() && root.sound()) {
      root.problem("targets", "there is none", "name at least one target");
    }
    var byName = kindsOf(targets);
    var specs = new ArrayList<TargetSpec>();
    byName.forEach((name, kind) ->
        kind.ifPresent(known -> {
          var fields = targets.get(name);
          if (fields != null) {
            specs.add(read(name, known, fields, neighbours(name, byName)));
          }
        }));
    if (byName.values().stream().allMatch(Optional::isPresent)) {
      shared.checkAdjustments(builtIn);
    }
    checkCircles(specs, targets);
    return specs;
  }

  private SequencedMap<String, Optional<TargetKind>> kindsOf(SequencedMap<String, Fields> targets) {
    var kindsOf = new LinkedHashMap<String, Optional<TargetKind>>();
    targets.forEach((name, fields) -> {
      if (!NAME.matcher(name).matches()) {
        problems.error(
            fields.at(),
            "this is no name for a target",
            "letters, digits, `.`, `_` and `-`, at most 100, the first a letter or digit");
      }
      kindsOf.put(name, kind(fields));
    });
    return kindsOf;
  }

  private Optional<TargetKind> kind(Fields fields) {
    var known = provider.kind().targetKinds();
    var names = known.stream().map(TargetKind::yamlName).toList();
    var elsewhere =
        fields
            .optionalWritten(TypeKey.NAME)
            .filter(type -> !names.contains(type))
            .flatMap(kinds::having);
    if (elsewhere.isPresent()) {
      var other = elsewhere.get().yamlName();
      fields.problem(
          TypeKey.NAME,
          "the provider " + provider.kind().yamlName() + " has no such targets",
          "write provider: {type: " + other + "}, or one of: " + String.join(", ", names));
      fields.acceptRest();
      return Optional.empty();
    }
    return TypeKey.read(fields, names, "types of targets")
        .flatMap(type -> known.stream().filter(kind -> kind.yamlName().equals(type)).findFirst());
  }

  /// Of a target whose type is not known nobody can say that it has no capacity.
  private static PolicyFields.Neighbours neighbours(
      String self, Map<String, Optional<TargetKind>> all) {
    var groups =
        all.entrySet().stream()
            .filter(each -> each.getValue().filter(TargetKind.Group.class::isInstance).isPresent())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    var fleets = new TreeSet<>(all.keySet());
    fleets.removeAll(groups);
    return new PolicyFields.Neighbours(self, fleets, groups);
  }

  private TargetSpec read(
      String name, TargetKind kind, Fields target, PolicyFields.Neighbours neighbours) {
    var id = new TargetId(name.isBlank() ? "unnamed" : name);
    boolean soundBefore = target.sound();
    var resource = kind.resource(target);
    if (soundBefore && target.sound()) {
      checkOnlyOne(name, resource, target);
      if (provider.sound()) {
        provider.kind().check(provider.settings(), resource, target);
      }
    }
    return switch (kind) {
      case TargetKind.Fleet fleet -> {
        builtIn.addAll(fleet.builtIns(resource).keySet());
        yield fleets.read(id, resource, fleet, target, neighbours);
      }
      case TargetKind.Group group -> GroupFields.read(id, resource, group, target);
    };
  }

  private void checkOnlyOne(String name, Resource resource, Fields target) {
    var first = byResource.putIfAbsent(resource, new Found(name, target.at()));
    if (first != null) {
      problems.error(
          target.at(),
          name + " and " + first.target() + " are both " + resource.key(),
          "one resource is one target: " + first.target() + " is in line " + first.at().line());
    }
  }

  /// Each circle once, at the policy that closes it.
  private void checkCircles(List<TargetSpec> specs, Map<String, Fields> targets) {
    var open = new ArrayList<>(specs);
    for (var circle = circle(open); !circle.isEmpty(); circle = circle(open)) {
      var names = new ArrayList<>(circle.stream().map(TargetId::name).toList().reversed());
      var first = names.getFirst();
      names.add(first);
      Optional.ofNullable(targets.get(first))
          .ifPresent(fields ->
              problems.error(
                  following(fields),
                  "these targets follow each other in a circle: " + String.join(" → ", names),
                  "one of them must be scaled by something else"));
      var inCircle = Set.copyOf(circle);
      open.removeIf(spec -> inCircle.contains(spec.id()));
    }
  }

  private static List<TargetId> circle(List<TargetSpec> specs) {
    return Order.of(specs.stream().filter(FleetSpec.class::isInstance).toList()).circle();
  }

  private static Position following(Fields target) {
    return target.maps(PolicyList.KEY.name()).stream()
        .filter(policy -> policy.optionalWritten(TypeKey.NAME).filter("follow"::equals).isPresent())
        .map(policy -> policy.at("targets"))
        .findFirst()
        .orElse(target.at());
  }
}
