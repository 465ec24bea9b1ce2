package ecf.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.Selector;
import ecf.core.engine.TargetSpec;
import ecf.core.model.CapacityRange;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.pass.Mode;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.TargetTracking;
import ecf.core.signal.Aggregate;
import ecf.core.signal.Combine;
import ecf.core.signal.MetricQuery;
import ecf.core.signal.NoData;
import ecf.core.signal.PerUnit;
import ecf.core.signal.Signal;
import ecf.core.signal.Source;
import ecf.core.signal.Statistic;
import ecf.core.signal.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// Real events of every kind, and what each runs in a file with three targets: `counted` reads the
/// metric of the metric alarms, `traffic` one of the math alarm's, and `named` names alarms in
/// `wakeOn`.
class EventsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TargetId THUMBS = new TargetId("thumbs");

  private static final List<TargetSpec> SPECS =
      List.of(
          reading("counted", "AWS/Logs", "CallCount", Map.of("InstanceId", "i-12345678")),
          reading("traffic", "AWS/EC2", "NetworkOut", Map.of("InstanceId", "i-12345678901234567")),
          waking(
              "named",
              "CompositeDemo.Main",
              "arn:aws:cloudwatch:us-east-1:123456789012:alarm:HighErrorRate"));

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "eventbridge-scheduled-rule, all",
    "scheduler-no-input, all",
    "scheduler-with-input, all",
    "lambda-alarm-action-metric, counted",
    "lambda-alarm-action-composite, named",
    "lambda-alarm-action-log, named",
    "eventbridge-alarm-state-change-math, traffic",
    "eventbridge-alarm-state-change, nothing: alarm ServerCpuTooHigh is muted",
    "asg-launch-successful, nothing: no known kind of event: aws.autoscaling EC2 Instance Launch"
        + " Successful",
    "ec2-spot-interruption, nothing: no known kind of event: aws.ec2 EC2 Spot Instance Interruption"
        + " Warning",
    "ecs-deployment-failed, nothing: no known kind of event: aws.ecs ECS Deployment State Change",
    "sns-alarm, nothing: no known kind of event: an object with [Records]",
    "sqs-mixed, nothing: no known kind of event: an object with [Records]"
  })
  void everyKindOfEvent(String file, String runs) throws Exception {
    assertThat(shown(Woken.by(event(file), SPECS, Mode.APPLY))).isEqualTo(runs);
  }

  @Test
  void noEventMakesItThrow() throws Exception {
    try (var files = Files.list(folder())) {
      for (Path file : files.toList()) {
        assertThat(Events.parse(JSON.readTree(Files.readString(file)))).isNotNull();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"targets\":[\"named\"],\"mode\":\"plan\"} | plan named",
        "{\"targets\":[\"named\",\"counted\"]} | counted named",
        "{\"mode\":\"plan\"} | plan all",
        "{\"mode\":\"apply\"} | all",
        "{\"targets\":[\"nobody\"]} | nothing: no such targets: nobody; there are counted, named,"
            + " traffic",
        "{\"targets\":\"named\"} | nothing: `targets` must be a list of target names",
        "{\"targets\":[]} | nothing: `targets` must be a list of target names",
        "{\"targets\":[1]} | nothing: `targets` must be a list of target names",
        "{\"mode\":\"destroy\"} | nothing: `mode` must be plan or apply",
        "{} | nothing: no known kind of event: an object with nothing in it",
        "[] | nothing: the event is no JSON object",
        "{\"alarmArn\":\"a\",\"alarmData\":{}} | nothing: an alarm without a name, or in an unknown"
            + " state ``"
      })
  void byHand(String event, String runs) {
    assertThat(shown(Woken.by(Events.parse(JSON.readTree(event)), SPECS, Mode.APPLY)))
        .isEqualTo(runs);
  }

  @Test
  void nothingTurnsAPlanIntoAnApply() {
    var event = Events.parse(JSON.readTree("{\"mode\":\"apply\"}"));
    assertThat(shown(Woken.by(event, SPECS, Mode.PLAN))).isEqualTo("plan all");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "ALARM, named",
    "OK, named",
    "INSUFFICIENT_DATA, 'nothing: alarm CompositeDemo.Main has no data, so there is nothing to act"
        + " on'"
  })
  void okWakesAsWellButNoDataDoesNot(Event.State state, String runs) {
    var alarm = new Event.Alarm("CompositeDemo.Main", "", state, false, List.of());
    assertThat(shown(Woken.by(alarm, SPECS, Mode.APPLY))).isEqualTo(runs);
  }

  @Test
  void anAlarmOfNobodyRunsNothing() {
    var alarm = new Event.Alarm("other", "", Event.State.ALARM, false, List.of());
    assertThat(shown(Woken.by(alarm, SPECS, Mode.APPLY)))
        .isEqualTo("nothing: no target names alarm other in wakeOn or reads its metric");
  }

  /// `workers` selects every service of the clusters `jobs-*`, `tagged` those of them with a tag.
  @ParameterizedTest(name = "{0} of {1}/{2}")
  @CsvSource({
    "CPUUtilization, jobs-a, mail, 'tagged workers/jobs-a/mail'",
    "CPUUtilization, jobs-b, resize, 'tagged workers/jobs-b/resize'",
    "CPUUtilization, jobs-a, thumbs, 'nothing: no target names alarm any in wakeOn or reads its"
        + " metric'",
    "CPUUtilization, shop, mail, 'nothing: no target names alarm any in wakeOn or reads its"
        + " metric'",
    "MemoryUtilization, jobs-a, mail, 'nothing: no target names alarm any in wakeOn or reads its"
        + " metric'"
  })
  void anAlarmWakesWhomItsMetricIsOf(String metric, String cluster, String service, String runs) {
    var all = selecting("workers", Map.of());
    var tagged = selecting("tagged", Map.of("ecf", "on"));
    var thumbs = fleet("thumbs", List.of(), Map.of(), Set.of()).of(THUMBS, in("jobs-a", "thumbs"));
    var dimensions = new TreeMap<>(Map.of("ClusterName", cluster, "ServiceName", service));
    var alarm =
        new Event.Alarm(
            "any",
            "",
            Event.State.ALARM,
            false,
            List.of(new Event.Metric("AWS/ECS", metric, dimensions)));
    assertThat(shown(Woken.by(alarm, List.of(all, tagged, thumbs), Mode.APPLY))).isEqualTo(runs);
  }

  @Test
  void anAlarmInWakeOnWakesAllThatIsSelected() {
    var all = selecting("workers", Map.of());
    var waking = fleet("workers", all.policies(), all.signals(), Set.of("busy"));
    var alarm = new Event.Alarm("busy", "", Event.State.ALARM, false, List.of());
    var spec = waking.of(waking.id(), all.resource()).selecting(all.selector().orElseThrow());
    assertThat(shown(Woken.by(alarm, List.of(spec), Mode.APPLY))).isEqualTo("workers");
  }

  private static Resource in(String cluster, String service) {
    return Resource.of("ecsService", cluster, service);
  }

  private static FleetSpec selecting(String name, Map<String, String> tags) {
    var dimensions = Map.of("ClusterName", "{cluster}", "ServiceName", "{service}");
    var spec = reading(name, "AWS/ECS", "CPUUtilization", dimensions);
    return spec.of(spec.id(), in("{cluster}", "{service}"))
        .selecting(new Selector(List.of("jobs-*", "*"), new TreeMap<>(tags)));
  }

  private static Event event(String file) throws IOException {
    try (InputStream text = Files.newInputStream(folder().resolve(file + ".json"))) {
      return Events.parse(JSON.readTree(text));
    }
  }

  private static Path folder() {
    return Path.of("src/test/resources/events");
  }

  private static String shown(Woken woken) {
    return switch (woken) {
      case Woken.Nothing(String why) -> "nothing: " + why;
      case Woken.Run(var only, var mode) ->
          (mode == Mode.PLAN ? "plan " : "")
              + (only.isEmpty()
                  ? "all"
                  : only.stream().map(TargetId::name).sorted().collect(Collectors.joining(" ")));
    };
  }

  private static FleetSpec reading(
      String name, String namespace, String metric, Map<String, String> all) {
    var minute = Duration.ofMinutes(1);
    var dimensions = new TreeMap<>(all);
    var signal =
        new Signal(
            "it",
            (Source.Metric)
                (_, statistic, period) ->
                    Optional.of(
                        List.of(MetricQuery.of(namespace, metric, dimensions, statistic, period))),
            Statistic.AVERAGE,
            minute,
            minute,
            Aggregate.Simple.LAST,
            minute,
            new NoData.Missing(),
            Combine.SUM,
            false,
            Unit.PLAIN,
            PerUnit.YES);
    var policy =
        new NamedPolicy(
            "it",
            "targetTracking",
            new TargetTracking("it", 60, 0.1, true),
            new MissingData.HoldScaleIn());
    return fleet(name, List.of(policy), Map.of("it", signal), Set.of());
  }

  private static FleetSpec waking(String name, String... alarms) {
    return fleet(name, List.of(), Map.of(), Set.of(alarms));
  }

  private static FleetSpec fleet(
      String name, List<NamedPolicy> policies, Map<String, Signal> signals, Set<String> wakeOn) {
    return new FleetSpec(
        new TargetId(name),
        Resource.of("ecsService", "shop", name),
        new CapacityRange(1, 9),
        policies,
        List.of(),
        signals,
        FleetSpec.Health.byProvider(),
        FleetSpec.Conduct.plain(),
        FleetSpec.Ties.none(),
        wakeOn);
  }
}
