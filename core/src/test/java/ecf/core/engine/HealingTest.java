package ecf.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.FleetSpec.Conduct;
import ecf.core.guardrail.Blackout;
import ecf.core.guardrail.Busy;
import ecf.core.guardrail.Guardrail;
import ecf.core.guardrail.SickFleet;
import ecf.core.guardrail.Throttle;
import ecf.core.memory.Tenure;
import ecf.core.model.Activity;
import ecf.core.model.Activity.Hinders;
import ecf.core.model.CapacityRange;
import ecf.core.model.Owner;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.policy.Bounds;
import ecf.core.policy.Count;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Window;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

/// Instances at ten, with `heal: {after: 10m}` and a capacity of 2 to 20.
class HealingTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Window OPEN =
      new Window.Daily(LocalTime.of(9, 0), LocalTime.of(11, 0), ZoneOffset.UTC, Set.of());

  static Stream<Arguments> decisions() {
    return Stream.of(
        row("nobody is sick", at("10:00").units(4), heal(), "4"),
        row("sick for a while", of(4, "i-3 09:51"), heal(), "4"),
        row("sick for as long as the file allows", of(4, "i-3 09:50"), heal(), "4, i-3 (10m)"),
        row("sick for longer", of(4, "i-3 09:48"), heal(), "4, i-3 (12m)"),
        row("where the file does not heal", of(4, "i-3 09:48"), healing(Optional.empty()), "4"),
        row("the longest first", of(4, "i-3 09:49", "i-4 09:48"), heal(), "4, i-4 (12m)"),
        row(
            "as many as one pass may",
            of(8, "i-3 09:49", "i-4 09:48", "i-5 09:47"),
            heal(2),
            "8, i-5 (13m), i-4 (12m)"),
        row(
            "whoever is protected from scale-in stays",
            running(4, 3).sick("i-3", "09:40", true),
            heal(),
            "4; i-3 is unhealthy for 20m and stays: protected from scale-in"),
        row(
            "and others are replaced beside it",
            running(6, 4).sick("i-3", "09:40", true).sick("i-4", "09:48"),
            heal(),
            "6, i-4 (12m); i-3 is unhealthy for 20m and stays: protected from scale-in"),
        row("the number comes first", of(4, "i-3 09:48"), heal().wanting(6), "6"),
        row(
            "nobody is healthy",
            running(2, 0).sick("i-1", "09:40").sick("i-2", "09:40"),
            heal(),
            "2; i-1 and 1 more are unhealthy for 20m and stay: nobody is healthy, so traffic goes"
                + " to all of them"),
        row(
            "fewer serve than the minimum",
            running(3, 1).sick("i-1", "09:40").sick("i-2", "09:55"),
            heal(),
            "3; i-1 is unhealthy for 20m and stays: 1 serve, and at least 2 must (capacity.min)"),
        row(
            "half of the fleet is sick",
            running(4, 2).unhealthy(2).sick("i-1", "09:40").sick("i-2", "09:55"),
            heal().guarded(new SickFleet(0.5, MINUTE)),
            "4; i-1 is unhealthy for 20m and stays: sickFleet: 2 of 4 running units are unhealthy"),
        row(
            "half of the fleet is sick where that is switched off",
            running(4, 2).unhealthy(2).sick("i-1", "09:40").sick("i-2", "09:55"),
            heal(),
            "4, i-1 (20m)"),
        row(
            "in a blackout, even in one of scale-ins",
            of(4, "i-3 09:48"),
            heal().guarded(new Blackout(List.of(new Blackout.Period(OPEN, false)))),
            stays("blackout: since 2026-11-21T09:00:00Z: no unit is replaced")),
        row(
            "as many changes as the throttle allows were sent",
            of(4, "i-3 09:48").sent("09:55", 3, 4),
            heal().guarded(throttle(1)),
            stays("throttle: 1 changes within 10m are enough")),
        row(
            "one change fewer",
            of(4, "i-3 09:48").sent("09:55", 3, 4),
            heal().guarded(throttle(2)),
            "4, i-3 (12m)"),
        row(
            "an instance refresh",
            busy(Activity.Kind.INSTANCE_REFRESH, Hinders.SCALE_IN),
            heal().guarded(new Busy(Set.of())),
            stays("busy: something")),
        row(
            "an instance refresh that busy allows",
            busy(Activity.Kind.INSTANCE_REFRESH, Hinders.SCALE_IN),
            heal().guarded(new Busy(Set.of(Activity.Kind.INSTANCE_REFRESH))),
            stays("something")),
        row(
            "an instance waits for a lifecycle hook",
            busy(Activity.Kind.LIFECYCLE_WAIT, Hinders.SCALE_IN),
            heal(),
            stays("something")),
        row(
            "a zonal shift",
            busy(Activity.Kind.ZONAL_SHIFT, Hinders.SCALE_IN),
            heal(),
            stays("something")),
        row(
            "the group was told not to replace the sick",
            busy(Activity.Kind.SUSPENDED_PROCESS, Hinders.NOTHING),
            heal(),
            stays("something")),
        row(
            "units that were asked for do not come up",
            busy(Activity.Kind.SHORTFALL, Hinders.SCALE_OUT),
            heal(),
            stays("something")),
        row(
            "units are pending",
            of(4, "i-3 09:48").pending(1),
            heal(),
            stays("units that were asked for are still pending")),
        row(
            "an instance has gone and the next one is not there yet",
            of(4, "i-3 09:48").desired(5),
            heal(),
            "5; i-3 is unhealthy for 12m and stays: only 4 of 5 run"),
        row(
            "the last replacement does not serve yet",
            running(4, 2).sick("i-3", "09:48").replaced("i-2", "09:55"),
            heal(),
            stays("one was replaced 5m ago, and not everybody else serves yet")),
        row(
            "the last replacement is sick itself",
            running(4, 2).sick("i-3", "09:48").sick("i-5", "09:57").replaced("i-2", "09:55"),
            heal(),
            stays("one was replaced 5m ago, and not everybody else serves yet")),
        row(
            "everybody serves but those that were sick before the last replacement",
            running(4, 3).sick("i-3", "09:48").replaced("i-2", "09:55"),
            heal(),
            "4, i-3 (12m)"),
        row(
            "a replacement that never came up keeps the others for an hour only",
            running(4, 2).sick("i-3", "08:48").sick("i-5", "09:10").replaced("i-2", "09:00"),
            heal(),
            "4, i-3 (1h12m)"),
        row(
            "what was replaced is shown for a while",
            running(4, 3).sick("i-3", "09:48").replaced("i-3", "09:59"),
            heal(),
            "4"),
        row(
            "a question without an answer",
            of(4, "i-3 09:48")
                .unanswered(
                    new ProviderFailure(
                        ProviderFailure.Kind.DENIED, "cloud:Ask", "denied", "allow it", false)),
            heal(),
            stays("cloud:Ask was not answered (denied)")),
        row(
            "without state",
            of(4, "i-3 09:48").withoutState(),
            heal(),
            "4; i-3 is unhealthy and stays: without state nobody knows since when, so heal"
                + " replaces nothing"),
        row(
            "suspended on the way in",
            of(4, "i-3 09:48").suspended(Tenure.Halt.IN),
            heal(),
            stays("ecf-aws is suspended here")),
        row(
            "suspended on the way out",
            of(4, "i-3 09:48").suspended(Tenure.Halt.OUT),
            heal(),
            stays("ecf-aws is suspended here")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("decisions")
  void whoIsReplaced(String name, Scene scene, Asked asked, String expected) {
    assertThat(shown(Planner.decide(asked.spec(), scene.seen()))).isEqualTo(expected);
  }

  @Test
  void whoIsSuspendedOrOwnedIsNotHealed() {
    var halted = of(4, "i-3 09:48").suspended(Tenure.Halt.BOTH).seen();
    var owned = of(4, "i-3 09:48").owned(new Owner("somebody", "ask", true)).seen();

    assertThat(Planner.decide(heal().spec(), halted)).isInstanceOf(Decision.Refused.class);
    assertThat(Planner.decide(heal().spec(), owned)).isInstanceOf(Decision.Refused.class);
  }

  @Test
  void whatIsObservedIsOnlyTold() {
    var spec = heal().spec().conduct(observing());

    var decision = Planner.decide(spec, of(4, "i-3 09:48").seen());

    assertThat(spec.acts()).isFalse();
    assertThat(decision.cause().reason().summary())
        .isEqualTo("only observed: 1 of 4 running units is unhealthy, 1 for too long");
  }

  @Test
  void whoSetsTheNumberIsNotTakenOver() {
    var taking =
        heal()
            .spec()
            .conduct(
                new Conduct(
                    FleetSpec.Mode.ACT,
                    FleetSpec.Directions.BOTH,
                    FleetSpec.GroupBounds.KEEP,
                    FleetSpec.Ownership.TAKE_OVER));
    var other = new Owner("aws", "ask", false, Optional.of("suspended=none"));

    assertThat(Planner.decide(taking, of(4, "i-3 09:48").owned(other).seen()).changes())
        .containsExactly(new Change.Replace("i-3", "a", "unhealthy for 12m"));
  }

  @Test
  void theProvidersWordIsTold() {
    var seen = of(4, "i-3 09:48").seen();
    var instances =
        seen.target().condition().instances().stream()
            .map(each ->
                new ecf.core.model.FleetInstance(
                    each.id(), each.zone(), 1, false, Optional.of("Target.Timeout")))
            .toList();
    var target = seen.target().condition(seen.target().condition().instances(instances));
    var told =
        new ecf.core.observation.Observation(
            target, Map.of(), seen.memory(), true, Map.of(), Optional.empty(), seen.now());

    assertThat(Planner.decide(heal().spec(), told).changes())
        .containsExactly(new Change.Replace("i-3", "a", "unhealthy for 12m (Target.Timeout)"));
  }

  @Test
  void sinceWhenIsRememberedWhileItIsSickAndWhateverForbidsToAct() {
    var first = of(4).units(4).instance("i-3", "a").seen();
    assertThat(Planner.remembered(heal().spec(), first, new TreeMap<>()).traffic().sick())
        .isEmpty();

    var sick = of(4, "i-3 09:48").suspended(Tenure.Halt.BOTH).seen();
    assertThat(Planner.remembered(heal().spec(), sick, new TreeMap<>()).traffic().sick())
        .containsExactly(Map.entry("i-3", Scene.time("09:48")));

    var well = of(4, "i-3 09:48").seen();
    var healthy = well.target().condition(well.target().condition().instances(List.of()));
    var seen =
        new ecf.core.observation.Observation(
            healthy, Map.of(), well.memory(), true, Map.of(), Optional.empty(), well.now());
    assertThat(Planner.remembered(heal().spec(), seen, new TreeMap<>()).traffic().sick()).isEmpty();
    assertThat(
            Planner.remembered(healing(Optional.empty()).spec(), sick, new TreeMap<>())
                .traffic()
                .sick())
        .isEmpty();
  }

  @Test
  void whatWasReplacedIsForgottenAfterAnHour() {
    var seen = of(4).replaced("i-1", "08:59").replaced("i-2", "09:01").seen();

    assertThat(Planner.remembered(heal().spec(), seen, new TreeMap<>()).traffic().removed())
        .containsOnlyKeys("i-2");
  }

  private static String stays(String why) {
    return "4; i-3 is unhealthy for 12m and stays: " + why;
  }

  private static Scene busy(Activity.Kind kind, Hinders hinders) {
    return of(4, "i-3 09:48").busyWith(new Activity(kind, "something", Optional.empty(), hinders));
  }

  private static Guardrail throttle(int changes) {
    return new Throttle(
        Optional.empty(), Optional.empty(), Duration.ofMinutes(10), OptionalInt.of(changes));
  }

  private static Scene at(String time) {
    return Scene.at(time);
  }

  /// So many run, and all serve but these.
  private static Scene of(int units, String... sick) {
    var scene = running(units, units - sick.length);
    Arrays.stream(sick)
        .map(each -> each.split(" ", 2))
        .forEach(each -> scene.sick(each[0], each[1]));
    return scene;
  }

  private static Scene running(int units, int serving) {
    return at("10:00").units(units).servingOnly(serving);
  }

  private static Conduct observing() {
    return new Conduct(
        FleetSpec.Mode.OBSERVE,
        FleetSpec.Directions.BOTH,
        FleetSpec.GroupBounds.KEEP,
        FleetSpec.Ownership.REFUSE);
  }

  private static Asked heal() {
    return heal(1);
  }

  private static Asked heal(int max) {
    return healing(Optional.of(new FleetSpec.Heal(Duration.ofMinutes(10), max)));
  }

  private static Asked healing(Optional<FleetSpec.Heal> heal) {
    return new Asked(heal, OptionalInt.empty(), List.of());
  }

  private record Asked(
      Optional<FleetSpec.Heal> heal, OptionalInt wanted, List<Guardrail> guardrails) {
    Asked wanting(int units) {
      return new Asked(heal, OptionalInt.of(units), guardrails);
    }

    Asked guarded(Guardrail guardrail) {
      return new Asked(heal, wanted, List.of(guardrail));
    }

    FleetSpec spec() {
      var policies =
          wanted.stream()
              .mapToObj(units ->
                  new NamedPolicy(
                      "count",
                      "count",
                      new Count(new Bounds(OptionalInt.of(units), OptionalInt.empty())),
                      new MissingData.HoldScaleIn()))
              .toList();
      return new FleetSpec(
          new TargetId("web"),
          Resource.of("fleet", "web"),
          new CapacityRange(2, 20),
          policies,
          guardrails,
          Map.of(),
          FleetSpec.Health.byProvider().heal(heal),
          Conduct.plain(),
          FleetSpec.Ties.none(),
          Set.of());
    }
  }

  private static String shown(Decision decision) {
    var replaced =
        decision.changes().stream()
            .filter(Change.Replace.class::isInstance)
            .map(Change.Replace.class::cast)
            .map(each ->
                ", " + each.instance() + each.why().replaceFirst("unhealthy for (.*)", " ($1)"))
            .collect(Collectors.joining());
    var notes = decision.trace().notes().stream().map(note -> "; " + note);
    return decision.units().orElseThrow() + replaced + notes.collect(Collectors.joining());
  }

  private static Arguments row(String name, Scene scene, Asked asked, String expected) {
    return Arguments.of(name, scene, asked, expected);
  }
}
