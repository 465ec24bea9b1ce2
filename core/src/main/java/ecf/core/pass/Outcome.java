package ecf.core.pass;

import ecf.core.engine.Change;
import ecf.core.engine.Decision;
import ecf.core.model.Cause;
import ecf.core.model.ProviderFailure;
import java.util.List;
import java.util.Optional;

/// How one target came out of a pass.
public sealed interface Outcome {
  record Applied(Decision decision, List<Change> sent) implements Outcome {}

  record Planned(Decision decision) implements Outcome {}

  record Unchanged(Decision decision) implements Outcome {}

  /// @param decision where it came that far
  /// @param sent what had been sent before it failed
  record Failed(ProviderFailure why, Optional<Decision> decision, List<Change> sent)
      implements Outcome {}

  /// Not ours to act on now: claimed by another pass, owned by somebody else, out of time.
  record Skipped(Cause cause, Optional<Decision> decision, String hint) implements Outcome {}
}
