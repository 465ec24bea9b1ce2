package ecf.aws.targets;

import static ecf.aws.targets.AsAws.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import ecf.aws.client.AwsErrors;
import ecf.aws.signal.LoadBalancing;
import ecf.core.engine.FleetSpec;
import ecf.core.memory.Look;
import ecf.core.memory.TargetMemory;
import ecf.core.model.SlowStart;
import ecf.core.model.TargetState;
import ecf.core.pass.Mode;
import ecf.core.pass.Outcome;
import ecf.core.pass.Pass;
import ecf.core.pass.PassRequest;
import ecf.core.pass.TargetResult;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.StepChange;
import ecf.core.policy.StepScaling;
import ecf.core.port.Answer;
import ecf.core.port.Provider;
import ecf.core.port.Signals;
import ecf.core.port.Targets;
import ecf.core.port.testing.InMemoryMemories;
import ecf.core.signal.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/// A service that grew from 4 to 6 tasks: its target group as AWS returns it, and what becomes of
/// its response times since. One above 0.5s asks for half as many again; it is 10:00.
class SlowStartSituationsTest {
  private static final String GROUP =
      "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/web/0123456789abcdef";
  private static final String BALANCER =
      "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/front/0123456789abcdef";

  record Row(String situation, SlowStart known, String grew, String decided, String... warnings) {
    @Override
    public String toString() {
      return situation;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row(
            "no slow start: 1.2s at 6 tasks ask for 9",
            attributes("0", "least_outstanding_requests"),
            "09:58:30",
            "6 → 9"),
        new Row(
            "in its slow start: 0.7s at 4 tasks asked for the 6 that are there",
            attributes("120", "round_robin"),
            "09:58:30",
            "responseTime 0.7 is above 0.5 in 1 of 1: +50%, 6 → 6",
            "new units get less than their share for another 30s (slow start): response times of"
                + " that time do not count"),
        new Row(
            "a minute after its slow start", attributes("30", "round_robin"), "09:58:30", "6 → 9"),
        new Row(
            "in a slow start so long that nothing is left of before",
            attributes("900", "round_robin"),
            "09:52:00",
            "responseTime: slow start until 2026-11-21T10:07:00Z: what is measured until then does"
                + " not count",
            "new units get less than their share for another 7m (slow start): response times of"
                + " that time do not count"),
        new Row(
            "where the role may not ask",
            new SlowStart.Unread(
                AwsErrors.failure(GroupAttributes.DESCRIBE, "AccessDenied", "not authorized")),
            "09:58:30",
            "6 → 9",
            "response times count during a slow start, too, for it is not known: "));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aServiceThatGrew(Row row) {
    var result = planned(row);

    assertThat(decided(result)).isEqualTo(row.decided);
    assertThat(result.warnings()).hasSameSizeAs(row.warnings);
    for (int i = 0; i < row.warnings.length; i++) {
      assertThat(result.warnings().get(i)).startsWith(row.warnings[i]);
    }
  }

  /// As DescribeTargetGroupAttributes returns them, among others.
  private static SlowStart attributes(String slowStart, String algorithm) {
    var answer =
        Stream.of(
                attribute("slow_start.duration_seconds", slowStart),
                attribute("load_balancing.algorithm.type", algorithm),
                attribute("stickiness.enabled", "false"))
            .collect(Collectors.toMap(TargetGroupAttribute::key, TargetGroupAttribute::value));
    return new SlowStart.Lasts(GroupAttributes.settings(answer).slowStart());
  }

  private static TargetGroupAttribute attribute(String key, String value) {
    return TargetGroupAttribute.builder().key(key).value(value).build();
  }

  private static TargetResult planned(Row row) {
    var grown =
        AsAws.service(
            it -> it.desiredCount(6).runningCount(6).loadBalancers(by -> by.targetGroupArn(GROUP)));
    var fleet = Seen.got(grown.described()).orElseThrow();
    var known =
        fleet
            .lookups(LoadBalancing.found(fleet.lookups(), Map.of(GROUP, List.of(BALANCER))))
            .condition(fleet.condition().slowStart(row.known));
    var spec = spec();
    try (var memories = new InMemoryMemories.Store().open("test", "eu-west-1", "pass-1")) {
      memories.save(Map.of(spec.resource(), memory(known, at(row.grew))));
      return new Pass(new Measured(described(grown, known)), memories)
          .run(PassRequest.all(List.of(spec), Mode.PLAN))
          .targets()
          .getFirst();
    }
  }

  private static AsAws described(AsAws state, TargetState.Fleet fleet) {
    return new AsAws(
        new Answer.Got<>(fleet), state.shortfall(), state.owner(), state.beforeScaleIn());
  }

  private static FleetSpec spec() {
    var step = new StepScaling.Step(true, 0.5, new StepChange.ByShare(0.5));
    var policy = new StepScaling("responseTime", List.of(step), 1, 1, 1);
    return Specs.service("shop", "checkout", "responseTime")
        .with(
            List.of(new NamedPolicy("slow", "step", policy, new MissingData.HoldScaleIn())),
            List.of());
  }

  private static TargetMemory memory(TargetState.Fleet fleet, Instant grew) {
    return TargetMemory.fresh(fleet.identity())
        .looked(at("09:50:00"), new Look(4, 4, 4))
        .looked(grew, new Look(6, 6, 6));
  }

  private static String decided(TargetResult result) {
    return switch (result.outcome()) {
      case Outcome.Planned(var decision) -> "6 → " + decision.units().orElseThrow();
      case Outcome.Unchanged(var decision) -> decision.cause().reason().summary();
      case Outcome.Skipped(var cause, var _, var _) -> cause.reason().summary();
      case Outcome.Failed(var why, var _, var _) -> "failed: " + why.message();
      case Outcome.Applied _ -> "a plan changes nothing";
    };
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-21T" + time + "Z");
  }

  /// With a response time a minute.
  private record Measured(AsAws state) implements Provider {
    private static final Map<Instant, Double> SECONDS =
        Map.of(at("09:57:00"), 0.7, at("09:58:00"), 1.2, at("09:59:00"), 1.2);

    @Override
    public Signals signals() {
      return (reaches, _) ->
          reaches.keySet().stream()
              .collect(
                  Collectors.toMap(
                      query -> query,
                      query -> new Answer.Got<>(Series.of(Duration.ofMinutes(1), SECONDS))));
    }

    @Override
    public Targets targets() {
      return state;
    }

    @Override
    public InstantSource clock() {
      return InstantSource.fixed(NOW);
    }

    @Override
    public String region() {
      return state.region();
    }

    @Override
    public SortedMap<String, Integer> calls() {
      return state.calls();
    }

    @Override
    public void close() {}
  }
}
