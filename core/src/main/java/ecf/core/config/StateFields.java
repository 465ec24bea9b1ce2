package ecf.core.config;

import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.List;

/// Reads `state`.
final class StateFields {
  private static final List<Key> TABLE =
      List.of(Key.required("table", Shape.text(), "name of the DynamoDB table"));

  static final Key KEY =
      Key.withDefault(
          "state",
          new Shape.Typed(
              List.of(
                  new Shape.Variant("file", "a file in the user's state directory", List.of()),
                  new Shape.Variant("dynamodb", "a DynamoDB table, for teams and Lambda", TABLE),
                  new Shape.Variant("none", "nothing is kept: wants never scale in", List.of())),
              List.of()),
          "{type: file}",
          "where the last changes are remembered");

  private StateFields() {}

  /// @param account whether the provider is part of an AWS account
  static StateSettings read(Fields root, boolean account) {
    if (!root.has("state")) {
      return new StateSettings.LocalFile();
    }
    var fields = root.mapOrEmpty("state");
    var type = TypeKey.read(fields, List.of("file", "dynamodb", "none"), "kinds of state");
    return switch (type.orElse("file")) {
      case "dynamodb" -> {
        if (!account) {
          fields.problem(
              TypeKey.NAME,
              "dynamodb is part of an AWS account, and this provider has none",
              "write file, which works everywhere");
        } else if (!root.has("name")) {
          fields.problem(
              TypeKey.NAME,
              "dynamodb needs a stated name, for others share the table",
              "write `name: shop-production` or the like at the top of the file");
        }
        yield new StateSettings.DynamoDb(fields.text("table"));
      }
      case "none" -> new StateSettings.None();
      default -> new StateSettings.LocalFile();
    };
  }
}
