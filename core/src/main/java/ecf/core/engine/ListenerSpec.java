package ecf.core.engine;

import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.policy.TrafficPolicy;
import ecf.core.signal.Signal;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A target that splits traffic between groups.
///
/// @param weights the normal split, by the groups' names; nobody enforces it without a policy
/// @param groups what those names name
public record ListenerSpec(
    TargetId id,
    Resource resource,
    SortedMap<String, Integer> weights,
    Map<String, Resource> groups,
    Optional<Named> policy,
    FleetSpec.Mode mode,
    Set<String> wakeOn)
    implements TargetSpec {
  /// @param name as reports show it
  /// @param type as the file has it
  public record Named(String name, String type, TrafficPolicy policy) {}

  public ListenerSpec {
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    groups = Map.copyOf(groups);
    wakeOn = Set.copyOf(wakeOn);
  }

  @Override
  public boolean acts() {
    return mode == FleetSpec.Mode.ACT;
  }

  /// What its policy reads, by name.
  public Map<String, Signal> signals() {
    return policy.map(named -> named.policy().signals()).orElse(Map.of());
  }

  /// How far back the points of each signal are needed.
  public Map<Signal, Duration> reaches() {
    var reaches = new HashMap<Signal, Duration>();
    signals().values().forEach(signal -> reaches.put(signal, signal.reach()));
    return reaches;
  }
}
