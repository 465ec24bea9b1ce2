package ecf.core.doctor;

import ecf.core.engine.Effective;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.ListenerSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.memory.Tenure;
import ecf.core.model.Finding;
import ecf.core.model.Finding.Severity;
import ecf.core.model.ProviderFailure.Kind;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.observation.Observation;
import ecf.core.pass.TargetResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Whether each target is there, fits what the file says of it, and may be acted on.
final class TargetsCheck implements Check {
  private static final Set<Kind> KINDS =
      Set.of(Kind.NOT_FOUND, Kind.INVALID, Kind.CONFLICT, Kind.LIMIT);

  @Override
  public Checked look(Evidence evidence) {
    var findings = new ArrayList<Finding>();
    findings.addAll(
        Failing.findings(
            Severity.PROBLEM,
            evidence
                .failedThere()
                .filter(trouble -> KINDS.contains(trouble.why().kind()))
                .filter(trouble -> !SignalsCheck.tells(trouble)),
            "%s cannot be served like this."));
    for (TargetResult target : evidence.pass().targets()) {
      findings.addAll(ofSpec(evidence.spec(target)));
      target.seen().ifPresent(seen -> findings.addAll(ofFleet(evidence.spec(target), seen)));
      target.warnings().forEach(text -> findings.add(told(target.spec().id(), text)));
    }
    var targets = evidence.pass().targets();
    long described = targets.stream().filter(target -> target.state().isPresent()).count();
    return new Checked(
        "targets",
        described > 0,
        (described == targets.size() ? "all" : described + " of " + targets.size())
            + " could be described",
        findings);
  }

  private static List<Finding> ofSpec(TargetSpec spec) {
    return switch (spec) {
      case FleetSpec fleet -> ofFleet(fleet);
      case ListenerSpec listener when listener.policy().isEmpty() ->
          List.of(
              Finding.note(
                  listener.id(),
                  "it has no policy",
                  "Without one nobody enforces its weights.",
                  "add a `failover` or `balance` policy, or take it out of the file"));
      case ListenerSpec _, GroupSpec _ -> List.of();
    };
  }

  private static List<Finding> ofFleet(FleetSpec fleet) {
    var findings = new ArrayList<Finding>();
    if (!fleet.acts()) {
      findings.add(
          Finding.note(
              fleet.id(),
              "it is only observed",
              "Decisions are told and never sent.",
              "write `mode: act` when they are what you want"));
    }
    if (fleet.capacity().min() == fleet.capacity().max()) {
      findings.add(
          Finding.warning(
              fleet.id(),
              "its capacity can only be " + fleet.capacity().min(),
              "min and max are the same, so no policy can change anything.",
              "raise capacity.max, or keep the number with a `count` policy"));
    }
    if (fleet.policies().isEmpty()) {
      findings.add(
          Finding.note(
              fleet.id(),
              "it has no policy",
              "It is only kept within its capacity.",
              "add a policy; `ecf-aws policy-types` lists them"));
    }
    return findings;
  }

  private static List<Finding> ofFleet(TargetSpec spec, Observation seen) {
    if (!(spec instanceof FleetSpec fleet)) {
      return List.of();
    }
    var id = fleet.id();
    return Stream.of(bounds(fleet, seen.target()), halted(id, seen), busy(id, seen))
        .flatMap(each -> each)
        .toList();
  }

  /// Bounds of the provider that leave less than the file says; none in common fails the target.
  private static Stream<Finding> bounds(FleetSpec fleet, TargetState.Fleet state) {
    boolean kept =
        fleet.conduct().groupBounds() == FleetSpec.GroupBounds.KEEP
            && !fleet.conduct().control().ofMinimum();
    var own = state.limits();
    var left = Effective.capacity(fleet, state);
    if (!kept || own.isEmpty() || left.isEmpty() || left.get().equals(fleet.capacity())) {
      return Stream.empty();
    }
    if (left.get().min() == left.get().max() && fleet.capacity().min() != fleet.capacity().max()) {
      return Stream.of(
          Finding.warning(
              fleet.id(),
              "it can only have " + left.get().min(),
              "Its own bounds are " + own.get() + ", the file's " + fleet.capacity() + ".",
              "move its own bounds, or write `groupBounds: write`"));
    }
    if (own.get().max() >= fleet.capacity().max() && own.get().min() <= fleet.capacity().min()) {
      return Stream.empty();
    }
    return Stream.of(
        Finding.note(
            fleet.id(),
            "it can have " + left.get() + " and not " + fleet.capacity(),
            "Its own bounds are " + own.get() + ", and `groupBounds: keep` respects them.",
            "nothing, or write `groupBounds: write`"));
  }

  private static Stream<Finding> halted(TargetId id, Observation seen) {
    return seen.memory().tenure().suspended().stream()
        .map(halt ->
            Finding.warning(
                id,
                "ecf-aws is suspended there" + way(halt),
                "Somebody ran `suspend` or `release`.",
                "run `resume` when it may go on"));
  }

  private static String way(Tenure.Halt halt) {
    return switch (halt) {
      case BOTH -> "";
      case OUT -> " on the way out";
      case IN -> " on the way in";
    };
  }

  private static Stream<Finding> busy(TargetId id, Observation seen) {
    return seen.activities().stream()
        .map(activity ->
            switch (activity.hinders()) {
              case SCALE_OUT, BOTH ->
                  Finding.warning(
                      id,
                      activity.summary(),
                      "More capacity cannot come up before that is mended.",
                      "mend it at the provider");
              case SCALE_IN ->
                  Finding.note(
                      id,
                      activity.summary(),
                      "It does not scale in meanwhile.",
                      "nothing; wait for its end");
              case NOTHING ->
                  Finding.note(
                      id,
                      activity.summary(),
                      "It is only told.",
                      "resume it where it is not meant");
            });
  }

  private static Finding told(TargetId id, String warning) {
    return Finding.warning(
        id, warning, "A pass would tell the same.", "see `explain` for the whole");
  }
}
