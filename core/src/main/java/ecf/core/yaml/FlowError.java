package ecf.core.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/// Says what is wrong inside `{…}` and `[…]`.
final class FlowError {
  private FlowError() {}

  /// @param open where the innermost bracket that is still open stands
  static Optional<Unparseable> of(
      MarkedYamlEngineException e, String text, Optional<Position> open) {
    var said = String.valueOf(e.getProblem());
    if (open.isEmpty() || e.getProblemMark().isEmpty()) {
      return Optional.empty();
    }
    var mark = e.getProblemMark().get();
    var at = EventStream.position(mark);
    if (said.contains("<stream end>")) {
      return Optional.of(
          new Unparseable(open.get(), "this bracket is never closed", "close it with `}` or `]`"));
    }
    if (isReference(mark, text)) {
      return Optional.of(
          new Unparseable(
              new Position(at.line(), at.column() - 1),
              "inside {…} and […] a `${NAME}` needs quotes",
              "write \"${NAME}\""));
    }
    if (said.contains("expected the node content, but found ','")) {
      return Optional.of(
          new Unparseable(at, "a value is missing before this comma", "remove one comma"));
    }
    if (said.contains("but got")) {
      return Optional.of(
          new Unparseable(
              at,
              "expected `,` or `%s` before this".formatted(said.contains("']'") ? "]" : "}"),
              "the bracket in line %d, column %d is still open; quote text that holds any of : , { } [ ]"
                  .formatted(open.get().line(), open.get().column())));
    }
    return Optional.empty();
  }

  /// Whether the brace that the parser stumbled over is that of an unquoted `${`.
  private static boolean isReference(Mark mark, String text) {
    int brace = text.offsetByCodePoints(0, mark.getIndex());
    return brace > 0 && text.startsWith("${", brace - 1);
  }
}
