package ecf.core.guardrail;

import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.util.List;

/// On the way in the highest want of the last `in` counts, on the way out the lowest of the last
/// `out`: a short dip is no reason to go down, and where asked for, a short peak none to go up. The
/// rule is that of Kubernetes' HPA.
///
/// Wants of 9, 6 and 4 within 5 minutes, desired 10: 9.
public record Stabilization(Duration in, Duration out) implements Guardrail {
  /// Earlier points are never asked for.
  private static final Duration LONGEST = Duration.ofHours(24);

  static final List<Key> KEYS =
      List.of(
          Key.withDefault(
              "in", new Shape.Time(), "5m", "a scale-in goes to the highest want of this time"),
          Key.withDefault(
              "out", new Shape.Time(), "0s", "a scale-out goes to the lowest want of this time"));

  static Stabilization read(Fields fields) {
    return new Stabilization(
        fields.duration("in", Duration.ZERO, LONGEST, Duration.ofMinutes(5)),
        fields.duration("out", Duration.ZERO, LONGEST, Duration.ZERO));
  }

  @Override
  public GuardrailType type() {
    return GuardrailType.STABILIZATION;
  }

  @Override
  public Duration lookback() {
    return in.compareTo(out) > 0 ? in : out;
  }

  @Override
  public Verdict review(Wanted change, Observation seen) {
    var window = change.in() ? in : out;
    if (window.isZero()) {
      return Verdict.pass();
    }
    var past = change.past().during(window);
    if (past.isEmpty()) {
      return Verdict.pass();
    }
    int cautious = change.in() ? past.get().most() : past.get().least();
    int allowed =
        change.in()
            ? Math.clamp(cautious, change.to(), change.from())
            : Math.clamp(cautious, change.from(), change.to());
    if (allowed == change.to()) {
      return Verdict.pass();
    }
    String extreme = change.in() ? "highest" : "lowest";
    return new Verdict.Limit(
        allowed,
        Reason.of(
            Reason.Code.STABILIZATION,
            "the " + extreme + " want of the last " + Figures.plain(window) + " was " + cautious));
  }
}
