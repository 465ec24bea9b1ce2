package ecf.core.policy;

import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import java.util.List;

/// A floor, a ceiling or both while a window is open; silent outside.
public record Schedule(Window window, Bounds bounds) implements ScalingPolicy {
  @Override
  public List<Need> needs() {
    return List.of();
  }

  @Override
  public List<Proposal> propose(Observation seen) {
    return window
        .openSince(seen.now())
        .map(start -> bounds.proposals("schedule since " + start))
        .orElseGet(() ->
            List.of(new Proposal.Silent(Reason.of(Reason.Code.NO_WISH, "its window is closed"))));
  }
}
