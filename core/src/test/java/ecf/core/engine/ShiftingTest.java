package ecf.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.memory.Intent;
import ecf.core.memory.TargetMemory;
import ecf.core.memory.Traffic;
import ecf.core.model.Activity;
import ecf.core.model.Cause;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.model.TargetState.Listener.Hosts;
import ecf.core.observation.ListenerObservation;
import ecf.core.policy.TrafficFields;
import ecf.core.policy.TrafficPolicyType;
import ecf.core.signal.Aggregate;
import ecf.core.signal.Combine;
import ecf.core.signal.Measured;
import ecf.core.signal.MetricQuery;
import ecf.core.signal.NoData;
import ecf.core.signal.PerUnit;
import ecf.core.signal.Series;
import ecf.core.signal.Signal;
import ecf.core.signal.Statistic;
import ecf.core.signal.Unit;
import ecf.core.testing.Scene;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Problems;
import ecf.core.yaml.Source;
import ecf.core.yaml.YamlReader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A listener over a while, pass after pass a minute apart, every change applied: `4/4 0/4` are the
/// healthy members of both groups at the first and the second pass.
class ShiftingTest {
  private static final Instant START = Scene.time("10:00");
  private static final String FAILOVER =
      "{type: failover, primary: blue, standby: green, below: 1, for: 2m, back: 3m}";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "all is well | 4/4 4/4 | 100:0",
        "down, but not for long enough | 0/4 0/4 | 100:0",
        "down for two minutes | 0/4 0/4 0/4 | 0:100",
        "a good pass begins anew | 0/4 0/4 4/4 0/4 0/4 | 100:0",
        "both sides are down | 0/0 0/0 0/0 0/0 | 100:0",
        "the standby comes up late | 0/0 0/0 0/0 0/1 | 0:100",
        "well again, but not for long enough | 0/4 0/4 0/4 4/4 4/4 4/4 | 0:100",
        "well again for three minutes | 0/4 0/4 0/4 4/4 4/4 4/4 4/4 | 100:0",
        "a bad pass begins anew | 0/4 0/4 0/4 4/4 4/4 0/4 4/4 4/4 4/4 | 0:100",
        "the standby fails as well | 0/4 0/4 0/4 0/0 0/0 | 0:100",
        "the standby fails and the primary is well: back after for | 0/4 0/4 0/4 4/0 4/0 4/0 |"
            + " 100:0",
      })
  void failover(String name, String healthy, String weights) {
    assertThat(shown(run(FAILOVER, "100:0", "100:0", healthy))).as(name).isEqualTo(weights);
  }

  @Test
  void theWeightsOfTheFileHoldWhoeverChangedThem() {
    assertThat(shown(run(FAILOVER, "100:0", "70:30", "4/4"))).isEqualTo("100:0");
  }

  @Test
  void theStandbyKeepsItsOwnWeight() {
    assertThat(shown(run(FAILOVER, "80:20", "80:20", "0/4 0/4 0/4"))).isEqualTo("0:100");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "all healthy | 50:50 | 50:50 | 4/4 | 50:50",
        "half of one is gone, first step | 50:50 | 50:50 | 4/2 | 60:40",
        "second step | 50:50 | 50:50 | 4/2 4/2 | 67:33",
        "there it stays | 50:50 | 50:50 | 4/2 4/2 4/2 | 67:33",
        "one has nobody left | 50:50 | 15:85 | 0/4 | 5:95",
        "and gets nothing in the end | 50:50 | 5:95 | 0/4 | 0:100",
        "nobody anywhere: nothing moves | 50:50 | 60:40 | 0/0 | 60:40",
        "back to normal | 50:50 | 60:40 | 4/4 | 50:50",
        "who has no weight takes no part | 100:0 | 100:0 | 1/4 | 100:0",
        "another sum is brought to that of the file | 50:50 | 1:1 | 4/4 | 50:50",
      })
  void balance(String name, String normal, String now, String healthy, String weights) {
    var policy = "{type: balance, signal: healthyHosts}";
    assertThat(shown(run(policy, normal, now, healthy))).as(name).isEqualTo(weights);
  }

  @ParameterizedTest(name = "{0} s and {1} s")
  @CsvSource({
    "0.2, 0.4, 60:40",
    "0.30, 0.32, 50:50",
    "0.4, 0.2, 40:60",
    "0.2, none, 50:50",
  })
  void balanceByResponseTime(String blue, String green, String weights) {
    var spec = spec("{type: balance, signal: responseTime}", "50:50");
    var signals = new HashMap<String, Measured>();
    Map.of("blue", blue, "green", green)
        .forEach((group, value) -> {
          var signal = Objects.requireNonNull(spec.signals().get("responseTime of " + group));
          signals.put(signal.name(), measured(signal, value));
        });
    var seen = seen(weights("50:50"), "4/4", TargetMemory.fresh("it"), START).measured(signals);
    assertThat(shown(after(weights("50:50"), Planner.decide(spec, seen)))).isEqualTo(weights);
  }

  @Test
  void stepsAreNotTakenTooOften() {
    var spec = spec("{type: balance, signal: healthyHosts, every: 5m}", "50:50");
    var lately = TargetMemory.fresh("it").traffic(Traffic.none().stepped(START.minusSeconds(240)));
    var held = Planner.decide(spec, seen(weights("60:40"), "4/2", lately, START));
    assertThat(held.cause().reason().summary()).isEqualTo("the last step was 4m ago, of 5m");
    var next = Planner.decide(spec, seen(weights("60:40"), "4/2", lately, START.plusSeconds(60)));
    assertThat(next.changes()).hasSize(1);
  }

  @Test
  void whileAServiceDeploysNothingMoves() {
    var state =
        new TargetState.Listener(
            "it",
            weights("100:0"),
            Map.of("blue", new Hosts(0, 4), "green", new Hosts(4, 4)),
            List.of(Activity.of(Activity.Kind.DEPLOYMENT, "deployment 1 in progress")),
            Map.of());
    var down = Map.of("blue", START.minusSeconds(600));
    var seen =
        new ListenerObservation(
            state,
            Map.of(),
            TargetMemory.fresh("it").traffic(Traffic.none().seen(down, Map.of())),
            true,
            START);
    var decision = Planner.decide(spec(FAILOVER, "100:0"), seen);
    assertThat(decision.changes()).isEmpty();
    assertThat(decision.cause().origin()).isEqualTo(new Cause.Origin.Guardrail("busy"));
  }

  /// A pass that died after its claim may have sent the step: the next one waits as if it had.
  @Test
  void aClaimThatWasNeverSettledCountsAsAStep() {
    var open =
        TargetMemory.fresh("it")
            .claiming(new Intent(0, 0, START, Optional.empty(), "dead", START.plusSeconds(120)));
    var resolved = open.resolved(seen(weights("60:40"), "4/2", open, START).target());
    assertThat(resolved.intent()).isEmpty();
    assertThat(resolved.traffic().step()).contains(START);
  }

  private static int blueOf(Map<String, Integer> weights) {
    return weights.getOrDefault("blue", 0);
  }

  /// Whatever happens: the sum stays, nobody with a healthy member and a normal weight loses all,
  /// and no step moves more than allowed.
  @Test
  void balanceKeepsTheSumAndEverybodyAlive() {
    long seed = 20261121;
    var random = new Random(seed);
    var spec = spec("{type: balance, signal: healthyHosts, maxShift: 10%}", "60:40");
    for (int round = 0; round < 2_000; round++) {
      int blue = random.nextInt(101);
      var now = weights(blue + ":" + (100 - blue));
      var healthy = random.nextInt(5) + "/" + random.nextInt(5);
      var seen = seen(now, healthy, TargetMemory.fresh("it"), START);
      var next = after(now, Planner.decide(spec, seen));
      var what = "seed %d, round %d: %s of %s".formatted(seed, round, healthy, shown(now));
      assertThat(next.values().stream().mapToInt(Integer::intValue).sum()).as(what).isEqualTo(100);
      assertThat(Math.abs(blueOf(next) - blue)).as(what).isLessThanOrEqualTo(11);
      seen.target()
          .hosts()
          .forEach((group, hosts) -> {
            if (hosts.healthy() > 0 && !next.equals(now)) {
              assertThat(next.get(group)).as(what).isPositive();
            }
          });
    }
  }

  private static SortedMap<String, Integer> run(
      String policy, String normal, String now, String healthy) {
    var spec = spec(policy, normal);
    var weights = weights(now);
    var memory = TargetMemory.fresh("it");
    var at = START;
    for (String minute : healthy.split(" ")) {
      var seen = seen(weights, minute, memory, at);
      var decision = Planner.decide(spec, seen);
      memory = Planner.remembered(spec, seen);
      if (!decision.changes().isEmpty()) {
        memory = memory.traffic(memory.traffic().stepped(at));
      }
      weights = after(weights, decision);
      at = at.plus(Duration.ofMinutes(1));
    }
    return weights;
  }

  private static SortedMap<String, Integer> after(
      SortedMap<String, Integer> now, Decision decision) {
    return decision instanceof Decision.Shift shift ? shift.weights().to() : now;
  }

  private static ListenerObservation seen(
      SortedMap<String, Integer> weights, String healthy, TargetMemory memory, Instant at) {
    var parts = healthy.split("/");
    var hosts =
        Map.of(
            "blue", new Hosts(Integer.parseInt(parts[0]), 4),
            "green", new Hosts(Integer.parseInt(parts[1]), 4));
    var state = new TargetState.Listener("it", weights, hosts, List.of(), Map.of());
    return new ListenerObservation(state, Map.of(), memory, true, at);
  }

  private static Measured measured(Signal signal, String value) {
    var points = new TreeMap<Instant, Double>();
    if (!value.equals("none")) {
      points.put(START.minus(signal.period()), Double.valueOf(value));
    }
    return Measured.of(signal, Series.of(signal.period(), points));
  }

  private static ListenerSpec spec(String policy, String normal) {
    var problems = new Problems("ecf.yaml");
    var map =
        YamlReader.read(new Source("ecf.yaml", policy), _ -> Optional.empty(), problems)
            .orElseThrow();
    var fields = new Fields(map, "policy", problems);
    var type = fields.text("type");
    var signals = Map.of("blue", signals("blue"), "green", signals("green"));
    var read =
        TrafficPolicyType.named(type)
            .orElseThrow()
            .read(new TrafficFields(fields, weights(normal), signals));
    fields.finish();
    assertThat(problems.all()).isEmpty();
    return new ListenerSpec(
        new TargetId("traffic"),
        Resource.of("crossing", "it"),
        weights(normal),
        Map.of(),
        read.map(known -> new ListenerSpec.Named(type, type, known)),
        FleetSpec.Mode.ACT,
        Set.of());
  }

  private record Gauge(String metric) implements ecf.core.signal.Source.Metric {
    @Override
    public Optional<List<MetricQuery>> queries(
        Map<String, String> lookups, Statistic statistic, Duration period) {
      return Optional.of(List.of(MetricQuery.of("lab", metric, Map.of(), statistic, period)));
    }
  }

  private static Map<String, Signal> signals(String group) {
    return Map.of(
        "healthyHosts", signal("healthyHosts of " + group, Unit.COUNT),
        "responseTime", signal("responseTime of " + group, Unit.SECONDS));
  }

  private static Signal signal(String name, Unit unit) {
    var minute = Duration.ofMinutes(1);
    return new Signal(
        name,
        new Gauge(name),
        Statistic.AVERAGE,
        minute,
        minute,
        Aggregate.Simple.LAST,
        Signal.defaultMaxAge(minute),
        new NoData.Missing(),
        Combine.SUM,
        false,
        unit,
        PerUnit.NO);
  }

  private static SortedMap<String, Integer> weights(String text) {
    var parts = text.split(":");
    return new TreeMap<>(
        Map.of("blue", Integer.valueOf(parts[0]), "green", Integer.valueOf(parts[1])));
  }

  private static String shown(SortedMap<String, Integer> weights) {
    return weights.values().stream().map(Object::toString).collect(Collectors.joining(":"));
  }
}
