package ecf.core.yaml;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/// Says in plain words what the parser met, with the usual cause as the hint.
final class SyntaxError {
  private enum Place {
    HERE,
    BEGINNING
  }

  /// @param found part of what the parser says
  /// @param place where to point at: where the parser stopped, or where the thing it was reading
  ///   begins
  private record Row(String found, Place place, String message, String hint) {}

  private static final List<Row> ROWS =
      List.of(
          new Row(
              "expected '<document start>'",
              Place.HERE,
              "more text after the end of the document",
              "remove the line `...`"),
          new Row(
              "(TAB)",
              Place.HERE,
              "a tab is used as white space",
              "use spaces, two for each level"),
          new Row(
              "scanning an alias",
              Place.BEGINNING,
              "`*` begins an alias, and aliases are not supported",
              "put the value in quotes, as in \"* * * * *\""),
          new Row(
              "scanning an anchor",
              Place.BEGINNING,
              "`&` begins an anchor, and anchors are not supported",
              "put the value in quotes"),
          new Row(
              "scanning a quoted scalar",
              Place.BEGINNING,
              "this quote is never closed",
              "close it on the same line; in '…' write '' for one quote, in \"…\" write \\\""),
          new Row(
              "unknown escape character",
              Place.HERE,
              "this escape does not exist in double quotes",
              "write \\\\ for a backslash, or use single quotes"),
          new Row(
              "expected escape sequence",
              Place.HERE,
              "this escape is not complete",
              "write \\\\ for a backslash, or use single quotes"),
          new Row(
              "cannot start any token",
              Place.HERE,
              "a value cannot begin with this character",
              "put the value in quotes"),
          new Row(
              "could not find expected ':'",
              Place.BEGINNING,
              "this line has no `key: value`",
              "write a colon and a space after the key"),
          new Row(
              "sequence entries are not allowed",
              Place.HERE,
              "a list item is not expected here",
              "put the first `- ` on a line of its own"),
          new Row(
              "but found '<block mapping start>'",
              Place.HERE,
              "this line is indented unlike its neighbours",
              "begin the keys of one map in the same column"),
          new Row(
              "but found '<block sequence start>'",
              Place.HERE,
              "this line is indented unlike its neighbours",
              "begin the items of one list in the same column"),
          new Row(
              "but found '-'",
              Place.HERE,
              "a list item between the keys of a map",
              "indent the list below its key, or remove the `-`"),
          new Row(
              "but found '?'",
              Place.HERE,
              "a key between the items of a list",
              "indent it as part of its item, or begin it with `- `"),
          new Row(
              "but found '<scalar>'",
              Place.HERE,
              "more text after the end of a value",
              "put the whole value in one pair of quotes"),
          new Row(
              "but found ':'",
              Place.HERE,
              "a key is missing before the colon",
              "write `key: value`"),
          new Row(
              "found undefined tag handle",
              Place.HERE,
              "tags (`!`) are not supported",
              "quote the value"),
          new Row(
              "scanning a tag", Place.BEGINNING, "tags (`!`) are not supported", "quote the value"),
          new Row(
              "scanning a block scalar",
              Place.HERE,
              "the beginning of this block text cannot be read",
              "write only `|` or `>` and begin the text on the next line"),
          new Row(
              "directive",
              Place.HERE,
              "this `%` line cannot be read",
              "remove it: YAML 1.2 is assumed"),
          new Row(
              "mapping keys are not allowed",
              Place.HERE,
              "a value cannot begin with `? `",
              "put the value in quotes"),
          new Row(
              "expected the node content",
              Place.HERE,
              "a value is expected here",
              "put it in quotes if this is text"),
          new Row(
              "expected <block end>",
              Place.HERE,
              "this does not belong here",
              "remove it, or look for a quote or bracket too many before it"));

  private SyntaxError() {}

  /// @param open where the innermost bracket that is still open stands
  static Unparseable of(MarkedYamlEngineException e, String text, Optional<Position> open) {
    return FlowError.of(e, text, open).orElseGet(() -> of(e, text));
  }

  private static Unparseable of(MarkedYamlEngineException e, String text) {
    var here = e.getProblemMark().or(e::getContextMark).map(EventStream::position);
    var at = here.orElse(Position.START);
    var said = e.getContext() + "; " + e.getProblem();
    if (said.contains("mapping values are not allowed")) {
      return ColonError.of(at, text.lines().toList());
    }
    return ROWS.stream()
        .filter(row -> said.contains(row.found()))
        .findFirst()
        .map(row ->
            new Unparseable(
                row.place() == Place.HERE
                    ? at
                    : e.getContextMark().map(EventStream::position).orElse(at),
                row.message(),
                row.hint()))
        .orElseGet(() ->
            new Unparseable(
                at,
                "this cannot be read as YAML: " + Visible.shortened(String.valueOf(e.getProblem())),
                ""));
  }
}
