package ecf.core.observation;

import ecf.core.memory.TargetMemory;
import ecf.core.model.TargetState;
import ecf.core.model.TargetState.Listener.Hosts;
import ecf.core.signal.Measured;
import ecf.core.signal.Reading;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/// One listener, as seen by one pass.
///
/// @param signals what was measured of its groups, by the signals' names
/// @param clocks whether anything is remembered between passes
public record ListenerObservation(
    TargetState.Listener target,
    Map<String, Measured> signals,
    TargetMemory memory,
    boolean clocks,
    Instant now) {
  public ListenerObservation {
    signals = Map.copyOf(signals);
  }

  public ListenerObservation measured(Map<String, Measured> read) {
    return new ListenerObservation(target, read, memory, clocks, now);
  }

  /// The members of one of its groups; none where that was not told.
  public Hosts hosts(String group) {
    return target.hosts().getOrDefault(group, new Hosts(0, 0));
  }

  public Reading reading(String signal) {
    return Objects.requireNonNull(signals.get(signal), signal).at(now);
  }
}
