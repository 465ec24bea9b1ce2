package ecf.core.config;

import ecf.core.yaml.Fields;
import java.util.List;
import java.util.Optional;

/// The providers that a file can name, and what it chose.
///
/// @param all the first is the default
record Kinds(List<ProviderKind> all) {
  /// A provider as the file has it.
  ///
  /// @param sound whether its settings can be built upon
  record Chosen(ProviderKind kind, ProviderSettings settings, boolean sound) {}

  Kinds {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("at least one provider is needed");
    }
  }

  Chosen provider(Fields root) {
    var fields = root.mapOrEmpty("provider");
    var kind =
        fields.has(TypeKey.NAME)
            ? TypeKey.read(fields, names(), "providers").flatMap(this::named)
            : Optional.of(all.getFirst());
    var settings = kind.orElse(all.getFirst()).settings(fields);
    return new Chosen(kind.orElse(all.getFirst()), settings, fields.sound());
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
