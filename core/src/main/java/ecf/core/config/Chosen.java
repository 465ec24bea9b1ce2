package ecf.core.config;

import ecf.core.model.Resource;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Nearest;
import ecf.core.yaml.Shape;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;

/// The providers of a file: the one of `provider:`, or those that `providers:` names.
///
/// @param kind of all of them
/// @param settings by name, in the order of the file; of names with the same settings the first
///   alone, for they are one
/// @param names all, with the one that has the settings of each
/// @param sound whether their settings can be built upon
record Chosen(
    ProviderKind kind,
    SequencedMap<String, ProviderSettings> settings,
    Map<String, String> names,
    boolean sound) {
  static final String ONE = "provider";
  static final String SEVERAL = "providers";

  /// At a target, or in `defaults`.
  static final Key OF_TARGET =
      Key.optional(ONE, Shape.text(), "which of `providers` it is at, where there are several");

  Chosen {
    settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
    names = Map.copyOf(names);
  }

  static Chosen one(ProviderKind kind, ProviderSettings settings, boolean sound) {
    var all = new LinkedHashMap<String, ProviderSettings>();
    all.put(Resource.ONLY_PROVIDER, settings);
    return new Chosen(kind, all, Map.of(), sound);
  }

  /// @param stated by name, in the order of the file
  static Chosen several(
      ProviderKind kind, SequencedMap<String, ProviderSettings> stated, boolean sound) {
    var first = new LinkedHashMap<ProviderSettings, String>();
    var names = new HashMap<String, String>();
    stated.forEach((name, settings) -> {
      var _ = first.putIfAbsent(settings, name);
      names.put(name, first.getOrDefault(settings, name));
    });
    var settings = new LinkedHashMap<String, ProviderSettings>();
    first.forEach((each, name) -> settings.put(name, each));
    return new Chosen(kind, settings, names, sound);
  }

  /// Which of them a target is at; problems go to its fields.
  String of(Fields target) {
    var stated = target.optionalText(ONE);
    if (names.isEmpty()) {
      stated.ifPresent(_ ->
          target.problem(
              ONE,
              "this file has one provider, which all targets are at",
              "leave this out, or name several: providers: {east: {…}, west: {…}}"));
      return Resource.ONLY_PROVIDER;
    }
    return stated.flatMap(name -> known(target, name)).orElseGet(() -> unstated(target, stated));
  }

  private Optional<String> known(Fields target, String name) {
    var known = Optional.ofNullable(names.get(name));
    if (known.isEmpty()) {
      target.problem(
          ONE,
          "`" + name + "` is not among the providers of this file",
          Nearest.hint(name, names.keySet(), SEVERAL));
    }
    return known;
  }

  private String unstated(Fields target, Optional<String> stated) {
    if (stated.isEmpty() && names.size() > 1 && !target.isPartial()) {
      target.problem(
          ONE,
          "this file has several, and the target does not say which it is at",
          "name it here or in defaults, one of: "
              + String.join(", ", List.copyOf(new TreeSet<>(names.keySet()))));
    }
    return settings.firstEntry().getKey();
  }

  /// @throws IllegalArgumentException where none has this name
  ProviderSettings settings(String name) {
    var known = settings.get(name);
    if (known == null) {
      throw new IllegalArgumentException("no provider " + name);
    }
    return known;
  }
}
