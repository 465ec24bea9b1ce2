package ecf.core.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/// Builds nodes from parser events, which arrive one by one: a bomb is cut off while it is read,
/// and aliases are never followed.
final class TreeBuilder {
  private final EventStream events;
  private final ReferencePlaces references;
  private final Substitution substitution;
  private final Problems problems;
  private int nodes;

  TreeBuilder(String text, Substitution substitution, Problems problems) {
    this.events = new EventStream(text);
    this.references = new ReferencePlaces(text);
    this.substitution = substitution;
    this.problems = problems;
  }

  Optional<Node.Mapping> root() {
    events.next(); // the stream's start
    if (!(events.next() instanceof DocumentStartEvent start)) {
      throw new Unparseable(
          Position.START,
          "the file has no content, only comments",
          "it begins with `version: 1` and `targets:`");
    }
    checkDirectives(start);
    var root = value(events.next(), "", EventStream.at(start), 1);
    events.next(); // the document's end
    if (events.next() instanceof DocumentStartEvent second) {
      problems.error(
          EventStream.at(second),
          "a second document begins here",
          "one file holds one configuration: remove the `---`, or split the file");
    }
    return switch (root) {
      case Node.Mapping mapping -> Optional.of(mapping);
      case Node.Unreadable _ -> Optional.empty();
      case Node.Sequence list -> notAMap(list.at(), "found a list", "remove the `-` before keys");
      case Node.Scalar scalar ->
          notAMap(
              scalar.at(),
              "found a single value",
              scalar.raw().contains(":") ? "write a space after the colon: `version: 1`" : "");
    };
  }

  private Optional<Node.Mapping> notAMap(Position at, String found, String hint) {
    problems.error(at, "the file must be a map of keys such as `version: 1`; " + found, hint);
    return Optional.empty();
  }

  private void checkDirectives(DocumentStartEvent start) {
    if (start.getSpecVersion().filter(v -> v.getMinor() != 2).isPresent()) {
      problems.error(EventStream.at(start), "this is read as YAML 1.2", "remove the %YAML line");
    }
  }

  /// @param name of the key for messages, "" where there is none
  /// @param nameAt where to point at when there is no value
  private Node value(Event event, String name, Position nameAt, int depth) {
    count(event, depth);
    return switch (event) {
      case ScalarEvent scalar -> scalar(scalar, name, nameAt);
      case SequenceStartEvent start -> sequence(start, depth);
      case MappingStartEvent start -> mapping(start, depth);
      case AliasEvent alias -> new Node.Unreadable(EventStream.at(alias));
      default -> throw new IllegalStateException("no value begins with " + event);
    };
  }

  private void count(Event event, int depth) {
    var at = EventStream.at(event);
    if (depth > YamlReader.MAX_DEPTH && event instanceof CollectionStartEvent) {
      throw new Unparseable(
          at, "nested more than %d deep".formatted(YamlReader.MAX_DEPTH), "flatten this part");
    }
    nodes++;
    if (nodes > YamlReader.MAX_NODES) {
      throw new Unparseable(
          at,
          "the file has more than %d keys and values".formatted(YamlReader.MAX_NODES),
          "split it into several configurations");
    }
    if (event instanceof NodeEvent node) {
      checkProperties(node, at);
    }
  }

  private void checkProperties(NodeEvent node, Position at) {
    if (node.getAnchor().isPresent()) {
      problems.error(
          at,
          "anchors (`&`) and aliases (`*`) are not supported",
          node instanceof AliasEvent
              ? "quote it if it is text; share settings with `defaults` or `ruleSets`"
              : "share settings with `defaults` or `ruleSets`");
    }
    var tag =
        switch (node) {
          case ScalarEvent scalar -> scalar.getTag();
          case CollectionStartEvent start -> start.getTag();
          default -> Optional.<String>empty();
        };
    if (tag.isPresent()) {
      problems.error(
          at, "tags (`!`) are not supported", "remove it; quote a value to make it text");
    }
  }

  private Node.Sequence sequence(SequenceStartEvent start, int depth) {
    var at = EventStream.at(start);
    var items = new ArrayList<Node>();
    for (var event = events.next(); !isEnd(event); event = events.next()) {
      items.add(value(event, "", EventStream.at(event), depth + 1));
    }
    return new Node.Sequence(items, at);
  }

  private Node.Mapping mapping(MappingStartEvent start, int depth) {
    var at = EventStream.at(start);
    var entries = new ArrayList<Node.Entry>();
    var seen = new HashMap<String, Position>();
    for (var event = events.next(); !isEnd(event); event = events.next()) {
      var keyAt = EventStream.at(event);
      var key = key(event, depth + 1);
      var value = value(events.next(), key.orElse(""), keyAt, depth + 1);
      if (key.isEmpty()) {
        continue;
      }
      var first = seen.putIfAbsent(key.get(), keyAt);
      if (first == null) {
        entries.add(new Node.Entry(key.get(), keyAt, value));
      } else {
        problems.error(
            keyAt,
            Visible.shortened(key.get()) + ": this key is here twice",
            "the first is in line " + first.line() + ", column " + first.column() + "; keep one");
      }
    }
    return new Node.Mapping(entries, at);
  }

  private static boolean isEnd(Event event) {
    return event.getEventId() == Event.ID.SequenceEnd || event.getEventId() == Event.ID.MappingEnd;
  }

  /// The key, or empty with a problem recorded.
  private Optional<String> key(Event event, int depth) {
    var at = EventStream.at(event);
    if (!(event instanceof ScalarEvent scalar)) {
      value(event, "", at, depth);
      problems.error(at, "a key must be text", "quote text that begins with `{`, `[` or `*`");
      return Optional.empty();
    }
    count(event, depth);
    var key = scalar.getValue();
    if (isNotText(key, at)) {
      return Optional.empty();
    }
    if (scalar.isPlain()) {
      var kind = ScalarKind.of(key);
      if (kind != ScalarKind.TEXT) {
        problems.error(
            at,
            key.isEmpty()
                ? "a key is missing before the colon"
                : key + ": a key must be text, not " + kind,
            key.isEmpty() ? "" : "put it in quotes: \"" + key + "\"");
        return Optional.empty();
      }
      if (key.equals("<<")) {
        problems.error(
            at,
            "merge keys (`<<`) are not supported",
            "share settings with `defaults` or `ruleSets`");
        return Optional.empty();
      }
    }
    if (key.contains("${")) {
      problems.warn(at, "`${…}` is not replaced in keys", "write the name itself");
    }
    return Optional.of(key);
  }

  private Node scalar(ScalarEvent event, String key, Position keyAt) {
    var at = EventStream.at(event);
    var raw = event.getValue();
    var prefix = key.isEmpty() ? "" : Visible.shortened(key) + ": ";
    if (event.isPlain() && ScalarKind.of(raw) == ScalarKind.NULL) {
      if (raw.isEmpty()) {
        problems.error(keyAt, prefix + "there is no value", missingValueHint(key));
      } else {
        problems.error(
            at,
            prefix + raw + " is not a value",
            "give a value, or remove the key; quote it if it is text");
      }
      return new Node.Unreadable(at);
    }
    var result = substitution.replace(raw);
    if (!result.faults().isEmpty()) {
      var places = references.in(event);
      for (var fault : result.faults()) {
        problems.error(places.get(fault.occurrence()), prefix + fault.message(), fault.hint());
      }
      return new Node.Unreadable(at);
    }
    if (result.replaced() && ScalarKind.of(result.text()) == ScalarKind.NULL) {
      problems.error(
          at,
          prefix + Visible.shortened(raw) + " is empty or null in the environment",
          "give it a value, or write `${NAME:-default}`");
      return new Node.Unreadable(at);
    }
    if (isNotText(result.text(), at)) {
      return new Node.Unreadable(at);
    }
    boolean quoted = event.getScalarStyle() != ScalarStyle.PLAIN;
    return new Node.Scalar(result.text(), raw, quoted, result.replaced(), at);
  }

  private static String missingValueHint(String key) {
    int colon = key.indexOf(':');
    return colon > 0
        ? "write a space after the colon: `%s: %s`"
            .formatted(key.substring(0, colon), key.substring(colon + 1).strip())
        : "give a value, or remove the key";
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
