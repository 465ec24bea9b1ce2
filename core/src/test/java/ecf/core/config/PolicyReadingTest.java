package ecf.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.FleetSpec;
import ecf.core.expression.Expression;
import ecf.core.model.CapacityRange;
import ecf.core.model.TargetId;
import ecf.core.policy.BinPack;
import ecf.core.policy.Bounds;
import ecf.core.policy.ByExpression;
import ecf.core.policy.Count;
import ecf.core.policy.Cron;
import ecf.core.policy.Follow;
import ecf.core.policy.Idle;
import ecf.core.policy.Price;
import ecf.core.policy.QueueBacklog;
import ecf.core.policy.ScalingPolicy;
import ecf.core.policy.Schedule;
import ecf.core.policy.StepChange;
import ecf.core.policy.StepScaling;
import ecf.core.policy.StepScaling.Step;
import ecf.core.policy.TargetTracking;
import ecf.core.policy.Vertical;
import ecf.core.policy.Window;
import ecf.core.signal.Source;
import ecf.core.signal.Statistic;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
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

/// Policies as they are written, and what is read.
class PolicyReadingTest {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Bounds AT_LEAST_TEN = new Bounds(OptionalInt.of(10), OptionalInt.empty());

  static Stream<Arguments> policies() {
    return Stream.of(
        row("{type: targetTracking, signal: cpu, target: 60%}", tracking("cpu", 60, 0.1, true)),
        row("{type: targetTracking, signal: cpu, target: 60}", tracking("cpu", 60, 0.1, true)),
        row(
            "{type: targetTracking, signal: requests, target: 54000/m, tolerance: 5%}",
            tracking("requests", 900, 0.05, false)),
        row(
            "{type: targetTracking, signal: memory, target: 70, perUnit: false}",
            tracking("memory", 70, 0.1, false)),
        row(
            "{type: targetTracking, signal: backlog, target: 100, perUnit: true, tolerance: 0%}",
            tracking("backlog", 100, 0, true)),
        row(
            "{type: step, signal: cpu, steps: [{above: 80%, change: +50%}, {below: 20, change:"
                + " -1}]}",
            new StepScaling(
                "cpu",
                List.of(
                    new Step(true, 80, new StepChange.ByShare(0.5)),
                    new Step(false, 20, new StepChange.By(-1))),
                2,
                3,
                1)),
        row(
            "{type: step, signal: requests, datapoints: 5 of 5, minChange: 2,"
                + " steps: [{above: 900/s, change: =10}, {above: 600/s, change: +2}]}",
            new StepScaling(
                "requests",
                List.of(
                    new Step(true, 900, new StepChange.Exactly(10)),
                    new Step(true, 600, new StepChange.By(2))),
                5,
                5,
                2)),
        row(
            "{type: schedule, cron: 0 8 * * MON-FRI, for: 10h, zone: Europe/Berlin, min: 10,"
                + " skip: [2026-12-25]}",
            new Schedule(
                new Window.FromCron(
                    Cron.parse("0 8 * * MON-FRI"),
                    Duration.ofHours(10),
                    BERLIN,
                    Set.of(LocalDate.of(2026, 12, 25))),
                AT_LEAST_TEN,
                false)),
        row(
            "{type: schedule, from: 18:00, to: 06:00, min: 10}",
            new Schedule(
                new Window.Daily(LocalTime.of(18, 0), LocalTime.of(6, 0), UTC, Set.of()),
                AT_LEAST_TEN,
                false)),
        row(
            "{type: schedule, from: FRI 18:00, to: mon 06:00, min: 10}",
            new Schedule(
                new Window.Weekly(
                    DayOfWeek.FRIDAY,
                    LocalTime.of(18, 0),
                    DayOfWeek.MONDAY,
                    LocalTime.of(6, 0),
                    UTC,
                    Set.of()),
                AT_LEAST_TEN,
                false)),
        row(
            "{type: schedule, from: 2026-11-27T08:00, to: 2026-11-28T08:00, min: 10}",
            new Schedule(
                new Window.Once(
                    LocalDateTime.of(2026, 11, 27, 8, 0),
                    LocalDateTime.of(2026, 11, 28, 8, 0),
                    UTC),
                AT_LEAST_TEN,
                false)),
        row(
            "{type: schedule, from: 18:00, to: 06:00, min: 10, keepManual: true}",
            new Schedule(
                new Window.Daily(LocalTime.of(18, 0), LocalTime.of(6, 0), UTC, Set.of()),
                AT_LEAST_TEN,
                true)),
        row(
            "{type: schedule, from: 18:00, to: 06:00, min: 10, early: true}",
            new Schedule(
                new Window.Daily(LocalTime.of(18, 0), LocalTime.of(6, 0), UTC, Set.of()),
                AT_LEAST_TEN,
                false,
                true)),
        row("{type: count, desired: 3}", new Count(Bounds.exactly(3))),
        row(
            "{type: count, min: 3, max: 9}",
            new Count(new Bounds(OptionalInt.of(3), OptionalInt.of(9)))),
        row(
            "{type: queueBacklog, signal: backlog, ratePerUnit: 240/m}",
            new QueueBacklog("backlog", 4, Duration.ofMinutes(1))),
        row(
            "{type: queueBacklog, signal: backlog, ratePerUnit: 0.1/s, acceptableWait: 20m}",
            new QueueBacklog("backlog", 0.1, Duration.ofMinutes(20))),
        row(
            "{type: price, signal: backlog, above: 0.05, max: 4}",
            new Price("backlog", true, 0.05, 4)),
        row(
            "{type: price, market: {instanceType: m5.large}, above: 0.05 USD/h, max: 4}",
            new Price(
                "market m5.large",
                Optional.of(new Source.Market("m5.large", "Linux/UNIX")),
                true,
                0.05,
                4)),
        row(
            "{type: price, market: {instanceType: c7g.large, product: Windows}, below: 2 USD/h,"
                + " min: 4}",
            new Price(
                "market c7g.large Windows",
                Optional.of(new Source.Market("c7g.large", "Windows")),
                false,
                2,
                4)),
        row("{type: price, signal: cpu, below: 20%, min: 10}", new Price("cpu", false, 20, 10)),
        row(
            "{type: idle, signal: cpu, below: 2%, for: 1h, to: 1}",
            new Idle("cpu", 2, Duration.ofHours(1), 1, Optional.empty())),
        row(
            "{type: idle, signal: requests, below: 60/m, for: 30m, to: 1, wakeUp: {signal: backlog,"
                + " above: 0}}",
            new Idle(
                "requests",
                1,
                Duration.ofMinutes(30),
                1,
                Optional.of(new Idle.WakeUp("backlog", 0)))),
        row(
            "{type: expression, expression: 'ceil(backlog / 10)'}",
            expression("ceil(backlog / 10)")),
        row(
            "{type: expression, expression: \"max(desired, backlog / 10)\"}",
            expression("max(desired, backlog/10)")),
        row(
            "{type: follow, targets: [shop, search], ratio: 0.25}",
            new Follow(Set.of(new TargetId("shop"), new TargetId("search")), 0.25)),
        row("{type: binPack, cluster: shop}", new BinPack("shop", 1, Map.of())),
        row("{type: binPack, cluster: shop, spare: 0}", new BinPack("shop", 0, Map.of())));
  }

  static Stream<Arguments> verticals() {
    return Stream.of(
        Arguments.of(
            "{type: vertical, resource: cpu, sizes: fargate}",
            "cpu p90 +0.15 Fargate[] Optional.empty"),
        Arguments.of(
            "{type: vertical, resource: memory, percentile: 99, margin: 30%, sizes: [2048, 512],"
                + " mode: act, window: {from: 02:00, to: 04:00}}",
            "memory p99 +0.3 Listed[amounts=[512, 2048]] Optional[Acting[window=Daily[from=02:00,"
                + " to=04:00, zone=UTC, skip=[]], mixed=false]]"),
        Arguments.of(
            "{type: vertical, resource: cpu, sizes: fargate, mode: act, mixed: true,"
                + " window: {from: SAT 02:00, to: SAT 04:00}}",
            "cpu p90 +0.15 Fargate[] Optional[Acting[window=Weekly[fromDay=SATURDAY, from=02:00,"
                + " toDay=SATURDAY, to=04:00, zone=UTC, skip=[]], mixed=true]]"));
  }

  @ParameterizedTest
  @MethodSource("verticals")
  void whatSizesUnitsIsRead(String written, String read) {
    var fleet = fleet(written);
    assertThat(fleet.sizesUnits()).isTrue();
    assertThat(fleet.policies().getFirst().policy())
        .isInstanceOfSatisfying(
            Vertical.class,
            vertical ->
                assertThat(
                        vertical.resource().yamlName()
                            + " p"
                            + vertical.percentile()
                            + " +"
                            + vertical.margin()
                            + " "
                            + vertical.sizes()
                            + " "
                            + vertical.acting())
                    .isEqualTo(read));
  }

  /// Few enough to be read at every pass, from the same metric as the signal of that name.
  @Test
  void whatUnitsUsedIsReadInLongPoints() {
    var fleet = fleet("{type: vertical, resource: memory, sizes: fargate}");
    assertThat(fleet.reaches().keySet())
        .singleElement()
        .satisfies(signal -> {
          assertThat(signal.name()).isEqualTo("memory over 8d");
          assertThat(signal.statistic()).isEqualTo(Statistic.MAXIMUM);
          assertThat(signal.period()).isEqualTo(Duration.ofHours(1));
          assertThat(signal.source()).isEqualTo(new LabProvider().signal("memory").source());
        });
    var cpu = fleet("{type: vertical, resource: cpu, sizes: fargate}");
    assertThat(cpu.signal("cpu over 8d").statistic()).isEqualTo(Statistic.AVERAGE);
    assertThat(cpu.signal("cpu over 8d").period()).isEqualTo(Duration.ofMinutes(15));
  }

  private static FleetSpec fleet(String policy) {
    var file =
        """
        version: 1
        targets:
          web: {type: service, id: web, capacity: {min: 1, max: 40}, policies: [%s]}
        """;
    return (FleetSpec) Texts.valid(file.formatted(policy)).targets().getFirst();
  }

  @Test
  void binPackFollowsTheServicesOfItsClusterThatTheFileHas() {
    var config =
        Texts.valid(
            """
            version: 1
            defaults: {capacity: {min: 1, max: 40}}
            targets:
              fleet: {type: machines, id: fleet, policies: [{type: binPack, cluster: shop}]}
              web: {type: service, id: shop/checkout, policies: [{type: count, min: 1}]}
              find: {type: service, id: shop/search, policies: [{type: count, min: 1}]}
              jobs: {type: service, id: jobs/search, policies: [{type: count, min: 1}]}
              lone: {type: service, id: search, policies: [{type: count, min: 1}]}
            """);
    var services = Map.of("checkout", new TargetId("web"), "search", new TargetId("find"));
    assertThat(config.targets().getFirst())
        .isInstanceOfSatisfying(
            FleetSpec.class,
            fleet -> {
              assertThat(fleet.policies().getFirst().policy())
                  .isEqualTo(new BinPack("shop", 1, services));
              assertThat(fleet.follows()).containsExactlyInAnyOrderElementsOf(services.values());
              assertThat(fleet.clusters()).containsExactly("shop");
            });
  }

  @ParameterizedTest
  @MethodSource("policies")
  void whatIsWrittenIsRead(String written, ScalingPolicy read) {
    var config =
        Texts.valid(
            """
            version: 1
            signals:
              backlog: {type: cloudWatch, namespace: AWS/SQS, metric: Visible}
            targets:
              web: {type: service, id: web, capacity: {min: 1, max: 40}, policies: [%s]}
              shop: {type: service, id: shop, capacity: {min: 1, max: 40}, policies: [{type: count, min: 1}]}
              search: {type: service, id: search, capacity: {min: 1, max: 40}, policies: [{type: count, min: 1}]}
            """
                .formatted(written));
    assertThat(config.targets().getFirst())
        .isInstanceOfSatisfying(
            FleetSpec.class,
            fleet -> assertThat(fleet.policies().getFirst().policy()).isEqualTo(read));
  }

  private static TargetTracking tracking(
      String signal, double target, double tolerance, boolean perUnit) {
    return new TargetTracking(signal, target, tolerance, perUnit);
  }

  private static ByExpression expression(String text) {
    var sound = (Expression.Read.Sound) Expression.read(text);
    return new ByExpression(sound.expression(), new CapacityRange(1, 40));
  }

  private static Arguments row(String written, ScalingPolicy read) {
    return Arguments.of(written, read);
  }
}
