package ecf.core.guardrail;

import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Rest after a change: no scale-out within `out` of the last scale-out, no scale-in within `in` of
/// the last change in either direction. Counted from the claim of a change that was sent.
public record Cooldown(Duration out, Duration in) implements Guardrail {
  private static final Duration LONGEST = Duration.ofDays(7);

  static final List<Key> KEYS =
      List.of(
          Key.withDefault(
              "in", new Shape.Time(), "5m", "no scale-in so long after a change in any direction"),
          Key.withDefault(
              "out", new Shape.Time(), "0s", "no scale-out so long after the last scale-out"));

  static Cooldown read(Fields fields) {
    return new Cooldown(
        fields.duration("out", Duration.ZERO, LONGEST, Duration.ZERO),
        fields.duration("in", Duration.ZERO, LONGEST, Duration.ofMinutes(5)));
  }

  @Override
  public GuardrailType type() {
    return GuardrailType.COOLDOWN;
  }

  @Override
  public Verdict review(Wanted change, Observation seen) {
    var changes = seen.memory().changes();
    var rest = change.out() ? out : in;
    var lastOut = changes.lastOut().filter(at -> Span.recent(at, rest, seen.now()));
    var lastIn =
        change.out()
            ? Optional.<Instant>empty()
            : changes.lastIn().filter(at -> Span.recent(at, rest, seen.now()));
    return later(lastOut, lastIn)
        .map(last -> veto(change, last, last.plus(rest), seen.now()))
        .orElse(Verdict.pass());
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.isPresent() && other.get().isAfter(one.get())
        ? other
        : one.or(() -> other);
  }

  private static Verdict veto(Wanted change, Instant last, Instant end, Instant now) {
    return Verdict.veto(
        Reason.Code.COOLDOWN,
        "the last "
            + (change.out() ? "scale-out" : "change")
            + " was "
            + Figures.plain(Duration.between(last, now))
            + " ago; the next "
            + (change.out() ? "scale-out" : "scale-in")
            + " may come in "
            + Figures.plain(Duration.between(now, end)));
  }
}
