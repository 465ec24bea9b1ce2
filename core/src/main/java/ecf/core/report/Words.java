package ecf.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Running text in columns.
final class Words {
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private Words() {}

  /// Lines of at most `width` columns. A word that is longer, such as an ARN, stays whole and
  /// sticks out: it can then still be copied. At least one line.
  static List<String> wrap(String text, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : SPACES.splitAsStream(printable(text).strip()).toList()) {
      if (!line.isEmpty() && columns(line) + 1 + columns(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - columns(text)));
  }

  static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - columns(text))) + text;
  }

  static int columns(CharSequence text) {
    return (int) text.codePoints().count();
  }

  /// `1 target`, `2 targets`.
  static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /// What a provider says may hold what would steer a terminal.
  static String printable(String text) {
    var out = new StringBuilder();
    text.codePoints()
        .forEach(c -> out.appendCodePoint(Character.isISOControl(c) || isFormat(c) ? ' ' : c));
    return out.toString();
  }

  private static boolean isFormat(int codePoint) {
    return Character.getType(codePoint) == Character.FORMAT;
  }
}
