package ecf.core.yaml;

import java.util.Optional;
import java.util.function.Function;

/// Reads one YAML 1.2 document into nodes with positions, strictly.
///
/// A problem, always with its place: duplicate keys, several documents, merge keys (`<<`), null and
/// empty values, anchors, aliases, tags, keys that are not text, control characters, broken YAML,
/// an unset `${NAME}`. Reading goes on where it can, so that all of them are found at once; it ends
/// early, in bounded memory, at the limits below.
public final class YamlReader {
  /// In UTF-8; checked before anything is parsed.
  public static final int MAX_BYTES = 1_048_576;

  public static final int MAX_DEPTH = 50;

  /// Keys and values, counted while parsing.
  public static final int MAX_NODES = 100_000;

  /// Characters of one key or value, after `${NAME}` was replaced.
  public static final int MAX_SCALAR = 65_536;

  private YamlReader() {}

  /// The root mapping; empty where there is none, then problems say why. With problems recorded it
  /// may still be present: what could be read.
  ///
  /// @param environment the value of a name, empty when it is not set
  public static Optional<Node.Mapping> read(
      Source source, Function<String, Optional<String>> environment, Problems problems) {
    try {
      SourceText.check(source.text());
      return new TreeBuilder(source.text(), new Substitution(environment), problems).root();
    } catch (Unparseable e) {
      problems.error(e.at(), e.message(), e.hint());
      return Optional.empty();
    }
  }
}
