package ecf.core.bench;

import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.Planner;
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
import ecf.core.observation.Observation;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.TargetTracking;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One decision of one target with its whole trace, whose sentences are written when somebody reads
/// them: as many target tracking policies as stated, each on a signal of its own with eleven
/// points, and the five guardrails that most targets have.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecisionBenchmark {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final double[] STEADY = {60, 61, 59, 60, 62, 60, 58, 60, 61, 60, 60};
  private static final double[] RISING = {60, 61, 59, 60, 62, 64, 68, 74, 80, 86, 90};
  private static final double[] FALLING = {60, 61, 59, 60, 52, 45, 40, 34, 32, 31, 30};

  @Param({"1", "5", "20"})
  public int policies = 1;

  @Param public Load load = Load.STEADY;

  private FleetSpec spec = spec(1);
  private Observation seen = seen(1, Load.STEADY);

  /// What the signals do: nothing changes, a scale-out, a scale-in that asks for earlier wants.
  public enum Load {
    STEADY(DecisionBenchmark.STEADY),
    RISING(DecisionBenchmark.RISING),
    FALLING(DecisionBenchmark.FALLING);

    private final double[] points;

    Load(double[] points) {
      this.points = points;
    }
  }

  @Setup
  public void arrange() {
    spec = spec(policies);
    seen = seen(policies, load);
  }

  @Benchmark
  public Decision decide() {
    return Planner.decide(spec, seen);
  }

  /// With every sentence written, as a report does it.
  @Benchmark
  public int decideAndTell() {
    var decision = Planner.decide(spec, seen);
    int told = decision.cause().reason().summary().length();
    for (NamedPolicy.Said said : decision.trace().said()) {
      told += said.proposal().reason().summary().length();
    }
    return told;
  }

  private static Observation seen(int signals, Load load) {
    var scene = Scene.at("10:00").units(8).seen("09:00", 6).seen("09:30", 8).sent("09:30", 6, 8);
    for (int i = 0; i < signals; i++) {
      scene.signal("signal-" + i, "10:00", load.points);
    }
    return scene.seen();
  }

  private static FleetSpec spec(int policies) {
    var named =
        IntStream.range(0, policies)
            .mapToObj(i ->
                new NamedPolicy(
                    "policy-" + i,
                    "targetTracking",
                    new TargetTracking("signal-" + i, 60, 0.1, true),
                    new MissingData.HoldScaleIn()))
            .toList();
    return new FleetSpec(
        new TargetId("it"),
        Resource.of("service", "it"),
        new CapacityRange(2, 40),
        named,
        guardrails(),
        Map.of(),
        FleetSpec.Health.byProvider(),
        FleetSpec.Conduct.plain(),
        FleetSpec.Ties.none(),
        Set.of());
  }

  private static List<Guardrail> guardrails() {
    return List.of(
        new HoldWithoutData(),
        new Busy(Set.of()),
        new Stabilization(FIVE_MINUTES, Duration.ZERO),
        new Cooldown(Duration.ZERO, FIVE_MINUTES),
        new Throttle(
            Optional.empty(),
            Optional.of(new Rate.Share(0.5)),
            Duration.ofMinutes(1),
            OptionalInt.empty()));
  }
}
