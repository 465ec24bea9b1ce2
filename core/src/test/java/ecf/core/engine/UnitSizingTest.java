package ecf.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.guardrail.Blackout;
import ecf.core.guardrail.Busy;
import ecf.core.guardrail.Guardrail;
import ecf.core.guardrail.SickFleet;
import ecf.core.model.Activity;
import ecf.core.model.CapacityRange;
import ecf.core.model.Cause;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Reason;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.model.UnitSize;
import ecf.core.policy.Bounds;
import ecf.core.policy.Count;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;
import ecf.core.policy.ScalingPolicy;
import ecf.core.policy.TargetTracking;
import ecf.core.policy.Window;
import ecf.core.testing.Fitting;
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

/// Units at ten, of 512 CPU, that track their CPU at 60.
class UnitSizingTest {
  private static final UnitSize SMALL = new UnitSize(256, 2048);
  private static final UnitSize PRESENT = new UnitSize(512, 2048);
  private static final UnitSize LARGE = new UnitSize(1024, 2048);
  private static final UnitSize HUGE = new UnitSize(2048, 4096);
  private static final String LONG_AGO = "2026-11-01T10:00:00Z";
  private static final ScalingPolicy CPU = new TargetTracking("cpu", 60, 0.1, true);
  private static final Guardrail BUSY = new Busy(Set.of());
  private static final Activity DEPLOYMENT = Activity.of(Activity.Kind.DEPLOYMENT, "a deployment");
  private static final Window OPEN =
      new Window.Daily(LocalTime.of(9, 0), LocalTime.of(11, 0), ZoneOffset.UTC, Set.of());

  static Stream<Arguments> decisions() {
    return Stream.of(
        row("a size that is only told changes nothing", at(4, 60), spec(told(LARGE)), "4"),
        row("larger units", at(4, 60), spec(done(LARGE)), "4, 512 → 1024"),
        row("smaller units", at(4, 60), spec(done(SMALL)), "4, 512 → 256"),
        row("units as they should be", at(4, 60), spec(done(PRESENT)), "4"),
        row(
            "larger ones before smaller ones",
            at(4, 60),
            spec(done(SMALL), done(LARGE)),
            "4, 512 → 1024"),
        row("where none runs", at(2, 60).units(0), spec(0, done(LARGE)), "0, 512 → 1024"),
        row(
            "the number comes first",
            at(4, 90),
            spec(done(LARGE)),
            "6; the number of units changes first: one at a time"),
        row(
            "the number comes first on the way in",
            at(8, 22),
            spec(done(LARGE)),
            "3; the number of units changes first: one at a time"),
        row(
            "not during a deployment",
            at(4, 60).busyWith(DEPLOYMENT),
            spec(done(LARGE)).guarded(BUSY),
            "4; busy: a deployment"),
        row(
            "not even where busy is off",
            at(4, 60).busyWith(DEPLOYMENT),
            spec(done(LARGE)),
            "4; a deployment"),
        row(
            "nor where it allows deployments",
            at(4, 60).busyWith(DEPLOYMENT),
            spec(done(LARGE)).guarded(new Busy(Set.of(Activity.Kind.DEPLOYMENT))),
            "4; a deployment"),
        row(
            "not while units are pending",
            at(4, 60).pending(1),
            spec(done(LARGE)).guarded(BUSY),
            "4; busy: 1 unit is pending"),
        row(
            "not in a blackout, not even in one of scale-ins",
            at(4, 60),
            spec(done(LARGE)).guarded(new Blackout(List.of(new Blackout.Period(OPEN, false)))),
            "4; blackout: since 2026-11-21T09:00:00Z: no unit is replaced"),
        row(
            "not while the fleet is sick",
            at(4, 60).unhealthy(2),
            spec(done(LARGE)).guarded(new SickFleet(0.5, Duration.ofMinutes(1))),
            "4; sickFleet: 2 of 4 running units are unhealthy"),
        row(
            "not without state",
            at(4, 60).withoutState(),
            spec(done(LARGE)),
            "4; without state nobody knows when they were resized last"),
        row(
            "not while a question has no answer",
            at(4, 60)
                .unanswered(
                    new ProviderFailure(
                        ProviderFailure.Kind.DENIED, "aas:Describe", "denied", "", false)),
            spec(done(LARGE)),
            "4; aas:Describe was not answered (denied)"),
        row(
            "smaller ones not where it only scales out",
            at(4, 60),
            spec(done(SMALL)).directed(FleetSpec.Directions.OUT),
            "4; it only scales out"),
        row(
            "larger ones not where it only scales in",
            at(4, 60),
            spec(done(LARGE)).directed(FleetSpec.Directions.IN),
            "4; it only scales in"),
        row(
            "mixed: a larger unit instead of two more",
            at(4, 90),
            spec(mixed(PRESENT, LARGE, HUGE)),
            "4, 512 → 1024"),
        row(
            "mixed: the largest instead of many more",
            at(4, 600),
            spec(mixed(PRESENT, LARGE, HUGE)),
            "4, 512 → 2048"),
        row(
            "mixed: no smaller than what would fit",
            at(4, 90),
            spec(mixed(HUGE, LARGE, HUGE)),
            "4, 512 → 2048"),
        row("mixed: more units where there are none larger", at(4, 90), spec(mixed(PRESENT)), "6"),
        row(
            "mixed: more units during a deployment",
            at(4, 90).busyWith(DEPLOYMENT),
            spec(mixed(PRESENT, LARGE)),
            "6; a deployment"),
        row(
            "mixed: more units for a floor",
            at(4, 90),
            spec(mixed(PRESENT, LARGE), atLeast(5)),
            "6"),
        row(
            "mixed: more units where there are none",
            at(4, 60).units(0),
            spec(mixed(PRESENT, LARGE)),
            "2"),
        row("mixed: fewer units as ever", at(8, 22), spec(mixed(PRESENT, LARGE)), "3"),
        row(
            "mixed: what would fit where nothing more is wanted",
            at(4, 60),
            spec(mixed(LARGE, LARGE)),
            "4, 512 → 1024"),
        row(
            "mixed: smaller ones not before the number is at its min",
            at(4, 60),
            spec(mixed(SMALL, LARGE)),
            "4; the number comes down to its min 2 before a unit becomes smaller"),
        row("mixed: smaller ones at the min", at(2, 60), spec(mixed(SMALL, LARGE)), "2, 512 → 256"),
        row(
            "mixed: no more units minutes after they grew",
            resized("09:56"),
            spec(mixed(PRESENT)),
            "4"),
        row("mixed: nor larger ones", resized("09:56"), spec(mixed(PRESENT, LARGE)), "4"),
        row(
            "mixed: more units when that has not helped",
            resized("09:49"),
            spec(mixed(PRESENT)),
            "6"),
        row(
            "mixed: more units where the larger ones do not come up",
            resized("09:56")
                .busyWith(
                    new Activity(
                        Activity.Kind.DEPLOYMENT,
                        "3 tasks failed",
                        Optional.empty(),
                        Activity.Hinders.BOTH)),
            spec(mixed(PRESENT)),
            "6"));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("decisions")
  void oneOfNumberAndSizeChanges(String name, Scene scene, Spec spec, String outcome) {
    var decision = Planner.decide(spec.build(), scene.seen());
    assertThat(told(decision)).as(name).isEqualTo(outcome);
    assertThat(decision.changes()).hasSizeLessThan(2);
  }

  @Test
  void whoseSizeItIsIsTheCause() {
    var decision = Planner.decide(spec(done(LARGE)).build(), at(4, 60).seen());
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Resize.class,
            resize -> {
              assertThat(resize.from()).isEqualTo(4);
              assertThat(resize.to()).isEqualTo(4);
              assertThat(resize.cause())
                  .isEqualTo(Cause.policy("p1", Reason.of(Reason.Code.OFF_TARGET, "it would fit")));
              assertThat(resize.changes()).containsExactly(new Change.ResizeUnit(PRESENT, LARGE));
            });
  }

  @Test
  void aLargerUnitInsteadOfMoreSaysSo() {
    var decision = Planner.decide(spec(mixed(PRESENT, LARGE)).build(), at(4, 90).seen());
    assertThat(decision.cause().reason().summary())
        .isEqualTo("a unit grows before there are 6: 512 CPU → 1024 CPU");
    var waiting = Planner.decide(spec(mixed(PRESENT)).build(), resized("09:56").seen());
    assertThat(waiting.cause().reason().summary())
        .isEqualTo("its units were resized 4m ago: no more of them before 10m are over");
  }

  private static String told(Decision decision) {
    var text = new StringBuilder().append(decision.units().orElseThrow());
    for (Change change : decision.changes()) {
      if (change instanceof Change.ResizeUnit(var from, var to)) {
        text.append(", ").append(from.cpu()).append(" → ").append(to.cpu());
      }
    }
    decision
        .trace()
        .sizing()
        .flatMap(Trace.Sizing::held)
        .ifPresent(why -> {
          text.append("; ");
          if (why.origin() instanceof Cause.Origin.Guardrail(String guardrail)) {
            text.append(guardrail).append(": ");
          }
          text.append(why.reason().summary());
        });
    return text.toString();
  }

  private static Scene at(int units, double cpu) {
    return Scene.at("10:00").units(units).unit(PRESENT, LONG_AGO).signal("cpu", "10:00", cpu);
  }

  /// Overloaded units that became as large as they are at some time today.
  private static Scene resized(String time) {
    return Scene.at("10:00")
        .units(4)
        .unit(SMALL, LONG_AGO)
        .unit(PRESENT, Scene.time(time).toString())
        .signal("cpu", "10:00", 90);
  }

  private static ScalingPolicy told(UnitSize size) {
    return new Fitting(size, Proposal.Way.told());
  }

  private static ScalingPolicy done(UnitSize size) {
    return new Fitting(size, new Proposal.Way(true, false, List.of()));
  }

  private static ScalingPolicy mixed(UnitSize size, UnitSize... larger) {
    return new Fitting(size, new Proposal.Way(true, true, List.of(larger)));
  }

  private static ScalingPolicy atLeast(int units) {
    return new Count(new Bounds(OptionalInt.of(units), OptionalInt.empty()));
  }

  private static Spec spec(ScalingPolicy... policies) {
    return spec(2, policies);
  }

  private static Spec spec(int min, ScalingPolicy... policies) {
    var all = new ArrayList<ScalingPolicy>(List.of(CPU));
    all.addAll(List.of(policies));
    return new Spec(min, all, List.of(), FleetSpec.Directions.BOTH);
  }

  private static Arguments row(String name, Scene scene, Spec spec, String outcome) {
    return Arguments.of(name, scene, spec, outcome);
  }

  private record Spec(
      int min,
      List<ScalingPolicy> policies,
      List<Guardrail> guardrails,
      FleetSpec.Directions directions) {
    Spec guarded(Guardrail... by) {
      return new Spec(min, policies, List.of(by), directions);
    }

    Spec directed(FleetSpec.Directions only) {
      return new Spec(min, policies, guardrails, only);
    }

    FleetSpec build() {
      var named = new ArrayList<NamedPolicy>();
      for (ScalingPolicy policy : policies) {
        named.add(
            new NamedPolicy("p" + named.size(), "lab", policy, new MissingData.HoldScaleIn()));
      }
      return new FleetSpec(
          new TargetId("it"),
          Resource.of("service", "it"),
          new CapacityRange(min, 40),
          named,
          guardrails,
          Map.of(),
          FleetSpec.Health.byProvider(),
          new FleetSpec.Conduct(
              FleetSpec.Mode.ACT,
              directions,
              FleetSpec.GroupBounds.KEEP,
              FleetSpec.Ownership.REFUSE),
          FleetSpec.Ties.none(),
          Set.of());
    }
  }
}
