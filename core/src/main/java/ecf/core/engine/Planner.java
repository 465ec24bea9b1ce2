package ecf.core.engine;

import ecf.core.model.TargetId;
import ecf.core.observation.GroupObservation;
import ecf.core.observation.Observation;
import ecf.core.observation.Peer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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

  /// All targets together. Who follows others decides after them; who was not seen is left out, and
  /// those that follow it abstain.
  public static Plan plan(
      Collection<? extends TargetSpec> specs,
      Map<TargetId, Observation> fleets,
      Map<TargetId, GroupObservation> groups) {
    var order = Order.of(specs);
    var peers = new HashMap<TargetId, Peer>();
    var decisions = new TreeMap<TargetId, Decision>();
    for (TargetSpec spec : order.deciding()) {
      switch (spec) {
        case FleetSpec fleet -> {
          var seen = fleets.get(fleet.id());
          if (seen != null) {
            var decision = decide(fleet, seen.peers(peersOf(fleet, peers)));
            decisions.put(fleet.id(), decision);
            peers.put(fleet.id(), new Peer(seen.desired(), decided(decision, seen.desired())));
          }
        }
        case GroupSpec group -> {
          var seen = groups.get(group.id());
          if (seen != null) {
            decisions.put(group.id(), decide(group, seen));
          }
        }
      }
    }
    return new Plan(decisions, order.acting(decisions));
  }

  /// Whom the next pass will know as ours in a group: its members of now, and earlier ones that are
  /// still registered.
  public static Set<String> ours(GroupObservation seen) {
    return Rebalancing.ours(seen);
  }

  private static Map<TargetId, Peer> peersOf(FleetSpec spec, Map<TargetId, Peer> known) {
    var peers = new HashMap<>(known);
    peers.keySet().retainAll(spec.follows());
    return peers;
  }

  private static int decided(Decision decision, int desired) {
    return switch (decision) {
      case Decision.Resize resize -> resize.to();
      case Decision.Hold hold -> hold.at();
      case Decision.Rebalance _, Decision.Steady _, Decision.Refused _, Decision.Impossible _ ->
          desired;
    };
  }
}
