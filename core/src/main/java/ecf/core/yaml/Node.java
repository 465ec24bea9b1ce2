package ecf.core.yaml;

import java.util.List;

/// A node of the file's tree, with its place. A configuration has no aliases, tags or nulls, so
/// there are these four forms.
public sealed interface Node {
  Position at();

  /// A single value. The text decides the type; `min: "${MIN}"` may be a number although it is
  /// quoted.
  ///
  /// @param text after `${NAME}` was replaced
  /// @param raw before; this is what problems show
  /// @param quoted in quotes, or a block text (`|`, `>`)
  /// @param replaced whether `raw` held a `${NAME}`
  /// @param verbatim whether it stands in one line of the file, letter by letter as in `raw`
  record Scalar(
      String text, String raw, boolean quoted, boolean replaced, boolean verbatim, Position at)
      implements Node {
    /// A value that stands in no file as it is.
    public Scalar(String text, String raw, boolean quoted, boolean replaced, Position at) {
      this(text, raw, quoted, replaced, false, at);
    }

    /// Where a character of `text` stands; where the file does not have it as it is, the beginning.
    ///
    /// @param index from 0 to the length of `text`
    Position at(int index) {
      return verbatim && text.equals(raw)
          ? new Position(at.line(), at.column() + (quoted ? 1 : 0) + text.codePointCount(0, index))
          : at;
    }
  }

  /// A list.
  ///
  /// @param numbers of its items, each in the list where it was written: for lists that were put
  ///   together of several; none where it is one list, counted from 1
  record Sequence(List<Node> items, Position at, List<Integer> numbers) implements Node {
    public Sequence {
      items = List.copyOf(items);
      numbers = List.copyOf(numbers);
    }

    public Sequence(List<Node> items, Position at) {
      this(items, at, List.of());
    }

    /// What people call the item.
    ///
    /// @param index from 0
    public int number(int index) {
      return numbers.isEmpty() ? index + 1 : numbers.get(index);
    }
  }

  /// A map in file order, keys are distinct.
  record Mapping(List<Entry> entries, Position at) implements Node {
    public Mapping {
      entries = List.copyOf(entries);
    }
  }

  /// A value that could not be read (null, an alias, an unset `${NAME}`). Its problem is recorded
  /// already; whoever meets it records no second one.
  record Unreadable(Position at) implements Node {}

  /// One key with its value.
  record Entry(String key, Position keyAt, Node value) {}
}
