package ecf.core.pass;

import ecf.core.engine.Decision;
import ecf.core.engine.TargetSpec;
import ecf.core.model.Cause;
import ecf.core.model.Reason;
import ecf.core.model.TargetState;
import ecf.core.observation.ListenerObservation;
import ecf.core.observation.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One target's part of a pass, for every report.
///
/// @param state where it could be described
/// @param seen where it has a capacity and could be described
/// @param traffic where it splits traffic and could be described
/// @param warnings what the user should know although nothing failed
public record TargetResult(
    TargetSpec spec,
    Optional<TargetState> state,
    Optional<Observation> seen,
    Optional<ListenerObservation> traffic,
    Outcome outcome,
    List<String> warnings) {
  public TargetResult {
    warnings = List.copyOf(warnings);
  }

  /// One that splits no traffic.
  public TargetResult(
      TargetSpec spec,
      Optional<TargetState> state,
      Optional<Observation> seen,
      Outcome outcome,
      List<String> warnings) {
    this(spec, state, seen, Optional.empty(), outcome, warnings);
  }

  TargetResult outcome(Outcome other) {
    return new TargetResult(spec, state, seen, traffic, other, warnings);
  }

  /// Left alone after all, although a change was planned.
  TargetResult skipped(Reason.Code code, String why) {
    var decision =
        outcome instanceof Outcome.Planned(var made)
            ? Optional.of(made)
            : Optional.<Decision>empty();
    return outcome(
        new Outcome.Skipped(
            Cause.engine(Reason.of(code, why)), decision, "the next pass decides afresh"));
  }

  TargetResult warned(String warning) {
    var all = new ArrayList<>(warnings);
    all.add(warning);
    return new TargetResult(spec, state, seen, traffic, outcome, all);
  }
}
