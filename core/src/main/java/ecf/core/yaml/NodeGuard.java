package ecf.core.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/// What holds for every node while it is parsed: the limits, and no anchors, aliases or tags.
final class NodeGuard {
  private final Problems problems;
  private int nodes;

  NodeGuard(Problems problems) {
    this.problems = problems;
  }

  void check(Event event, int depth) {
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
              ? "quote it if it is text; write the settings out where they are needed"
              : "write the settings out where they are needed");
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
}
