package ecf.core.config;

import ecf.core.model.Money;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Prices;
import ecf.core.yaml.Shape;
import java.util.Optional;

/// Reads money, all of it in one currency: the first that the file uses.
final class Currency {
  static final Shape SHAPE = new Shape.Written(Prices.PATTERN);

  static final Key UNIT_COST =
      Key.optional("unitCost", SHAPE, "what one unit costs, e.g. 0.05 USD/h");

  private record First(String currency, int line) {}

  private Optional<First> first = Optional.empty();

  /// Empty where it is missing or wrong.
  Optional<Money> read(Fields fields, String key) {
    var money = fields.optionalParsed(key, Prices::parse);
    money.ifPresent(each -> {
      var known = first.orElseGet(() -> new First(each.currency(), fields.at(key).line()));
      first = Optional.of(known);
      if (!known.currency.equals(each.currency())) {
        fields.problem(
            key,
            fields.shown(key) + " is in another currency than line " + known.line,
            "write all money of the file in " + known.currency);
      }
    });
    return money.filter(
        each -> first.filter(known -> known.currency.equals(each.currency())).isPresent());
  }
}
