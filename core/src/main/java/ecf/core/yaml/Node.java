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
  record Scalar(String text, String raw, boolean quoted, boolean replaced, Position at)
      implements Node {}

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
