package ecf.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.guardrail.Busy;
import ecf.core.guardrail.Cooldown;
import ecf.core.guardrail.Guardrail;
import ecf.core.guardrail.Rate;
import ecf.core.guardrail.Throttle;
import ecf.core.model.Activity;
import ecf.core.model.CapacityRange;
import ecf.core.model.Owner;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.policy.Bounds;
import ecf.core.policy.Count;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.ScalingPolicy;
import ecf.core.policy.TargetTracking;
import ecf.core.signal.PerUnit;
import ecf.core.signal.Signal;
import ecf.core.signal.Unit;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What would have to be different for another outcome.
class AlternativesTest {
  private static final ScalingPolicy CPU = new TargetTracking("cpu", 60, 0.1, true);
  private static final ScalingPolicy MEMORY = new TargetTracking("memory", 70, 0.1, true);
  private static final Guardrail REST = new Cooldown(Duration.ofMinutes(5), Duration.ofMinutes(5));
  private static final Guardrail BUSY = new Busy(Set.of());
  private static final Guardrail HALF =
      new Throttle(
          Optional.of(new Rate.Share(0.5)),
          Optional.of(new Rate.Share(0.5)),
          Duration.ofMinutes(1),
          OptionalInt.empty());

  static Stream<Arguments> alternatives() {
    return Stream.of(
        row(
            "a policy cannot tell, so nobody scales in",
            at(8).signal("cpu", "10:00", 35).without("memory"),
            spec(List.of(CPU, MEMORY)),
            "5 if memory had data and asked for no more"),
        row(
            "nobody can tell: nothing is known of what would be",
            at(8).without("cpu").without("memory"),
            spec(List.of(CPU, MEMORY))),
        row(
            "a cooldown holds a scale-out back",
            at(4).signal("cpu", "10:00", 90).sent("09:58", 3, 4),
            spec(List.of(CPU), REST),
            "6 if cooldown did not hold it back"),
        row(
            "two guardrails hold it back, each alone is enough",
            at(8).signal("cpu", "10:00", 30).busyWith(deployment()).sent("09:58", 7, 8),
            spec(List.of(CPU), BUSY, REST),
            "4 if none of busy and cooldown held it back"),
        row(
            "a change is limited",
            at(4).signal("cpu", "10:00", 180),
            spec(List.of(CPU), HALF),
            "12 if throttle did not hold it back"),
        row(
            "a stated floor keeps it up",
            at(8).signal("cpu", "10:00", 30),
            spec(List.of(CPU, count(8, OptionalInt.empty()))),
            "4 if count stated no floor of 8"),
        row(
            "it stays because its signal is near its target: 66 is still within 10 % of 60",
            at(4).signal("cpu", "10:00", 60),
            spec(List.of(CPU)),
            "5 if cpu had been above 66 all the time that is looked at",
            "3 if cpu had been 45 or less all the time that is looked at"),
        row(
            "no percentage above 100 is ever measured",
            at(4).signal(percent(), "10:00", 95),
            spec(List.of(new TargetTracking("cpu", 95, 0.1, true))),
            "3 if cpu had been 71.25% or less all the time that is looked at"),
        row("a change that nothing hinders", at(4).signal("cpu", "10:00", 90), spec(List.of(CPU))),
        row(
            "somebody else's",
            at(4).signal("cpu", "10:00", 90).owned(new Owner("them", "ask", false)),
            spec(List.of(CPU))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("alternatives")
  void eachIsTheSameDecisionWithOneThingChanged(
      String what, Scene scene, FleetSpec spec, List<String> expected) {
    assertThat(Alternatives.of(spec, scene.seen(), Planner.decide(spec, scene.seen())))
        .extracting(each -> each.units() + " if " + each.condition())
        .isEqualTo(expected);
  }

  private static Arguments row(String what, Scene scene, FleetSpec spec, String... expected) {
    return Arguments.of(what, scene, spec, List.of(expected));
  }

  private static Scene at(int units) {
    return Scene.at("10:00").units(units).seen("09:00", units);
  }

  private static Signal percent() {
    var plain = Scene.signal("cpu");
    return new Signal(
        plain.name(),
        plain.source(),
        plain.statistic(),
        plain.period(),
        plain.window(),
        plain.aggregate(),
        plain.maxAge(),
        plain.noData(),
        plain.combine(),
        plain.perSecond(),
        Unit.PERCENT,
        PerUnit.YES);
  }

  private static Activity deployment() {
    return Activity.of(Activity.Kind.DEPLOYMENT, "a deployment");
  }

  private static ScalingPolicy count(int min, OptionalInt max) {
    return new Count(new Bounds(OptionalInt.of(min), max));
  }

  private static FleetSpec spec(List<ScalingPolicy> policies, Guardrail... guardrails) {
    var named = new ArrayList<NamedPolicy>();
    for (ScalingPolicy policy : policies) {
      var name = policy instanceof TargetTracking tracking ? tracking.signal() : "count";
      named.add(new NamedPolicy(name, name, policy, new MissingData.HoldScaleIn()));
    }
    return new FleetSpec(
        new TargetId("it"),
        Resource.of("service", "it"),
        new CapacityRange(2, 20),
        named,
        List.of(guardrails),
        Map.of(),
        FleetSpec.Health.byProvider(),
        FleetSpec.Conduct.plain(),
        FleetSpec.Ties.none(),
        Set.of());
  }
}
