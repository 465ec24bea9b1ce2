package ecf.core.doctor;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.model.Finding;
import ecf.core.model.Owner;
import ecf.core.model.TargetState;
import ecf.core.observation.Observation;
import ecf.core.pass.TargetResult;
import java.util.Optional;

/// Who else sets the number of a target.
final class OwnersCheck implements Check {
  @Override
  public Checked look(Evidence evidence) {
    long seen = evidence.pass().targets().stream().filter(it -> it.state().isPresent()).count();
    if (seen == 0) {
      return Checked.unknown("owners", "not known: no target could be described");
    }
    var findings =
        evidence.pass().targets().stream()
            .flatMap(target ->
                owner(target).map(owner -> finding(evidence.spec(target), owner)).stream())
            .toList();
    var summary =
        findings.isEmpty()
            ? "nobody else sets what the file sets"
            : findings.size() + " of " + seen + " are set by somebody else as well";
    return new Checked("owners", summary, findings);
  }

  private static Optional<Owner> owner(TargetResult target) {
    return target
        .seen()
        .flatMap(Observation::owner)
        .or(() -> target.state().flatMap(TargetState::owner));
  }

  private static Finding finding(TargetSpec spec, Owner owner) {
    var what = "its number belongs to " + owner.who() + " as well";
    if (owner.absolute() || !(spec instanceof FleetSpec fleet)) {
      return Finding.problem(
          spec.id(), "it belongs to " + owner.who(), "ecf-aws leaves it alone.", owner.hint());
    }
    if (fleet.conduct().control().ofMinimum()) {
      return Finding.note(
          spec.id(),
          what,
          "That is expected: only its minimum is decided here.",
          "nothing, unless that other scaler is not meant");
    }
    return switch (fleet.conduct().ownership()) {
      case REFUSE ->
          Finding.problem(
              spec.id(),
              "its number belongs to " + owner.who(),
              "Two scalers would undo each other's work, so ecf-aws leaves it alone.",
              owner.hint() + ", or `control: min` to raise only its minimum");
      case TAKE_OVER ->
          owner.found().isPresent()
              ? Finding.note(
                  spec.id(),
                  what,
                  "It is suspended before the first change, and nothing of it is deleted.",
                  "nothing; `release` gives it back")
              : Finding.problem(
                  spec.id(),
                  "its number belongs to " + owner.who() + ", which cannot be taken over",
                  "ecf-aws leaves it alone.",
                  owner.hint());
      case IGNORE ->
          Finding.warning(
              spec.id(),
              what,
              "`ownership: ignore` lets both set the number: they may undo each other's work.",
              owner.hint());
    };
  }
}
