package ecf.core.config;

import ecf.core.policy.PolicyType;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The policies for people: what each proposes, its keys and their defaults.
public final class PolicyTable {
  private static final String INDENT = "  ";

  private record Row(String key, String without, String meaning) {}

  private PolicyTable() {}

  public static String text() {
    var common = rows(PolicyType.COMMON, INDENT);
    var all = new ArrayList<>(common);
    Stream.of(PolicyType.values()).forEach(type -> all.addAll(rows(type.keys(), INDENT)));
    int keys = all.stream().mapToInt(row -> row.key().length()).max().orElse(0);
    int withouts = all.stream().mapToInt(row -> row.without().length()).max().orElse(0);
    var out = new StringBuilder();
    for (PolicyType type : PolicyType.values()) {
      out.append(type.yamlName())
          .append(": ")
          .append(type.summary())
          .append(" (proposes: ")
          .append(type.proposes())
          .append(")\n");
      rows(type.keys(), INDENT).forEach(row -> append(out, row, keys, withouts));
      out.append('\n');
    }
    out.append("every policy\n");
    common.forEach(row -> append(out, row, keys, withouts));
    return out.toString();
  }

  private static List<Row> rows(List<Key> keys, String indent) {
    return keys.stream()
        .flatMap(key ->
            Stream.concat(
                Stream.of(new Row(indent + key.name(), without(key.use()), key.summary())),
                rows(keysOf(key.shape()), indent + INDENT).stream()))
        .toList();
  }

  private static List<Key> keysOf(Shape shape) {
    return switch (shape) {
      case Shape.ListOf(var item) -> keysOf(item);
      case Shape.Keyed(var keys) -> keys;
      case Shape.Either(var shapes) ->
          shapes.stream().flatMap(each -> keysOf(each).stream()).toList();
      case Shape.Named _,
          Shape.Typed _,
          Shape.Text _,
          Shape.Written _,
          Shape.WholeNumber _,
          Shape.PositiveNumber _,
          Shape.Flag _,
          Shape.Time _,
          Shape.Share _,
          Shape.UnitsOrShare _,
          Shape.InSignalUnit _,
          Shape.Choice _ ->
          List.of();
    };
  }

  private static String without(Key.Use use) {
    return switch (use) {
      case Key.Use.Required() -> "required";
      case Key.Use.Optional() -> "";
      case Key.Use.Default(String text) -> text;
    };
  }

  private static void append(StringBuilder out, Row row, int keys, int withouts) {
    out.append(padded(row.key(), keys))
        .append(INDENT)
        .append(padded(row.without(), withouts))
        .append(INDENT)
        .append(row.meaning())
        .append('\n');
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
