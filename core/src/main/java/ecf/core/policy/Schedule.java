package ecf.core.policy;

import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.yaml.Key;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A floor, a ceiling or both while a window is open; silent outside.
public record Schedule(Window window, Bounds bounds) implements ScalingPolicy {
  static final List<Key> KEYS =
      Stream.concat(WindowFields.KEYS.stream(), Bounds.KEYS.stream()).toList();

  static Optional<ScalingPolicy> read(PolicyFields in) {
    var window = WindowFields.read(in.fields());
    var bounds =
        Bounds.read(
            in, min -> "off-hours below " + min + " need capacity.min: 0 and a daytime min");
    return in.whenSound(() -> new Schedule(window.orElseThrow(), bounds.orElseThrow()));
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
    return window
        .openSince(seen.now())
        .map(start -> bounds.proposals("schedule since " + start))
        .orElseGet(() ->
            List.of(new Proposal.Silent(Reason.of(Reason.Code.NO_WISH, "its window is closed"))));
  }
}
