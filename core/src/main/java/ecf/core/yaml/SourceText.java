package ecf.core.yaml;

/// What is checked before a parser sees the text: its size and its characters.
final class SourceText {
  private SourceText() {}

  static void check(String text) {
    checkSize(text);
    checkCharacters(text);
    if (text.isBlank()) {
      throw new Unparseable(
          Position.START, "the file has no content", "it begins with `version: 1` and `targets:`");
    }
  }

  /// A character that YAML allows in a file; also asked of values, where escapes can make any.
  static boolean allowed(int c) {
    return c >= ' ' && c < 0x7F
        || c == '\t'
        || c == '\n'
        || c == '\r'
        || c >= 0xA0
            && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
            && c != 0xFEFF
            && c != 0xFFFE
            && c != 0xFFFF;
  }

  private static void checkSize(String text) {
    long bytes = text.codePoints().mapToLong(SourceText::bytes).sum();
    if (bytes > YamlReader.MAX_BYTES) {
      throw new Unparseable(
          Position.START,
          "the file has %d bytes; at most %d (1 MiB) are read"
              .formatted(bytes, YamlReader.MAX_BYTES),
          "split it into several configurations");
    }
  }

  private static int bytes(int codePoint) {
    return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }

  private static void checkCharacters(String text) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (!allowed(c)) {
        throw new Unparseable(
            new Position(line, column),
            "the character U+%04X is not allowed in a file".formatted(c),
            c == 0 ? "is this a text file, saved as UTF-8?" : "remove it");
      }
      i += Character.charCount(c);
      if (c == '\n' || c == '\r' && !(i < text.length() && text.charAt(i) == '\n')) {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
  }
}
