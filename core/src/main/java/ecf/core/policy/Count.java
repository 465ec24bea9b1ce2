package ecf.core.policy;

import ecf.core.observation.Observation;
import java.util.List;

/// Keeps at least, at most or exactly so many units, whatever signals say. It knows nothing of how
/// many there are, so it never feeds itself.
public record Count(Bounds bounds) implements ScalingPolicy {
  @Override
  public List<Need> needs() {
    return List.of();
  }

  @Override
  public List<Proposal> propose(Observation seen) {
    return bounds.proposals("count");
  }
}
