package ecf.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.Planner;
import ecf.core.model.CapacityRange;
import ecf.core.model.Reason;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.observation.Observation;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Need;
import ecf.core.policy.Proposal;
import ecf.core.policy.ScalingPolicy;
import ecf.core.testing.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// The explanation and the engine come to the same number.
class CombinationTest {
  /// Says what a test makes it say.
  private record Saying(Proposal proposal, boolean keepsLoad) implements ScalingPolicy {
    @Override
    public List<Need> needs() {
      return List.of();
    }

    @Override
    public List<Proposal> propose(Observation seen) {
      return List.of(proposal);
    }
  }

  @RepeatedTest(200)
  void theStepsEndAtTheNumberOfTheEngine() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    var policies = new ArrayList<NamedPolicy>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      policies.add(named("policy-" + i, proposal(random), random.nextInt(3) == 0));
    }
    var scene = Scene.at("10:00").units(random.nextInt(20));
    var seen = (random.nextBoolean() ? scene : scene.withoutState()).seen();
    var capacity = new CapacityRange(2, 12);
    var decision = Planner.decide(spec(policies, capacity), seen);
    int decided =
        switch (decision) {
          case Decision.Resize resize -> resize.to();
          case Decision.Hold hold -> hold.at();
          case Decision.Rebalance _,
              Decision.Shift _,
              Decision.Steady _,
              Decision.Refused _,
              Decision.Impossible _ ->
              throw new AssertionError(decision);
        };
    assertThat(Combination.of(decision.trace().said(), seen, capacity))
        .as("seed %d, %s", seed, decision)
        .extracting(Combination::units)
        .isEqualTo(decided);
  }

  @Test
  void everyStepIsTold() {
    var policies =
        List.of(
            named("load", new Proposal.Want(3, reason())),
            named("blind", new Proposal.Abstain(reason())),
            named("night", new Proposal.Ceiling(5, reason())),
            named("spot", new Proposal.Ceiling(3, reason()), true),
            named("day", new Proposal.Floor(9, reason())));
    var capacity = new CapacityRange(6, 12);
    var seen = Scene.at("10:00").units(8).seen();
    var decision = Planner.decide(spec(policies, capacity), seen);
    assertThat(Combination.of(decision.trace().said(), seen, capacity).steps())
        .containsExactly(
            "The highest want counts: 3 of load.",
            "But blind cannot tell, so no want scales in: 8.",
            "Raised to the floor of day: 9.",
            "Cut to the ceiling of spot, but not below what load needs: 8.",
            "Cut to the ceiling of night: 5.",
            "Brought into its capacity 6..12: 6.");
  }

  private static Proposal proposal(Random random) {
    int units = random.nextInt(16);
    return switch (random.nextInt(5)) {
      case 0 -> new Proposal.Floor(units, reason());
      case 1 -> new Proposal.Ceiling(units, reason());
      case 2 -> new Proposal.Abstain(reason());
      case 3 -> new Proposal.Silent(reason());
      default -> new Proposal.Want(units, reason());
    };
  }

  private static Reason reason() {
    return Reason.of(Reason.Code.NO_WISH, "as the test says");
  }

  private static NamedPolicy named(String name, Proposal says) {
    return named(name, says, false);
  }

  private static NamedPolicy named(String name, Proposal says, boolean keepsLoad) {
    var saying = new Saying(says, keepsLoad);
    return new NamedPolicy(name, "saying", saying, new MissingData.HoldScaleIn());
  }

  private static FleetSpec spec(List<NamedPolicy> policies, CapacityRange capacity) {
    return new FleetSpec(
        new TargetId("it"),
        Resource.of("ecsService", "shop", "it"),
        capacity,
        policies,
        List.of(),
        Map.of(),
        FleetSpec.Health.byProvider(),
        FleetSpec.Conduct.plain(),
        FleetSpec.Ties.none(),
        Set.of());
  }
}
