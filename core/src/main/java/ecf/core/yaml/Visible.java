package ecf.core.yaml;

/// Makes text from a file safe and readable on a terminal: what cannot be seen, or would steer the
/// terminal or turn the direction of writing, is spelt out or replaced.
final class Visible {
  private static final int LONGEST = 60;
  private static final int REPLACEMENT = 0xFFFD;

  private Visible() {}

  /// Invisible characters as `\u001b`; line ends too, for a message is one line.
  static String text(String text) {
    if (text.codePoints().noneMatch(Visible::invisible)) {
      return text;
    }
    var out = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (!invisible(c)) {
            out.appendCodePoint(c);
          } else if (c == '\n') {
            out.append("\\n");
          } else if (c == '\t') {
            out.append("\\t");
          } else {
            out.append(String.format("\\u%04x", c));
          }
        });
    return out.toString();
  }

  /// At most 60 characters of it, in its place in a message.
  static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
  }

  /// One column for each code point of a source line, so that a caret below it points at the right
  /// one. Tabs stay.
  static int inLine(int codePoint) {
    return codePoint != '\t' && invisible(codePoint) ? REPLACEMENT : codePoint;
  }

  static boolean invisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
