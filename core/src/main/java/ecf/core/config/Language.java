package ecf.core.config;

import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The whole language as built: put together from the keys that every reader states beside itself.
final class Language {
  private Language() {}

  static Shape.Keyed file(List<ProviderKind> kinds) {
    return new Shape.Keyed(
        Stream.concat(
                Stream.concat(
                    Stream.of(ConfigReader.VERSION, ConfigName.KEY, provider(kinds)),
                    providers(new Kinds(kinds)).stream()),
                rest(kinds))
            .toList());
  }

  private static Stream<Key> rest(List<ProviderKind> kinds) {
    return Stream.of(
        StateFields.KEY,
        Key.optional(
            DeclaredSignals.KEY, DeclaredSignals.SHAPE, "signals that all targets share, by name"),
        Key.optional(
            SharedLayers.DEFAULTS,
            new Shape.Keyed(targetKeys(kinds).ofDefaults()),
            "lies below every target: the target's own value wins"),
        Key.optional(
            SharedLayers.RULE_SETS,
            new Shape.Named(new Shape.Keyed(targetKeys(kinds).ofRuleSets())),
            "settings and policies by name, for `use`"),
        LimitFields.POOLS,
        LimitFields.LIMITS,
        NotifyFields.KEY,
        Key.required(
            "targets",
            new Shape.Named(
                new Shape.Typed(
                    kinds.stream()
                        .flatMap(kind -> kind.targetKinds().stream())
                        .map(Language::target)
                        .toList(),
                    List.of())),
            "what is scaled; the key is the target's name everywhere"));
  }

  private static Key provider(List<ProviderKind> kinds) {
    return Key.withDefault(
        Chosen.ONE,
        ofProvider(kinds, kinds.getFirst()),
        "{type: " + kinds.getFirst().yamlName() + "}",
        "where the targets are");
  }

  private static Optional<Key> providers(Kinds kinds) {
    var several = kinds.several();
    return several.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Key.optional(
                Chosen.SEVERAL,
                new Shape.Named(ofProvider(several, kinds.all().getFirst())),
                "several regions or accounts by name; a target then says `provider: name`"));
  }

  private static Shape ofProvider(List<ProviderKind> kinds, ProviderKind first) {
    var typed =
        new Shape.Typed(
            kinds.stream()
                .map(kind -> new Shape.Variant(kind.yamlName(), kind.summary(), kind.keys()))
                .toList(),
            List.of());
    return Shape.either(typed, new Shape.Keyed(first.keys()));
  }

  private static TargetKeys targetKeys(List<ProviderKind> kinds) {
    return new TargetKeys(kinds.stream().flatMap(kind -> kind.targetKinds().stream()).toList());
  }

  /// What a target does not say may be said below it, so an editor requires only what cannot be
  /// shared.
  private static Shape.Variant target(TargetKind kind) {
    return new Shape.Variant(
        kind.yamlName(),
        kind.summary(),
        Stream.concat(
                TargetKeys.naming(kind).stream(), TargetKeys.all(kind).stream().map(Key::part))
            .toList());
  }
}
