package ecf.core.guardrail;

import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.policy.NamedPolicy;
import java.time.Duration;
import java.util.Optional;

/// Reviews a wanted change and never enlarges it. Pure.
public interface Guardrail {
  GuardrailType type();

  Verdict review(Wanted change, Observation seen);

  /// How far back it asks for earlier wants, so that the points for them are read too.
  default Duration lookback() {
    return Duration.ZERO;
  }

  /// Whether a policy's wants to scale out count for nothing here for now.
  default boolean ignores(NamedPolicy policy, Observation seen) {
    return false;
  }

  /// Why units must not be replaced by others now, as far as this one knows.
  default Optional<Reason> forbidsReplacing(Observation seen) {
    return Optional.empty();
  }

  /// Whose wishes a guardrail reviews.
  enum Scope {
    /// Only what policies want: floors and ceilings that the file states pass it.
    WANTS,
    /// Every change, whoever asked.
    EVERY
  }
}
