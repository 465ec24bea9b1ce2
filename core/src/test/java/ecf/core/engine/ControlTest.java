package ecf.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.guardrail.Busy;
import ecf.core.guardrail.Cooldown;
import ecf.core.guardrail.Guardrail;
import ecf.core.guardrail.Rate;
import ecf.core.guardrail.Throttle;
import ecf.core.memory.Tenure.Halt;
import ecf.core.model.Activity;
import ecf.core.model.CapacityRange;
import ecf.core.model.Owner;
import ecf.core.model.Reason;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.policy.Follow;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.ScalingPolicy;
import ecf.core.policy.StepChange;
import ecf.core.policy.StepScaling;
import ecf.core.policy.TargetTracking;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A provider's minimum as the number that is decided, another scaler that is taken over, and a
/// target that is suspended.
class ControlTest {
  private static final ScalingPolicy CPU = new TargetTracking("cpu", 60, 0.1, true);
  private static final ScalingPolicy STEP =
      new StepScaling(
          "cpu",
          List.of(
              new StepScaling.Step(true, 75, new StepChange.By(2)),
              new StepScaling.Step(false, 30, new StepChange.By(-1))),
          1,
          1,
          1);

  /// Between 4 and 12 the other scaler has gone to 6; capacity 2 to 20.
  static Stream<Arguments> minima() {
    return Stream.of(
        row("load counts by what serves, and becomes the minimum", "min", 90, CPU, "min 4 → 9"),
        row("in the band the minimum stays", "min", 60, CPU, "4"),
        row("it comes down to what is needed", "min", 20, CPU, "min 4 → 2"),
        row("never above the provider's maximum", "min", 130, CPU, "min 4 → 12"),
        row("a step counts from what serves", "min", 80, STEP, "min 4 → 8"),
        row("a step down from more than the minimum leaves it", "min", 20, STEP, "4"),
        row("minMax takes the maximum along", "minMax", 90, CPU, "min 4 → 9, max 12 → 17"),
        row("and brings it back", "minMax", 20, CPU, "min 4 → 2, max 12 → 10"),
        row("but not above capacity", "minMax", 150, CPU, "min 4 → 15, max 12 → 20"));
  }

  private static Arguments row(
      String name, String control, double cpu, ScalingPolicy policy, String changes) {
    return Arguments.of(name, control, cpu, policy, changes);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("minima")
  void theMinimumIsDecided(
      String name, String control, double cpu, ScalingPolicy policy, String changes) {
    var spec = spec(control, policy);
    var seen = Scene.at("10:00").units(6).minimum(4, 12).signal("cpu", "10:00", cpu).seen();
    assertThat(shown(Planner.decide(spec, seen))).as(name).isEqualTo(changes);
  }

  /// What serves was 6 while it was measured, however the minimum moved since.
  @Test
  void anOldPointDoesNotCompound() {
    var seen =
        Scene.at("10:01").seen("09:50", 6).units(6).minimum(9, 12).signal("cpu", "10:00", 90);
    assertThat(shown(Planner.decide(spec("min", CPU), seen.seen()))).isEqualTo("9");
  }

  static Stream<Arguments> guarded() {
    return Stream.of(
        Arguments.of(
            "cooldown counts the changes of the minimum",
            new Cooldown(Duration.ofMinutes(10), Duration.ofMinutes(10)),
            at("90").sent("09:55", 2, 4),
            "4"),
        Arguments.of(
            "busy holds the minimum, too",
            new Busy(Set.of()),
            at("20").busyWith(Activity.of(Activity.Kind.DEPLOYMENT, "a deployment")),
            "4"),
        Arguments.of(
            "throttle counts from the minimum",
            new Throttle(
                Optional.empty(), Optional.of(new Rate.Units(1)),
                Duration.ofMinutes(1), OptionalInt.empty()),
            at("20"),
            "min 4 → 3"));
  }

  private static Scene at(String cpu) {
    return Scene.at("10:00")
        .units(6)
        .minimum(4, 12)
        .signal("cpu", "10:00", Double.parseDouble(cpu));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("guarded")
  void everyGuardrailReviewsIt(String name, Guardrail guardrail, Scene scene, String changes) {
    var spec = spec("min", CPU);
    var guarded = spec.with(spec.policies(), List.of(guardrail));
    assertThat(shown(Planner.decide(guarded, scene.seen()))).as(name).isEqualTo(changes);
  }

  @Test
  void theDistanceIsThatOfTheFirstSight() {
    var seen = Scene.at("10:00").units(6).minimum(4, 20).spread(3).signal("cpu", "10:00", 60);
    assertThat(shown(Planner.decide(spec("minMax", CPU), seen.seen()))).isEqualTo("max 20 → 7");
  }

  @Test
  void aMaximumNeverTakesAwayWhatIsThere() {
    var seen = Scene.at("10:00").units(11).minimum(4, 20).spread(3).signal("cpu", "10:00", 10);
    assertThat(shown(Planner.decide(spec("minMax", CPU), seen.seen())))
        .isEqualTo("min 4 → 2, max 20 → 11");
  }

  @Test
  void aMinimumThatTheProvidersMaximumForbidsFailsTheTarget() {
    var seen = Scene.at("10:00").units(1).minimum(0, 1).signal("cpu", "10:00", 60).seen();
    assertThat(Planner.decide(spec("min", CPU), seen))
        .isInstanceOfSatisfying(
            Decision.Impossible.class,
            impossible ->
                assertThat(impossible.failure().hint())
                    .isEqualTo(
                        "lower capacity.min, raise the provider's maximum, or write `control:"
                            + " minMax`"));
    assertThat(shown(Planner.decide(spec("minMax", CPU), seen))).isEqualTo("min 0 → 2, max 1 → 3");
  }

  @Test
  void anotherOwnerIsExpectedUnlessNobodyElseMayChangeIt() {
    var high = Scene.at("10:00").units(6).minimum(4, 12).signal("cpu", "10:00", 90);
    var owned = high.owned(new Owner("application-autoscaling", "ask", false)).seen();
    assertThat(shown(Planner.decide(spec("min", CPU), owned))).isEqualTo("min 4 → 9");
    var daemon = high.owned(new Owner("its DAEMON strategy", "", true)).seen();
    assertThat(shown(Planner.decide(spec("min", CPU), daemon))).isEqualTo("owned");
  }

  /// Those that carry a target must carry what the other scaler asked for.
  @Test
  void whoFollowsGoesByWhatIsThere() {
    var web = spec("min", CPU);
    var host =
        spec("desired", new Follow(Set.of(web.id()), 0.5), "host")
            .conduct(FleetSpec.Conduct.plain());
    var sights =
        Map.of(
            web.id(), Scene.at("10:00").units(10).minimum(4, 12).signal("cpu", "10:00", 60).seen(),
            host.id(), Scene.at("10:00").units(2).seen());
    var plan = Planner.plan(List.of(web, host), sights, Map.of());
    assertThat(Objects.requireNonNull(plan.decisions().get(host.id())).changes())
        .containsExactly(new Change.SetCapacity(2, 5));
  }

  /// A pool of 7 units of which 6 are there: up to 7 the minimum costs nothing that is not there.
  @Test
  void aPoolCountsWhatIsThere() {
    var ties = new FleetSpec.Ties(Set.of(), Optional.of("pool"), 0, Optional.empty());
    var spec = spec("min", CPU);
    var pooled =
        new FleetSpec(
            spec.id(),
            spec.resource(),
            spec.capacity(),
            spec.policies(),
            List.of(),
            Map.of(),
            spec.health(),
            spec.conduct(),
            ties,
            Set.of());
    var seen = Scene.at("10:00").units(6).minimum(2, 12).signal("cpu", "10:00", 90).seen();
    var limits = new Limits(new TreeMap<>(Map.of("pool", 7)), Optional.empty(), Optional.empty());
    var plan =
        Planner.plan(
            List.of(pooled), limits, Map.of(pooled.id(), seen), Map.of(), Map.of(), Map.of());
    assertThat(shown(Objects.requireNonNull(plan.decisions().get(pooled.id()))))
        .isEqualTo("min 2 → 7");
  }

  @Test
  void whatIsTakenOverIsSuspendedBeforeTheFirstChangeAndOnlyThen() {
    var owner = new Owner("application-autoscaling", "ask", false, Optional.of("suspended=none"));
    var spec = spec("desired", CPU).conduct(owning(FleetSpec.Ownership.TAKE_OVER));
    var high = Scene.at("10:00").units(4).owned(owner).signal("cpu", "10:00", 90).seen();
    assertThat(Planner.decide(spec, high).changes())
        .containsExactly(
            new Change.TakeOver("application-autoscaling", "suspended=none"),
            new Change.SetCapacity(4, 6));
    var good = Scene.at("10:00").units(4).owned(owner).signal("cpu", "10:00", 60).seen();
    assertThat(Planner.decide(spec, good).changes()).isEmpty();
  }

  @Test
  void whatCannotBeTakenOverIsLeftAlone() {
    var spec = spec("desired", CPU).conduct(owning(FleetSpec.Ownership.TAKE_OVER));
    var managed = new Owner("the managed scaling of an ECS capacity provider", "ask", false);
    var high = Scene.at("10:00").units(4).owned(managed).signal("cpu", "10:00", 90).seen();
    assertThat(shown(Planner.decide(spec, high))).isEqualTo("owned");
  }

  static Stream<Arguments> suspensions() {
    return Stream.of(
        Arguments.of("all of it", Halt.BOTH, 4, 90, "suspended"),
        Arguments.of("all of it, below its minimum", Halt.BOTH, 1, 90, "suspended"),
        Arguments.of("the way out", Halt.OUT, 4, 90, "4 suspended"),
        Arguments.of("the way out, below its minimum", Halt.OUT, 1, 90, "1 suspended"),
        Arguments.of("the way out leaves the way in", Halt.OUT, 4, 20, "4 → 2"),
        Arguments.of("the way in", Halt.IN, 4, 20, "4 suspended"),
        Arguments.of("the way in leaves the way out", Halt.IN, 4, 90, "4 → 6"),
        Arguments.of("the way in, where nothing changes", Halt.IN, 4, 60, "4"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("suspensions")
  void whoSuspendedSomethingHoldsIt(String name, Halt halt, int units, double cpu, String what) {
    var spec = spec("desired", CPU);
    var seen = Scene.at("10:00").units(units).suspended(halt).signal("cpu", "10:00", cpu).seen();
    assertThat(shown(Planner.decide(spec, seen))).as(name).isEqualTo(what);
  }

  private static FleetSpec.Conduct owning(FleetSpec.Ownership ownership) {
    return new FleetSpec.Conduct(
        FleetSpec.Mode.ACT, FleetSpec.Directions.BOTH, FleetSpec.GroupBounds.KEEP, ownership);
  }

  private static FleetSpec spec(String control, ScalingPolicy policy) {
    return spec(control, policy, "it");
  }

  private static FleetSpec spec(String control, ScalingPolicy policy, String name) {
    var deciding =
        switch (control) {
          case "min" -> FleetSpec.Control.MIN;
          case "minMax" -> FleetSpec.Control.MIN_MAX;
          default -> FleetSpec.Control.DESIRED;
        };
    return new FleetSpec(
        new TargetId(name),
        Resource.of("service", name),
        new CapacityRange(2, 20),
        List.of(new NamedPolicy("policy", "policy", policy, new MissingData.HoldScaleIn())),
        List.of(),
        Map.of(),
        FleetSpec.Health.byProvider(),
        new FleetSpec.Conduct(
            FleetSpec.Mode.ACT,
            FleetSpec.Directions.BOTH,
            FleetSpec.GroupBounds.KEEP,
            FleetSpec.Ownership.REFUSE,
            deciding),
        FleetSpec.Ties.none(),
        Set.of());
  }

  private static String shown(Decision decision) {
    var code = decision.cause().reason().code();
    return switch (decision) {
      case Decision.Resize resize ->
          resize.changes().stream().map(ControlTest::shown).collect(Collectors.joining(", "));
      case Decision.Hold hold -> hold.at() + (code == Reason.Code.SUSPENDED ? " suspended" : "");
      case Decision.Refused _ -> code.text();
      case Decision.Impossible _, Decision.Rebalance _, Decision.Shift _, Decision.Steady _ ->
          decision.toString();
    };
  }

  private static String shown(Change change) {
    return switch (change) {
      case Change.SetCapacity(int from, int to) -> from + " → " + to;
      case Change.SetBounds(var from, var to) ->
          Stream.of(moved("min", from.min(), to.min()), moved("max", from.max(), to.max()))
              .flatMap(Optional::stream)
              .collect(Collectors.joining(", "));
      case Change.TakeOver _,
          Change.ResizeUnit _,
          Change.Replace _,
          Change.Terminate _,
          Change.SetAttributes _,
          Change.SetWeights _,
          Change.Register _,
          Change.Deregister _ ->
          change.toString();
    };
  }

  private static Optional<String> moved(String bound, int from, int to) {
    return from == to ? Optional.empty() : Optional.of(bound + " " + from + " → " + to);
  }
}
