package ecf.core.policy;

import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import java.util.List;
import java.util.stream.Stream;

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

    /// In the dark, what its policy wants to be safe stands beside it.
    private Stream<Said> toBeSafe() {
      return proposal instanceof Proposal.Abstain(var why)
              && by.missingData instanceof MissingData.ScaleOutTo(int units)
          ? Stream.of(this, new Said(by, new Proposal.Want(units, inTheDark(why, units))))
          : Stream.of(this);
    }

    private static Reason inTheDark(Reason why, int units) {
      return Reason.of(why.code(), "without data it is kept at " + units);
    }
  }

  /// What the policies of a target say. Where nothing runs because a ceiling or `idle` has it so,
  /// nothing is measured either: then nobody wants units to be safe in the dark.
  public static List<Said> propose(List<NamedPolicy> policies, Observation seen) {
    var said = policies.stream().flatMap(each -> each.propose(seen)).toList();
    boolean asleep =
        seen.desired() == 0
            && (policies.stream().anyMatch(each -> each.policy instanceof Idle)
                || said.stream().anyMatch(Said::allowsNothing));
    return asleep ? said : said.stream().flatMap(Said::toBeSafe).toList();
  }

  private Stream<Said> propose(Observation seen) {
    var given =
        switch (missingData) {
          case MissingData.LastGood(var age) -> proposals(seen.tolerating(age));
          case MissingData.Hold(), MissingData.HoldScaleIn(), MissingData.ScaleOutTo(int _) ->
              proposals(seen);
        };
    return given.stream().map(each -> new Said(this, each));
  }

  /// What it proposes, whatever `missingData` makes of that.
  public List<Proposal> proposals(Observation seen) {
    return Doubt.propose(policy, seen);
  }
}
