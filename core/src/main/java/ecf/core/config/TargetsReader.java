package ecf.core.config;

import ecf.core.engine.Selector;
import ecf.core.engine.TargetSpec;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.policy.PolicyFields;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Node;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Position;
import ecf.core.yaml.Problems;
import java.util.ArrayList;
import java.util.Collection;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads `targets`, each for itself and then all together: no two on one resource, and none that
/// follow or depend on each other in a circle.
final class TargetsReader {
  static final String NAME_PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

  static final String NAME_HINT =
      "letters, digits, `.`, `_` and `-`, at most 100, the first a letter or digit";

  private static final String TARGETS = "targets";
  private static final Pattern NAME = Pattern.compile(NAME_PATTERN);

  private static final Node NOTHING = new Node.Unreadable(Position.START);

  private final Kinds kinds;
  private final Chosen providers;
  private final DeclaredSignals shared;
  private final CapacityFields capacities;
  private final LimitFields limits;
  private final TieFields ties;
  private final Problems problems;
  private final Set<String> builtIn = new HashSet<>();
  private final Map<Resource, Found> byResource = new HashMap<>();

  private record Found(String target, Position at) {}

  /// A target of which is known what it is at its provider.
  private record Named(
      String name,
      TargetKind kind,
      SharedLayers.Layered layered,
      Resource resource,
      Optional<Selector> selector) {
    TargetId id() {
      return new TargetId(name.isBlank() ? "unnamed" : name);
    }
  }

  TargetsReader(
      Kinds kinds,
      Chosen providers,
      DeclaredSignals shared,
      Function<String, Optional<String>> environment,
      LimitFields limits,
      TieFields ties,
      Problems problems) {
    this.kinds = kinds;
    this.providers = providers;
    this.shared = shared;
    this.problems = problems;
    capacities = new CapacityFields(environment);
    this.limits = limits;
    this.ties = ties;
  }

  List<TargetSpec> read(Fields root) {
    root.requireAny(TARGETS);
    var targets = root.entries(TARGETS, "target");
    if (root.isMap(TARGETS) && targets.isEmpty() && root.sound()) {
      root.problem(TARGETS, "there is none", "name at least one target");
    }
    var byName = kindsOf(targets);
    var own = ownSettings(root);
    var layers = SharedLayers.read(root, new TargetKeys(providers.kind().targetKinds()), problems);
    var everybody = everybody(byName, own);
    check(layers, own.values(), everybody);
    var fleets = fleetFields(checkedSignals(own, byName, layers));
    var layered = new LinkedHashMap<String, Fields>();
    var specs = new ArrayList<TargetSpec>();
    var named = new ArrayList<Named>();
    byName.forEach((name, kind) ->
        kind.ifPresent(known -> {
          var fields = targets.get(name);
          var settings = own.get(name);
          if (fields != null && settings != null && problems.enough()) {
            fields.acceptRest();
          } else if (fields != null && settings != null) {
            var target = layers.target(name, settings, fields, known);
            layered.put(name, target.fields());
            named.add(named(name, known, fields, target));
          }
        }));
    var placed = placed(named);
    named.forEach(each -> {
      if (problems.enough()) {
        each.layered().fields().acceptRest();
      } else {
        var clusters = placed.getOrDefault(each.resource().provider(), Map.of());
        var neighbours = everybody.with(clusters).seenBy(each.name());
        specs.add(read(each, fleets, neighbours, name -> resource(name, each, named, neighbours)));
      }
    });
    if (byName.values().stream().allMatch(Optional::isPresent)) {
      shared.checkAdjustments(builtIn);
      if (!byName.isEmpty()) {
        layers.checkUsed();
      }
    }
    new Circles(specs, layered, problems).check();
    limits.check(specs, layered);
    layered.values().forEach(Fields::finish);
    return specs;
  }

  private FleetFields fleetFields(DeclaredSignals signals) {
    var hooks = new HookFields(providers.kind().hasAccount());
    return new FleetFields(signals, capacities, ties, hooks);
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  private static Map<String, Node.Mapping> ownSettings(Fields root) {
    var own = new HashMap<String, Node.Mapping>();
    if (root.node(TARGETS).orElse(NOTHING) instanceof Node.Mapping targets) {
      for (Node.Entry target : targets.entries()) {
        if (target.value() instanceof Node.Mapping settings) {
          own.put(target.key(), settings);
        }
      }
    }
    return own;
  }

  /// The shared signals, after their expressions were checked against all names of the file. While
  /// the type of a target is not known, nobody can say what it has.
  private DeclaredSignals checkedSignals(
      Map<String, Node.Mapping> own, Map<String, Optional<TargetKind>> kinds, SharedLayers layers) {
    if (!kinds.values().stream().allMatch(Optional::isPresent)) {
      return shared.and(Set.of());
    }
    var names = new HashSet<String>();
    layers.all().forEach(layer -> names.addAll(layer.signals()));
    own.forEach((name, settings) -> {
      names.addAll(SharedLayers.signals(settings));
      if (kinds.getOrDefault(name, Optional.empty()).orElse(null)
          instanceof TargetKind.Fleet fleet) {
        var aside = new Problems(problems.file());
        var fields = Fields.partial(settings, settings.at(), name, aside);
        names.addAll(fleet.builtIns(fleet.resource(fields)).keySet());
      }
    });
    return shared.checked(names);
  }

  /// What is wrong in the layers by themselves, before any target is read.
  private void check(
      SharedLayers layers, Collection<Node.Mapping> targets, PolicyFields.Neighbours neighbours) {
    var places = new HashMap<String, Integer>();
    Stream.concat(
            targets.stream().map(SharedLayers::signals),
            layers.all().stream().map(SharedLayers.Layer::signals))
        .flatMap(Set::stream)
        .forEach(name -> places.merge(name, 1, Integer::sum));
    for (SharedLayers.Layer layer : layers.all()) {
      var elsewhere = new HashSet<>(places.keySet());
      layer.signals().stream()
          .filter(name -> places.getOrDefault(name, 0) == 1)
          .forEach(elsewhere::remove);
      new Probe(problems.file(), providers, fleetFields(shared.and(elsewhere)), neighbours)
          .problems(layer)
          .forEach(layers::tell);
    }
  }

  private SequencedMap<String, Optional<TargetKind>> kindsOf(SequencedMap<String, Fields> targets) {
    var kindsOf = new LinkedHashMap<String, Optional<TargetKind>>();
    targets.forEach((name, fields) -> {
      if (!isName(name)) {
        problems.error(fields.at(), "this is no name for a target", NAME_HINT);
      }
      kindsOf.put(name, kind(fields));
    });
    return kindsOf;
  }

  private Optional<TargetKind> kind(Fields fields) {
    var known = providers.kind().targetKinds();
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
          "the provider " + providers.kind().yamlName() + " has no such targets",
          "write provider: {type: " + other + "}, or one of: " + String.join(", ", names));
      fields.acceptRest();
      return Optional.empty();
    }
    return TypeKey.read(fields, names, "types of targets")
        .flatMap(type -> known.stream().filter(kind -> kind.yamlName().equals(type)).findFirst());
  }

  /// What stands for many is nothing that another target could follow.
  private static boolean selects(Node.@Nullable Mapping own) {
    return own != null && Merge.value(own, SelectFields.NAME).isPresent();
  }

  /// Of a target whose type is not known nobody can say that it has no capacity.
  private static PolicyFields.Neighbours everybody(
      Map<String, Optional<TargetKind>> all, Map<String, Node.Mapping> own) {
    var groups =
        all.entrySet().stream()
            .filter(each ->
                selects(own.get(each.getKey()))
                    || each.getValue()
                        .filter(kind -> !(kind instanceof TargetKind.Fleet))
                        .isPresent())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    var fleets = new TreeSet<>(all.keySet());
    fleets.removeAll(groups);
    return new PolicyFields.Neighbours("", fleets, groups, Map.of());
  }

  /// At each provider, what runs on the instances of which cluster.
  private static Map<String, Map<String, Map<String, TargetId>>> placed(List<Named> targets) {
    var placed = new HashMap<String, Map<String, Map<String, TargetId>>>();
    for (Named each : targets) {
      if (each.kind() instanceof TargetKind.Fleet fleet && each.selector().isEmpty()) {
        fleet
            .place(each.resource())
            .ifPresent(place ->
                placed
                    .computeIfAbsent(each.resource().provider(), _ -> new HashMap<>())
                    .computeIfAbsent(place.cluster(), _ -> new HashMap<>())
                    .put(place.service(), each.id()));
      }
    }
    return placed;
  }

  private Named named(String name, TargetKind kind, Fields own, SharedLayers.Layered layered) {
    boolean soundBefore = own.sound();
    var target = layered.fields();
    var at = providers.of(target);
    if (kind instanceof TargetKind.Fleet fleet
        && !fleet.selectable().isEmpty()
        && target.has(SelectFields.NAME)) {
      var selector = SelectFields.read(target, fleet.selectable());
      var standIn = SelectFields.standIn(kind.yamlName(), fleet.selectable()).in(at);
      return new Named(name, kind, layered, standIn, Optional.of(selector));
    }
    var resource = kind.resource(target).in(at);
    if (soundBefore && target.sound()) {
      checkOnlyOne(name, resource, target);
      if (providers.sound()) {
        providers.kind().check(providers.settings(at), resource, target);
      }
    }
    return new Named(name, kind, layered, resource, Optional.empty());
  }

  /// What another target of the file is at its provider, for one whose members it has.
  private static Parsed<Resource> resource(
      String name, Named group, List<Named> named, PolicyFields.Neighbours neighbours) {
    return neighbours
        .fleet(name, "has members of its own, but nothing that runs")
        .then(id ->
            named.stream()
                .filter(each -> each.name().equals(id.name()))
                .map(Named::resource)
                .findFirst()
                .map(fleet -> near(fleet, group))
                .orElseGet(() -> Parsed.value(Resource.of("target", name))));
  }

  private static Parsed<Resource> near(Resource fleet, Named group) {
    return fleet.provider().equals(group.resource().provider())
        ? Parsed.value(fleet)
        : Parsed.wrong(
            "is at another provider, and members are of their group's own",
            "name a target with provider: " + group.resource().provider());
  }

  private TargetSpec read(
      Named named,
      FleetFields fleets,
      PolicyFields.Neighbours neighbours,
      Function<String, Parsed<Resource>> targets) {
    var resource = named.resource();
    var target = named.layered().fields();
    return switch (named.kind()) {
      case TargetKind.Fleet fleet -> {
        builtIn.addAll(fleet.builtIns(resource).keySet());
        var spec =
            fleets.read(
                named.id(), resource, fleet, target, named.layered().objective(), neighbours);
        if (named.selector().isPresent()) {
          SelectFields.check(target, spec, fleet.selectable());
        }
        yield named.selector().map(spec::selecting).orElse(spec);
      }
      case TargetKind.Listener listener ->
          ListenerFields.read(named.id(), resource, listener, target);
      case TargetKind.Group group -> GroupFields.read(named.id(), resource, group, target, targets);
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
}
