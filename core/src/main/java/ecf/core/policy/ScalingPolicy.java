package ecf.core.policy;

import ecf.core.model.TargetId;
import ecf.core.observation.Observation;
import ecf.core.signal.PerUnit;
import ecf.core.signal.Signal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Turns what was seen into proposals. Pure: no clock, log, I/O or mutable state.
public interface ScalingPolicy {
  /// The signals it reads.
  List<Need> needs();

  /// Signals that it brings along, by name: no file declares them.
  default Map<String, Signal> signals() {
    return Map.of();
  }

  /// The targets whose capacity it reads.
  default Set<TargetId> follows() {
    return Set.of();
  }

  /// The clusters whose tasks and instances it reads, by name.
  default Set<String> clusters() {
    return Set.of();
  }

  /// Whether it asks for a first unit where none runs: it reads something that is there without
  /// any.
  default boolean worksFromZero() {
    return false;
  }

  /// Whether its ceilings give way to what load needs: they cut what floors ask for, and what
  /// nobody asks for.
  default boolean keepsLoad() {
    return false;
  }

  /// Whether it chooses how large units are, and never how many.
  default boolean sizesUnits() {
    return false;
  }

  /// Whether a signal that it reads is an average over the units, so that each carries more where
  /// they are fewer.
  default boolean sharesOut(Signal signal) {
    return signal.perUnit() == PerUnit.YES;
  }

  /// How a signal that it reads tells whether more units help.
  default Relief relief(Signal signal) {
    return Relief.NONE;
  }

  /// One proposal, or a floor and a ceiling.
  List<Proposal> propose(Observation seen);
}
