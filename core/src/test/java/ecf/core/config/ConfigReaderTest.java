package ecf.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.Limits;
import ecf.core.guardrail.Busy;
import ecf.core.guardrail.Cooldown;
import ecf.core.guardrail.HoldWithoutData;
import ecf.core.guardrail.Protection;
import ecf.core.guardrail.Quota;
import ecf.core.guardrail.Rate;
import ecf.core.guardrail.SickFleet;
import ecf.core.guardrail.Stabilization;
import ecf.core.guardrail.Throttle;
import ecf.core.model.Activity;
import ecf.core.model.CapacityRange;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.TargetTracking;
import ecf.core.signal.Aggregate;
import ecf.core.signal.NoData;
import ecf.core.signal.Signal;
import ecf.core.signal.Source;
import ecf.core.signal.Statistic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What a valid file says: whole files and the settings that come of them.
class ConfigReaderTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  @Test
  void theSmallestUsefulFileHasEveryDefault() {
    var config =
        Texts.valid(
            """
            version: 1
            targets:
              checkout:
                type: service
                id: checkout
                capacity: {min: 2, max: 40}
                policies:
                  - {type: targetTracking, signal: cpu, target: 60}
            """);
    var cpu = new LabProvider().signal("cpu");
    assertThat(config)
        .isEqualTo(
            new ScalingConfig(
                ConfigName.made(Texts.ADDRESS),
                false,
                new TreeMap<>(Map.of(Resource.ONLY_PROVIDER, new LabProvider.Settings("south"))),
                new StateSettings.LocalFile(),
                Limits.none(),
                List.of(),
                List.of(
                    new FleetSpec(
                        new TargetId("checkout"),
                        Resource.of("service", "checkout"),
                        new CapacityRange(2, 40),
                        List.of(
                            new NamedPolicy(
                                "targetTracking",
                                "targetTracking",
                                new TargetTracking("cpu", 60, 0.1, true),
                                new MissingData.HoldScaleIn())),
                        List.of(
                            new HoldWithoutData(),
                            new Quota(OptionalInt.empty()),
                            new Protection(),
                            new Busy(Set.of()),
                            new SickFleet(0.5, Duration.ofMinutes(1)),
                            new Stabilization(FIVE_MINUTES, Duration.ZERO),
                            new Cooldown(Duration.ZERO, FIVE_MINUTES),
                            new Throttle(
                                Optional.empty(),
                                Optional.of(new Rate.Share(0.5)),
                                Duration.ofMinutes(1),
                                OptionalInt.empty())),
                        Map.of("cpu", cpu),
                        FleetSpec.Health.byProvider(),
                        FleetSpec.Conduct.plain(),
                        FleetSpec.Ties.none(),
                        Set.of()))));
  }

  @Test
  void everythingAboutTheFileItself() {
    var config =
        Texts.valid(
            """
            version: 1
            name: shop-production
            provider: {type: lab, region: north}
            state: {type: dynamodb, table: ecf}
            targets:
              web: {type: service, id: web, capacity: {min: 1, max: 2}, policies: [{type: count, min: 1}]}
            """);
    assertThat(config.name()).isEqualTo("shop-production");
    assertThat(config.nameStated()).isTrue();
    assertThat(config.providers())
        .isEqualTo(Map.of(Resource.ONLY_PROVIDER, new LabProvider.Settings("north")));
    assertThat(config.state()).isEqualTo(new StateSettings.DynamoDb("ecf"));
  }

  @Test
  void everythingAboutATarget() {
    var fleet =
        Texts.fleet(
            """
            type: machines
            id: web
            capacity: {min: 1, max: 20}
            policies: [{type: count, min: 2}]
            health: {warmUp: 90s}
            heal: {after: 10m, max: 2}
            ownership: ignore
            groupBounds: write
            wakeOn: [cpu-high, "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:queue"]
            """);
    assertThat(fleet.resource()).isEqualTo(Resource.of("machines", "web"));
    assertThat(fleet.health())
        .isEqualTo(
            new FleetSpec.Health(
                FleetSpec.HealthSource.PROVIDER,
                Optional.of(Duration.ofSeconds(90)),
                Optional.of(new FleetSpec.Heal(Duration.ofMinutes(10), 2))));
    assertThat(fleet.conduct().ownership()).isEqualTo(FleetSpec.Ownership.IGNORE);
    assertThat(fleet.conduct().groupBounds()).isEqualTo(FleetSpec.GroupBounds.WRITE);
    assertThat(fleet.wakeOn())
        .containsExactlyInAnyOrder(
            "cpu-high", "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:queue");
  }

  @Test
  void everythingAboutAGroup() {
    var config =
        Texts.valid(
            """
            version: 1
            targets:
              members:
                type: circle
                id: web
                members: {machines: web}
                port: 8080
                minHealthy: 50%
                exclusive: true
                wakeOn: [unhealthy]
            """);
    assertThat(config.targets())
        .containsExactly(
            new GroupSpec(
                new TargetId("members"),
                Resource.of("circle", "web"),
                new GroupSpec.Members.Fleet(Resource.of("machines", "web")),
                OptionalInt.of(8080),
                new Rate.Share(0.5),
                true,
                Set.of("unhealthy")));
  }

  @Test
  void guardrailsThatAreStatedHoldAndThoseSwitchedOffDoNot() {
    var fleet =
        Texts.fleet(
            """
            type: service
            id: web
            capacity: {min: 1, max: 20}
            policies: [{type: targetTracking, signal: cpu, target: 60}]
            guardrails:
              throttle: {out: 100%, in: 2, per: 5m, changes: 3}
              stabilization: off
              cooldown: {out: 30s}
              busy: {allow: [deployment, pendingUnits]}
              missingData: off
              sickFleet: off
              protection: off
              quota: off
              flapping: off
              effectiveness: off
              blackout: off
            """);
    assertThat(fleet.guardrails())
        .as("in their order of application; what is not stated keeps its default")
        .containsExactly(
            new HoldWithoutData(),
            new Busy(Set.of(Activity.Kind.DEPLOYMENT, Activity.Kind.PENDING_UNITS)),
            new Cooldown(Duration.ofSeconds(30), FIVE_MINUTES),
            new Throttle(
                Optional.of(new Rate.Share(1)),
                Optional.of(new Rate.Units(2)),
                FIVE_MINUTES,
                OptionalInt.of(3)));
    assertThat(fleet.policies().getFirst().missingData()).isEqualTo(new MissingData.HoldScaleIn());
  }

  @Test
  void aPolicysMissingDataWinsOverItsTargets() {
    var policies =
        Texts.fleet(
                """
                type: service
                id: web
                capacity: {min: 1, max: 20}
                guardrails: {missingData: {lastGood: 10m}}
                policies:
                  - {type: targetTracking, signal: cpu, target: 60}
                  - {type: targetTracking, signal: memory, target: 60, missingData: hold}
                  - {type: targetTracking, signal: requests, target: 9/s, missingData: {scaleOutTo: 4}}
                """)
            .policies();
    assertThat(policies.stream().map(NamedPolicy::missingData))
        .containsExactly(
            new MissingData.LastGood(Duration.ofMinutes(10)),
            new MissingData.Hold(),
            new MissingData.ScaleOutTo(4));
    assertThat(policies.stream().map(NamedPolicy::name))
        .containsExactly("targetTracking", "targetTracking-2", "targetTracking-3");
  }

  @Test
  void onlyTheSignalsThatAreReadAreKept() {
    var fleet =
        Texts.fleet(
            """
            type: service
            id: web
            capacity: {min: 1, max: 20}
            policies: [{type: targetTracking, signal: requests, target: 100/s}]
            """);
    assertThat(fleet.signals().keySet())
        .as("cpu tells whether silence of the requests means zero")
        .containsExactlyInAnyOrder("requests", "cpu");
    assertThat(fleet.reaches().keySet()).hasSize(2);
  }

  @Test
  void aBuiltInSignalIsAdjustedByTheFileAndThenByTheTarget() {
    var config =
        Texts.valid(
            """
            version: 1
            signals: {cpu: {period: 5m, aggregate: max}}
            targets:
              web:
                type: service
                id: web
                capacity: {min: 1, max: 20}
                signals: {cpu: {window: 15m, aggregate: p90, noData: zero}}
                policies: [{type: targetTracking, signal: cpu, target: 60}]
              jobs:
                type: service
                id: jobs
                capacity: {min: 1, max: 20}
                policies: [{type: targetTracking, signal: cpu, target: 60}]
            """);
    var web = Texts.signal(config, "web", "cpu");
    assertThat(web.period()).isEqualTo(FIVE_MINUTES);
    assertThat(web.window()).isEqualTo(Duration.ofMinutes(15));
    assertThat(web.aggregate()).isEqualTo(new Aggregate.Percentile(90));
    assertThat(web.maxAge()).as("three of the new periods").isEqualTo(Duration.ofMinutes(15));
    assertThat(web.noData()).isEqualTo(new NoData.Zero());
    var jobs = Texts.signal(config, "jobs", "cpu");
    assertThat(jobs.window()).as("one period, whatever it is").isEqualTo(FIVE_MINUTES);
    assertThat(jobs.aggregate()).isEqualTo(Aggregate.Simple.MAX);
    assertThat(jobs.source()).isEqualTo(new LabProvider().signal("cpu").source());
  }

  @Test
  void aDeclaredSignalIsTheMetricThatItNames() {
    Signal backlog =
        Texts.signal(
            Texts.valid(
                """
                version: 1
                signals:
                  backlog:
                    type: cloudWatch
                    namespace: AWS/SQS
                    metric: ApproximateNumberOfMessagesVisible
                    dimensions: {QueueName: orders}
                    statistic: p99.9
                    period: 30s
                    window: 3m
                    aggregate: average
                    maxAge: 10m
                    noData: zero
                targets:
                  web:
                    type: service
                    id: web
                    capacity: {min: 1, max: 20}
                    policies:
                      - {type: targetTracking, signal: backlog, target: 100, perUnit: false}
                """),
            "web",
            "backlog");
    assertThat(backlog.source().queries(Map.of(), backlog.statistic(), backlog.period()))
        .hasValueSatisfying(queries ->
            assertThat(queries)
                .singleElement()
                .satisfies(query -> {
                  assertThat(query.namespace()).isEqualTo("AWS/SQS");
                  assertThat(query.metric()).isEqualTo("ApproximateNumberOfMessagesVisible");
                  assertThat(query.dimensions()).isEqualTo(Map.of("QueueName", "orders"));
                  assertThat(query.statistic()).isEqualTo(new Statistic("p99.9"));
                  assertThat(query.period()).isEqualTo(Duration.ofSeconds(30));
                }));
    assertThat(backlog.window()).isEqualTo(Duration.ofMinutes(3));
    assertThat(backlog.aggregate()).isEqualTo(Aggregate.Simple.AVERAGE);
    assertThat(backlog.maxAge()).isEqualTo(Duration.ofMinutes(10));
    assertThat(backlog.noData()).isEqualTo(new NoData.Zero());
  }

  @Test
  void anExpressionHasThePeriodOfItsFinestSignalAndTheAgeOfItsOldest() {
    var config =
        Texts.valid(
            """
            version: 1
            signals:
              visible: {type: cloudWatch, namespace: AWS/SQS, metric: Visible, period: 5m, maxAge: 20m}
              backlog: {type: expression, expression: visible + inFlight}
              shown: {type: expression, expression: backlog / 10, window: 10m, aggregate: max, maxAge: 6m}
            targets:
              web:
                type: service
                id: web
                capacity: {min: 1, max: 20}
                signals: {inFlight: {type: cloudWatch, namespace: AWS/SQS, metric: NotVisible}}
                policies:
                  - {type: step, signal: shown, steps: [{above: 10, change: +1}]}
            """);
    var backlog = Texts.signal(config, "web", "backlog");
    assertThat(backlog.source())
        .isInstanceOfSatisfying(
            Source.Computed.class,
            source -> assertThat(source.expression()).hasToString("visible + inFlight"));
    assertThat(backlog.period()).isEqualTo(Duration.ofMinutes(1));
    assertThat(backlog.window()).isEqualTo(Duration.ofMinutes(1));
    assertThat(backlog.maxAge()).isEqualTo(Duration.ofMinutes(20));
    var shown = Texts.signal(config, "web", "shown");
    assertThat(shown.period()).isEqualTo(Duration.ofMinutes(1));
    assertThat(shown.window()).isEqualTo(Duration.ofMinutes(10));
    assertThat(shown.aggregate()).isEqualTo(Aggregate.Simple.MAX);
    assertThat(shown.maxAge()).isEqualTo(Duration.ofMinutes(6));
    var fleet = (FleetSpec) config.targets().getFirst();
    assertThat(fleet.signals()).containsOnlyKeys("shown", "backlog", "visible", "inFlight");
  }

  @Test
  void whatAnExpressionNamesIsReadAsFarBackAsItsOwnPointsNeedIt() {
    var fleet =
        Texts.fleet(
            """
            type: service
            id: web
            capacity: {min: 1, max: 20}
            guardrails: {stabilization: off, cooldown: off}
            signals:
              load: {type: expression, expression: requests * 2, window: 10m}
              peak: {type: expression, expression: load + cpu}
            policies:
              - {type: step, signal: peak, steps: [{above: 10, change: +1}], datapoints: 2 of 3}
            """);
    var reaches = new TreeMap<String, Duration>();
    fleet.reaches().forEach((signal, reach) -> reaches.put(signal.name(), reach));
    // peak: its own 1m + 5m + 1m and three periods; load: 10m + 5m + 1m more; requests 1m + 5m + 1m
    assertThat(reaches)
        .isEqualTo(
            Map.of(
                "peak", Duration.ofMinutes(10),
                "load", Duration.ofMinutes(26),
                "requests", Duration.ofMinutes(33),
                "cpu", Duration.ofMinutes(17)));
  }

  @Test
  void variablesAreReplacedAndTakeTheTypeThatIsNeeded() {
    var fleet =
        Texts.fleet(
            """
            type: service
            id: "${STAGE:-test}-web"
            capacity: {min: "${MIN:-2}", max: "${MAX:-4}"}
            policies: [{type: targetTracking, signal: cpu, target: "${TARGET:-60%}"}]
            """);
    assertThat(fleet.resource()).isEqualTo(Resource.of("service", "test-web"));
    assertThat(fleet.capacity()).isEqualTo(new CapacityRange(2, 4));
    assertThat(fleet.policies().getFirst().policy())
        .isEqualTo(new TargetTracking("cpu", 60, 0.1, true));
  }
}
