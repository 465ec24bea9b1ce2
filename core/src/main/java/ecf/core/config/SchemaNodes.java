package ecf.core.config;

import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Shapes as JSON Schema; what stands in several places is written once. A value that holds
/// `${NAME}` is accepted wherever a single value may stand, for nobody knows it before the file is
/// read.
final class SchemaNodes {
  private static final String PLACEHOLDER = "\\$\\{";
  private static final String NUMBER = "-?\\d+(\\.\\d+)?";
  private static final String SHARE = "\\d+(\\.\\d+)?%";
  private static final String TIME = "(?=\\d)(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?";

  private final Map<Shape, String> shared = new LinkedHashMap<>();

  private SchemaNodes() {}

  /// The schema of a file, with `$defs` for what it refers to.
  static ObjectNode file(Shape.Keyed file) {
    var nodes = new SchemaNodes();
    nodes.findShared(file.keys(), new HashSet<>());
    var schema = nodes.of(file);
    var definitions = schema.putObject("$defs");
    nodes.shared.forEach((shape, name) -> definitions.set(name, nodes.of(shape)));
    return schema;
  }

  private void findShared(List<Key> keys, Set<Shape> seen) {
    for (Key key : keys) {
      var below = key.shape().keys();
      if (below.isEmpty()) {
        continue;
      }
      if (seen.add(key.shape())) {
        findShared(below, seen);
      } else if (!shared.containsKey(key.shape())) {
        boolean taken = shared.containsValue(key.name());
        shared.put(key.shape(), taken ? key.name() + shared.size() : key.name());
      }
    }
  }

  private ObjectNode of(Shape shape) {
    return switch (shape) {
      case Shape.Text() -> node().put("type", "string").put("minLength", 1);
      case Shape.Written(String pattern) -> written(pattern);
      case Shape.WholeNumber(int min, int max) -> wholeNumber(min, max);
      case Shape.PositiveNumber() -> scalar("number").put("exclusiveMinimum", 0);
      case Shape.Flag() -> scalar("boolean");
      case Shape.Time() -> text(TIME);
      case Shape.Share() -> text(SHARE);
      case Shape.UnitsOrShare() -> scalar("integer", SHARE).put("minimum", 0);
      case Shape.InSignalUnit() -> scalar("number", NUMBER + "(%|/[smh])");
      case Shape.Choice(var words) -> choice(words);
      case Shape.ListOf(var item) -> list(of(item));
      case Shape.Named(var value) -> named(of(value));
      case Shape.Keyed(var keys) -> keyed(keys);
      case Shape.Typed typed -> typed(typed);
      case Shape.Either(var shapes) -> either(shapes);
    };
  }

  private static ObjectNode text(String pattern) {
    return node().put("type", "string").put("pattern", whole(pattern));
  }

  /// A value of a type, or text of a form.
  private static ObjectNode scalar(String type, String pattern) {
    return scalar(type).put("pattern", whole(pattern));
  }

  private static ObjectNode scalar(String type) {
    var node = node();
    node.putArray("type").add(type).add("string");
    return node.put("pattern", PLACEHOLDER);
  }

  /// YAML takes `+2` for a number, so where the form allows one, numbers are accepted.
  private static ObjectNode written(String pattern) {
    var form = Pattern.compile(pattern);
    boolean number = Stream.of("7", "+2", "-1").anyMatch(text -> form.matcher(text).matches());
    return number ? scalar("number", pattern) : text(pattern);
  }

  private static ObjectNode wholeNumber(int min, int max) {
    var node = scalar("integer").put("minimum", min);
    return max == Integer.MAX_VALUE ? node : node.put("maximum", max);
  }

  private static ObjectNode choice(List<String> words) {
    var node = node();
    var either = node.putArray("anyOf");
    var known = either.addObject().putArray("enum");
    words.forEach(known::add);
    either.addObject().put("type", "string").put("pattern", PLACEHOLDER);
    return node;
  }

  private static ObjectNode list(ObjectNode item) {
    return node().put("type", "array").set("items", item);
  }

  private static ObjectNode named(ObjectNode value) {
    return node().put("type", "object").set("additionalProperties", value);
  }

  private ObjectNode keyed(List<Key> keys) {
    var node = node().put("type", "object");
    addKeys(node, keys);
    return node;
  }

  private void addKeys(ObjectNode node, List<Key> keys) {
    var properties = node.putObject("properties");
    keys.forEach(key -> properties.set(key.name(), described(key)));
    node.put("additionalProperties", false);
    var required = keys.stream().filter(key -> key.use() instanceof Key.Use.Required).toList();
    if (!required.isEmpty()) {
      var names = node.putArray("required");
      required.forEach(key -> names.add(key.name()));
    }
  }

  private ObjectNode described(Key key) {
    var summary =
        key.use() instanceof Key.Use.Default(String text)
            ? key.summary() + "; default: " + text
            : key.summary();
    var node = node().put("description", summary);
    var name = shared.get(key.shape());
    return name == null ? node.setAll(of(key.shape())) : node.put("$ref", "#/$defs/" + name);
  }

  private ObjectNode typed(Shape.Typed typed) {
    var node = node().put("type", "object");
    var type = node.putObject("properties").putObject("type");
    type.put(
        "description",
        typed.variants().stream()
            .map(variant -> variant.type() + ": " + variant.summary())
            .reduce((one, other) -> one + "\n" + other)
            .orElse(""));
    type.setAll(choice(typed.variants().stream().map(Shape.Variant::type).toList()));
    node.putArray("required").add(TypeKey.NAME);
    var cases = node.putArray("allOf");
    for (Shape.Variant variant : typed.variants()) {
      var each = cases.addObject();
      var when = each.putObject("if");
      when.putObject("properties").putObject(TypeKey.NAME).put("const", variant.type());
      when.putArray("required").add(TypeKey.NAME);
      var then = each.putObject("then");
      addKeys(then, Stream.concat(variant.keys().stream(), typed.common().stream()).toList());
      then.withObjectProperty("properties").putObject(TypeKey.NAME);
    }
    return node;
  }

  private ObjectNode either(List<Shape> shapes) {
    var node = node();
    var any = node.putArray("anyOf");
    shapes.forEach(shape -> any.add(of(shape)));
    return node;
  }

  private static String whole(String pattern) {
    return "^(" + pattern + ")$|" + PLACEHOLDER;
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
