package ecf.core.guardrail;

import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.policy.Window;
import ecf.core.policy.WindowFields;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Times in which nothing changes, or nothing scales in, whoever asks: wants, ceilings and
/// `capacity.max` wait. What floors and `capacity.min` ask for comes all the same.
///
/// In an open window, from 4: a want of 9 is held at 4; with a floor of 6 it becomes 6; a ceiling
/// of 2 is held at 4.
///
/// @param periods at least one
public record Blackout(List<Period> periods) implements Guardrail {
  private static final String NAME = "blackout";

  /// @param out whether scale-outs wait too
  public record Period(Window window, boolean out) {}

  private enum Directions {
    BOTH,
    IN;

    String yamlName() {
      return this == BOTH ? "both" : "in";
    }
  }

  static final Shape SHAPE =
      Shape.either(
          Shape.choice("off"),
          Shape.listOf(
              new Shape.Keyed(
                  Stream.concat(
                          WindowFields.KEYS.stream(),
                          Stream.of(
                              Key.withDefault(
                                  "directions",
                                  Shape.choice("both", "in"),
                                  "both",
                                  "which changes wait")))
                      .toList())));

  public Blackout {
    periods = List.copyOf(periods);
  }

  static Optional<Guardrail> read(Fields guardrails) {
    if (!guardrails.has(NAME) || !guardrails.isList(NAME) && guardrails.off(NAME)) {
      return Optional.empty();
    }
    var periods = new ArrayList<Period>();
    for (Fields each : guardrails.maps(NAME)) {
      boolean out =
          each.choice("directions", Directions.class, Directions::yamlName, Directions.BOTH)
              == Directions.BOTH;
      WindowFields.read(each).ifPresent(window -> periods.add(new Period(window, out)));
    }
    if (guardrails.isList(NAME) && periods.isEmpty() && guardrails.sound()) {
      guardrails.problem(NAME, "there is no window", "name one, or write off");
    }
    return periods.isEmpty() ? Optional.empty() : Optional.of(new Blackout(periods));
  }

  @Override
  public GuardrailType type() {
    return GuardrailType.BLACKOUT;
  }

  @Override
  public Verdict review(Wanted change, Observation seen) {
    var since =
        periods.stream()
            .filter(period -> change.in() || period.out)
            .flatMap(period -> period.window.openSince(seen.now()).stream())
            .min(Comparator.naturalOrder());
    return since.map(start -> during(start, change)).orElse(Verdict.pass());
  }

  /// Each unit stops, so a window in which only scale-ins wait is one for this too.
  @Override
  public Optional<Reason> forbidsReplacing(Observation seen) {
    return periods.stream()
        .flatMap(period -> period.window.openSince(seen.now()).stream())
        .min(Comparator.naturalOrder())
        .map(start -> Reason.of(Reason.Code.BLACKOUT, "since " + start + ": no unit is replaced"));
  }

  private static Verdict during(Instant start, Wanted change) {
    var why =
        Reason.of(
            Reason.Code.BLACKOUT,
            "since " + start + (change.in() ? ": no scale-in" : ": only floors scale out"));
    if (change.in() || change.floor() <= change.from()) {
      return new Verdict.Veto(why);
    }
    return change.floor() >= change.to() ? Verdict.pass() : new Verdict.Limit(change.floor(), why);
  }
}
