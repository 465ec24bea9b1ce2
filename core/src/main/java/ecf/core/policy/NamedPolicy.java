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
  public record Said(NamedPolicy by, Proposal proposal) {}

  public List<Said> propose(Observation seen) {
    var given =
        switch (missingData) {
          case MissingData.LastGood(var age) -> policy.propose(seen.tolerating(age));
          case MissingData.ScaleOutTo(int units) ->
              policy.propose(seen).stream().flatMap(each -> inTheDark(each, units)).toList();
          case MissingData.Hold(), MissingData.HoldScaleIn() -> policy.propose(seen);
        };
    return given.stream().map(each -> new Said(this, each)).toList();
  }

  private static Stream<Proposal> inTheDark(Proposal proposal, int units) {
    return proposal instanceof Proposal.Abstain(var why)
        ? Stream.of(
            proposal,
            new Proposal.Want(units, Reason.of(why.code(), "without data it is kept at " + units)))
        : Stream.of(proposal);
  }
}
