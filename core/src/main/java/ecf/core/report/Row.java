package ecf.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// One target in a table: its mark and name, a number before and after, what that costs, a text,
/// and notes below.
///
/// @param from may be empty
/// @param to empty where nothing changes
/// @param money empty where nothing changes, or nobody knows the price
record Row(
    Mark mark, String name, String from, String to, String money, Note text, List<Note> notes) {
  /// @param paint applied to each line once it is laid out
  record Note(String text, UnaryOperator<String> paint) {
    static Note plain(String text) {
      return new Note(text, UnaryOperator.identity());
    }
  }

  private static final String INDENT = "  ";
  private static final String GAP = "   ";

  /// With less room than this beside the numbers, the text goes below them.
  private static final int LEAST_TEXT = 36;

  /// All rows in the same columns, each line with its end.
  static String laidOut(List<Row> rows, Style style) {
    int name = rows.stream().mapToInt(row -> Words.columns(row.name)).max().orElse(0);
    int from = rows.stream().mapToInt(row -> Words.columns(row.from)).max().orElse(0);
    int to = rows.stream().mapToInt(row -> Words.columns(row.arrow())).max().orElse(0);
    int money = rows.stream().mapToInt(row -> Words.columns(row.money)).max().orElse(0);
    int paid = money == 0 ? 0 : GAP.length() + money;
    int start = INDENT.length() + 2 + name + GAP.length() + from + to + paid + GAP.length();
    boolean beside = style.width() - start >= LEAST_TEXT;
    int indent = beside ? start : 3 * INDENT.length();
    var text = new StringBuilder();
    for (Row row : rows) {
      var head =
          INDENT
              + row.mark.painted(
                  style.palette(), row.mark.sign() + " " + Words.left(row.name, name))
              + GAP
              + row.numbers(from, to, style.palette())
              + (money == 0 ? "" : GAP + Words.right(row.money, money));
      var lines = row.lines(style.width() - indent);
      text.append(
          beside && !lines.isEmpty() ? head + GAP + lines.removeFirst() : head.stripTrailing());
      text.append("\n");
      lines.forEach(line -> text.append(" ".repeat(indent)).append(line).append("\n"));
    }
    return text.toString();
  }

  private String arrow() {
    return to.isEmpty() ? "" : " → " + to;
  }

  private String numbers(int fromWidth, int toWidth, Palette palette) {
    var numbers = Words.right(from, fromWidth) + Words.left(arrow(), toWidth);
    return to.isEmpty() ? numbers : palette.bold(numbers);
  }

  private List<String> lines(int width) {
    var lines = new ArrayList<String>();
    add(lines, text, width);
    notes.forEach(note -> add(lines, note, width));
    return lines;
  }

  private static void add(List<String> lines, Note note, int width) {
    if (!note.text.isBlank()) {
      Words.wrap(note.text, width).stream().map(note.paint).forEach(lines::add);
    }
  }
}
