package ecf.core.engine;

import ecf.core.guardrail.GuardrailType;
import ecf.core.guardrail.Verdict;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// How a decision came about, in order. Reports, explanations and tests read this; nothing is
/// logged on the way.
///
/// @param notes what is odd without changing the outcome, for people
public record Trace(List<NamedPolicy.Said> said, List<Judged> judged, List<String> notes) {
  /// @param at the units that were reviewed
  public record Judged(GuardrailType guardrail, int at, Verdict verdict) {}

  public Trace {
    said = List.copyOf(said);
    judged = List.copyOf(judged);
    notes = List.copyOf(notes);
  }

  /// The policy whose want was the highest, whatever became of it.
  public Optional<String> wantedBy() {
    return said.stream()
        .filter(each -> each.proposal() instanceof Proposal.Want)
        .max(Comparator.comparingInt(each -> ((Proposal.Want) each.proposal()).units()))
        .map(each -> each.by().name());
  }

  public static Trace empty() {
    return new Trace(List.of(), List.of(), List.of());
  }
}
