package ecf.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.Planner;
import ecf.core.guardrail.Guardrail;
import ecf.core.guardrail.Stabilization;
import ecf.core.model.CapacityRange;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PriceTest {
  private static final Price DEAR = new Price("price", true, 0.05, 4);
  private static final Price CHEAP = new Price("price", false, 0.02, 10);
  private static final ScalingPolicy OFFICE =
      new Count(new Bounds(OptionalInt.of(10), OptionalInt.empty()));
  private static final ScalingPolicy LOAD = new TargetTracking("load", 100, 0, false);
  private static final ScalingPolicy STEP =
      new StepScaling(
          "load",
          List.of(new StepScaling.Step(true, 5_000, StepChange.parse("+2").orElseThrow())),
          1,
          1,
          1);

  static Stream<Arguments> proposals() {
    return Stream.of(
        Arguments.of(
            DEAR, 0.08, "ceiling 4: price 0.08 is above 0.05: at most 4, or what load" + " needs"),
        Arguments.of(DEAR, 0.05, "silent: price 0.05 is not above 0.05"),
        Arguments.of(CHEAP, 0.015, "floor 10: price 0.015 is below 0.02: at least 10"),
        Arguments.of(CHEAP, 0.02, "silent: price 0.02 is not below 0.02"));
  }

  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource
  void proposals(Price policy, double price, String said) {
    var proposal =
        policy.propose(Scene.at("10:00").signal("price", "10:00", price).seen()).getFirst();
    var what =
        switch (proposal) {
          case Proposal.Ceiling(int units, var _) -> "ceiling " + units;
          case Proposal.Floor(int units, var _) -> "floor " + units;
          case Proposal.Silent _ -> "silent";
          case Proposal.Fit(var _, var to, var _, var _, var _) -> "units of " + to;
          case Proposal.Want _, Proposal.Abstain _ -> "neither";
        };
    assertThat(what + ": " + proposal.reason().summary()).isEqualTo(said);
  }

  @Test
  void aPriceThatNobodyKnowsAbstains() {
    assertThat(DEAR.propose(Scene.at("10:00").without("price").seen()))
        .singleElement()
        .isInstanceOf(Proposal.Abstain.class);
  }

  /// Office hours ask for at least 10, and it is dear above 0.05: then at most 4, or what load
  /// needs.
  @ParameterizedTest(name = "at {0}, load of {1} at 8 units: {2}")
  @CsvSource({
    "0.08, 300, 4",
    "0.08, 600, 6",
    "0.08, 1200, 12",
    "0.05, 300, 10",
    "0.05, 600, 10",
    "0.05, 1200, 12"
  })
  void aCeilingNeverCutsWhatLoadNeeds(double price, double load, int units) {
    var scene = scene(price).signal("load", "10:00", load);
    assertThat(decided(scene, List.of(), DEAR, OFFICE, LOAD)).isEqualTo(units);
  }

  @Test
  void aFloorWhileItIsCheapLiesAboveTheLoad() {
    var scene = scene(0.015).signal("load", "10:00", 600);
    assertThat(decided(scene, List.of(), CHEAP, LOAD)).isEqualTo(10);
  }

  @Test
  void whereNobodyKnowsTheLoadWhatIsThereCountsAsNeeded() {
    assertThat(decided(scene(0.08).without("load"), List.of(), DEAR, OFFICE, LOAD)).isEqualTo(8);
    assertThat(decided(scene(0.08).signal("load", "10:00", 1), List.of(), DEAR, STEP))
        .as("a step that is not reached")
        .isEqualTo(8);
  }

  @Test
  void whereNothingLooksAtTheLoadTheCeilingHoldsAsItIs() {
    assertThat(decided(scene(0.08), List.of(), DEAR)).isEqualTo(4);
    assertThat(decided(scene(0.08), List.of(), DEAR, OFFICE)).isEqualTo(4);
  }

  @Test
  void whatGuardrailsKeepOfAWantIsNeededToo() {
    var falling = scene(0.08).signal("load", "10:00", 700, 700, 300);
    var hold = new Stabilization(Duration.ofMinutes(5), Duration.ZERO);
    assertThat(decided(falling, List.of(), DEAR, OFFICE, LOAD)).isEqualTo(4);
    assertThat(decided(falling, List.of(hold), DEAR, OFFICE, LOAD))
        .as("7 were needed three minutes ago")
        .isEqualTo(7);
  }

  private static Scene scene(double price) {
    return Scene.at("10:00").units(8).signal("price", "10:00", price);
  }

  private static int decided(Scene scene, List<Guardrail> guardrails, ScalingPolicy... policies) {
    var named = new ArrayList<NamedPolicy>();
    for (ScalingPolicy policy : policies) {
      var name = "policy-" + named.size();
      named.add(new NamedPolicy(name, "any", policy, new MissingData.HoldScaleIn()));
    }
    var spec =
        new FleetSpec(
            new TargetId("it"),
            Resource.of("lab", "it"),
            new CapacityRange(2, 40),
            named,
            guardrails,
            Map.of("price", Scene.signal("price"), "load", Scene.signal("load")),
            FleetSpec.Health.byProvider(),
            FleetSpec.Conduct.plain(),
            FleetSpec.Ties.none(),
            Set.of());
    return switch (Planner.decide(spec, scene.seen())) {
      case Decision.Resize resize -> resize.to();
      case Decision.Hold hold -> hold.at();
      case Decision.Rebalance _,
          Decision.Shift _,
          Decision.Steady _,
          Decision.Refused _,
          Decision.Impossible _ ->
          throw new AssertionError("it has a capacity and is ours");
    };
  }
}
