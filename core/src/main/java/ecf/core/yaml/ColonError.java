package ecf.core.yaml;

import java.util.List;
import java.util.regex.Pattern;

/// Finds the cause of a colon where the parser expects none, which is seldom the colon itself.
final class ColonError {
  private static final Pattern NO_SPACE = Pattern.compile("(\\s*(?:- )*)([\\w.-]+):([^\\s:].*)");

  private ColonError() {}

  static Unparseable of(Position at, List<String> lines) {
    var line = lines.get(at.line() - 1);
    var before = line.substring(0, line.offsetByCodePoints(0, at.column() - 1));
    if (before.contains(": ")) {
      return new Unparseable(at, "a second colon in one value", "put the value in quotes");
    }
    int above = at.line() - 1;
    while (above > 0 && lines.get(above - 1).isBlank()) {
      above--;
    }
    var cause = NO_SPACE.matcher(above > 0 ? lines.get(above - 1) : "");
    if (cause.matches()) {
      return new Unparseable(
          new Position(above, cause.end(2) + 1),
          "there is no space after this colon",
          "write `%s: %s`".formatted(cause.group(2), Visible.shortened(cause.group(3))));
    }
    int indent = before.length() - before.stripLeading().length();
    return new Unparseable(
        new Position(at.line(), indent + 1),
        "this key does not fit here",
        above > 0
            ? "line %d holds a value already: indent this key like its neighbours, or remove that value"
                .formatted(above)
            : "quote the value that holds `: `");
  }
}
