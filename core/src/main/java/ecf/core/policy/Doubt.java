package ecf.core.policy;

import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a policy proposes where nobody knows how many units there were when its signals were
/// measured: what it would say at the fewest and at the most, and of the two the one that changes
/// less. Where they leave no direction, it wants what is there.
///
/// Desired 6: wants of 8 and 9 are 8, of 3 and 4 are 4, of 5 and 7 are 6.
final class Doubt {
  private Doubt() {}

  static List<Proposal> propose(ScalingPolicy policy, Observation seen) {
    var most = policy.propose(seen);
    for (Need need : policy.needs()) {
      if (seen.inDoubt(need.signal())) {
        return settled(policy.propose(seen.withFewest()), most, seen.desired());
      }
    }
    return most;
  }

  private static List<Proposal> settled(List<Proposal> few, List<Proposal> most, int desired) {
    if (few.size() != most.size()) {
      return most;
    }
    var settled = new ArrayList<Proposal>();
    for (int i = 0; i < most.size(); i++) {
      settled.add(settled(few.get(i), most.get(i), desired));
    }
    return settled;
  }

  static Proposal settled(Proposal few, Proposal most, int desired) {
    return switch (most) {
      case Proposal.Abstain _, Proposal.Fit _ -> most;
      case Proposal.Silent _ -> few instanceof Proposal.Abstain ? few : most;
      case Proposal.Want(int units, var _) ->
          few instanceof Proposal.Want(int other, var _)
              ? wanted(other, few, units, most, desired)
              : few;
      case Proposal.Floor(int units, var _) ->
          few instanceof Proposal.Floor(int other, var _) && units > other ? most : few;
      case Proposal.Ceiling(int units, var _) ->
          few instanceof Proposal.Ceiling(int other, var _) && units > other ? most : few;
    };
  }

  private static Proposal wanted(
      int fewUnits, Proposal few, int mostUnits, Proposal most, int desired) {
    if (fewUnits > desired && mostUnits > desired) {
      return fewUnits <= mostUnits ? few : most;
    }
    if (fewUnits < desired && mostUnits < desired) {
      return fewUnits >= mostUnits ? few : most;
    }
    if (fewUnits == mostUnits) {
      return most;
    }
    return new Proposal.Want(
        desired,
        new Reason(
            Reason.Code.IN_BAND,
            "by the units that there may have been it wants "
                + Math.min(fewUnits, mostUnits)
                + " to "
                + Math.max(fewUnits, mostUnits)
                + ", and "
                + desired
                + " are asked for",
            Map.of("want", (double) desired)));
  }
}
