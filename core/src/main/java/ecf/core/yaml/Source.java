package ecf.core.yaml;

import java.util.List;

/// The text of one file, for reading it and for showing problems with their source line.
///
/// @param file the name as the user gave it
/// @param text decoded; a byte order mark at its beginning is dropped, so that columns count from
///   the first character
public record Source(String file, String text) {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  public Source {
    text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /// The lines without their ends; the same three line ends as in YAML: `\n`, `\r\n`, `\r`.
  public List<String> lines() {
    return text.lines().toList();
  }
}
