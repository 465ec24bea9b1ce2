package ecf.core.engine;

import ecf.core.guardrail.Guardrail;
import ecf.core.guardrail.Verdict;
import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Need;
import ecf.core.policy.Proposal;
import ecf.core.signal.Measured;
import ecf.core.signal.Reading;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What would have to be different for another outcome. Each answer asks for the same decision once
/// more with one thing changed: a policy that could tell, a guardrail that was not there, a signal
/// that said something else. Nothing is guessed.
public final class Alternatives {
  /// A signal is not followed further than to so many times its value.
  private static final double FURTHEST = 1024;

  /// Halvings of the interval in which a signal's turning point lies: to 4 digits of it.
  private static final int HALVINGS = 24;

  /// Why a target among others may get less than alone.
  private static final Set<Reason.Code> BY_OTHERS =
      EnumSet.of(
          Reason.Code.POOL, Reason.Code.COST, Reason.Code.BLAST_RADIUS, Reason.Code.DEPENDENCY);

  private final FleetSpec spec;
  private final Observation seen;
  private final Decision decision;
  private final int units;
  private final List<Otherwise> found = new ArrayList<>();

  private Alternatives(FleetSpec spec, Observation seen) {
    this.spec = spec;
    this.seen = seen;
    decision = Planner.decide(spec, seen);
    units = decision.units().orElse(seen.desired());
  }

  /// In the order of what stands in the way: other targets; or who cannot tell, who states bounds,
  /// what holds back; and for a target in whose way nothing stands the values of its signals that
  /// would move it.
  ///
  /// @param made the decision among all targets
  public static List<Otherwise> of(FleetSpec spec, Observation seen, Decision made) {
    var alternatives = new Alternatives(spec, seen);
    alternatives.hindrances(made);
    if (alternatives.decision instanceof Decision.Hold && alternatives.found.isEmpty()) {
      alternatives.ifSignalsSaidOtherwise();
    }
    return alternatives.found;
  }

  /// Only what stands in the way.
  public static List<Otherwise> hindrances(FleetSpec spec, Observation seen, Decision made) {
    var alternatives = new Alternatives(spec, seen);
    alternatives.hindrances(made);
    return alternatives.found;
  }

  private void hindrances(Decision made) {
    if (BY_OTHERS.contains(made.cause().reason().code())) {
      found.add(new Otherwise(units, "it were not for others: " + made.cause().reason().summary()));
    } else if (decision.units().equals(made.units())) {
      ifTheyCouldTell();
      withoutStatedBounds();
      withoutGuardrails();
    }
  }

  private void ifTheyCouldTell() {
    var blind = new TreeSet<String>();
    decision.trace().said().stream()
        .filter(said -> said.proposal() instanceof Proposal.Abstain)
        .forEach(said -> blind.add(said.by().name()));
    for (String one : blind) {
      add(decide(without(Set.of(one)), spec.guardrails(), seen), told(Set.of(one)));
    }
    if (found.isEmpty() && blind.size() > 1) {
      add(decide(without(blind), spec.guardrails(), seen), told(blind));
    }
  }

  private List<NamedPolicy> without(Set<String> names) {
    return spec.policies().stream().filter(each -> !names.contains(each.name())).toList();
  }

  private static String told(Set<String> blind) {
    return String.join(" and ", blind)
        + (blind.size() > 1 ? " all" : "")
        + " had data and asked for no more";
  }

  private void withoutStatedBounds() {
    for (NamedPolicy.Said said : decision.trace().said()) {
      var name = said.by().name();
      switch (said.proposal()) {
        case Proposal.Floor(int floor, var _) ->
            add(
                decide(without(Set.of(name)), spec.guardrails(), seen),
                name + " stated no floor of " + floor);
        case Proposal.Ceiling(int ceiling, var _) ->
            add(
                decide(without(Set.of(name)), spec.guardrails(), seen),
                name + " stated no ceiling of " + ceiling);
        case Proposal.Want _, Proposal.Abstain _, Proposal.Silent _, Proposal.Fit _ -> {}
      }
    }
  }

  private void withoutGuardrails() {
    var hindering = decision.trace().judged().stream().filter(Alternatives::hinders).toList();
    int before = found.size();
    for (Trace.Judged judged : hindering) {
      add(
          decide(spec.policies(), guardrails(each -> each.type() != judged.guardrail()), seen),
          judged.guardrail().yamlName() + " did not hold it back");
    }
    if (found.size() == before && hindering.size() > 1) {
      var types = hindering.stream().map(Trace.Judged::guardrail).collect(Collectors.toSet());
      add(
          decide(spec.policies(), guardrails(each -> !types.contains(each.type())), seen),
          "none of "
              + hindering.stream()
                  .map(judged -> judged.guardrail().yamlName())
                  .collect(Collectors.joining(" and "))
              + " held it back");
    }
  }

  private static boolean hinders(Trace.Judged judged) {
    return switch (judged.verdict()) {
      case Verdict.Pass() -> false;
      case Verdict.Limit _, Verdict.Veto _ -> true;
    };
  }

  private List<Guardrail> guardrails(Predicate<Guardrail> kept) {
    return spec.guardrails().stream().filter(kept).toList();
  }

  private void ifSignalsSaidOtherwise() {
    spec.policies().stream()
        .flatMap(policy -> policy.policy().needs().stream())
        .map(Need::signal)
        .distinct()
        .forEach(signal -> {
          if (seen.reading(signal) instanceof Reading.Value value && value.value() > 0) {
            turningPoint(signal, factor -> at(signal, factor) > units, true, value.value());
            turningPoint(signal, factor -> at(signal, factor) < units, false, value.value());
          }
        });
  }

  /// The least change of a signal that moves the target, found by halving: more load never asks for
  /// fewer units.
  private void turningPoint(String signal, DoublePredicate moves, boolean up, double value) {
    double stays = 1;
    double moved = up ? furthest(signal, value) : 0;
    if (!moves.test(moved)) {
      return;
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = moved > 4 * stays ? Math.sqrt(moved * stays) : (moved + stays) / 2;
      if (moves.test(middle)) {
        moved = middle;
      } else {
        stays = middle;
      }
    }
    var shown = Figures.plain(value * moved);
    boolean itself = moves.test(Double.parseDouble(shown) / value);
    var figure = shown + seen.signal(signal).signal().unit().suffix();
    add(
        OptionalInt.of(at(signal, moved)),
        signal
            + " had been "
            + (itself
                ? figure + (up ? " or more" : " or less")
                : (up ? "above " : "below ") + figure)
            + " all the time that is looked at");
  }

  private double furthest(String signal, double value) {
    return switch (seen.signal(signal).signal().unit()) {
      case PERCENT -> Math.max(1, 100 / value);
      case PER_SECOND, SECONDS, BYTES_PER_SECOND, COUNT, PLAIN -> FURTHEST;
    };
  }

  /// The outcome had all points of a signal been so many times what they are.
  private int at(String signal, double factor) {
    var signals = new HashMap<String, Measured>(seen.signals());
    signals.computeIfPresent(signal, (_, known) -> known.times(factor));
    return decide(spec.policies(), spec.guardrails(), seen.measured(signals)).orElse(units);
  }

  private OptionalInt decide(
      List<NamedPolicy> policies, List<Guardrail> guardrails, Observation what) {
    return Planner.decide(spec.with(policies, guardrails), what).units();
  }

  private void add(OptionalInt other, String condition) {
    if (other.isPresent() && other.getAsInt() != units) {
      found.add(new Otherwise(other.getAsInt(), condition));
    }
  }
}
