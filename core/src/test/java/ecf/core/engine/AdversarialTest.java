package ecf.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.guardrail.Guardrail;
import ecf.core.guardrail.Verdict;
import ecf.core.model.Activity;
import ecf.core.model.CapacityRange;
import ecf.core.model.Reason;
import ecf.core.model.UnitSize;
import ecf.core.observation.Observation;
import ecf.core.observation.Peer;
import ecf.core.policy.BinPack;
import ecf.core.policy.Follow;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;
import ecf.core.policy.QueueBacklog;
import ecf.core.policy.ScalingPolicy;
import ecf.core.policy.TargetTracking;
import ecf.core.signal.Measured;
import ecf.core.signal.Point;
import ecf.core.signal.Series;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A million targets as no file should describe them, seen as nobody should see them: gaps, bursts,
/// stale and absurd values, deployments, owners, clocks that jump. Whatever comes of it, nothing
/// that a person would call wrong does. The first case that fails is told with its seed;
/// `-Decf.seed=N -Decf.cases=1` runs it alone, and `-Decf.cases=1e8` runs longer.
class AdversarialTest {
  private static final long CASES =
      new BigDecimal(System.getProperty("ecf.cases", "1e6")).longValueExact();
  private static final long SEED = Long.getLong("ecf.seed", System.nanoTime() & 0xffff_ffffL);

  /// What takes another decision is asked of a share of the cases.
  private static final int ONE_IN = 8;

  @Test
  void nothingWrongIsDecided() {
    var wrong =
        LongStream.range(SEED, SEED + CASES)
            .parallel()
            .mapToObj(AdversarialTest::wrong)
            .flatMap(Optional::stream)
            .findAny();
    assertThat(wrong).as("%d cases from seed %d", CASES, SEED).isEmpty();
  }

  private static Optional<String> wrong(long seed) {
    var random = new SplittableRandom(seed);
    var scenes = new RandomScene(random);
    var spec = scenes.spec("it");
    var seen = scenes.seen(spec);
    try {
      return wrong(spec, seen, random)
          .findFirst()
          .map(what -> "seed " + seed + ": " + what + "\n" + told(spec, seen));
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed + "\nof " + spec + "\nseeing " + seen, e);
    }
  }

  private static String told(FleetSpec spec, Observation seen) {
    return Planner.decide(spec, seen) + "\nof " + spec + "\nseeing " + seen;
  }

  private static Stream<String> wrong(FleetSpec spec, Observation seen, RandomGenerator random) {
    var decision = Planner.decide(spec, seen);
    var decided = decision.units();
    var wrong = new ArrayList<String>();
    if (decided.isEmpty()) {
      check(decision.changes().isEmpty(), "changed what could not be decided", wrong);
      return wrong.stream();
    }
    int units = decided.getAsInt();
    int desired = seen.desired();
    var capacity = capacity(spec, seen);
    check(units >= capacity.min(), "below capacity.min", wrong);
    check(units <= Math.max(capacity.max(), desired), "above capacity.max", wrong);
    check(Planner.decide(spec, seen).equals(decision), "different when decided again", wrong);
    check(reasons(decision).allMatch(AdversarialTest::finite), "a fact is no number", wrong);
    int stated = lowestCeiling(decision, capacity);
    if (decision.trace().said().stream().anyMatch(AdversarialTest::abstains)) {
      check(units >= Math.min(desired, stated), "scaled in while a policy abstains", wrong);
    }
    for (Trace.Judged judged : decision.trace().judged()) {
      if (against(judged, units, seen, capacity, decision)) {
        wrong.add("against " + judged);
      }
    }
    decision.changes().stream()
        .filter(Change.ResizeUnit.class::isInstance)
        .forEach(change -> checkUnit((Change.ResizeUnit) change, decision, seen, spec, wrong));
    if (random.nextInt(ONE_IN) == 0) {
      unguarded(spec, random).ifPresent(less -> checkSmaller(units, less, seen, capacity, wrong));
    }
    var one = spec.policies().get(random.nextInt(spec.policies().size()));
    if (growsWithLoad(one.policy())) {
      var more = withMoreLoad(seen, 1 + 3 * random.nextDouble());
      check(wants(one, more) >= wants(one, seen), "fewer for more load: " + one.name(), wrong);
    }
    return wrong.stream();
  }

  /// Units are replaced alone, never against a veto, and never by ones with less memory than was
  /// used while there are larger ones.
  private static void checkUnit(
      Change.ResizeUnit change,
      Decision decision,
      Observation seen,
      FleetSpec spec,
      List<String> wrong) {
    check(decision.changes().size() == 1, "changed the number and the size of units", wrong);
    check(!change.from().equals(change.to()), "units of the same size", wrong);
    check(seen.clocks(), "replaced units without state", wrong);
    check(
        seen.activities().stream().noneMatch(each -> each.kind() == Activity.Kind.DEPLOYMENT),
        "replaced units during a deployment",
        wrong);
    check(
        spec.guardrails().stream().allMatch(each -> each.forbidsReplacing(seen).isEmpty()),
        "replaced units against a veto",
        wrong);
    var fit = decision.trace().sizing().orElseThrow().fit();
    double peak = fit.reason().facts().getOrDefault("peak", 0.0);
    boolean enough = change.to().memory() + 1e-6 * peak >= peak;
    boolean less = change.to().memory() < change.from().memory();
    check(
        fit.dimension() == UnitSize.Dimension.CPU || enough || !less,
        "less memory than the peak",
        wrong);
  }

  /// Whether more became of it than a guardrail allowed. Stated bounds pass those on wants.
  private static boolean against(
      Trace.Judged judged, int units, Observation seen, CapacityRange capacity, Decision decision) {
    int desired = seen.desired();
    boolean in = judged.at() < desired;
    int allowed =
        switch (judged.verdict()) {
          case Verdict.Pass() -> judged.at();
          case Verdict.Limit(int limit, var _) ->
              in
                  ? Math.clamp(limit, judged.at(), desired)
                  : Math.clamp(limit, desired, judged.at());
          case Verdict.Veto _ -> desired;
        };
    boolean everyone = judged.guardrail().scope() == Guardrail.Scope.EVERY;
    return in
        ? units < (everyone ? allowed : Math.min(allowed, lowestCeiling(decision, capacity)))
        : units > Math.max(capacity.min(), everyone ? allowed : highestFloor(decision, allowed));
  }

  /// A guardrail more never makes a change larger.
  private static void checkSmaller(
      int units, FleetSpec less, Observation seen, CapacityRange capacity, List<String> wrong) {
    var free = Planner.decide(less, seen);
    if (free.trace().sizing().filter(sizing -> sizing.held().isEmpty()).isPresent()) {
      return; // what forbids to replace units never keeps their number from growing
    }
    int without = free.units().orElseThrow();
    int raised = Math.max(seen.desired(), capacity.min());
    boolean between = Math.min(raised, without) <= units && units <= Math.max(raised, without);
    check(between, "enlarged: " + without + " without one of them", wrong);
  }

  private static void check(boolean holds, String otherwise, List<String> wrong) {
    if (!holds) {
      wrong.add(otherwise);
    }
  }

  private static boolean abstains(NamedPolicy.Said said) {
    return said.proposal() instanceof Proposal.Abstain;
  }

  private static int lowestCeiling(Decision decision, CapacityRange capacity) {
    int lowest = capacity.max();
    for (NamedPolicy.Said said : decision.trace().said()) {
      if (said.proposal() instanceof Proposal.Ceiling(int units, var _)) {
        lowest = Math.min(lowest, units);
      }
    }
    return lowest;
  }

  private static int highestFloor(Decision decision, int allowed) {
    int highest = allowed;
    for (NamedPolicy.Said said : decision.trace().said()) {
      if (said.proposal() instanceof Proposal.Floor(int units, var _)) {
        highest = Math.max(highest, units);
      }
    }
    return highest;
  }

  private static Stream<Reason> reasons(Decision decision) {
    var verdicts =
        decision.trace().judged().stream()
            .flatMap(judged ->
                switch (judged.verdict()) {
                  case Verdict.Pass() -> Stream.<Reason>of();
                  case Verdict.Limit(int _, Reason why) -> Stream.of(why);
                  case Verdict.Veto(Reason why) -> Stream.of(why);
                });
    var said = decision.trace().said().stream().map(each -> each.proposal().reason());
    return Stream.concat(Stream.of(decision.cause().reason()), Stream.concat(said, verdicts));
  }

  private static boolean finite(Reason reason) {
    return reason.facts().values().stream().allMatch(Double::isFinite)
        && !reason.summary().contains("NaN")
        && !reason.summary().contains("Infinity");
  }

  private static boolean growsWithLoad(ScalingPolicy policy) {
    return policy instanceof TargetTracking
        || policy instanceof QueueBacklog
        || policy instanceof BinPack
        || policy instanceof Follow;
  }

  private static int wants(NamedPolicy policy, Observation seen) {
    return policy.policy().propose(seen).getFirst() instanceof Proposal.Want(int units, var _)
        ? units
        : Integer.MIN_VALUE;
  }

  private static Observation withMoreLoad(Observation seen, double factor) {
    var signals = new HashMap<String, Measured>();
    seen.signals().forEach((name, measured) -> signals.put(name, more(measured, factor)));
    var peers = new HashMap<>(seen.peers());
    peers.replaceAll(
        (_, peer) -> new Peer((int) (peer.desired() * factor), (int) (peer.decided() * factor)));
    var clusters = new HashMap<>(seen.clusters());
    clusters.replaceAll((_, cluster) -> RandomCluster.with(factor, cluster));
    return seen.measured(signals).peers(peers).clusters(clusters);
  }

  private static Measured more(Measured measured, double factor) {
    var points =
        measured.series().points().stream()
            .map(point ->
                point.value() > 0 && point.value() < Double.MAX_VALUE / factor
                    ? new Point(point.from(), point.to(), point.value() * factor)
                    : point)
            .toList();
    return measured.with(new Series(measured.series().period(), points));
  }

  private static Optional<FleetSpec> unguarded(FleetSpec spec, RandomGenerator random) {
    if (spec.guardrails().isEmpty()) {
      return Optional.empty();
    }
    var fewer = new ArrayList<>(spec.guardrails());
    fewer.remove(random.nextInt(fewer.size()));
    return Optional.of(spec.with(spec.policies(), fewer));
  }

  private static CapacityRange capacity(FleetSpec spec, Observation seen) {
    return Effective.capacity(spec, seen.target()).orElse(spec.capacity());
  }
}
