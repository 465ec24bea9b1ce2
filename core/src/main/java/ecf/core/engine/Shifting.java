package ecf.core.engine;

import ecf.core.memory.Traffic;
import ecf.core.model.Cause;
import ecf.core.model.Reason;
import ecf.core.observation.ListenerObservation;
import ecf.core.policy.Split;
import java.util.Optional;

/// Decides how a listener splits traffic: as its policy says, unless somebody else is moving it.
final class Shifting {
  private Shifting() {}

  static Decision decide(ListenerSpec spec, ListenerObservation seen) {
    if (seen.memory().tenure().suspended().isPresent()) {
      return Decider.suspended(spec.id());
    }
    var now = seen.target().weights();
    if (!seen.target().activities().isEmpty()) {
      var busy = seen.target().activities().getFirst().summary();
      return new Decision.Steady(
          spec.id(), Cause.guardrail("busy", Reason.of(Reason.Code.BUSY, busy)));
    }
    var split = split(spec, seen);
    if (split.isEmpty()) {
      var why =
          now.equals(spec.weights())
              ? "traffic is split as the file says"
              : "no policy enforces the weights of the file";
      return new Decision.Steady(spec.id(), Cause.engine(Reason.of(Reason.Code.NO_WISH, why)));
    }
    var by = spec.policy().map(ListenerSpec.Named::name).orElseThrow();
    var cause = Cause.policy(by, split.get().reason());
    return split.get().weights().equals(now)
        ? new Decision.Steady(spec.id(), cause)
        : new Decision.Shift(spec.id(), new Change.SetWeights(now, split.get().weights()), cause);
  }

  private static Optional<Split> split(ListenerSpec spec, ListenerObservation seen) {
    return spec.policy().map(named -> named.policy().split(spec.weights(), seen));
  }

  /// What the next pass needs to know, whatever becomes of this one.
  static Traffic clocks(ListenerSpec spec, ListenerObservation seen) {
    return split(spec, seen).map(Split::clocks).orElse(Traffic.none());
  }
}
