package ecf.core.guardrail;

import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.yaml.Fields;
import java.util.List;
import java.util.Optional;

/// What the provider would not take away is a floor for every scale-in: a capacity below it would
/// be asked for and never come about.
///
/// 10 units, 6 of them protected, 4 wanted: 6.
public record Protection() implements Guardrail {
  static Optional<Guardrail> read(Fields guardrails) {
    var word = guardrails.choice("protection", List.of("on", "off"), "on");
    return word.equals("on") ? Optional.of(new Protection()) : Optional.empty();
  }

  @Override
  public GuardrailType type() {
    return GuardrailType.PROTECTION;
  }

  @Override
  public Verdict review(Wanted change, Observation seen) {
    int floor = Math.min(seen.target().condition().protectedUnits(), change.from());
    return change.out() || change.to() >= floor
        ? Verdict.pass()
        : new Verdict.Limit(
            floor,
            Reason.of(
                Reason.Code.PROTECTION,
                seen.target().condition().protectedUnits() + " units are protected from scale-in"));
  }
}
