package ecf.core.engine;

import ecf.core.memory.TargetMemory;
import ecf.core.model.TargetId;
import ecf.core.observation.GroupObservation;
import ecf.core.observation.ListenerObservation;
import ecf.core.observation.Observation;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Decides. A pure function of what the user wrote and what was seen.
public final class Planner {
  private Planner() {}

  /// One target alone; those it follows are in its observation.
  public static Decision decide(FleetSpec spec, Observation seen) {
    return Decider.decide(spec, seen);
  }

  public static Decision decide(GroupSpec spec, GroupObservation seen) {
    return Rebalancing.decide(spec, seen);
  }

  public static Decision decide(ListenerSpec spec, ListenerObservation seen) {
    return Shifting.decide(spec, seen);
  }

  /// All targets together, where they share nothing.
  public static Plan plan(
      Collection<? extends TargetSpec> specs,
      Map<TargetId, Observation> fleets,
      Map<TargetId, GroupObservation> groups) {
    return plan(specs, Limits.none(), fleets, groups, Map.of(), Map.of());
  }

  /// All targets together. Who follows others decides after them; who was not seen is left out:
  /// those that follow it abstain, those that depend on it wait, and limits count it by what is
  /// remembered of it.
  ///
  /// @param specs of all targets of the file
  /// @param remembered memories of targets that were not seen
  public static Plan plan(
      Collection<? extends TargetSpec> specs,
      Limits limits,
      Map<TargetId, Observation> fleets,
      Map<TargetId, GroupObservation> groups,
      Map<TargetId, ListenerObservation> listeners,
      Map<TargetId, TargetMemory> remembered) {
    var order = Order.of(specs);
    var deciding =
        order.deciding().stream()
            .filter(FleetSpec.class::isInstance)
            .map(FleetSpec.class::cast)
            .toList();
    var usage = new Usage(limits, deciding, fleets, remembered);
    var together = new Coordination(deciding, fleets, usage);
    var decisions = new TreeMap<>(together.decisions());
    var leaving = drained(specs, groups, together.sights(), decisions);
    for (TargetSpec spec : specs) {
      switch (spec) {
        case FleetSpec _ -> {}
        case GroupSpec group -> {
          if (groups.get(group.id()) instanceof GroupObservation seen) {
            decisions.put(group.id(), decide(group, seen.leaving(leaving(group, specs, leaving))));
          }
        }
        case ListenerSpec listener -> {
          if (listeners.get(listener.id()) instanceof ListenerObservation seen) {
            decisions.put(listener.id(), decide(listener, seen));
          }
        }
      }
    }
    return new Plan(decisions, together.sights(), order.acting(decisions), leaving);
  }

  /// The groups that a fleet's instances may have to leave before they go.
  public static List<GroupObservation> left(
      FleetSpec fleet,
      Collection<? extends TargetSpec> specs,
      Map<TargetId, GroupObservation> groups) {
    return new Draining(specs, groups).left(fleet);
  }

  /// Who leaves the groups of each fleet; what is decided of the fleets becomes what that leaves of
  /// it.
  private static SortedMap<TargetId, SortedMap<String, Instant>> drained(
      Collection<? extends TargetSpec> specs,
      Map<TargetId, GroupObservation> groups,
      Map<TargetId, Observation> sights,
      Map<TargetId, Decision> decisions) {
    var draining = new Draining(specs, groups);
    var leaving = new TreeMap<TargetId, SortedMap<String, Instant>>();
    for (TargetSpec spec : specs) {
      if (spec instanceof FleetSpec fleet
          && decisions.get(fleet.id()) instanceof Decision made
          && sights.get(fleet.id()) instanceof Observation seen) {
        var outcome = draining.of(fleet, seen, made);
        decisions.put(fleet.id(), outcome.decision());
        if (!outcome.leaving().isEmpty()) {
          leaving.put(fleet.id(), outcome.leaving());
        }
      }
    }
    return leaving;
  }

  private static Set<String> leaving(
      GroupSpec group,
      Collection<? extends TargetSpec> specs,
      Map<TargetId, SortedMap<String, Instant>> leaving) {
    return specs.stream()
        .filter(spec -> group.members().equals(new GroupSpec.Members.Fleet(spec.resource())))
        .flatMap(spec -> Optional.ofNullable(leaving.get(spec.id())).stream())
        .flatMap(each -> each.keySet().stream())
        .collect(Collectors.toSet());
  }

  /// What the next pass will know of a fleet's sick units, and of those that leave.
  public static TargetMemory remembered(
      FleetSpec spec, Observation seen, SortedMap<String, Instant> leaving) {
    var memory = Healing.remembered(spec, seen);
    return memory.traffic(memory.traffic().leaving(leaving));
  }

  /// What the next pass will know of a group: who is ours, and how its members were.
  public static TargetMemory remembered(GroupSpec spec, GroupObservation seen, Decision decision) {
    var memory = seen.memory().members(Rebalancing.ours(seen));
    return decision instanceof Decision.Refused
        ? memory
        : memory.traffic(Rebalancing.clocks(spec, seen));
  }

  /// What the next pass will know of a listener: since when its groups are as they are.
  public static TargetMemory remembered(ListenerSpec spec, ListenerObservation seen) {
    return seen.memory().traffic(Shifting.clocks(spec, seen));
  }
}
