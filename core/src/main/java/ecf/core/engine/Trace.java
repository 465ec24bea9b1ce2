package ecf.core.engine;

import ecf.core.guardrail.GuardrailType;
import ecf.core.guardrail.Verdict;
import ecf.core.model.Cause;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a decision came about, in order. Reports, explanations and tests read this; nothing is
/// logged on the way.
///
/// @param notes what is odd without changing the outcome, for people
/// @param wantedBy the policy whose want it is; empty where no want asks for it
/// @param sizing what becomes of the size of units, where it should be another
public record Trace(
    List<NamedPolicy.Said> said,
    List<Judged> judged,
    List<String> notes,
    Optional<String> wantedBy,
    Optional<Sizing> sizing) {
  /// @param at the units that were reviewed
  public record Judged(GuardrailType guardrail, int at, Verdict verdict) {}

  /// @param by the policy whose proposal it is
  /// @param held why units keep their size for now; empty where they are replaced
  public record Sizing(NamedPolicy by, Proposal.Fit fit, Optional<Cause> held) {}

  public Trace {
    said = List.copyOf(said);
    judged = List.copyOf(judged);
    notes = List.copyOf(notes);
  }

  /// One of a decision that leaves the size of units alone.
  public Trace(
      List<NamedPolicy.Said> said,
      List<Judged> judged,
      List<String> notes,
      Optional<String> wantedBy) {
    this(said, judged, notes, wantedBy, Optional.empty());
  }

  /// One of a decision that nobody's want brought about.
  public Trace(List<NamedPolicy.Said> said, List<Judged> judged, List<String> notes) {
    this(said, judged, notes, Optional.empty());
  }

  /// The same with one more thing that is odd.
  Trace noted(String note) {
    var all = new ArrayList<>(notes);
    all.add(note);
    return new Trace(said, judged, all, wantedBy, sizing);
  }

  public static Trace empty() {
    return new Trace(List.of(), List.of(), List.of());
  }
}
