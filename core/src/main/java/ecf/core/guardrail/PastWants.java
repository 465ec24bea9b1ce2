package ecf.core.guardrail;

import ecf.core.memory.Looks;
import java.time.Duration;
import java.util.Optional;

/// What policies wanted during the last while: the least and the most. Computed from data points
/// where policies read signals, so that it holds on the first run; else remembered. Empty where
/// nothing is known.
@FunctionalInterface
public interface PastWants {
  Optional<Looks.Range> during(Duration last);
}
