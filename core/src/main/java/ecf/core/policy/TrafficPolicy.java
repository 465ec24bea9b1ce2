package ecf.core.policy;

import ecf.core.observation.ListenerObservation;
import ecf.core.signal.Signal;
import java.util.Map;
import java.util.SortedMap;

/// Splits traffic between the groups of a listener. Pure: no clock, log, I/O or mutable state.
public interface TrafficPolicy {
  /// What must be measured for it, by name, with what tells whether silence means zero.
  Map<String, Signal> signals();

  /// @param normal the weights that the file states
  Split split(SortedMap<String, Integer> normal, ListenerObservation seen);
}
