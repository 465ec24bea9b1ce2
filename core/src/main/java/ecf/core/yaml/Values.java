package ecf.core.yaml;

import java.util.Optional;
import java.util.function.Function;

/// Turns a node into what was expected there, or records a problem and is empty. Shows the file's
/// text, never a value from the environment.
record Values(Findings findings) {
  <T> Optional<T> scalar(String name, Node node, Function<Node.Scalar, Parsed<T>> parser) {
    return switch (node) {
      case Node.Scalar scalar ->
          switch (parser.apply(scalar)) {
            case Parsed.Value<T>(T value) -> Optional.of(value);
            case Parsed.Wrong<T>(String message, String hint) ->
                wrong(
                    node,
                    name,
                    shown(scalar) + " " + message,
                    scalar.replaced() ? "the value comes from the environment" : hint);
          };
      case Node.Sequence _ -> wrong(node, name, "expected a single value, found a list", "");
      case Node.Mapping _ -> wrong(node, name, "expected a single value, found a map", "");
      case Node.Unreadable _ -> unreadable();
    };
  }

  Optional<Node.Mapping> mapping(String name, Node node) {
    return switch (node) {
      case Node.Mapping map -> Optional.of(map);
      case Node.Sequence _ ->
          wrong(node, name, "expected a map, found a list", "remove the `-` before its keys");
      case Node.Scalar scalar ->
          wrong(
              node,
              name,
              "expected a map, found " + shown(scalar),
              "write its keys below, or as {key: value}");
      case Node.Unreadable _ -> unreadable();
    };
  }

  Optional<Node.Sequence> items(String name, Node node) {
    return switch (node) {
      case Node.Sequence list -> Optional.of(list);
      case Node.Mapping _ ->
          wrong(node, name, "expected a list, found a map", "begin each item with `- `");
      case Node.Scalar scalar ->
          wrong(node, name, "expected a list, found " + shown(scalar), "write it as [item, item]");
      case Node.Unreadable _ -> unreadable();
    };
  }

  static String shown(Node.Scalar scalar) {
    var text = Visible.shortened(scalar.raw());
    return scalar.quoted() && !scalar.replaced() ? "\"" + text + "\"" : text;
  }

  private <T> Optional<T> wrong(Node node, String name, String message, String hint) {
    findings.error(node.at(), Visible.shortened(name) + ": " + message, hint);
    return Optional.empty();
  }

  private <T> Optional<T> unreadable() {
    findings.unsound();
    return Optional.empty();
  }
}
