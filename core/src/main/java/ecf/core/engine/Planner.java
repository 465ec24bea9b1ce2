package ecf.core.engine;

import ecf.core.memory.TargetMemory;
import ecf.core.model.TargetId;
import ecf.core.observation.GroupObservation;
import ecf.core.observation.ListenerObservation;
import ecf.core.observation.Observation;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

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
    for (TargetSpec spec : specs) {
      switch (spec) {
        case FleetSpec _ -> {}
        case GroupSpec group -> {
          if (groups.get(group.id()) instanceof GroupObservation seen) {
            decisions.put(group.id(), decide(group, seen));
          }
        }
        case ListenerSpec listener -> {
          if (listeners.get(listener.id()) instanceof ListenerObservation seen) {
            decisions.put(listener.id(), decide(listener, seen));
          }
        }
      }
    }
    return new Plan(decisions, together.sights(), order.acting(decisions));
  }

  /// What the next pass will know of a fleet's sick units.
  public static TargetMemory remembered(FleetSpec spec, Observation seen) {
    return Healing.remembered(spec, seen);
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
