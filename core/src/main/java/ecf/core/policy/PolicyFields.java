package ecf.core.policy;

import ecf.core.model.CapacityRange;
import ecf.core.model.TargetId;
import ecf.core.signal.Signal;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Nearest;
import ecf.core.yaml.Parsed;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The keys of one policy, and what it may refer to.
///
/// @param signals those that the target has, by name; empty where one is declared but cannot be
///   used
/// @param capacity of the target; empty where the file does not state a sound one
/// @param resizable whether units of the target have a size that can be changed
public record PolicyFields(
    Fields fields,
    SortedMap<String, Optional<Signal>> signals,
    Optional<CapacityRange> capacity,
    Neighbours neighbours,
    boolean resizable) {
  /// The targets of the file, as one of them sees them.
  ///
  /// @param fleets names of targets with a capacity
  /// @param groups names of targets without one
  /// @param clusters by name, what runs on the instances of each: targets by the names that they
  ///   have there
  public record Neighbours(
      String self,
      Set<String> fleets,
      Set<String> groups,
      Map<String, Map<String, TargetId>> clusters) {
    /// A hint looks no further.
    private static final int MOST_TOLD = 500;

    /// The same as another one of them sees them.
    public Neighbours seenBy(String name) {
      return new Neighbours(name, fleets, groups, clusters);
    }

    /// The same with what runs on instances.
    public Neighbours with(Map<String, Map<String, TargetId>> clusters) {
      return new Neighbours(self, fleets, groups, Map.copyOf(clusters));
    }

    /// The targets that run on the instances of a cluster, by the names that they have there.
    Map<String, TargetId> servicesOf(String cluster) {
      return clusters.getOrDefault(cluster, Map.of());
    }

    boolean runsOnACluster() {
      return clusters.values().stream()
          .flatMap(services -> services.values().stream())
          .anyMatch(target -> target.name().equals(self));
    }

    Parsed<TargetId> fleet(String name) {
      return fleet(name, "has no capacity that could be followed");
    }

    /// Another target of the file that has a capacity.
    ///
    /// @param without what is said of one that has none
    public Parsed<TargetId> fleet(String name, String without) {
      if (name.equals(self)) {
        return Parsed.wrong("is this target itself", "name another target");
      }
      if (fleets.contains(name)) {
        return Parsed.value(new TargetId(name));
      }
      return groups.contains(name)
          ? Parsed.wrong(without, "name what it is made of")
          : Parsed.wrong("is not a target of this file", Nearest.hint(name, others(), "targets"));
    }

    private Set<String> others() {
      return fleets.stream()
          .filter(name -> !name.equals(self))
          .limit(MOST_TOLD)
          .sorted()
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }
  }

  public PolicyFields {
    signals = Collections.unmodifiableSortedMap(signals);
  }

  /// A signal of the target by its name, required.
  Optional<Signal> signal(String key) {
    return signal(fields, key);
  }

  /// The same in a map of the policy.
  Optional<Signal> signal(Fields in, String key) {
    return in.parsed(key, this::known, Optional.empty());
  }

  private Parsed<Optional<Signal>> known(String name) {
    var signal = signals.get(name);
    if (signal != null) {
      return Parsed.value(signal);
    }
    var near =
        Nearest.to(name, signals.keySet()).map(each -> "did you mean `" + each + "`? ").orElse("");
    return Parsed.wrong(
        "is not a signal of this target",
        signals.isEmpty()
            ? "declare it under `signals`"
            : near + "its signals: " + String.join(", ", signals.keySet()));
  }

  /// What the signal should be kept at, in its unit, above 0.
  double target(String key, Optional<Signal> signal) {
    return fields.quantity(
        key,
        quantity -> signal.map(each -> Threshold.target(quantity, each)).orElse(Threshold.ANY),
        1.0);
  }

  /// A value of the signal in its unit.
  double threshold(Fields in, String key, Optional<Signal> signal) {
    return in.quantity(
        key,
        quantity -> signal.map(each -> Threshold.of(quantity, each)).orElse(Threshold.ANY),
        1.0);
  }

  /// The policy, unless something was wrong in its keys.
  Optional<ScalingPolicy> whenSound(Supplier<ScalingPolicy> policy) {
    return fields.sound() ? Optional.of(policy.get()) : Optional.empty();
  }

  /// The policy on a signal, unless something was wrong in its keys or with the signal.
  Optional<ScalingPolicy> whenSound(
      Optional<Signal> signal, Function<Signal, ScalingPolicy> policy) {
    return fields.sound() ? signal.map(policy) : Optional.empty();
  }
}
