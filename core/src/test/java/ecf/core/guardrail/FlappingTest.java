package ecf.core.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.Reason;
import ecf.core.policy.Bounds;
import ecf.core.policy.Count;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.QueueBacklog;
import ecf.core.policy.ScalingPolicy;
import ecf.core.policy.Schedule;
import ecf.core.policy.StepChange;
import ecf.core.policy.StepScaling;
import ecf.core.policy.TargetTracking;
import ecf.core.policy.Window;
import ecf.core.signal.PerUnit;
import ecf.core.signal.Signal;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Scale-ins that would come back: policies, what they see, and what is made of a change from the
/// present desired to another number.
class FlappingTest {
  private static final Flapping FLAPPING = new Flapping(Duration.ofMinutes(15));
  private static final ScalingPolicy CPU = new TargetTracking("cpu", 60, 0.1, true);
  private static final ScalingPolicy HALVE_OR_ADD =
      new StepScaling(
          "cpu",
          List.of(
              new StepScaling.Step(false, 40, new StepChange.By(-2)),
              new StepScaling.Step(true, 70, new StepChange.By(2))),
          2,
          3,
          1);

  static Stream<Arguments> changes() {
    return Stream.of(
            row("a step up waits below", at().signal(cpu(), "10:00", 38, 38, 38), 2, HALVE_OR_ADD)
                .vetoed("at 2 it would be undone: cpu 76 is above 70 in 2 of 3: +2, 2 → 4"),
            row(
                    "fewer stay below the step",
                    at().signal(cpu(), "10:00", 34, 34, 34),
                    2,
                    HALVE_OR_ADD)
                .passes(),
            row(
                    "of a total nobody carries more",
                    at().signal("cpu", "10:00", 38, 38, 38),
                    2,
                    HALVE_OR_ADD)
                .passes(),
            row(
                    "a tracked load fits what is wanted for it",
                    at().signal(cpu(), "10:00", 28),
                    2,
                    CPU)
                .passes(),
            row("a tracked load does not fit fewer", at().signal(cpu(), "10:00", 28), 1, CPU)
                .vetoed("at 1 it would be undone: cpu 112 is above 60: 1 → 2"),
            row(
                    "fewer that a floor makes more of fit",
                    at().signal(cpu(), "10:00", 28),
                    1,
                    CPU,
                    new Count(new Bounds(OptionalInt.of(2), OptionalInt.empty())))
                .floor(2)
                .passes(),
            row(
                    "it counts from the units of the measuring time",
                    at().seen("09:50", 8).seen("09:59:30", 8).units(6).signal(cpu(), "10:00", 45),
                    5,
                    CPU)
                .vetoed("at 5 it would be undone: cpu 72 is above 60: 5 → 6"),
            row("a backlog stays", at().signal("queue", "10:00", 480), 2, backlog()).passes(),
            row("a backlog needs more", at().signal("queue", "10:00", 481), 2, backlog())
                .vetoed(
                    "at 2 it would be undone: queue of 481 at 240 per unit in 1m needs 3: 2 → 3"),
            row("a schedule begins soon", at("21:50").signal(cpu(), "21:50", 20), 2, CPU, night(4))
                .vetoed(
                    "at 2 it would be undone in 10m: schedule since 2026-11-21T22:00:00Z: at least"
                        + " 4"),
            row("a schedule begins later", at("21:40").signal(cpu(), "21:40", 20), 2, CPU, night(4))
                .passes(),
            row(
                    "a schedule asks for less",
                    at("21:50").signal(cpu(), "21:50", 20),
                    2,
                    CPU,
                    night(2))
                .passes(),
            row(
                    "a ceiling keeps it down",
                    at().signal(cpu(), "10:00", 38, 38, 38),
                    2,
                    HALVE_OR_ADD,
                    new Count(new Bounds(OptionalInt.empty(), OptionalInt.of(2))))
                .passes(),
            row("nothing is left to measure", at().units(1).signal(cpu(), "10:00", 5), 0, CPU)
                .passes(),
            row("out", at().signal(cpu(), "10:00", 90), 6, CPU).passes(),
            row("no data, no opinion", at().without("cpu"), 2, CPU).passes())
        .map(row -> Arguments.of(row.name, row));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void isTheChangeUndone(String name, Row row) {
    assertThat(said(row.review())).as(name).isEqualTo(row.said);
  }

  @Test
  void pointsThatCountForLastGoodAreSupposedToo() {
    var named =
        new NamedPolicy("cpu", "targetTracking", CPU, new MissingData.LastGood(minutes(30)));
    var seen = at().signal(cpu(), "09:45", 28).seen();
    var change =
        new Wanted(4, 1, 0, NamedPolicy.propose(List.of(named), seen), _ -> Optional.empty());
    assertThat(said(FLAPPING.review(change, seen)))
        .isEqualTo("at 1 it would be undone: cpu 112 is above 60: 1 → 2");
  }

  private record Row(
      String name, Scene scene, int to, int floor, List<ScalingPolicy> policies, String said) {
    Row vetoed(String why) {
      return new Row(name, scene, to, floor, policies, why);
    }

    Row passes() {
      return vetoed("pass");
    }

    Row floor(int units) {
      return new Row(name, scene, to, units, policies, said);
    }

    Verdict review() {
      var seen = scene.seen();
      var named =
          IntStream.range(0, policies.size())
              .mapToObj(i ->
                  new NamedPolicy(
                      "policy-" + i, "lab", policies.get(i), new MissingData.HoldScaleIn()))
              .toList();
      var proposals = NamedPolicy.propose(named, seen);
      var change = new Wanted(seen.desired(), to, floor, proposals, _ -> Optional.empty());
      return FLAPPING.review(change, seen);
    }
  }

  private static Row row(String name, Scene scene, int to, ScalingPolicy... policies) {
    return new Row(name, scene, to, 0, List.of(policies), "");
  }

  private static String said(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass() -> "pass";
      case Verdict.Limit(int units, Reason _) -> Integer.toString(units);
      case Verdict.Veto(Reason why) -> why.summary();
    };
  }

  private static ScalingPolicy backlog() {
    return new QueueBacklog("queue", 4, minutes(1));
  }

  private static ScalingPolicy night(int min) {
    return new Schedule(
        new Window.Daily(LocalTime.of(22, 0), LocalTime.of(23, 0), ZoneOffset.UTC, Set.of()),
        new Bounds(OptionalInt.of(min), OptionalInt.empty()),
        false);
  }

  private static Signal cpu() {
    return Scene.signal("cpu").perUnit(PerUnit.YES);
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  private static Scene at() {
    return at("10:00");
  }

  private static Scene at(String time) {
    return Scene.at(time);
  }
}
