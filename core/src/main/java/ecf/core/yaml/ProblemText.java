package ecf.core.yaml;

import ecf.core.yaml.Problem.Severity;
import java.util.List;
import java.util.stream.Collectors;

/// Problems for people: place and message, the source line, a caret, the hint. Pure. It shows the
/// file's own text, never a value from the environment, and of an address no more than its host.
///
/// ```
/// shop.yaml:7:5: cooldwon: unknown key in target checkout
///   7 |     cooldwon: 5m
///     |     ^
///     hint: did you mean `cooldown`?
/// ```
public final class ProblemText {
  private static final int WIDTH = 100;
  private static final int BEFORE_CARET = 60;

  private ProblemText() {}

  /// Every problem in the order given, a blank line between two; "" for none.
  public static String render(Source source, List<Problem> problems) {
    var lines = source.lines();
    return problems.stream()
        .map(problem -> render(problem, lines))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String render(Problem problem, List<String> lines) {
    var at = problem.at();
    var out = new StringBuilder();
    out.append(Visible.text(problem.file())).append(':').append(at).append(": ");
    if (problem.severity() == Severity.WARNING) {
      out.append("warning: ");
    }
    out.append(problem.message()).append(System.lineSeparator());
    if (at.line() <= lines.size()) {
      appendSnippet(out, WebAddress.masked(lines.get(at.line() - 1)), at);
    }
    if (!problem.hint().isEmpty()) {
      out.append("    hint: ").append(problem.hint()).append(System.lineSeparator());
    }
    return out.toString();
  }

  private static void appendSnippet(StringBuilder out, String line, Position at) {
    int length = line.codePointCount(0, line.length());
    int caret = Math.min(at.column() - 1, length);
    int from = length <= WIDTH ? 0 : Math.max(0, caret - BEFORE_CARET);
    int to = Math.min(length, from + WIDTH);
    int begin = line.offsetByCodePoints(0, from);
    int end = line.offsetByCodePoints(begin, to - from);
    var points = line.substring(begin, end).codePoints().map(Visible::inLine).toArray();
    var margin = "  " + at.line() + " | ";
    out.append(margin)
        .append(from > 0 ? "…" : "")
        .append(new String(points, 0, points.length))
        .append(to < length ? "…" : "")
        .append(System.lineSeparator())
        .append(" ".repeat(margin.length() - 2))
        .append("| ")
        .append(from > 0 ? " " : "");
    for (int i = 0; i < caret - from; i++) {
      out.append(points[i] == '\t' ? "\t" : " ".repeat(columns(points[i])));
    }
    out.append('^').append(System.lineSeparator());
  }

  /// East Asian letters and emoji take two columns of a terminal.
  private static int columns(int codePoint) {
    return switch (Character.UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL -> 2;
      default -> Character.isEmojiPresentation(codePoint) ? 2 : 1;
    };
  }
}
