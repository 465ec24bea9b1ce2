package ecf.core.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/// Makes keys and single values of scalar events: no null, no control characters, `${NAME}`
/// replaced in values.
final class Scalars {
  private final ReferencePlaces references;
  private final Substitution substitution;
  private final Problems problems;

  Scalars(ReferencePlaces references, Substitution substitution, Problems problems) {
    this.references = references;
    this.substitution = substitution;
    this.problems = problems;
  }

  /// The key, or empty with a problem recorded.
  Optional<String> key(ScalarEvent event) {
    var at = EventStream.at(event);
    var key = event.getValue();
    if (isNotText(key, at) || event.isPlain() && !isPlainKey(key, at)) {
      return Optional.empty();
    }
    if (key.contains("${")) {
      problems.warn(at, "`${…}` is not replaced in keys", "write the name itself");
    }
    return Optional.of(key);
  }

  private boolean isPlainKey(String key, Position at) {
    var kind = ScalarKind.of(key);
    if (key.isEmpty()) {
      problems.error(at, "a key is missing before the colon", "write `key: value`");
    } else if (kind != ScalarKind.TEXT) {
      problems.error(
          at, key + ": a key must be text, not " + kind, "put it in quotes: \"" + key + "\"");
    } else if (key.equals("<<")) {
      problems.error(
          at,
          "merge keys (`<<`) are not supported",
          "write the settings out where they are needed");
    } else {
      return true;
    }
    return false;
  }

  /// @param key for messages, "" where there is none
  /// @param keyAt where to point at when there is no value
  Node value(ScalarEvent event, String key, Position keyAt) {
    var at = EventStream.at(event);
    var prefix = key.isEmpty() ? "" : Visible.shortened(key) + ": ";
    if (isEmpty(event)) {
      problems.error(keyAt, prefix + "there is no value", missingValueHint(key));
      return new Node.Unreadable(at);
    }
    var raw = event.getValue();
    if (event.isPlain() && ScalarKind.of(raw) == ScalarKind.NULL) {
      problems.error(
          at,
          prefix + raw + " is not a value",
          "give a value, or remove the key; quote it if it is text");
      return new Node.Unreadable(at);
    }
    return replaced(event, prefix, substitution.replace(raw));
  }

  private Node replaced(ScalarEvent event, String prefix, Substitution.Result result) {
    var at = EventStream.at(event);
    var raw = event.getValue();
    if (!result.faults().isEmpty()) {
      var places = references.in(event);
      for (var fault : result.faults()) {
        problems.error(places.get(fault.occurrence()), prefix + fault.message(), fault.hint());
      }
      return new Node.Unreadable(at);
    }
    if (isNotText(result.text(), at)) {
      return new Node.Unreadable(at);
    }
    if (result.replaced() && ScalarKind.of(result.text()) == ScalarKind.NULL) {
      problems.error(
          at,
          prefix + Visible.shortened(raw) + " is empty or null in the environment",
          "give it a value, or write `${NAME:-default}`");
      return new Node.Unreadable(at);
    }
    boolean quoted = event.getScalarStyle() != ScalarStyle.PLAIN;
    return new Node.Scalar(result.text(), raw, quoted, result.replaced(), isVerbatim(event), at);
  }

  /// Escapes, line ends and doubled quotes take more of the file than of the value.
  private static boolean isVerbatim(ScalarEvent event) {
    var raw = event.getValue();
    int quotes =
        switch (event.getScalarStyle()) {
          case PLAIN -> 0;
          case SINGLE_QUOTED, DOUBLE_QUOTED -> 2;
          default -> Integer.MIN_VALUE;
        };
    var begin = event.getStartMark();
    var end = event.getEndMark();
    return begin.isPresent()
        && end.isPresent()
        && end.get().getIndex() - begin.get().getIndex()
            == raw.codePointCount(0, raw.length()) + quotes
        && end.get().getLine() == begin.get().getLine();
  }

  /// Nothing is written there at all.
  static boolean isEmpty(Event event) {
    return event instanceof ScalarEvent scalar && scalar.isPlain() && scalar.getValue().isEmpty();
  }

  private static String missingValueHint(String key) {
    int colon = key.indexOf(':');
    return colon > 0
        ? "write a space after the colon: `%s: %s`"
            .formatted(key.substring(0, colon), key.substring(colon + 1).strip())
        : "give a value, or remove the " + (key.isEmpty() ? "`-`" : "key");
  }

  private boolean isNotText(String value, Position at) {
    if (value.length() > YamlReader.MAX_SCALAR) {
      problems.error(
          at,
          "this text is longer than %d characters".formatted(YamlReader.MAX_SCALAR),
          "is a quote or a bracket missing?");
      return true;
    }
    if (value.codePoints().anyMatch(c -> c == '\r' || !SourceText.allowed(c))) {
      problems.error(at, "control characters are not allowed in a value", "remove them");
      return true;
    }
    return false;
  }
}
