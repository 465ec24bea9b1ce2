package ecf.core.engine;

import ecf.core.model.CapacityRange;
import ecf.core.model.TargetId;
import ecf.core.observation.Observation;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;

/// What one target came to by itself, before others are looked at.
record Ask(FleetSpec spec, Observation seen, Decision decision) {
  TargetId id() {
    return spec.id();
  }

  int from() {
    return seen.desired();
  }

  int to() {
    return decision.units().orElse(from());
  }

  boolean out() {
    return to() > from();
  }

  boolean in() {
    return to() < from();
  }

  /// What is not for others to cut: what is there, and its minimum. Where the provider's minimum is
  /// decided, more than that may be there.
  int kept() {
    int min = Effective.capacity(spec, seen.target()).map(CapacityRange::min).orElse(0);
    int there = Math.max(min, seen.asked());
    return out() ? Math.max(from(), Math.min(there, to())) : from();
  }

  /// Scaling out, what is wanted for what is there; scaling in, what is there for what is left.
  Allotment.Urgency urgency() {
    return in()
        ? new Allotment.Urgency(from(), to())
        : new Allotment.Urgency(Math.max(to(), highestWant()), from());
  }

  private int highestWant() {
    return decision.trace().said().stream()
        .map(NamedPolicy.Said::proposal)
        .filter(Proposal.Want.class::isInstance)
        .mapToInt(proposal -> ((Proposal.Want) proposal).units())
        .max()
        .orElse(0);
  }
}
