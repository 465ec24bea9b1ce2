package ecf.core.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/// Builds nodes from parser events, which arrive one by one: a bomb is cut off while it is read,
/// and aliases are never followed.
final class TreeBuilder {
  private final EventStream events;
  private final NodeGuard guard;
  private final Scalars scalars;
  private final Problems problems;

  TreeBuilder(String text, Substitution substitution, Problems problems) {
    this.events = new EventStream(text);
    this.guard = new NodeGuard(problems);
    this.scalars = new Scalars(new ReferencePlaces(text), substitution, problems);
    this.problems = problems;
  }

  Optional<Node.Mapping> root() {
    events.next(); // the stream's start
    if (!(events.next() instanceof DocumentStartEvent start)) {
      throw noContent();
    }
    checkDirectives(start);
    var first = events.next();
    if (Scalars.isEmpty(first)) {
      throw noContent();
    }
    var root = value(first, "", EventStream.at(first), 1);
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

  private static Unparseable noContent() {
    return new Unparseable(
        Position.START, "the file has no content", "it begins with `version: 1` and `targets:`");
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
    guard.check(event, depth);
    return switch (event) {
      case ScalarEvent scalar -> scalars.value(scalar, name, nameAt);
      case SequenceStartEvent start -> sequence(start, depth);
      case MappingStartEvent start -> mapping(start, depth);
      case AliasEvent alias -> new Node.Unreadable(EventStream.at(alias));
      default -> throw new IllegalStateException("no value begins with " + event);
    };
  }

  private Node.Sequence sequence(SequenceStartEvent start, int depth) {
    var items = new ArrayList<Node>();
    for (var event = events.next(); !isEnd(event); event = events.next()) {
      items.add(value(event, "", EventStream.at(event), depth + 1));
    }
    return new Node.Sequence(items, EventStream.at(start));
  }

  private Node.Mapping mapping(MappingStartEvent start, int depth) {
    var entries = new ArrayList<Node.Entry>();
    var seen = new HashMap<String, Position>();
    for (var event = events.next(); !isEnd(event); event = events.next()) {
      var keyAt = EventStream.at(event);
      var key = key(event, depth + 1);
      var next = events.next();
      if (key.isEmpty() && Scalars.isEmpty(next)) {
        continue; // `{{x}}`: what is wrong is the key, not that it has no value
      }
      var value = value(next, key.orElse(""), keyAt, depth + 1);
      key.filter(name -> isFirst(name, keyAt, seen))
          .ifPresent(name -> entries.add(new Node.Entry(name, keyAt, value)));
    }
    return new Node.Mapping(entries, EventStream.at(start));
  }

  private boolean isFirst(String key, Position at, Map<String, Position> seen) {
    var first = seen.putIfAbsent(key, at);
    if (first != null) {
      problems.error(
          at,
          Visible.shortened(key) + ": this key is here twice",
          "the first is in line %d, column %d; keep one".formatted(first.line(), first.column()));
    }
    return first == null;
  }

  /// The key, or empty with a problem recorded.
  private Optional<String> key(Event event, int depth) {
    if (event instanceof ScalarEvent scalar) {
      guard.check(event, depth);
      return scalars.key(scalar);
    }
    skip(event, depth);
    problems.error(
        EventStream.at(event), "a key must be text", "quote text that begins with `{`, `[` or `*`");
    return Optional.empty();
  }

  /// Passes over a node that has no place in the tree, under the same limits.
  private void skip(Event first, int depth) {
    int open = 0;
    for (var event = first; ; event = events.next()) {
      if (isEnd(event)) {
        open--;
      } else {
        guard.check(event, depth + open);
        open += event instanceof CollectionStartEvent ? 1 : 0;
      }
      if (open == 0) {
        return;
      }
    }
  }

  private static boolean isEnd(Event event) {
    return event.getEventId() == Event.ID.SequenceEnd || event.getEventId() == Event.ID.MappingEnd;
  }
}
