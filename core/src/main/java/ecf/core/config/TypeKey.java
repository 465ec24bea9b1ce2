package ecf.core.config;

import ecf.core.yaml.Fields;
import ecf.core.yaml.Nearest;
import ecf.core.yaml.Parsed;
import java.util.List;
import java.util.Optional;

/// Reads `type`, which says what other keys a map has.
final class TypeKey {
  static final String NAME = "type";

  private TypeKey() {}

  /// The type. Where it is unknown but near a known one, that is taken, so that the other keys can
  /// be judged all the same; where it cannot be guessed, they are all accepted.
  ///
  /// @param kinds what is chosen from, in the plural: "types of targets"
  static Optional<String> read(Fields fields, List<String> known, String kinds) {
    if (!fields.has(NAME)) {
      missing(fields, known);
      return Optional.empty();
    }
    var type =
        fields.optionalParsed(
            NAME,
            text ->
                known.contains(text)
                    ? Parsed.value(text)
                    : Parsed.wrong(
                        "is not one of the " + kinds, Nearest.hint(text, known, "types")));
    var near = type.or(() -> fields.optionalWritten(NAME).flatMap(text -> Nearest.to(text, known)));
    if (near.isEmpty()) {
      fields.acceptRest();
    }
    return near;
  }

  /// One misspelt key is that key's problem; the others are none, for nobody knows their type.
  private static void missing(Fields fields, List<String> known) {
    var others =
        fields.keys().stream().filter(key -> Nearest.to(key, List.of(NAME)).isEmpty()).toList();
    if (others.size() == fields.keys().size()) {
      fields.problem(NAME, "missing", "known types: " + String.join(", ", known));
      fields.acceptRest();
    } else {
      fields.requireAny(NAME);
      others.forEach(fields::has);
    }
  }
}
