package ecf.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.CoordinationTest.Target;
import ecf.core.guardrail.Rate;
import ecf.core.model.Money;
import ecf.core.model.Reason;
import ecf.core.model.TargetId;
import ecf.core.observation.Inspection;
import ecf.core.observation.Observation;
import ecf.core.observation.Room;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What holds for all targets together, whatever they share, follow and depend on. Failures name
/// the seed of their case; `-Decf.seed=N` begins with it.
class CoordinationPropertiesTest {
  private static final int CASES = 1_000;
  private static final long SEED = Long.getLong("ecf.seed", new Random().nextInt());

  private record Case(
      long seed, Random random, Limits limits, List<String> lines, List<Target> file, Plan plan) {
    List<Target> seen() {
      return file.stream().filter(each -> each.seen().isPresent()).toList();
    }

    List<Target> inPool(String name) {
      return file.stream()
          .filter(each -> each.spec().ties().pool().filter(name::equals).isPresent())
          .toList();
    }

    Optional<Target> seen(TargetId id) {
      return seen().stream().filter(each -> each.spec().id().equals(id)).findFirst();
    }

    /// After the pass, whether it acts or not.
    int decided(Target each) {
      return units(plan, each);
    }

    boolean grows(Target each) {
      return decided(each) > kept(each);
    }

    /// What counts against a limit: units that go are still there.
    int used(Target each) {
      return each.seen().isPresent() && each.spec().acts()
          ? Math.max(lastKnown(each), decided(each))
          : lastKnown(each);
    }

    /// What nobody can cut.
    int kept(Target each) {
      return each.seen().isPresent() && each.spec().acts()
          ? Math.max(lastKnown(each), Math.min(each.spec().capacity().min(), decided(each)))
          : lastKnown(each);
    }

    Reason.Code code(Target each) {
      return decision(plan, each).cause().reason().code();
    }

    @Override
    public String toString() {
      return "seed " + seed + ": " + limits + "\n" + String.join("\n", lines) + "\n" + plan;
    }
  }

  @FunctionalInterface
  private interface Property {
    void holdsFor(Case one);
  }

  /// A dependency that is cut no longer keeps those waiting that depend on it, so they are left
  /// out, and whoever follows them.
  @Test
  void aLimitOnlyMakesAChangeSmaller() {
    forAll(one -> {
      var unlimited = one.file.stream().map(CoordinationPropertiesTest::unlimited).toList();
      var free = CoordinationTest.plan(Limits.none(), unlimited);
      for (Target each : one.seen()) {
        if (!mayWait(one, each)) {
          int from = lastKnown(each);
          int without = units(free, each);
          assertThat(one.decided(each))
              .as("%s of %s", each.spec().id(), one)
              .isBetween(Math.min(from, without), Math.max(from, without));
        }
      }
    });
  }

  @Test
  void poolsAreNeverExceededAndUsedUpWhereSomebodyIsCut() {
    forAll(one ->
        one.limits
            .pools()
            .forEach((pool, most) -> {
              var sharing = one.inPool(pool);
              int used = sharing.stream().mapToInt(one::used).sum();
              int kept = sharing.stream().mapToInt(one::kept).sum();
              assertThat(used).as("%s", one).isLessThanOrEqualTo(Math.max(most, kept));
              if (sharing.stream().anyMatch(each -> isCut(one, each, Reason.Code.POOL))) {
                assertThat(used).as("%s", one).isGreaterThanOrEqualTo(most);
              }
            }));
  }

  @Test
  void moneyIsNeverExceededAndPaysForNoUnitMoreWhereSomebodyIsCut() {
    forAll(one ->
        one.limits
            .cost()
            .map(Money::perHour)
            .ifPresent(most -> {
              var used = BigDecimal.ZERO;
              var kept = BigDecimal.ZERO;
              for (Target each : one.file) {
                used = used.add(price(each).multiply(BigDecimal.valueOf(one.used(each))));
                kept = kept.add(price(each).multiply(BigDecimal.valueOf(one.kept(each))));
              }
              assertThat(used).as("%s", one).isLessThanOrEqualTo(most.max(kept));
              for (Target each : one.seen()) {
                if (isCut(one, each, Reason.Code.COST)) {
                  assertThat(used.add(price(each))).as("%s", one).isGreaterThan(most);
                }
              }
            }));
  }

  @Test
  void whatAQuotaLeavesIsNeverExceededAndUsedUpWhereSomebodyIsCut() {
    forAll(one -> {
      var counting = one.seen().stream().filter(each -> room(each).isPresent()).toList();
      var left =
          counting.stream()
              .map(each -> room(each).orElseThrow().left())
              .min(BigDecimal::compareTo)
              .orElse(BigDecimal.ZERO);
      var used = BigDecimal.ZERO;
      var kept = BigDecimal.ZERO;
      for (Target each : counting) {
        used = used.add(coming(each, one.used(each)));
        kept = kept.add(coming(each, one.kept(each)));
      }
      assertThat(used).as("%s", one).isLessThanOrEqualTo(left.max(kept));
      for (Target each : counting) {
        if (isCut(one, each, Reason.Code.QUOTA)) {
          var more = used.add(room(each).orElseThrow().each());
          assertThat(more).as("%s", one).isGreaterThan(left);
        }
      }
    });
  }

  @Test
  void noMoreScalesInThanTheBlastRadiusAllows() {
    forAll(one ->
        one.limits
            .blastRadius()
            .ifPresent(radius -> {
              int goneTargets = (int) one.lines.stream().filter(line -> gone(line) > 0).count();
              int goneUnits = one.lines.stream().mapToInt(CoordinationPropertiesTest::gone).sum();
              int targets = goneTargets;
              int units = goneUnits;
              int there = goneUnits;
              for (int i = 0; i < one.lines.size(); i++) {
                var each = one.file.get(i);
                there += lastKnown(each);
                int fewer = lastKnown(each) - one.used(each);
                if (each.seen().isPresent() && each.spec().acts()) {
                  fewer = lastKnown(each) - one.decided(each);
                }
                if (fewer > 0) {
                  targets += gone(one.lines.get(i)) > 0 ? 0 : 1;
                  units += fewer;
                }
              }
              var mostTargets = radius.targets().map(rate -> rate.out(one.lines.size()));
              assertThat(targets)
                  .as("%s", one)
                  .isLessThanOrEqualTo(Math.max(goneTargets, mostTargets.orElse(targets)));
              int present = there;
              var mostUnits = radius.units().map(rate -> rate.out(present));
              assertThat(units)
                  .as("%s", one)
                  .isLessThanOrEqualTo(Math.max(goneUnits, mostUnits.orElse(units)));
            }));
  }

  @Test
  void nobodyGrowsBeforeWhatItDependsOn() {
    forAll(one -> {
      for (Target each : one.seen()) {
        if (each.spec().acts() && one.grows(each)) {
          for (TargetId id : each.spec().ties().dependsOn()) {
            var dependency = one.seen(id).orElseThrow();
            int decided =
                dependency.spec().acts() ? one.decided(dependency) : lastKnown(dependency);
            assertThat(dependency.seen().orElseThrow().target().serving())
                .as("%s of %s", id, one)
                .isGreaterThanOrEqualTo(decided);
          }
        }
      }
    });
  }

  /// Who waits is followed to the number that it waits for.
  @Test
  void whoFollowsIsNoLargerThanWhatItFollowsNeeds() {
    forAll(one -> {
      for (Target each : one.seen()) {
        for (TargetId id : each.spec().follows()) {
          var followed = one.seen(id);
          if (each.spec().acts()
              && one.grows(each)
              && followed.filter(it -> one.code(it) != Reason.Code.DEPENDENCY).isPresent()) {
            assertThat(one.decided(each))
                .as("%s of %s", each.spec().id(), one)
                .isLessThanOrEqualTo(one.used(followed.get()));
          }
        }
      }
    });
  }

  @Test
  void theOrderInTheFileDoesNotMatterAndDecidingTwiceGivesTheSame() {
    forAll(one -> {
      assertThat(CoordinationTest.plan(one.limits, one.file)).as("%s", one).isEqualTo(one.plan);
      var shuffled = new ArrayList<>(one.file);
      Collections.shuffle(shuffled, one.random);
      assertThat(CoordinationTest.plan(one.limits, shuffled)).as("%s", one).isEqualTo(one.plan);
    });
  }

  private static void forAll(Property property) {
    for (int i = 0; i < CASES; i++) {
      var random = new Random(SEED + i);
      var lines = lines(random);
      var limits = limits(random);
      var file = lines.stream().map(CoordinationTest::target).toList();
      var plan = CoordinationTest.plan(limits, file);
      property.holdsFor(new Case(SEED + i, random, limits, lines, file, plan));
    }
  }

  private static Limits limits(Random random) {
    var pools = new TreeMap<String, Integer>();
    for (String pool : List.of("p", "q")) {
      if (random.nextInt(3) > 0) {
        pools.put(pool, 1 + random.nextInt(40));
      }
    }
    return new Limits(
        pools,
        random.nextBoolean()
            ? Optional.of(new Money(BigDecimal.valueOf(1 + random.nextInt(300), 1), "USD"))
            : Optional.empty(),
        random.nextBoolean()
            ? Optional.of(new Limits.BlastRadius(rate(random), rate(random)))
            : Optional.empty());
  }

  private static Optional<Rate> rate(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(new Rate.Units(1 + random.nextInt(6)));
      default -> Optional.of(new Rate.Share((1 + random.nextInt(10)) / 10.0));
    };
  }

  /// Who is followed has a lower number, who is depended on a higher one: no circles.
  private static List<String> lines(Random random) {
    int count = 1 + random.nextInt(6);
    return IntStream.range(0, count).mapToObj(i -> line(random, i, count)).toList();
  }

  private static String line(Random random, int number, int count) {
    int units = random.nextInt(12);
    var line = new StringBuilder("t" + number + " " + units + "→" + random.nextInt(25));
    add(line, random, 4, " serves " + random.nextInt(units + 1));
    add(line, random, 3, " min " + random.nextInt(6));
    add(line, random, 2, " in " + (random.nextBoolean() ? "p" : "q"));
    add(line, random, 3, " priority " + random.nextInt(3));
    add(line, random, 3, " room " + (random.nextInt(20) - 2) + "/" + (1 + random.nextInt(4)));
    add(line, random, 2, " costs " + random.nextInt(4) + "." + random.nextInt(10));
    if (number > 0) {
      add(line, random, 4, " follows t" + random.nextInt(number));
    }
    if (number + 1 < count) {
      add(line, random, 4, " on t" + random.nextInt(number + 1, count));
    }
    add(line, random, 8, " observes");
    add(line, random, 8, " only " + (random.nextBoolean() ? "in" : "out"));
    add(line, random, 6, " gone " + (1 + random.nextInt(5)));
    add(line, random, 10, random.nextBoolean() ? " unseen" : " unknown");
    return line.toString();
  }

  private static void add(StringBuilder line, Random random, int oneIn, String words) {
    if (random.nextInt(oneIn) == 0) {
      line.append(words);
    }
  }

  private static boolean mayWait(Case one, Target each) {
    return !each.spec().ties().dependsOn().isEmpty()
        || each.spec().follows().stream()
            .flatMap(id -> one.seen(id).stream())
            .anyMatch(followed -> mayWait(one, followed));
  }

  private static boolean isCut(Case one, Target each, Reason.Code code) {
    return each.seen().isPresent() && each.spec().acts() && one.code(each) == code;
  }

  private static Decision decision(Plan plan, Target each) {
    return Optional.ofNullable(plan.decisions().get(each.spec().id())).orElseThrow();
  }

  private static int units(Plan plan, Target each) {
    return decision(plan, each) instanceof Decision.Resize resize ? resize.to() : lastKnown(each);
  }

  private static int lastKnown(Target each) {
    return each.seen()
        .map(Observation::desired)
        .or(() ->
            each.remembered()
                .map(memory -> memory.looks().entries().getLast().getValue().desired()))
        .orElse(each.spec().capacity().min());
  }

  /// What is remembered to have been sent away lately.
  private static int gone(String line) {
    var words = List.of(line.split(" "));
    int at = words.indexOf("gone");
    return at < 0 || words.contains("unknown") ? 0 : Integer.parseInt(words.get(at + 1));
  }

  private static Target unlimited(Target each) {
    return new Target(
        each.spec(),
        each.seen().map(seen -> seen.inspected(Inspection.clear())),
        each.remembered());
  }

  private static Optional<Room> room(Target each) {
    return each.seen().flatMap(Observation::inspection).flatMap(Inspection::room);
  }

  /// What units take of a quota that do not run yet.
  private static BigDecimal coming(Target each, int units) {
    int running = each.seen().orElseThrow().target().running();
    var coming = BigDecimal.valueOf(Math.max(0, units - running));
    return room(each).orElseThrow().each().multiply(coming);
  }

  private static BigDecimal price(Target each) {
    return each.spec().ties().unitCost().map(Money::perHour).orElse(BigDecimal.ZERO);
  }
}
