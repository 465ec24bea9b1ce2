package ecf.core.port.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.memory.Intent;
import ecf.core.memory.TargetMemory;
import ecf.core.model.Resource;
import ecf.core.port.Memories;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every store of memories must do. The tests of a store implement it; each test method needs
/// a store of its own, empty.
public interface MemoriesContract {
  Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  Resource CHECKOUT = Resource.of("ecsService", "shop", "checkout");
  Resource WORKERS = Resource.of("autoScalingGroup", "workers");
  TargetMemory FRESH = TargetMemory.fresh("arn:aws:ecs:eu-central-1:1:service/shop/checkout");

  /// The memories of one pass in the store of this test.
  Memories open(String name, String region, String pass);

  /// Both claims of this contract's passes have ended by then, whatever the store can ask.
  default Instant afterEveryClaim() {
    return NOW.plus(Duration.ofHours(1));
  }

  private Memories open(String pass) {
    return open("shop", "eu-central-1", pass);
  }

  @Test
  default void nothingIsRememberedAtFirst() {
    try (var memories = open("p1")) {
      assertThat(memories.load(List.of(CHECKOUT, WORKERS))).isEmpty();
      assertThat(memories.load(List.of())).isEmpty();
      assertThat(memories.save(Map.of())).isEmpty();
    }
  }

  @Test
  default void itSaysWhoItIs() {
    try (var memories = open("p1")) {
      assertThat(memories.pass()).isEqualTo("p1");
      assertThat(memories.remembers()).isTrue();
      assertThat(memories.claimHolds()).isPositive();
    }
  }

  @Test
  default void whatIsSavedIsLoadedByTheNextPass() {
    Map<Resource, TargetMemory> won;
    try (var memories = open("p1")) {
      won = memories.save(Map.of(CHECKOUT, FRESH, WORKERS, FRESH.members(Set.of("i-1"))));
      assertThat(won)
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(CHECKOUT, FRESH.version(1), WORKERS, FRESH.members(Set.of("i-1")).version(1)));
    }
    try (var memories = open("p2")) {
      assertThat(memories.load(List.of(CHECKOUT, WORKERS))).isEqualTo(won);
      assertThat(memories.load(List.of(WORKERS))).containsOnlyKeys(WORKERS);
    }
  }

  @Test
  default void anyMemoryComesBackAsItWas() {
    var seed = new Random().nextLong();
    var random = new RandomMemories(new Random(seed));
    var saved = new HashMap<Resource, TargetMemory>();
    for (int i = 0; i < 20; i++) {
      saved.put(Resource.of("ecsService", "c" + i % 3, "größe " + i), random.next());
    }
    try (var memories = open("p1")) {
      memories.save(saved);
    }
    try (var memories = open("p2")) {
      assertThat(memories.load(saved.keySet()))
          .as("seed %d", seed)
          .isEqualTo(
              saved.entrySet().stream()
                  .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().version(1))));
    }
  }

  @Test
  default void manyAreSavedAndLoadedAtOnce() {
    var all = resources(250);
    try (var memories = open("p1")) {
      assertThat(memories.save(fresh(all))).containsOnlyKeys(all);
      assertThat(memories.load(all)).containsOnlyKeys(all);
    }
  }

  @Test
  default void aVersionIsWonOnce() {
    try (var one = open("p1");
        var two = open("p2")) {
      one.save(Map.of(CHECKOUT, FRESH));
      var seenByBoth = one.load(List.of(CHECKOUT));
      assertThat(two.load(List.of(CHECKOUT))).isEqualTo(seenByBoth);

      assertThat(one.save(seenByBoth)).containsOnlyKeys(CHECKOUT);
      assertThat(two.save(seenByBoth)).isEmpty();
      assertThat(two.load(List.of(CHECKOUT)).get(CHECKOUT)).isEqualTo(FRESH.version(2));
    }
  }

  @Test
  default void versionZeroNeedsThatNoneIsThere() {
    try (var one = open("p1");
        var two = open("p2")) {
      assertThat(one.save(Map.of(CHECKOUT, FRESH))).containsOnlyKeys(CHECKOUT);
      assertThat(two.save(Map.of(CHECKOUT, FRESH.members(Set.of("i-2"))))).isEmpty();
      assertThat(two.load(List.of(CHECKOUT)).get(CHECKOUT)).isEqualTo(FRESH.version(1));
    }
  }

  @Test
  default void aVersionThatWasNeverThereLoses() {
    try (var memories = open("p1")) {
      assertThat(memories.save(Map.of(CHECKOUT, FRESH.version(7)))).isEmpty();
      assertThat(memories.load(List.of(CHECKOUT))).isEmpty();
    }
  }

  @Test
  default void aLoserHindersNoOther() {
    try (var one = open("p1");
        var two = open("p2")) {
      one.save(Map.of(CHECKOUT, FRESH));

      var won = two.save(Map.of(CHECKOUT, FRESH, WORKERS, FRESH));

      assertThat(won).containsExactly(Map.entry(WORKERS, FRESH.version(1)));
      assertThat(two.load(List.of(WORKERS))).isEqualTo(won);
    }
  }

  @Test
  default void aPassSavesAgainWithTheVersionThatItWon() {
    try (var memories = open("p1")) {
      memories.save(Map.of(CHECKOUT, FRESH.claiming(claim("p1"))));
      var settled = FRESH.claiming(claim("p1")).settled(true).version(1);

      assertThat(memories.save(Map.of(CHECKOUT, settled))).containsOnlyKeys(CHECKOUT);
      assertThat(memories.load(List.of(CHECKOUT)).get(CHECKOUT)).isEqualTo(settled.version(2));
    }
  }

  @Test
  default void ofEightWritersOneWinsEachResource() throws Exception {
    var all = resources(50);
    var start = new CyclicBarrier(8);
    var tries =
        IntStream.range(0, 8)
            .<Callable<Collection<Resource>>>mapToObj(i ->
                () -> {
                  try (var memories = open("p" + i)) {
                    start.await();
                    return List.copyOf(memories.save(claims(all, "p" + i)).keySet());
                  }
                })
            .toList();
    var won = new ArrayList<Resource>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var each : threads.invokeAll(tries)) {
        won.addAll(each.get());
      }
    }
    assertThat(won).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  default void theWinnersClaimIsTheOneThatStands() throws Exception {
    var all = resources(20);
    var start = new CyclicBarrier(2);
    var tries =
        IntStream.range(0, 2)
            .<Callable<Map<Resource, TargetMemory>>>mapToObj(i ->
                () -> {
                  try (var memories = open("p" + i)) {
                    start.await();
                    return memories.save(claims(all, "p" + i));
                  }
                })
            .toList();
    var won = new HashMap<Resource, TargetMemory>();
    try (var threads = Executors.newFixedThreadPool(2);
        var later = open("later")) {
      for (var each : threads.invokeAll(tries)) {
        won.putAll(each.get());
      }
      assertThat(later.load(all)).isEqualTo(won);
    }
  }

  @Test
  default void whatIsForgottenIsAsIfItHadNeverBeen() {
    try (var memories = open("p1")) {
      var saved = memories.save(Map.of(CHECKOUT, FRESH, WORKERS, FRESH));

      assertThat(memories.forget(Map.of(CHECKOUT, saved.get(CHECKOUT)))).containsOnly(CHECKOUT);
      assertThat(memories.load(List.of(CHECKOUT, WORKERS))).containsOnlyKeys(WORKERS);
      assertThat(memories.save(Map.of(CHECKOUT, FRESH))).containsOnlyKeys(CHECKOUT);
    }
  }

  @Test
  default void whatSomebodyHasSavedSinceIsNotForgotten() {
    try (var one = open("p1");
        var two = open("p2")) {
      var seen = one.save(Map.of(CHECKOUT, FRESH, WORKERS, FRESH));
      var later =
          two.save(
              Map.of(CHECKOUT, Objects.requireNonNull(seen.get(CHECKOUT)).members(Set.of("i-2"))));

      assertThat(one.forget(seen)).as("one that stays hinders no other").containsOnly(WORKERS);
      assertThat(one.load(List.of(CHECKOUT, WORKERS))).isEqualTo(later);
    }
  }

  @Test
  default void whatIsNotThereIsForgottenAlready() {
    try (var memories = open("p1")) {
      assertThat(memories.forget(Map.of(CHECKOUT, FRESH.version(7)))).containsOnly(CHECKOUT);
      assertThat(memories.forget(Map.of())).isEmpty();
    }
  }

  @Test
  default void onlyTheDocumentOfItsOwnNameAndRegionIsForgotten() {
    try (var shop = open("shop", "eu-central-1", "p1");
        var otherName = open("shop-2", "eu-central-1", "p2");
        var otherRegion = open("shop", "us-east-1", "p3")) {
      var saved = shop.save(Map.of(CHECKOUT, FRESH));
      otherName.save(Map.of(CHECKOUT, FRESH));
      otherRegion.save(Map.of(CHECKOUT, FRESH));

      shop.forget(saved);

      assertThat(otherName.load(List.of(CHECKOUT))).isEqualTo(saved);
      assertThat(otherRegion.load(List.of(CHECKOUT))).isEqualTo(saved);
    }
  }

  @Test
  default void manyAreForgottenAtOnce() {
    var all = resources(250);
    try (var memories = open("p1")) {
      assertThat(memories.forget(memories.save(fresh(all))))
          .containsExactlyInAnyOrderElementsOf(all);
      assertThat(memories.load(all)).isEmpty();
    }
  }

  @Test
  default void namesAndRegionsDoNotSeeEachOther() {
    try (var shop = open("shop", "eu-central-1", "p1");
        var otherName = open("shop-2", "eu-central-1", "p2");
        var otherRegion = open("shop", "us-east-1", "p3")) {
      shop.save(Map.of(CHECKOUT, FRESH));

      assertThat(otherName.load(List.of(CHECKOUT))).isEmpty();
      assertThat(otherRegion.load(List.of(CHECKOUT))).isEmpty();
      assertThat(otherName.save(Map.of(CHECKOUT, FRESH))).containsOnlyKeys(CHECKOUT);
      assertThat(otherRegion.save(Map.of(CHECKOUT, FRESH))).containsOnlyKeys(CHECKOUT);
    }
  }

  @Test
  default void aClaimLivesWithItsPassAndDiesWithIt() {
    try (var reader = open("reader")) {
      try (var claimer = open("claimer")) {
        claimer.save(Map.of(CHECKOUT, FRESH.claiming(claim("claimer"))));
        assertThat(reader.lives(seenBy(reader), NOW.plusSeconds(1))).isTrue();
        // asking must not end what it asks about
        assertThat(reader.lives(seenBy(reader), NOW.plusSeconds(2))).isTrue();
      }
      assertThat(reader.lives(seenBy(reader), afterEveryClaim())).isFalse();
    }
  }

  /// A pass knows by itself whether it is at work: its own claim never keeps it waiting.
  @Test
  default void itsOwnClaimIsNotSomeoneElses() {
    try (var claimer = open("claimer")) {
      claimer.save(Map.of(CHECKOUT, FRESH.claiming(claim("claimer"))));
      assertThat(claimer.lives(seenBy(claimer), NOW.plusSeconds(1))).isFalse();
    }
  }

  private static Intent seenBy(Memories memories) {
    return memories.load(List.of(CHECKOUT)).values().iterator().next().intent().orElseThrow();
  }

  private static Intent claim(String pass) {
    return new Intent(4, 6, NOW, Optional.empty(), pass, NOW.plus(Duration.ofMinutes(2)));
  }

  private static List<Resource> resources(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Resource.of("ecsService", "shop", "service-" + i))
        .toList();
  }

  private static Map<Resource, TargetMemory> fresh(Collection<Resource> resources) {
    return resources.stream().collect(Collectors.toMap(each -> each, _ -> FRESH));
  }

  private static Map<Resource, TargetMemory> claims(Collection<Resource> resources, String pass) {
    return resources.stream()
        .collect(Collectors.toMap(each -> each, _ -> FRESH.claiming(claim(pass))));
  }
}
