package ecf.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.Packing;
import ecf.core.model.Packing.Demand;
import ecf.core.model.Packing.Host;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetId;
import ecf.core.model.UnitSize;
import ecf.core.observation.Observation;
import ecf.core.observation.Occupancy;
import ecf.core.testing.Scene;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinPackTest {
  private static final Host HOST = new Host(new UnitSize(2048, 3840), OptionalInt.empty());
  private static final TargetId CHECKOUT = new TargetId("checkout");
  private static final BinPack ONE_SPARE = new BinPack("shop", 1, Map.of());

  @ParameterizedTest(name = "{0}, {1} spare: {2}")
  @CsvSource({
    "6x512/900 2x1024/1024, 1, 4, 8 tasks need 3 + 1 spare instances",
    "6x512/900 2x1024/1024, 0, 3, 8 tasks need 3 + 0 spare instances",
    "3x512/900:80, 1, 4, 3 tasks need 3 + 1 spare instances",
    "6x512/900 2x1024/1024 5x256/256*, 1, 5, 8 tasks need 4 + 1 spare instances",
    "0x512/900, 1, 1, 0 tasks need 0 + 1 spare instances"
  })
  void wantsWhatTasksNeedAndSomeToSpare(String tasks, int spare, int want, String summary) {
    var seen = seen(HostCountTest.demands(tasks), HOST);
    assertThat(new BinPack("shop", spare, Map.of()).propose(seen))
        .singleElement()
        .isInstanceOfSatisfying(
            Proposal.Want.class,
            wanted -> {
              assertThat(wanted.units()).isEqualTo(want);
              assertThat(wanted.reason().summary()).isEqualTo(summary + " of 2048 CPU, 3840 MiB");
            });
  }

  @Test
  void tellsTheLowerBoundAndFirstFitDecreasingBesideIt() {
    var seen = seen(HostCountTest.demands("6x512/900 2x1024/1024"), HOST);
    assertThat(ONE_SPARE.propose(seen).getFirst().reason().facts())
        .containsEntry("lowerBound", 3.0)
        .containsEntry("firstFitDecreasing", 3.0)
        .containsEntry("packed", 3.0)
        .containsEntry("want", 4.0);
  }

  @ParameterizedTest(name = "{0} in the cluster, {1} that become {2}: {3}")
  @CsvSource({"4, 4, 12, 3", "12, 12, 4, 3", "8, 4, 4, 2", "4, 4, 4, 1"})
  void countsTheMostOfWhatIsThereAndWhatWasDecided(int count, int has, int decided, int want) {
    var policy = new BinPack("shop", 0, Map.of("web", CHECKOUT));
    var demand = new Demand("web", count, new UnitSize(512, 900), 0, Set.of(), false);
    var scene = Scene.at("10:00").peer("checkout", has, decided).seen();
    assertThat(policy.follows()).containsExactly(CHECKOUT);
    assertThat(policy.propose(in(scene, new Packing(List.of(demand), List.of(HOST)))).getFirst())
        .isInstanceOfSatisfying(
            Proposal.Want.class, wanted -> assertThat(wanted.units()).isEqualTo(want));
  }

  @Test
  void whereSizesDifferTheSmallestCounts() {
    var large = new Host(new UnitSize(4096, 3000), OptionalInt.empty());
    assertThat(summary(ONE_SPARE, seen(HostCountTest.demands("4x1024/900"), HOST, large)))
        .isEqualTo(
            "4 tasks need 2 + 1 spare instances of 2048 CPU, 3000 MiB, the smallest there are");
  }

  @Test
  void abstainsWhereItCannotTell() {
    assertThat(summary(ONE_SPARE, seen(HostCountTest.demands("4x1024/900"))))
        .isEqualTo("no instance of shop takes tasks, so how large one is is not known");
    assertThat(summary(ONE_SPARE, seen(HostCountTest.demands("4x4096/900e"), HOST)))
        .isEqualTo("a task of s0 (4096 CPU, 900 MiB, 1 ENI) is too large for 2048 CPU, 3840 MiB");
    assertThat(
            summary(
                new BinPack("shop", 1, Map.of("web", CHECKOUT)),
                seen(HostCountTest.demands("4x1024/900"), HOST)))
        .isEqualTo("the capacity of checkout is not known");
    assertThat(summary(ONE_SPARE, seen(HostCountTest.demands("1000001x1/1"), HOST)))
        .isEqualTo("more than 1000000 tasks are not counted");
    var denied =
        new ProviderFailure(ProviderFailure.Kind.DENIED, "ecs:ListServices", "no", "a hint", false);
    var unread = Scene.at("10:00").seen().clusters(Map.of("shop", new Occupancy.Unread(denied)));
    assertThat(summary(ONE_SPARE, unread))
        .isEqualTo("shop could not be read: ecs:ListServices: no");
    assertThat(
            List.of(
                ONE_SPARE.propose(unread).getFirst(),
                ONE_SPARE.propose(seen(List.of())).getFirst()))
        .hasOnlyElementsOfType(Proposal.Abstain.class);
  }

  /// Whatever the instances are, and whether it abstains or not.
  @Test
  void neverWantsFewerForMoreTasks() {
    long seed = 20261124;
    var random = new Random(seed);
    var policy = new BinPack("shop", 1, Map.of("s0", CHECKOUT));
    for (int i = 0; i < 2000; i++) {
      var fewer =
          HostCountTest.demands(
              "5x" + size(random) + " 7x" + size(random) + ":80 9x" + size(random));
      int decided = random.nextInt(30);
      int more = random.nextInt(10);
      var host = new Host(new UnitSize(1 + random.nextInt(3000), 4000), OptionalInt.empty());
      var less = policy.propose(in(peer(decided), new Packing(fewer, List.of(host)))).getFirst();
      var grown = fewer.stream().map(each -> each.count(each.count() + random.nextInt(5))).toList();
      var then = policy.propose(in(peer(decided + more), new Packing(grown, List.of(host))));
      if (less instanceof Proposal.Want(int before, var _)
          && then.getFirst() instanceof Proposal.Want(int after, var _)) {
        assertThat(after).as("seed %d, case %d", seed, i).isGreaterThanOrEqualTo(before);
      } else {
        assertThat(then.getFirst())
            .as("seed %d, case %d", seed, i)
            .isInstanceOf(Proposal.Abstain.class);
      }
    }
  }

  private static String size(Random random) {
    return random.nextInt(1500) + "/" + (1 + random.nextInt(3000));
  }

  private static Observation peer(int decided) {
    return Scene.at("10:00").peer("checkout", 4, decided).seen();
  }

  private static String summary(BinPack policy, Observation seen) {
    return policy.propose(seen).getFirst().reason().summary();
  }

  private static Observation seen(List<Demand> demands, Host... hosts) {
    return in(Scene.at("10:00").seen(), new Packing(demands, List.of(hosts)));
  }

  private static Observation in(Observation scene, Packing packing) {
    return scene.clusters(Map.of("shop", new Occupancy.Known(packing)));
  }
}
