package ecf.core.yaml;

import java.util.Comparator;

/// A place in a file.
///
/// @param line from 1
/// @param column from 1, counted in code points: an emoji is one column, a tab is one column
public record Position(int line, int column) implements Comparable<Position> {
  /// The beginning of a file.
  public static final Position START = new Position(1, 1);

  private static final Comparator<Position> ORDER =
      Comparator.comparingInt(Position::line).thenComparingInt(Position::column);

  public Position {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException(
          "lines and columns count from 1, got " + line + ":" + column);
    }
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
