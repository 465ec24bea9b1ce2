package ecf.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Rows of cells in columns, the last one wrapped to the width. Collects what it is given; one use.
final class Table {
  private static final String GAP = "  ";
  private static final int LEAST_TEXT = 30;

  private final String indent;
  private final int width;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String indent, int width) {
    this.indent = indent;
    this.width = width;
  }

  /// @param cells as many in every row; the last is running text
  Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /// The lines of each row, in the order of the rows.
  List<List<String>> lines() {
    return rows.stream().map(this::lines).toList();
  }

  /// All lines, each with its end.
  String text() {
    var text = new StringBuilder();
    lines().forEach(row -> row.forEach(line -> text.append(line).append("\n")));
    return text.toString();
  }

  private List<String> lines(List<String> cells) {
    var head = new StringBuilder(indent);
    for (int i = 0; i < cells.size() - 1; i++) {
      head.append(Words.left(Words.printable(cells.get(i)), columnWidth(i))).append(GAP);
    }
    int start = Words.columns(head);
    var lines = new ArrayList<String>();
    for (String line : Words.wrap(cells.getLast(), Math.max(LEAST_TEXT, width - start))) {
      lines.add(((lines.isEmpty() ? head : " ".repeat(start)) + line).stripTrailing());
    }
    return lines;
  }

  private int columnWidth(int column) {
    return rows.stream()
        .flatMapToInt(row -> IntStream.of(Words.columns(row.get(column))))
        .max()
        .orElse(0);
  }
}
