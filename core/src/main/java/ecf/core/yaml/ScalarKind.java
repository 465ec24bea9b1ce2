package ecf.core.yaml;

import java.util.regex.Pattern;

/// What YAML 1.2's core schema takes an unquoted scalar for. `yes`, `no`, `on`, `off`, dates and
/// `5m` are text there.
enum ScalarKind {
  NULL("null"),
  BOOLEAN("a boolean"),
  NUMBER("a number"),
  TEXT("text");

  private static final Pattern NUMBERS =
      Pattern.compile(
          "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
              + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  private static final int LONGEST_NUMBER = 400;

  private final String name;

  ScalarKind(String name) {
    this.name = name;
  }

  static ScalarKind of(String plain) {
    return switch (plain) {
      case "", "~", "null", "Null", "NULL" -> NULL;
      case "true", "True", "TRUE", "false", "False", "FALSE" -> BOOLEAN;
      default ->
          plain.length() <= LONGEST_NUMBER && NUMBERS.matcher(plain).matches() ? NUMBER : TEXT;
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
