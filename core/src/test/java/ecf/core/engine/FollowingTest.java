package ecf.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.CapacityRange;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.observation.Observation;
import ecf.core.policy.Bounds;
import ecf.core.policy.Count;
import ecf.core.policy.Follow;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.ScalingPolicy;
import ecf.core.policy.TargetTracking;
import ecf.core.testing.Scene;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Policies that go by stated numbers and by other targets, from pass to pass.
class FollowingTest {
  private static final long SEED = Long.getLong("ecf.seed", new Random().nextInt());

  /// Tasks, instances for them, gateways for those, and two proxies for each gateway.
  @Test
  void aChainOfFollowersMovesInOnePass() {
    var specs =
        new ArrayList<>(
            List.of(
                spec("tasks", new TargetTracking("load", 100, 0, false)),
                spec("instances", follow("tasks", 0.5)),
                spec("gateways", follow("instances", 0.5)),
                spec("proxies", follow("gateways", 2))));
    var seen = new HashMap<TargetId, Observation>();
    seen.put(id("tasks"), Scene.at("10:00").units(8).signal("load", "10:00", 1600).seen());
    seen.put(id("instances"), Scene.at("10:00").units(4).seen());
    seen.put(id("gateways"), Scene.at("10:00").units(2).seen());
    seen.put(id("proxies"), Scene.at("10:00").units(4).seen());
    Collections.shuffle(specs, new Random(SEED));
    var plan = Planner.plan(specs, seen, Map.of());
    assertThat(units(plan, "tasks")).isEqualTo(16);
    assertThat(units(plan, "instances")).isEqualTo(8);
    assertThat(units(plan, "gateways")).isEqualTo(4);
    assertThat(units(plan, "proxies")).isEqualTo(8);
    assertThat(plan.waves())
        .as("what carries comes before what it carries")
        .containsExactly(
            List.of(id("proxies")),
            List.of(id("gateways")),
            List.of(id("instances")),
            List.of(id("tasks")));
  }

  @Test
  void moreToFollowNeverWantsFewer() {
    var random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      var spec = spec("it", follow("other", 0.01 + random.nextDouble() * 3));
      int desired = random.nextInt(60);
      int present = random.nextInt(60);
      int decided = random.nextInt(60);
      int fewer = followed(spec, desired, present, decided);
      int more = followed(spec, desired, present + random.nextInt(5), decided + random.nextInt(5));
      assertThat(more).as("seed %d, case %d: %s", SEED, i, spec).isGreaterThanOrEqualTo(fewer);
    }
  }

  /// A count that read what is there would run away: one more because there are many.
  @Test
  void aCountEndsWhereItSaysAndStaysThere() {
    var random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      int min = random.nextInt(40);
      var bounds = new Bounds(OptionalInt.of(min), OptionalInt.of(min + random.nextInt(20)));
      var spec = spec("it", new Count(bounds));
      int start = random.nextInt(100);
      int units = start;
      for (int pass = 0; pass < 4; pass++) {
        units = units(Planner.decide(spec, Scene.at("10:00").units(units).seen()));
        assertThat(units)
            .as("seed %d: %s from %d", SEED, bounds, start)
            .isEqualTo(Math.clamp(start, bounds.min().getAsInt(), bounds.max().getAsInt()));
      }
    }
  }

  private static int followed(FleetSpec spec, int desired, int present, int decided) {
    var scene = Scene.at("10:00").units(desired).peer("other", present, decided);
    return units(Planner.decide(spec, scene.seen()));
  }

  private static ScalingPolicy follow(String target, double ratio) {
    return new Follow(Set.of(id(target)), ratio);
  }

  private static TargetId id(String name) {
    return new TargetId(name);
  }

  private static FleetSpec spec(String name, ScalingPolicy policy) {
    return new FleetSpec(
        id(name),
        Resource.of("lab", name),
        new CapacityRange(0, 1_000),
        List.of(new NamedPolicy("policy", "lab", policy, new MissingData.HoldScaleIn())),
        List.of(),
        policy.needs().isEmpty() ? Map.of() : Map.of("load", Scene.signal("load")),
        FleetSpec.Health.byProvider(),
        FleetSpec.Conduct.plain(),
        FleetSpec.Ties.none(),
        Set.of());
  }

  private static int units(Plan plan, String name) {
    return units(Objects.requireNonNull(plan.decisions().get(id(name))));
  }

  private static int units(Decision decision) {
    return switch (decision) {
      case Decision.Resize resize -> resize.to();
      case Decision.Hold hold -> hold.at();
      case Decision.Rebalance _,
          Decision.Shift _,
          Decision.Steady _,
          Decision.Refused _,
          Decision.Impossible _ ->
          throw new AssertionError(decision);
    };
  }
}
