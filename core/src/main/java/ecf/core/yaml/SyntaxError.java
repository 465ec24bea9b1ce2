package ecf.core.yaml;

import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/// Says in plain words what the parser met, with the usual cause as the hint.
final class SyntaxError {
  private static final int HERE = 0;
  private static final int AT_BEGINNING = 1;

  /// @param found part of what the parser says
  /// @param place where to point at: where the parser stopped, or where the thing it was reading
  ///   begins
  private record Row(String found, int place, String message, String hint) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("(TAB)", HERE, "a tab is used as white space", "use spaces, two for each level"),
          new Row(
              "scanning an alias",
              AT_BEGINNING,
              "`*` begins an alias, and aliases are not supported",
              "put the value in quotes, as in \"* * * * *\""),
          new Row(
              "scanning an anchor",
              AT_BEGINNING,
              "`&` begins an anchor, and anchors are not supported",
              "put the value in quotes"),
          new Row(
              "scanning a quoted scalar",
              AT_BEGINNING,
              "this quote is never closed",
              "close it on the same line; in '…' write '' for one quote, in \"…\" write \\\""),
          new Row(
              "unknown escape character",
              HERE,
              "this escape does not exist in double quotes",
              "write \\\\ for a backslash, or use single quotes"),
          new Row(
              "expected escape sequence",
              HERE,
              "this escape is not complete",
              "write \\\\ for a backslash, or use single quotes"),
          new Row(
              "cannot start any token",
              HERE,
              "a value cannot begin with this character",
              "put the value in quotes"),
          new Row(
              "mapping values are not allowed",
              HERE,
              "a colon is not expected here",
              "quote a value that holds `: `, check that the line is indented like its neighbours,"
                  + " and that the colon of the line before has a space after it"),
          new Row(
              "could not find expected ':'",
              AT_BEGINNING,
              "this line has no `key: value`",
              "write a colon and a space after the key"),
          new Row(
              "sequence entries are not allowed",
              HERE,
              "a list item is not expected here",
              "put the first `- ` on a line of its own"),
          new Row(
              "but found '<block mapping start>'",
              HERE,
              "this line is indented unlike its neighbours",
              "begin the keys of one map in the same column"),
          new Row(
              "but found '<block sequence start>'",
              HERE,
              "this line is indented unlike its neighbours",
              "begin the items of one list in the same column"),
          new Row(
              "but found '-'",
              HERE,
              "a list item between the keys of a map",
              "indent the list below its key, or remove the `-`"),
          new Row(
              "but found '?'",
              HERE,
              "a key between the items of a list",
              "indent it as part of its item, or begin it with `- `"),
          new Row(
              "but found '<scalar>'",
              HERE,
              "more text after the end of a value",
              "put the whole value in one pair of quotes"),
          new Row("but found ':'", HERE, "a key is missing before the colon", "write `key: value`"),
          new Row(
              "found undefined tag handle",
              HERE,
              "tags (`!`) are not supported",
              "quote the value"),
          new Row(
              "scanning a tag", AT_BEGINNING, "tags (`!`) are not supported", "quote the value"),
          new Row(
              "scanning a block scalar",
              HERE,
              "the beginning of this block text cannot be read",
              "write only `|` or `>` and begin the text on the next line"),
          new Row(
              "directive", HERE, "this `%` line cannot be read", "remove it: YAML 1.2 is assumed"),
          new Row(
              "expected '<document start>'",
              HERE,
              "more text after the end of the document",
              "remove the line `...`"));

  private SyntaxError() {}

  static Unparseable of(MarkedYamlEngineException e, String text) {
    var here = e.getProblemMark().or(e::getContextMark);
    var at = here.map(EventStream::position).orElse(Position.START);
    var beginning = e.getContextMark().map(EventStream::position).orElse(at);
    var context = e.getContext() == null ? "" : e.getContext();
    var said = context + "; " + e.getProblem();
    if (said.contains("but got") || said.contains("a flow node")) {
      return flow(said, here.map(mark -> isReference(mark, text)).orElse(false), at, beginning);
    }
    for (var row : ROWS) {
      if (said.contains(row.found())) {
        return new Unparseable(row.place() == HERE ? at : beginning, row.message(), row.hint());
      }
    }
    return new Unparseable(at, "this cannot be read as YAML: " + plain(e.getProblem()), "");
  }

  private static Unparseable flow(String said, boolean reference, Position at, Position begin) {
    if (reference) {
      return new Unparseable(
          new Position(at.line(), at.column() - 1),
          "inside {…} and […] a `${NAME}` needs quotes",
          "write \"${NAME}\"");
    }
    boolean list = said.contains("']'");
    if (said.contains("<stream end>")) {
      return new Unparseable(
          begin, "this " + (list ? "`[`" : "`{`") + " is never closed", "close it");
    }
    if (said.contains("a flow node")) {
      return new Unparseable(at, "a value is missing here", "remove the comma too many");
    }
    return new Unparseable(
        at,
        "expected `,` or `%s` before this".formatted(list ? "]" : "}"),
        "the %s begins in line %d, column %d; is it closed, and is text with `:`, `,`, `{` or `[` quoted?"
            .formatted(list ? "list" : "map", begin.line(), begin.column()));
  }

  /// Whether the brace that the parser stumbled over is that of an unquoted `${`.
  private static boolean isReference(Mark mark, String text) {
    int brace = text.offsetByCodePoints(0, mark.getIndex());
    return brace > 0 && text.startsWith("${", brace - 1);
  }

  private static String plain(String problem) {
    return Visible.shortened(problem.replaceAll("\\s+", " "));
  }
}
