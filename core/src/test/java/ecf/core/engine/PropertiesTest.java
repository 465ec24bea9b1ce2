package ecf.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.guardrail.Guardrail;
import ecf.core.memory.Intent;
import ecf.core.memory.Look;
import ecf.core.model.CapacityRange;
import ecf.core.model.Reason;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.observation.Observation;
import ecf.core.policy.Follow;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;
import ecf.core.signal.Measured;
import ecf.core.signal.Point;
import ecf.core.signal.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What holds for every file and everything that can be seen. Failures name the seed of their case;
/// `-Decf.seed=N` begins with it.
class PropertiesTest {
  private static final int CASES = 5_000;
  private static final long SEED = Long.getLong("ecf.seed", new Random().nextInt());

  /// @param units what comes of it
  private record Case(
      long seed, Random random, FleetSpec spec, Observation seen, Decision decision, int units) {
    int desired() {
      return seen.desired();
    }

    CapacityRange capacity() {
      return Effective.capacity(spec, seen.target()).orElse(spec.capacity());
    }

    @Override
    public String toString() {
      return "seed " + seed + ": " + decision + "\nof " + spec + "\nseeing " + seen;
    }
  }

  @FunctionalInterface
  private interface Property {
    void holdsFor(Case one);
  }

  @Test
  void theResultIsWithinItsBounds() {
    forAll(one -> {
      int most = Math.max(one.capacity().max(), one.desired());
      assertThat(one.units()).as("%s", one).isBetween(one.capacity().min(), most);
    });
  }

  @Test
  void aGuardrailNeverEnlargesAChange() {
    forAll(one -> {
      var guardrails = new ArrayList<>(one.spec().guardrails());
      int before = one.units();
      while (!guardrails.isEmpty()) {
        guardrails.remove(one.random().nextInt(guardrails.size()));
        var less = guarded(one.spec(), guardrails);
        if (replacesUnits(Planner.decide(less, one.seen()))) {
          // What forbids to replace units never keeps their number from growing.
          return;
        }
        int without = units(less, one.seen());
        int raised = Math.max(one.desired(), one.capacity().min());
        assertThat(before)
            .as("with and without a guardrail, left %s, %s", guardrails, one)
            .isBetween(Math.min(raised, without), Math.max(raised, without));
        before = without;
      }
    });
  }

  @Test
  void decidingTwiceGivesTheSame() {
    forAll(one ->
        assertThat(Planner.decide(one.spec(), one.seen())).as("%s", one).isEqualTo(one.decision()));
  }

  @Test
  void theOrderOfPoliciesDoesNotMatter() {
    forAll(one -> {
      var policies = new ArrayList<>(one.spec().policies());
      Collections.shuffle(policies, one.random());
      assertThat(units(with(one.spec(), policies), one.seen()))
          .as("%s", one)
          .isEqualTo(one.units());
    });
  }

  @Test
  void theOrderOfPointsDoesNotMatter() {
    forAll(one -> {
      var shuffled = new HashMap<String, Measured>();
      one.seen()
          .signals()
          .forEach((name, measured) -> {
            var points = new ArrayList<Point>(measured.series().points());
            Collections.shuffle(points, one.random());
            var series = new Series(measured.series().period(), points);
            shuffled.put(name, measured.with(series));
          });
      assertThat(Planner.decide(one.spec(), one.seen().measured(shuffled)))
          .as("%s", one)
          .isEqualTo(one.decision());
    });
  }

  @Test
  void theOrderOfTargetsDoesNotMatter() {
    for (int i = 0; i < CASES / 5; i++) {
      var random = new Random(SEED + i);
      var scenes = new RandomScene(random);
      var specs = new ArrayList<FleetSpec>();
      var seen = new HashMap<TargetId, Observation>();
      for (int target = 0; target < 5; target++) {
        var spec = follower(scenes.spec("t" + target), target, random);
        specs.add(spec);
        seen.put(spec.id(), scenes.seen(spec));
      }
      seen.remove(random.nextBoolean() ? new TargetId("t1") : new TargetId("none"));
      var plan = Planner.plan(specs, seen, Map.of());
      var blind =
          plan.decisions().values().stream()
              .flatMap(decision -> decision.trace().said().stream())
              .filter(said -> said.by().policy() instanceof Follow)
              .filter(said -> said.proposal() instanceof Proposal.Abstain)
              .flatMap(said -> said.by().policy().follows().stream());
      assertThat(blind)
          .as("who was seen is known to those that follow")
          .noneMatch(seen::containsKey);
      Collections.shuffle(specs, random);
      assertThat(Planner.plan(specs, seen, Map.of()))
          .as("seed %d: %s", SEED + i, specs)
          .isEqualTo(plan);
    }
  }

  @Test
  void whileAPolicyAbstainsOnlyAStatedCeilingGoesBelowThePresent() {
    forAll(one -> {
      var proposals =
          one.decision().trace().said().stream().map(NamedPolicy.Said::proposal).toList();
      if (one.units() < one.desired()
          && proposals.stream().anyMatch(Proposal.Abstain.class::isInstance)) {
        int stated =
            proposals.stream()
                .filter(Proposal.Ceiling.class::isInstance)
                .mapToInt(ceiling -> ((Proposal.Ceiling) ceiling).units())
                .reduce(one.capacity().max(), Math::min);
        assertThat(one.units()).as("%s", one).isGreaterThanOrEqualTo(stated);
        assertThat(one.decision().cause().reason().code())
            .as("%s", one)
            .isIn(
                Reason.Code.CEILING,
                Reason.Code.CAPACITY,
                Reason.Code.THROTTLE,
                Reason.Code.PROTECTION);
      }
    });
  }

  @Test
  void repeatedPassesOnTheSameDataDoNotCompound() {
    forAll(one -> {
      if (one.desired() == 0
          && one.spec().policies().stream().anyMatch(PropertiesTest::inTheDark)) {
        // A fleet that leaves 0 begins to lack the data that nobody missed before.
        return;
      }
      if (replacesUnits(one.decision())) {
        // What is measured of units of another size is newer data.
        return;
      }
      var again = one.seen();
      int before = one.desired();
      int units = one.units();
      for (int pass = 1; pass <= 3; pass++) {
        again = after(again, before, units, pass);
        before = units;
        units = units(one.spec(), again);
        assertThat(units).as("pass %d, %s", pass + 1, one).isEqualTo(one.units());
      }
    });
  }

  private static boolean replacesUnits(Decision decision) {
    return decision.trace().sizing().filter(sizing -> sizing.held().isEmpty()).isPresent();
  }

  /// The next pass, a second later: the change was sent, some of the new units serve already, and
  /// there is no newer data.
  private static Observation after(Observation seen, int from, int to, int pass) {
    var fleet = seen.target();
    int added = Math.max(0, to - from) / 2;
    int serving = Math.min(fleet.serving(), to) + added;
    int running = Math.min(fleet.running(), to) + added;
    var next =
        new TargetState.Fleet(
            fleet.identity(),
            to,
            running,
            serving,
            to - running,
            fleet.limits(),
            fleet.activities(),
            fleet.owner(),
            fleet.lookups(),
            fleet.warmUp(),
            asSick(fleet, running));
    var now = seen.now().plusSeconds(1);
    var intent = new Intent(from, to, seen.now(), Optional.empty(), "pass " + pass, now);
    var memory = seen.memory().claiming(intent).settled(from != to);
    var later =
        new Observation(
                next,
                seen.signals(),
                memory.looked(now, new Look(to, running, serving)),
                seen.clocks(),
                seen.peers(),
                seen.inspection(),
                now)
            .clusters(seen.clusters());
    return seen.minimum().isPresent() ? later.minimum(to) : later;
  }

  /// As large a share of them is unhealthy as before.
  private static TargetState.Fleet.Condition asSick(TargetState.Fleet fleet, int running) {
    var before = fleet.condition();
    int unhealthy =
        fleet.running() == 0 ? 0 : Math.ceilDiv(before.unhealthy() * running, fleet.running());
    return before.unhealthy(unhealthy);
  }

  private static void forAll(Property property) {
    int decided = 0;
    for (int i = 0; i < CASES; i++) {
      long seed = SEED + i;
      var random = new Random(seed);
      var scenes = new RandomScene(random);
      var spec = scenes.spec("it");
      var seen = scenes.seen(spec);
      var decision = Planner.decide(spec, seen);
      var units = decision.units();
      if (units.isPresent()) {
        decided++;
        property.holdsFor(new Case(seed, random, spec, seen, decision, units.getAsInt()));
      }
    }
    assertThat(decided)
        .as("cases that could be decided, from seed %d", SEED)
        .isGreaterThan(CASES * 9 / 10);
  }

  private static int units(FleetSpec spec, Observation seen) {
    return Planner.decide(spec, seen).units().orElseThrow();
  }

  private static boolean inTheDark(NamedPolicy policy) {
    return policy.missingData() instanceof MissingData.ScaleOutTo;
  }

  private static FleetSpec guarded(FleetSpec spec, List<Guardrail> guardrails) {
    return spec.with(spec.policies(), guardrails);
  }

  private static FleetSpec with(FleetSpec spec, List<NamedPolicy> policies) {
    return spec.with(policies, spec.guardrails());
  }

  /// Follows one of the targets before it, or nobody.
  private static FleetSpec follower(FleetSpec spec, int number, Random random) {
    var policies = new ArrayList<>(spec.policies());
    policies.removeIf(each -> each.policy() instanceof Follow);
    if (number > 0 && random.nextBoolean()) {
      var follow = new Follow(Set.of(new TargetId("t" + random.nextInt(number))), 0.5);
      policies.add(new NamedPolicy("follow", "follow", follow, new MissingData.HoldScaleIn()));
    }
    return with(spec, policies);
  }
}
