package ecf.core.simulate;

import static ecf.core.testing.Scene.time;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.guardrail.Busy;
import ecf.core.guardrail.Cooldown;
import ecf.core.guardrail.Guardrail;
import ecf.core.guardrail.HoldWithoutData;
import ecf.core.guardrail.Rate;
import ecf.core.guardrail.Stabilization;
import ecf.core.guardrail.Throttle;
import ecf.core.model.CapacityRange;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.pass.Mode;
import ecf.core.pass.Outcome;
import ecf.core.pass.Pass;
import ecf.core.pass.PassRequest;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.TargetTracking;
import ecf.core.port.testing.InMemoryMemories;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole day of the little cloud, an apply every minute with the guardrails that hold by default.
class VirtualDayTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final TargetId WEB = new TargetId("web");

  /// One minute of the day, as the pass of it saw and left it.
  private record Minute(Instant at, int desired, double cpu, Optional<Resized> change) {}

  private record Resized(int from, int to) {
    boolean in() {
      return to < from;
    }
  }

  @TempDir Path folder;

  @Test
  void aFleetFollowsItsLoadThroughTheDay() {
    var day = day(new Load.Wave(200, 900, DAY, 0.03), 1440);
    assertThat(day)
        .extracting(Minute::cpu)
        .allSatisfy(cpu -> assertThat(cpu).isBetween(45.0, 68.0));
    assertThat(day.stream().mapToDouble(Minute::cpu).average()).hasValueCloseTo(57.0, within(1.0));
    assertThat(changes(day))
        .as("out while the load rises, in while it falls, and never to and fro")
        .hasSizeBetween(15, 24)
        .isEqualTo(changes(day).stream().sorted(comparing(Resized::in)).toList());
    assertThat(day.getFirst().desired()).isEqualTo(4);
    assertThat(day).extracting(Minute::desired).contains(15).allMatch(units -> units <= 16);
    assertThat(day.getLast().desired()).isEqualTo(4);
  }

  @Test
  void noiseMakesItTurnRoundSeldom() {
    var changes = changes(day(new Load.Wave(200, 900, DAY, 0.05), 1440));
    long turns =
        IntStream.range(1, changes.size())
            .filter(i -> changes.get(i).in() != changes.get(i - 1).in())
            .count();
    assertThat(turns)
        .as("at the peak, and at most once before: %s", changes)
        .isLessThanOrEqualTo(3);
  }

  @Test
  void aLoadThatJumpsIsCaughtUpWith() {
    var jump = new TreeMap<>(Map.of(0L, 200.0, 3600L, 600.0, 2 * 3600L, 200.0));
    var hours = day(new Load.Trace(jump, DAY.toSeconds()), 180);
    assertThat(hours.stream().flatMap(VirtualDayTest::shown))
        .as(
            "cpu cannot show more than 100, so the way out takes two steps; the way in waits until"
                + " 5 minutes agree, and again after a change")
        .containsExactly("11:01 4 → 7", "11:03 7 → 10", "12:05 10 → 5", "12:11 5 → 4");
    assertThat(hours.get(65).cpu()).as("five minutes after the jump").isEqualTo(60);
  }

  private static List<Resized> changes(List<Minute> day) {
    return day.stream().flatMap(minute -> minute.change().stream()).toList();
  }

  private static Stream<String> shown(Minute minute) {
    var time = minute.at().toString().substring(11, 16);
    return minute.change().stream().map(each -> time + " " + each.from() + " → " + each.to());
  }

  private List<Minute> day(Load load, int minutes) {
    var settings =
        new SimulatedSettings(
            1,
            7,
            new TreeMap<>(
                Map.of(
                    "web",
                    new SimulatedSettings.Service(
                        load, 100, Duration.ofSeconds(60), Duration.ofSeconds(30), 4))));
    var real = new HandClock(time("10:00"));
    var store = new InMemoryMemories.Store();
    return IntStream.range(0, minutes)
        .mapToObj(minute -> {
          real.set(time("10:00").plus(Duration.ofMinutes(minute)));
          try (var provider = SimulatedProvider.open(settings, "shop", folder, real);
              var memories = store.open("shop", provider.region(), "pass " + minute)) {
            var result =
                new Pass(provider, memories, real).run(PassRequest.all(List.of(web()), Mode.APPLY));
            var target = result.targets().getFirst();
            var seen = target.seen().orElseThrow();
            var fleet = (TargetState.Fleet) target.state().orElseThrow();
            var cpu = seen.signal("cpu").series().newest().orElseThrow().value();
            return new Minute(result.startedAt(), fleet.desired(), cpu, change(target.outcome()));
          }
        })
        .toList();
  }

  private static Optional<Resized> change(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Applied(Decision.Resize resize, var _) ->
          Optional.of(new Resized(resize.from(), resize.to()));
      case Outcome.Unchanged _ -> Optional.empty();
      case Outcome.Applied _, Outcome.Planned _, Outcome.Failed _, Outcome.Skipped _ ->
          throw new AssertionError("every pass applies or holds: " + outcome);
    };
  }

  private static FleetSpec web() {
    var cpu = new TargetTracking("cpu", 60, 0.1, true);
    return new FleetSpec(
        WEB,
        Resource.of("simulatedService", "web"),
        new CapacityRange(2, 30),
        List.of(new NamedPolicy("cpu", "targetTracking", cpu, new MissingData.HoldScaleIn())),
        byDefault(),
        SimulatedMetric.signals("web"),
        FleetSpec.Health.byProvider(),
        FleetSpec.Conduct.plain(),
        FleetSpec.Ties.none(),
        Set.of());
  }

  private static List<Guardrail> byDefault() {
    var five = Duration.ofMinutes(5);
    return List.of(
        new HoldWithoutData(),
        new Busy(Set.of()),
        new Stabilization(five, Duration.ZERO),
        new Cooldown(Duration.ZERO, five),
        new Throttle(
            Optional.empty(),
            Optional.of(new Rate.Share(0.5)),
            Duration.ofMinutes(1),
            OptionalInt.empty()));
  }
}
