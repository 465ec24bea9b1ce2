package ecf.core.config;

import ecf.core.engine.Objective;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Nearest;
import ecf.core.yaml.Node;
import ecf.core.yaml.Node.Mapping;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Position;
import ecf.core.yaml.Problem;
import ecf.core.yaml.Problems;
import ecf.core.yaml.Shape;
import ecf.core.yaml.YamlReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What targets share: `defaults`, and rule sets for `use:`. They lie below a target's own settings
/// in this order: defaults, the rule sets as they are named, the target.
///
/// A mistake in one of them is told once, where it stands. What is only wrong together with a
/// target's own settings is told where the offending value stands, with the target's name.
final class SharedLayers {
  static final String DEFAULTS = "defaults";
  static final String RULE_SETS = "ruleSets";

  static final Key USE =
      Key.optional("use", Shape.listOf(Shape.text()), "names of rule sets; the last one wins");

  private static final int MOST_RULE_SETS = 100;

  /// @param name in messages
  /// @param at where it is named
  record Layer(String name, Mapping settings, Position at) {
    /// What a target with these keys has of it.
    Mapping only(Set<String> keys) {
      return new Mapping(
          settings.entries().stream().filter(entry -> keys.contains(entry.key())).toList(),
          settings.at());
    }

    List<String> keys() {
      return settings.entries().stream().map(Node.Entry::key).toList();
    }

    /// The signals that it says something of.
    Set<String> signals() {
      return SharedLayers.signals(settings);
    }
  }

  private final Optional<Layer> defaults;
  private final SequencedMap<String, Layer> ruleSets;
  private final List<String> usedByAll;
  private final Problems problems;

  /// Where each part of the file begins, so that it is known whose place a problem has.
  private final TreeMap<Position, Boolean> shared = new TreeMap<>();

  private final Set<Position> told = new HashSet<>();
  private final Set<String> used = new HashSet<>();
  private int budget = YamlReader.MAX_NODES;

  private SharedLayers(
      Optional<Layer> defaults,
      SequencedMap<String, Layer> ruleSets,
      List<String> usedByAll,
      Problems problems) {
    this.defaults = defaults;
    this.ruleSets = ruleSets;
    this.usedByAll = usedByAll;
    this.problems = problems;
  }

  static SharedLayers read(Fields root, TargetKeys keys, Problems problems) {
    var ruleSets = new LinkedHashMap<String, Layer>();
    var entries = root.entries(RULE_SETS, "rule set");
    if (entries.size() > MOST_RULE_SETS) {
      root.problem(
          RULE_SETS,
          entries.size() + " are too many: at most " + MOST_RULE_SETS,
          "split this file into several configurations");
      entries.values().forEach(Fields::acceptRest);
    }
    entries.entrySet().stream()
        .limit(MOST_RULE_SETS)
        .forEach(each -> {
          var name = each.getKey();
          var fields = each.getValue();
          keys.readRuleSet(fields);
          root.map(RULE_SETS)
              .flatMap(all -> mapping(all, name))
              .ifPresent(
                  map -> ruleSets.put(name, new Layer("rule set " + name, map, fields.at())));
        });
    var fields = root.map(DEFAULTS);
    fields.ifPresent(keys::readDefaults);
    var defaults =
        fields.flatMap(
            each -> mapping(root, DEFAULTS).map(map -> new Layer(DEFAULTS, map, each.at())));
    var usedByAll = fields.map(each -> used(each, ruleSets, Parsed::value)).orElse(List.of());
    var layers = new SharedLayers(defaults, ruleSets, usedByAll, problems);
    layers.findPlaces(root);
    return layers;
  }

  private static Optional<Mapping> mapping(Fields fields, String key) {
    return fields
        .node(key)
        .flatMap(node -> node instanceof Mapping map ? Optional.of(map) : Optional.empty());
  }

  private void findPlaces(Fields root) {
    root.keys().forEach(key -> shared.put(root.keyAt(key), false));
    all().forEach(layer -> shared.put(layer.at(), true));
  }

  List<Layer> all() {
    var all = new ArrayList<>(ruleSets.values());
    defaults.ifPresent(all::add);
    return all;
  }

  /// Told already, wherever it is met again.
  void tell(Problem problem) {
    told.add(problem.at());
    problems.add(problem);
  }

  /// A target with everything that lies below it.
  record Layered(Fields fields, Optional<Objective> objective) {}

  /// @param own its own settings
  /// @param fields of these; nothing more is read from them
  Layered target(String name, Mapping own, Fields fields, TargetKind kind) {
    var below = below(own, fields, kind);
    var all =
        switch (kind) {
          case TargetKind.Fleet fleet -> Aim.expand(below, fleet);
          case TargetKind.Group _, TargetKind.Listener _ ->
              new Aim.Expanded(below, Optional.empty());
        };
    fields.acceptRest();
    var layered =
        fields.with(all.settings(), problems.passing(problem -> asOf("target " + name, problem)));
    List.of(TypeKey.NAME, USE.name()).forEach(layered::has);
    return new Layered(layered, all.objective());
  }

  /// What all targets together have from shared layers is bounded like the file: a few lines that
  /// thousands of targets use would else be millions.
  private Mapping bounded(Layer layer, Set<String> keys, Mapping upper, Fields fields) {
    var lower = layer.only(keys);
    if (budget >= 0) {
      budget -= size(lower);
      if (budget < 0) {
        problems.error(
            fields.at(),
            "with what the targets share, the file has more than %d keys and values"
                .formatted(YamlReader.MAX_NODES),
            "split it into several configurations");
      }
    }
    return budget < 0 ? upper : Merge.targets(lower, upper);
  }

  private static int size(Node node) {
    return switch (node) {
      case Mapping(var entries, var _) ->
          1 + entries.stream().mapToInt(entry -> 1 + size(entry.value())).sum();
      case Node.Sequence(var items, var _, var _) ->
          1 + items.stream().mapToInt(SharedLayers::size).sum();
      case Node.Scalar _, Node.Unreadable _ -> 1;
    };
  }

  private Mapping below(Mapping target, Fields fields, TargetKind kind) {
    var keys = TargetKeys.names(kind);
    var names =
        fields.has(USE.name())
            ? used(fields, ruleSets, name -> hasAny(name, kind, keys))
            : usedByAll;
    used.addAll(names);
    var settings = target;
    for (String name : names.reversed()) {
      var layer = ruleSets.get(name);
      if (layer != null) {
        settings = bounded(layer, keys, settings, fields);
      }
    }
    return defaults.isPresent() ? bounded(defaults.get(), keys, settings, fields) : settings;
  }

  static Set<String> signals(Mapping settings) {
    return Merge.value(settings, DeclaredSignals.KEY).stream()
        .flatMap(node -> node instanceof Mapping map ? map.entries().stream() : Stream.of())
        .map(Node.Entry::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Optional<Problem> asOf(String target, Problem problem) {
    var part = shared.floorEntry(problem.at());
    if (part == null || !part.getValue()) {
      return Optional.of(problem);
    }
    if (told.contains(problem.at())) {
      return Optional.empty();
    }
    var message = problem.message();
    return Optional.of(
        message.contains(target)
            ? problem
            : new Problem(
                problem.severity(),
                problem.file(),
                problem.at(),
                message + " (" + target + ")",
                problem.hint()));
  }

  /// A rule set that nobody uses may be forgotten in a `use:`.
  void checkUsed() {
    ruleSets.forEach((name, layer) -> {
      if (!used.contains(name)) {
        problems.warn(
            layer.at(), name + ": no target uses this rule set", "write use: [" + name + "]");
      }
    });
  }

  private Parsed<String> hasAny(String ruleSet, TargetKind kind, Set<String> keys) {
    var all = Optional.ofNullable(ruleSets.get(ruleSet)).map(Layer::keys).orElse(List.of());
    return all.isEmpty() || all.stream().anyMatch(keys::contains)
        ? Parsed.value(ruleSet)
        : Parsed.wrong(
            "has nothing for targets of type " + kind.yamlName(),
            "it has: " + String.join(", ", all));
  }

  /// The rule sets that are named here; where one is misspelt, the one that was meant.
  private static List<String> used(
      Fields fields, Map<String, Layer> known, Function<String, Parsed<String>> check) {
    var names = new LinkedHashSet<String>();
    fields.parsedItems(
        USE.name(),
        name -> {
          if (known.containsKey(name)) {
            return names.add(name)
                ? check.apply(name)
                : Parsed.wrong("is named twice", "name it once");
          }
          Nearest.to(name, known.keySet()).ifPresent(names::add);
          return Parsed.wrong(
              "is not a rule set of this file",
              known.isEmpty()
                  ? "write it under `ruleSets`"
                  : Nearest.hint(name, known.keySet(), "rule sets"));
        });
    return List.copyOf(names);
  }
}
