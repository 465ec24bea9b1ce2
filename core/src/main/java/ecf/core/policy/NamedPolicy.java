package ecf.core.policy;

import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A policy as the file has it.
///
/// @param name the user's name for it, else its type, with a number from the second one on
/// @param type as written in the file
public record NamedPolicy(String name, String type, ScalingPolicy policy, MissingData missingData) {
  /// What it says, with its name to it.
  public record Said(NamedPolicy by, Proposal proposal) {
    /// Whether it comes of what happens, even where nothing follows from that now.
    public boolean tellsOfLoad() {
      boolean looks = !by.policy.needs().isEmpty() || !by.policy.follows().isEmpty();
      return !by.policy.keepsLoad()
          && !by.policy.sizesUnits()
          && switch (proposal) {
            case Proposal.Want _, Proposal.Abstain _ -> true;
            case Proposal.Silent _, Proposal.Floor _, Proposal.Ceiling _ -> looks;
            case Proposal.Fit _ -> false;
          };
    }

    private boolean allowsNothing() {
      return proposal instanceof Proposal.Ceiling(int units, var _) && units == 0;
    }

    /// In the dark, what its policy wants to be safe.
    private Optional<Said> toBeSafe() {
      return proposal instanceof Proposal.Abstain(var why)
              && by.missingData instanceof MissingData.ScaleOutTo(int units)
          ? Optional.of(new Said(by, new Proposal.Want(units, inTheDark(why, units))))
          : Optional.empty();
    }

    private static Reason inTheDark(Reason why, int units) {
      return Reason.of(why.code(), () -> "without data it is kept at " + units);
    }
  }

  /// What the policies of a target say. Where nothing runs because a ceiling or `idle` has it so,
  /// nothing is measured either: then nobody wants units to be safe in the dark.
  public static List<Said> propose(List<NamedPolicy> policies, Observation seen) {
    var said = new ArrayList<Said>();
    for (NamedPolicy each : policies) {
      for (Proposal proposal : each.tolerant(seen)) {
        said.add(new Said(each, proposal));
      }
    }
    boolean asleep =
        seen.desired() == 0
            && (policies.stream().anyMatch(each -> each.policy instanceof Idle)
                || said.stream().anyMatch(Said::allowsNothing));
    return asleep ? said : safely(said);
  }

  /// What is said to be safe stands beside the abstention that it is for.
  private static List<Said> safely(List<Said> said) {
    var safely = new ArrayList<Said>(said.size());
    for (Said each : said) {
      safely.add(each);
      each.toBeSafe().ifPresent(safely::add);
    }
    return safely;
  }

  private List<Proposal> tolerant(Observation seen) {
    return switch (missingData) {
      case MissingData.LastGood(var age) -> proposals(seen.tolerating(age));
      case MissingData.Hold(), MissingData.HoldScaleIn(), MissingData.ScaleOutTo(int _) ->
          proposals(seen);
    };
  }

  /// What it proposes, whatever `missingData` makes of that.
  public List<Proposal> proposals(Observation seen) {
    return Doubt.propose(policy, seen);
  }
}
