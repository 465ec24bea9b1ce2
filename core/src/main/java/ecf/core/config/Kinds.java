package ecf.core.config;

import ecf.core.yaml.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// The providers that a file can name, and what it chose.
///
/// @param all the first is the default
record Kinds(List<ProviderKind> all) {
  Kinds {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("at least one provider is needed");
    }
  }

  Chosen chosen(Fields root) {
    if (several().isEmpty()) {
      return one(root.mapOrEmpty(Chosen.ONE));
    }
    root.atMostOne(Chosen.ONE, Chosen.SEVERAL);
    var one = one(root.mapOrEmpty(Chosen.ONE));
    return root.has(Chosen.SEVERAL) ? several(root).orElse(one) : one;
  }

  private Chosen one(Fields fields) {
    var kind = kind(fields, names());
    return Chosen.one(kind, kind.settings(fields), fields.sound());
  }

  /// All of the first one's type: what targets have in common is read before it is known where each
  /// of them is.
  private Optional<Chosen> several(Fields root) {
    var stated = new LinkedHashMap<String, ProviderSettings>();
    var named = root.entries(Chosen.SEVERAL, "provider");
    var types = several().stream().map(ProviderKind::yamlName).toList();
    var first = Optional.<ProviderKind>empty();
    boolean sound = root.isMap(Chosen.SEVERAL);
    for (var each : named.entrySet()) {
      var fields = each.getValue();
      if (!TargetsReader.isName(each.getKey())) {
        fields.mistake("this is no name for a provider", TargetsReader.NAME_HINT);
      }
      var kind = kind(fields, types);
      var type = first.orElse(kind);
      if (type != kind) {
        fields.problem(
            TypeKey.NAME,
            "the providers of a file are of one type, and the first is " + type.yamlName(),
            "write a file for each type");
      }
      stated.put(each.getKey(), kind.settings(fields));
      first = Optional.of(type);
      sound &= fields.sound();
    }
    if (named.isEmpty()) {
      if (root.isMap(Chosen.SEVERAL) && root.sound()) {
        root.problem(Chosen.SEVERAL, "there is none", "name one, or leave this out");
      }
      return Optional.empty();
    }
    return Optional.of(Chosen.several(first.orElse(all.getFirst()), stated, sound));
  }

  private ProviderKind kind(Fields fields, List<String> types) {
    return fields.has(TypeKey.NAME)
        ? TypeKey.read(fields, types, "providers").flatMap(this::named).orElse(all.getFirst())
        : all.getFirst();
  }

  /// Those of which a file can name several.
  List<ProviderKind> several() {
    return all.stream().filter(ProviderKind::canBeSeveral).toList();
  }

  List<String> names() {
    return all.stream().map(ProviderKind::yamlName).toList();
  }

  /// The provider that has this type of targets, if any.
  Optional<ProviderKind> having(String targetType) {
    return all.stream()
        .filter(kind ->
            kind.targetKinds().stream().anyMatch(each -> each.yamlName().equals(targetType)))
        .findFirst();
  }

  private Optional<ProviderKind> named(String name) {
    return all.stream().filter(kind -> kind.yamlName().equals(name)).findFirst();
  }
}
