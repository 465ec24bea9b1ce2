package ecf.core.guardrail;

import ecf.core.observation.Observation;
import java.time.Duration;

/// Reviews a wanted change and never enlarges it. Pure.
public interface Guardrail {
  GuardrailType type();

  Verdict review(Wanted change, Observation seen);

  /// How far back it asks for earlier wants, so that the points for them are read too.
  default Duration lookback() {
    return Duration.ZERO;
  }

  /// Whose wishes a guardrail reviews.
  enum Scope {
    /// Only what policies want: floors and ceilings that the file states pass it.
    WANTS,
    /// Every change, whoever asked.
    EVERY
  }
}
