package ecf.core.guardrail;

import ecf.core.memory.Look;
import ecf.core.memory.Looks;
import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// No scale-in while a large share of what runs is unhealthy: its load is not what the rest could
/// carry. A fleet that is sick because it is overloaded needs growth, and one that is sick for
/// another reason drives its signals astray, so a scale-out at most doubles what was asked for when
/// the throttle's period began.
///
/// 2 of 4 unhealthy, 20 wanted: 8. A minute later 16, then 20.
///
/// @param unhealthy share of the running units from which on a fleet is sick; 0.5 is 50 %
/// @param per the throttle's period
public record SickFleet(double unhealthy, Duration per) implements Guardrail {
  private static final double HALF = 0.5;
  private static final double LEAST = 0.01;

  static final List<Key> KEYS =
      List.of(
          Key.withDefault(
              "unhealthy",
              new Shape.Share(),
              "50%",
              "share of the running units from which on the fleet is sick"));

  /// The period is the throttle's, so both maps are read.
  static SickFleet read(Fields guardrails, Fields own) {
    return new SickFleet(own.share("unhealthy", LEAST, 1, HALF), Throttle.period(guardrails));
  }

  @Override
  public GuardrailType type() {
    return GuardrailType.SICK_FLEET;
  }

  @Override
  public Verdict review(Wanted change, Observation seen) {
    if (!isSick(seen)) {
      return Verdict.pass();
    }
    var why = why(seen);
    if (change.in()) {
      return Verdict.veto(Reason.Code.SICK, "no scale-in: " + why);
    }
    int base =
        seen.memory()
            .looks()
            .at(seen.now().minus(per), Look::desired)
            .map(Looks.Range::least)
            .orElse(change.from());
    long doubled = Math.max(change.from(), 2L * Math.max(1, base));
    return change.to() <= doubled
        ? Verdict.pass()
        : new Verdict.Limit(
            (int) doubled,
            Reason.of(
                Reason.Code.SICK,
                why + ": at most twice the " + base + " of " + Figures.plain(per) + " ago"));
  }

  @Override
  public Optional<Reason> forbidsReplacing(Observation seen) {
    return isSick(seen) ? Optional.of(Reason.of(Reason.Code.SICK, why(seen))) : Optional.empty();
  }

  private boolean isSick(Observation seen) {
    int sick = seen.target().condition().unhealthy();
    return sick > 0 && sick >= unhealthy * seen.target().running();
  }

  private static String why(Observation seen) {
    return seen.target().condition().unhealthy()
        + " of "
        + seen.target().running()
        + " running units are unhealthy";
  }
}
