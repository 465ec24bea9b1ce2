package ecf.core.report;

import ecf.core.engine.FleetSpec;
import ecf.core.model.Money;
import ecf.core.pass.Outcome;
import ecf.core.pass.PassResult;
import ecf.core.pass.TargetResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Optional;

/// What the targets cost whose `unitCost` the file states.
final class Costs {
  private Costs() {}

  /// `+0.15 USD/h` for a change of units.
  static Optional<String> change(ResultView view) {
    return unitCost(view)
        .flatMap(price ->
            view.capacity()
                .filter(units -> units.from() != units.to())
                .map(units -> {
                  var more = price.times((long) units.to() - units.from());
                  return (more.perHour().signum() > 0 ? "+" : "") + more;
                }));
  }

  /// `cost: 0.45 USD/h → 0.60 USD/h`, over all targets whose price and units are known; those that
  /// are only observed stay as they are.
  static Optional<String> total(PassResult pass) {
    var before = new ArrayList<Money>();
    var after = new ArrayList<Money>();
    for (TargetResult result : pass.targets()) {
      var view = new ResultView(result);
      unitCost(view)
          .ifPresent(price ->
              view.capacity()
                  .ifPresent(units -> {
                    before.add(price.times(units.from()));
                    after.add(price.times(isDone(result) ? units.to() : units.from()));
                  }));
    }
    return before.stream()
        .reduce(Money::plus)
        .map(present -> {
          var then = after.stream().reduce(zero(present), Money::plus);
          return "cost: " + (then.equals(present) ? present : present + " → " + then);
        });
  }

  private static boolean isDone(TargetResult result) {
    return result.spec().acts() || !(result.outcome() instanceof Outcome.Planned);
  }

  private static Money zero(Money like) {
    return new Money(BigDecimal.ZERO, like.currency());
  }

  private static Optional<Money> unitCost(ResultView view) {
    return view.result().spec() instanceof FleetSpec fleet
        ? fleet.ties().unitCost()
        : Optional.empty();
  }
}
