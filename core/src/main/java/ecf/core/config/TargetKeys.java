package ecf.core.config;

import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The keys that targets have, and those of them that targets can share: all but `type` and what
/// names the resource. `defaults` has no `policies` and no `dependsOn` either, and rule sets do not
/// use others.
record TargetKeys(List<TargetKind> kinds) {
  private static final Set<String> NOT_IN_DEFAULTS = Set.of(PolicyList.KEY.name(), "dependsOn");
  private static final Set<String> NOT_IN_RULE_SETS = Set.of(SharedLayers.USE.name());

  TargetKeys {
    kinds = List.copyOf(kinds);
  }

  /// What targets of this type can share.
  static List<Key> shareable(TargetKind kind) {
    return withProvider(
        switch (kind) {
          case TargetKind.Fleet fleet -> FleetFields.keys(fleet);
          case TargetKind.Group group -> GroupFields.keys(group);
          case TargetKind.Listener _ -> ListenerFields.SHAREABLE;
        });
  }

  /// What a target of this type has besides what names it.
  static List<Key> all(TargetKind kind) {
    return switch (kind) {
      case TargetKind.Fleet _, TargetKind.Group _ -> shareable(kind);
      case TargetKind.Listener _ -> withProvider(ListenerFields.KEYS);
    };
  }

  /// What names a target of this type, or says what all it stands for.
  static List<Key> naming(TargetKind kind) {
    return kind instanceof TargetKind.Fleet fleet && !fleet.selectable().isEmpty()
        ? Stream.concat(
                kind.keys().stream().map(Key::part),
                Stream.of(SelectFields.key(fleet.selectable())))
            .toList()
        : kind.keys();
  }

  private static List<Key> withProvider(List<Key> keys) {
    return Stream.concat(Stream.of(Chosen.OF_TARGET), keys.stream()).toList();
  }

  static Set<String> names(TargetKind kind) {
    return shareable(kind).stream().map(Key::name).collect(Collectors.toUnmodifiableSet());
  }

  List<Key> ofDefaults() {
    return parts(key -> !NOT_IN_DEFAULTS.contains(key.name()));
  }

  List<Key> ofRuleSets() {
    return parts(key -> !NOT_IN_RULE_SETS.contains(key.name()));
  }

  void readDefaults(Fields fields) {
    NOT_IN_DEFAULTS.forEach(key ->
        fields.refuse(key, "not in defaults", "write it at each target, or into a rule set"));
    read(fields, ofDefaults(), "defaults");
  }

  void readRuleSet(Fields fields) {
    NOT_IN_RULE_SETS.forEach(key ->
        fields.refuse(key, "rule sets do not use others", "name both where this one is used"));
    read(fields, ofRuleSets(), "rule sets");
  }

  private void read(Fields fields, List<Key> known, String where) {
    Stream.concat(
            Stream.of(TypeKey.NAME),
            kinds.stream().flatMap(kind -> naming(kind).stream()).map(Key::name))
        .forEach(key ->
            fields.refuse(
                key, "not in " + where, "write it at each target: it says which one it is"));
    known.forEach(key -> fields.has(key.name()));
  }

  /// Each key once, with every shape that some type of targets has it in.
  private List<Key> parts(Predicate<Key> wanted) {
    var shapes = new LinkedHashMap<String, Set<Shape>>();
    var summaries = new LinkedHashMap<String, String>();
    kinds.stream()
        .flatMap(kind -> shareable(kind).stream())
        .filter(wanted)
        .map(Key::part)
        .forEach(key -> {
          shapes.computeIfAbsent(key.name(), _ -> new LinkedHashSet<>()).add(key.shape());
          summaries.putIfAbsent(key.name(), key.summary());
        });
    var keys = new ArrayList<Key>();
    shapes.forEach((name, each) ->
        keys.add(
            Key.optional(
                name,
                each.size() == 1 ? each.iterator().next() : new Shape.Either(List.copyOf(each)),
                summaries.getOrDefault(name, ""))));
    return keys;
  }
}
