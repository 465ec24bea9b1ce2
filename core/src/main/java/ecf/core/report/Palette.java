package ecf.core.report;

/// Colours of a terminal, or none. The eight basic ones: they fit every terminal's theme.
public enum Palette {
  NONE(false),
  ANSI(true);

  private final boolean coloured;

  Palette(boolean coloured) {
    this.coloured = coloured;
  }

  String green(String text) {
    return in("32", text);
  }

  String red(String text) {
    return in("31", text);
  }

  String yellow(String text) {
    return in("33", text);
  }

  String cyan(String text) {
    return in("36", text);
  }

  String bold(String text) {
    return in("1", text);
  }

  String dim(String text) {
    return in("2", text);
  }

  private String in(String code, String text) {
    return coloured && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
