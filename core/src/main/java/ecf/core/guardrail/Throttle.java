package ecf.core.guardrail;

import ecf.core.memory.Look;
import ecf.core.memory.Looks;
import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.yaml.Amount;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// How much may change within a period. The base is the desired at the start of the period, so that
/// several passes within one do not add up.
///
/// 50 % a minute: from 5 out to 8 (5 + ceil 2.5), in to 3 (5 - floor 2.5).
///
/// @param changes how many changes may be sent within `per`
public record Throttle(Optional<Rate> out, Optional<Rate> in, Duration per, OptionalInt changes)
    implements Guardrail {
  /// As far back as sent changes are remembered, in time and in number.
  private static final Duration LONGEST = Duration.ofHours(24);

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String NAME = "throttle";
  private static final int MOST_CHANGES = 100;
  private static final Amount HALF = new Amount.Share(0.5);

  static final List<Key> KEYS =
      List.of(
          Key.optional(
              "out", new Shape.UnitsOrShare(), "how much may be added; default: any number"),
          Key.withDefault("in", new Shape.UnitsOrShare(), "50%", "how much may be taken away"),
          Key.withDefault("per", new Shape.Time(), "1m", "within this time"),
          Key.optional(
              "changes",
              new Shape.WholeNumber(1, MOST_CHANGES),
              "how many changes may be sent within that time; default: any number"));

  static Throttle read(Fields fields) {
    return new Throttle(
        fields.optionalUnitsOrShare("out").map(amount -> rate("out", amount, fields)),
        Optional.of(rate("in", fields.unitsOrShare("in", HALF), fields)),
        per(fields),
        fields
            .optionalInteger("changes", 1, MOST_CHANGES)
            .map(OptionalInt::of)
            .orElseGet(OptionalInt::empty));
  }

  /// The period of the throttle among these guardrails, whether or not it is on.
  static Duration period(Fields guardrails) {
    return guardrails.isMap(NAME) ? guardrails.map(NAME).map(Throttle::per).orElse(MINUTE) : MINUTE;
  }

  private static Duration per(Fields own) {
    return own.duration("per", Duration.ofSeconds(1), LONGEST, MINUTE);
  }

  private static Rate rate(String key, Amount amount, Fields fields) {
    var rate = Rate.of(amount);
    if (rate.equals(new Rate.Units(0)) || rate.equals(new Rate.Share(0))) {
      fields.problem(
          key,
          fields.shown(key) + " is too small: at least 1, or a share above 0%",
          key.equals("out") ? "lower capacity.max to forbid growth" : "raise capacity.min instead");
    }
    return rate;
  }

  @Override
  public GuardrailType type() {
    return GuardrailType.THROTTLE;
  }

  @Override
  public Verdict review(Wanted change, Observation seen) {
    var enough = enough(seen);
    if (enough.isPresent()) {
      return new Verdict.Veto(enough.get());
    }
    var start = seen.now().minus(per);
    var base =
        seen.memory().looks().at(start, Look::desired).orElse(Looks.Range.exactly(change.from()));
    return change.out()
        ? out.map(rate -> limitOut(rate, base.least(), change)).orElse(Verdict.pass())
        : in.map(rate -> limitIn(rate, base.most(), change)).orElse(Verdict.pass());
  }

  @Override
  public Optional<Reason> forbidsReplacing(Observation seen) {
    return enough(seen);
  }

  private Optional<Reason> enough(Observation seen) {
    long sent =
        seen.memory().changes().sent().stream()
            .filter(each -> Span.recent(each.at(), per, seen.now()))
            .count();
    return changes.isPresent() && sent >= changes.getAsInt()
        ? Optional.of(
            Reason.of(
                Reason.Code.THROTTLE,
                sent + " changes within " + Figures.plain(per) + " are enough"))
        : Optional.empty();
  }

  private Verdict limitOut(Rate rate, int base, Wanted change) {
    int most = Math.max(change.from(), base + rate.out(base));
    return change.to() <= most ? Verdict.pass() : limit(most, base, "+" + rate);
  }

  private Verdict limitIn(Rate rate, int base, Wanted change) {
    int least = Math.min(change.from(), base - rate.in(base));
    return change.to() >= least ? Verdict.pass() : limit(least, base, "-" + rate);
  }

  private Verdict limit(int units, int base, String rate) {
    return new Verdict.Limit(
        units,
        Reason.of(
            Reason.Code.THROTTLE,
            "at most " + rate + " of " + base + " within " + Figures.plain(per)));
  }
}
