package ecf.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.guardrail.Blackout;
import ecf.core.guardrail.Busy;
import ecf.core.guardrail.Cooldown;
import ecf.core.guardrail.Effectiveness;
import ecf.core.guardrail.Flapping;
import ecf.core.guardrail.Guardrail;
import ecf.core.guardrail.Protection;
import ecf.core.guardrail.Quota;
import ecf.core.guardrail.Rate;
import ecf.core.guardrail.SickFleet;
import ecf.core.guardrail.Stabilization;
import ecf.core.guardrail.Throttle;
import ecf.core.model.Activity;
import ecf.core.model.CapacityRange;
import ecf.core.model.Cause;
import ecf.core.model.Owner;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.policy.Bounds;
import ecf.core.policy.Count;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.ScalingPolicy;
import ecf.core.policy.Schedule;
import ecf.core.policy.TargetTracking;
import ecf.core.policy.Window;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// How one number comes about: the order of policies, bounds and guardrails.
class DecidingTest {
  private static final ScalingPolicy CPU = new TargetTracking("cpu", 60, 0.1, true);
  private static final ScalingPolicy LOAD = new TargetTracking("load", 100, 0.1, false);
  private static final Guardrail REST = new Cooldown(Duration.ZERO, Duration.ofMinutes(5));
  private static final Guardrail BUSY = new Busy(Set.of());
  private static final Activity DEPLOYMENT = Activity.of(Activity.Kind.DEPLOYMENT, "a deployment");

  static Stream<Arguments> decisions() {
    return Stream.of(
        row(
            "the highest want counts",
            at(8).signal("cpu", "10:00", 22).signal("load", "10:00", 600),
            spec(2, 20, CPU, LOAD),
            "8 → 6 load"),
        row(
            "while a policy abstains nobody scales in",
            at(8).signal("cpu", "10:00", 22).without("load"),
            spec(2, 20, CPU, LOAD),
            "8 load"),
        row(
            "while a policy abstains others scale out",
            at(8).signal("cpu", "10:00", 90).without("load"),
            spec(2, 20, CPU, LOAD),
            "8 → 12 cpu"),
        row(
            "a floor raises",
            at(4).signal("cpu", "10:00", 60),
            spec(2, 20, CPU, atLeast(6)),
            "4 → 6 count"),
        row(
            "a ceiling cuts",
            at(4).signal("cpu", "10:00", 120),
            spec(2, 20, CPU, atMost(5)),
            "4 → 5 count"),
        row(
            "where a floor lies above a ceiling the ceiling wins",
            at(4).signal("cpu", "10:00", 60),
            spec(2, 20, CPU, atLeast(9), atMost(5)),
            "4 → 5 count-2"),
        row(
            "a stated ceiling scales in although a policy abstains",
            at(8).without("cpu"),
            spec(2, 20, CPU, atMost(5)),
            "8 → 5 count"),
        row(
            "capacity bounds",
            at(18).signal("cpu", "10:00", 100),
            spec(2, 20, CPU),
            "18 → 20 engine"),
        row(
            "the group's own bounds bind as well",
            at(4).limits(1, 6).signal("cpu", "10:00", 120),
            spec(2, 20, CPU),
            "4 → 6 engine"),
        row(
            "above its max it comes down like any scale-in",
            at(60).without("cpu"),
            spec(2, 40, CPU),
            "60 → 40 engine"),
        row(
            "above its max it waits for a deployment",
            at(60).without("cpu").busyWith(DEPLOYMENT),
            spec(2, 40, CPU).guarded(BUSY),
            "60 busy"),
        row(
            "below its min it is raised whatever is missing",
            at(1).without("cpu"),
            spec(2, 40, CPU),
            "1 → 2 engine"),
        row(
            "below its min it is raised whatever is vetoed",
            at(1).signal("cpu", "10:00", 60).busyWith(failing()),
            spec(3, 40, CPU).guarded(BUSY),
            "1 → 3 engine"),
        row(
            "cooldown holds what wants ask for",
            at(8).signal("cpu", "10:00", 30).sent("09:58", 4, 8),
            spec(2, 20, CPU).guarded(REST),
            "8 cooldown"),
        row(
            "cooldown lets a stated ceiling pass",
            at(8).signal("cpu", "10:00", 30).sent("09:58", 4, 8),
            spec(2, 20, CPU, atMost(6)).guarded(REST),
            "8 → 6 count"),
        row(
            "a deployment holds a stated ceiling too",
            at(8).signal("cpu", "10:00", 60).busyWith(DEPLOYMENT),
            spec(2, 20, CPU, atMost(6)).guarded(BUSY),
            "8 busy"),
        row(
            "throttle reviews ceilings",
            at(8).signal("cpu", "10:00", 60),
            spec(1, 20, CPU, atMost(2)).guarded(halfAMinute()),
            "8 → 4 throttle"),
        row(
            "a blackout lets a floor through, and no more",
            at(4).signal("cpu", "10:00", 120),
            spec(2, 20, CPU, atLeast(6)).guarded(blackout()),
            "4 → 6 blackout"),
        row(
            "a blackout cuts what a floor asks for to the ceiling",
            at(4).signal("cpu", "10:00", 120),
            spec(2, 20, CPU, atLeast(9), atMost(5)).guarded(blackout()),
            "4 → 5 count-2"),
        row(
            "a blackout holds what is above its max",
            at(60).without("cpu"),
            spec(2, 40, CPU).guarded(blackout()),
            "60 blackout"),
        row(
            "a blackout leaves the minimum alone",
            at(1).without("cpu"),
            spec(2, 40, CPU).guarded(blackout()),
            "1 → 2 engine"),
        row(
            "protection is a floor under stated ceilings",
            at(8).protectedUnits(6).signal("cpu", "10:00", 60),
            spec(2, 20, CPU, atMost(4)).guarded(new Protection()),
            "8 → 6 protection"),
        row(
            "a sick fleet keeps what a stated ceiling would take",
            at(8).unhealthy(4).signal("cpu", "10:00", 60),
            spec(2, 20, CPU, atMost(4)).guarded(new SickFleet(0.5, Duration.ofMinutes(1))),
            "8 sickFleet"),
        row(
            "a quota cuts a floor",
            at(4).signal("cpu", "10:00", 60),
            spec(2, 20, CPU, atLeast(9)).guarded(new Quota(OptionalInt.of(7))),
            "4 → 7 quota"),
        row(
            "a quota does not keep it below its minimum",
            at(1).signal("cpu", "10:00", 60),
            spec(3, 20, CPU).guarded(new Quota(OptionalInt.of(2))),
            "1 → 3 engine"),
        row(
            "what flaps stays, and a stated ceiling counts",
            Scene.at("21:50").units(8).signal("cpu", "21:50", 20),
            spec(1, 20, CPU, fromTen(8), atMost(6)).guarded(new Flapping(Duration.ofMinutes(15))),
            "8 → 6 count-2"),
        row(
            "while what flaps is held nothing else is",
            Scene.at("21:50").units(8).signal("cpu", "21:50", 20),
            spec(1, 20, CPU, fromTen(8)).guarded(new Flapping(Duration.ofMinutes(15))),
            "8 flapping"),
        row(
            "without state wants do not scale in",
            at(8).signal("cpu", "10:00", 30).withoutState(),
            spec(2, 20, CPU),
            "8 engine"),
        row(
            "without state wants scale out",
            at(8).signal("cpu", "10:00", 90).withoutState(),
            spec(2, 20, CPU),
            "8 → 12 cpu"),
        row(
            "without state a stated ceiling scales in",
            at(8).signal("cpu", "10:00", 60).withoutState(),
            spec(2, 20, CPU, atMost(5)),
            "8 → 5 count"),
        row("no policy asks", at(4), spec(2, 20), "4 engine"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void decisions(String name, Scene scene, Spec spec, String decision) {
    assertThat(shown(Planner.decide(spec.build(), scene.seen()))).as(name).isEqualTo(decision);
  }

  @Test
  void stabilizationLooksAtThePointsOfTheLastWhile() {
    var stable = new Stabilization(Duration.ofMinutes(5), Duration.ZERO);
    var scene =
        Scene.at("10:00")
            .seen("09:30", 10)
            .units(10)
            .signal("cpu", "10:00", 48, 30, 30, 30, 30, 30);
    assertThat(shown(Planner.decide(spec(1, 20, CPU).guarded(stable).build(), scene.seen())))
        .as("the point of 48 ended at 9:55, five minutes ago: it no longer counts")
        .isEqualTo("10 → 5 cpu");
    var later =
        Scene.at("10:00").seen("09:30", 10).units(10).signal("cpu", "10:00", 48, 30, 30, 30, 30);
    assertThat(shown(Planner.decide(spec(1, 20, CPU).guarded(stable).build(), later.seen())))
        .isEqualTo("10 → 8 stabilization");
  }

  @Test
  void aMaximumIsReachedInStepsThatTheThrottleAllows() {
    var decision =
        Planner.decide(
            spec(2, 40, CPU).guarded(halfAMinute()).build(), at(100).without("cpu").seen());
    assertThat(shown(decision)).isEqualTo("100 → 50 throttle");
  }

  @Test
  void anotherOwnerIsRefused() {
    var owner = new Owner("application-autoscaling", "set ownership", false);
    var scene = at(4).signal("cpu", "10:00", 90).owned(owner);
    assertThat(Planner.decide(spec(2, 20, CPU).build(), scene.seen()))
        .isInstanceOfSatisfying(
            Decision.Refused.class,
            refused -> assertThat(refused.hint()).isEqualTo("set ownership"));
    assertThat(shown(Planner.decide(spec(2, 20, CPU).ignoringOwners().build(), scene.seen())))
        .isEqualTo("4 → 6 cpu");
    var daemon = at(4).signal("cpu", "10:00", 90).owned(new Owner("its DAEMON strategy", "", true));
    assertThat(Planner.decide(spec(2, 20, CPU).ignoringOwners().build(), daemon.seen()))
        .isInstanceOf(Decision.Refused.class);
  }

  @Test
  void boundsWithNothingInCommonFailTheTarget() {
    var scene = at(4).limits(1, 2).signal("cpu", "10:00", 90);
    assertThat(Planner.decide(spec(5, 20, CPU).build(), scene.seen()))
        .isInstanceOfSatisfying(
            Decision.Impossible.class,
            impossible ->
                assertThat(impossible.failure().message())
                    .isEqualTo(
                        "capacity 5..20 and the group's own bounds 1..2 have nothing in common"));
  }

  @Test
  void groupBoundsAreWrittenWithTheCapacity() {
    var scene = at(4).limits(1, 6).signal("cpu", "10:00", 120);
    assertThat(Planner.decide(spec(2, 20, CPU).writingBounds().build(), scene.seen()).changes())
        .containsExactly(
            new Change.SetBounds(new CapacityRange(1, 6), new CapacityRange(2, 20)),
            new Change.SetCapacity(4, 8));
  }

  @Test
  void boundsThatAreWrittenNeverCutWhatRuns() {
    var scene = at(60).limits(1, 80).without("cpu").busyWith(DEPLOYMENT);
    assertThat(
            Planner.decide(spec(2, 40, CPU).writingBounds().guarded(BUSY).build(), scene.seen())
                .changes())
        .containsExactly(new Change.SetBounds(new CapacityRange(1, 80), new CapacityRange(2, 60)));
  }

  @Test
  void aQuestionWithoutAnswerForbidsAScaleInAndNoScaleOut() {
    var denied =
        new ProviderFailure(
            ProviderFailure.Kind.DENIED, "autoscaling:DescribePolicies", "denied", "", false);
    var low = at(8).signal("cpu", "10:00", 30).unanswered(denied);
    var decision = Planner.decide(spec(2, 20, CPU).build(), low.seen());
    assertThat(shown(decision)).isEqualTo("8 engine");
    assertThat(decision.cause().reason().summary())
        .isEqualTo("no scale-in: autoscaling:DescribePolicies was not answered (denied)");
    var high = at(8).signal("cpu", "10:00", 90).unanswered(denied);
    assertThat(shown(Planner.decide(spec(2, 20, CPU).build(), high.seen())))
        .isEqualTo("8 → 12 cpu");
  }

  @Test
  void inTheDarkItIsKeptAtStatedUnits() {
    var dark = spec(2, 20, CPU).without(new MissingData.ScaleOutTo(7));
    assertThat(shown(Planner.decide(dark.build(), at(4).without("cpu").seen())))
        .isEqualTo("4 → 7 cpu");
    assertThat(shown(Planner.decide(dark.build(), at(9).without("cpu").seen()))).isEqualTo("9 cpu");
  }

  @Test
  void theLastGoodPointCountsForAWhile() {
    var tolerant = spec(2, 20, CPU).without(new MissingData.LastGood(Duration.ofMinutes(10)));
    assertThat(shown(Planner.decide(tolerant.build(), at(4).signal("cpu", "09:52", 90).seen())))
        .isEqualTo("4 → 6 cpu");
    assertThat(shown(Planner.decide(tolerant.build(), at(4).signal("cpu", "09:49", 90).seen())))
        .isEqualTo("4 cpu");
  }

  static Stream<Arguments> authors() {
    return Stream.of(
        row(
            "the highest want",
            at(4).signal("cpu", "10:00", 90).signal("load", "10:00", 900),
            spec(2, 20, CPU, LOAD),
            "4 → 9 by load"),
        row(
            "the highest of a scale-in",
            at(8).signal("cpu", "10:00", 22).signal("load", "10:00", 600),
            spec(2, 20, CPU, LOAD),
            "8 → 6 by load"),
        row(
            "a floor is nobody's want",
            at(4).signal("cpu", "10:00", 90),
            spec(2, 20, CPU, atLeast(8)),
            "4 → 8 by nobody"),
        row(
            "a want that a ceiling cuts stays its policy's",
            at(4).signal("cpu", "10:00", 120),
            spec(2, 20, CPU, atMost(6)),
            "4 → 6 by cpu"),
        row(
            "a ceiling is nobody's want",
            at(8).signal("cpu", "10:00", 45),
            spec(2, 20, CPU, atMost(3)),
            "8 → 3 by nobody"),
        row(
            "the minimum is nobody's want",
            at(1).signal("cpu", "10:00", 60),
            spec(3, 20, CPU),
            "1 → 3 by nobody"),
        row(
            "who is not heard wants nothing",
            at(4)
                .sent("09:57", 3, 4, "cpu")
                .signal("cpu", "10:00", 90, 90, 90, 90, 90)
                .signal("load", "10:00", 500),
            spec(2, 20, CPU, LOAD).guarded(new Effectiveness(1, 0.1)),
            "4 → 5 by load"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void authors(String name, Scene scene, Spec spec, String change) {
    assertThat(Planner.decide(spec.build(), scene.seen()))
        .as(name)
        .isInstanceOfSatisfying(
            Decision.Resize.class,
            resize ->
                assertThat(
                        resize.from()
                            + " → "
                            + resize.to()
                            + " by "
                            + resize.trace().wantedBy().orElse("nobody"))
                    .isEqualTo(change));
  }

  @Test
  void oddThingsAreTold() {
    var contradiction = Planner.decide(spec(2, 20, atLeast(9), atMost(5)).build(), at(4).seen());
    assertThat(contradiction.trace().notes())
        .containsExactly("a floor of 9 lies above a ceiling of 5: the ceiling wins");
    var suspicious =
        Planner.decide(spec(2, 20, CPU).build(), at(4).signal("cpu", "10:00", 6000).seen());
    assertThat(suspicious.trace().notes())
        .containsExactly("a want of 400 is suspicious at 4: is the target in the signal's unit?");
  }

  private static Activity failing() {
    return new Activity(
        Activity.Kind.DEPLOYMENT, "it fails", Optional.empty(), Activity.Hinders.BOTH);
  }

  private static Guardrail halfAMinute() {
    var half = Optional.<Rate>of(new Rate.Share(0.5));
    return new Throttle(half, half, Duration.ofMinutes(1), OptionalInt.empty());
  }

  private static ScalingPolicy atLeast(int units) {
    return new Count(new Bounds(OptionalInt.of(units), OptionalInt.empty()));
  }

  private static ScalingPolicy fromTen(int units) {
    return new Schedule(
        new Window.Daily(LocalTime.of(22, 0), LocalTime.of(23, 0), ZoneOffset.UTC, Set.of()),
        new Bounds(OptionalInt.of(units), OptionalInt.empty()),
        false);
  }

  private static Guardrail blackout() {
    var day = new Window.Daily(LocalTime.of(8, 0), LocalTime.of(20, 0), ZoneOffset.UTC, Set.of());
    return new Blackout(List.of(new Blackout.Period(day, true)));
  }

  private static ScalingPolicy atMost(int units) {
    return new Count(new Bounds(OptionalInt.empty(), OptionalInt.of(units)));
  }

  private static Scene at(int units) {
    return Scene.at("10:00").units(units);
  }

  private static Arguments row(String name, Scene scene, Spec spec, String decision) {
    return Arguments.of(name, scene, spec, decision);
  }

  private static String shown(Decision decision) {
    var by =
        switch (decision.cause().origin()) {
          case Cause.Origin.Policy(String name) -> name;
          case Cause.Origin.Guardrail(String name) -> name;
          case Cause.Origin.Engine() -> "engine";
        };
    return switch (decision) {
      case Decision.Resize resize -> resize.from() + " → " + resize.to() + " " + by;
      case Decision.Hold hold -> hold.at() + " " + by;
      case Decision.Rebalance _,
          Decision.Shift _,
          Decision.Steady _,
          Decision.Refused _,
          Decision.Impossible _ ->
          decision.toString();
    };
  }

  private static Spec spec(int min, int max, ScalingPolicy... policies) {
    return new Spec(
        new CapacityRange(min, max),
        List.of(policies),
        List.of(),
        new MissingData.HoldScaleIn(),
        FleetSpec.GroupBounds.KEEP,
        FleetSpec.Ownership.REFUSE);
  }

  /// What a file might say, in words.
  private record Spec(
      CapacityRange capacity,
      List<ScalingPolicy> policies,
      List<Guardrail> guardrails,
      MissingData missing,
      FleetSpec.GroupBounds bounds,
      FleetSpec.Ownership ownership) {
    Spec guarded(Guardrail... by) {
      return new Spec(capacity, policies, List.of(by), missing, bounds, ownership);
    }

    Spec without(MissingData mode) {
      return new Spec(capacity, policies, guardrails, mode, bounds, ownership);
    }

    Spec writingBounds() {
      return new Spec(
          capacity, policies, guardrails, missing, FleetSpec.GroupBounds.WRITE, ownership);
    }

    Spec ignoringOwners() {
      return new Spec(capacity, policies, guardrails, missing, bounds, FleetSpec.Ownership.IGNORE);
    }

    FleetSpec build() {
      var named = new ArrayList<NamedPolicy>();
      for (ScalingPolicy policy : policies) {
        var name =
            switch (policy) {
              case TargetTracking tracking -> tracking.signal();
              default -> "count";
            };
        long same = named.stream().filter(each -> each.name().startsWith(name)).count();
        named.add(
            new NamedPolicy(same == 0 ? name : name + "-" + (same + 1), name, policy, missing));
      }
      return new FleetSpec(
          new TargetId("it"),
          Resource.of("service", "it"),
          capacity,
          named,
          guardrails,
          Map.of(),
          FleetSpec.Health.byProvider(),
          new FleetSpec.Conduct(FleetSpec.Mode.ACT, FleetSpec.Directions.BOTH, bounds, ownership),
          FleetSpec.Ties.none(),
          Set.of());
    }
  }
}
