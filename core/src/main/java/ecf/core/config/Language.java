package ecf.core.config;

import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.List;
import java.util.stream.Stream;

/// The whole language as built: put together from the keys that every reader states beside itself.
final class Language {
  private Language() {}

  static Shape.Keyed file(List<ProviderKind> kinds) {
    return new Shape.Keyed(
        List.of(
            ConfigReader.VERSION,
            ConfigName.KEY,
            provider(kinds),
            StateFields.KEY,
            Key.optional(
                DeclaredSignals.KEY,
                DeclaredSignals.SHAPE,
                "signals that all targets share, by name"),
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
            Key.required(
                "targets",
                new Shape.Named(
                    new Shape.Typed(
                        kinds.stream()
                            .flatMap(kind -> kind.targetKinds().stream())
                            .map(Language::target)
                            .toList(),
                        List.of())),
                "what is scaled; the key is the target's name everywhere")));
  }

  private static Key provider(List<ProviderKind> kinds) {
    var typed =
        new Shape.Typed(
            kinds.stream()
                .map(kind -> new Shape.Variant(kind.yamlName(), kind.summary(), kind.keys()))
                .toList(),
            List.of());
    var first = kinds.getFirst();
    return Key.withDefault(
        "provider",
        Shape.either(typed, new Shape.Keyed(first.keys())),
        "{type: " + first.yamlName() + "}",
        "where the targets are");
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
        Stream.concat(kind.keys().stream(), TargetKeys.all(kind).stream().map(Key::part)).toList());
  }
}
