package ecf.core.yaml;

/// A key of the language as people and editors are told of it. The reader of a map and the list of
/// its keys stand in one file; a test holds that both know the same ones.
///
/// @param summary what it means, in a sentence without a full stop
public record Key(String name, Shape shape, Use use, String summary) {
  /// What happens without it.
  public sealed interface Use {
    record Required() implements Use {}

    /// It is left out, or one of several that exclude each other.
    record Optional() implements Use {}

    /// @param text as it would be written
    record Default(String text) implements Use {}
  }

  /// The same where the rest of its map may stand elsewhere: nothing is required of it.
  public Key part() {
    return new Key(
        name, shape.part(), use instanceof Use.Required ? new Use.Optional() : use, summary);
  }

  public static Key required(String name, Shape shape, String summary) {
    return new Key(name, shape, new Use.Required(), summary);
  }

  public static Key optional(String name, Shape shape, String summary) {
    return new Key(name, shape, new Use.Optional(), summary);
  }

  public static Key withDefault(String name, Shape shape, String text, String summary) {
    return new Key(name, shape, new Use.Default(text), summary);
  }
}
