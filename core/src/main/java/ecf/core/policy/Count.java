package ecf.core.policy;

import ecf.core.observation.Observation;
import ecf.core.yaml.Key;
import java.util.List;
import java.util.Optional;

/// Keeps at least, at most or exactly so many units, whatever signals say. It knows nothing of how
/// many there are, so it never feeds itself.
public record Count(Bounds bounds) implements ScalingPolicy {
  static final List<Key> KEYS = Bounds.KEYS;

  static Optional<ScalingPolicy> read(PolicyFields in) {
    var bounds =
        Bounds.read(in, capacity -> "write at least " + capacity + ", or lower capacity.min");
    return in.whenSound(() -> new Count(bounds.orElseThrow()));
  }

  @Override
  public List<Need> needs() {
    return List.of();
  }

  @Override
  public boolean worksFromZero() {
    return bounds.raiseFromZero();
  }

  @Override
  public List<Proposal> propose(Observation seen) {
    return bounds.proposals("count");
  }
}
