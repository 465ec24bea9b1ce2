package ecf.aws.account;

import java.util.regex.Pattern;

/// Names of others, as they stand in a YAML file.
final class Yaml {
  /// What no reader of YAML takes for anything but a text.
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z][A-Za-z0-9]*[-_./][A-Za-z0-9._/-]*");

  private static final Pattern WORD =
      Pattern.compile("(?!(?i:true|false|yes|no|on|off|null|y|n)$)[A-Za-z][A-Za-z0-9]*");

  private Yaml() {}

  /// In quotes where it might be read as something else. What would be replaced from the
  /// environment is not.
  static String text(String value) {
    if (PLAIN.matcher(value).matches() || WORD.matcher(value).matches()) {
      return value;
    }
    var quoted = new StringBuilder("\"");
    value
        .replace("${", "$${")
        .codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            default -> {
              if (Character.isISOControl(c)) {
                quoted.append("\\u%04x".formatted(c));
              } else {
                quoted.appendCodePoint(c);
              }
            }
          }
        });
    return quoted.append('"').toString();
  }

  static String key(String name) {
    return text(name);
  }

  /// On one line.
  static String comment(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
