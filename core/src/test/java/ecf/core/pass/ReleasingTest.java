package ecf.core.pass;

import static ecf.core.pass.FakeCloud.failure;
import static ecf.core.pass.FakeCloud.tracking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.memory.Tenure;
import ecf.core.model.Owner;
import ecf.core.model.ProviderFailure;
import ecf.core.port.testing.InMemoryMemories;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Taking over from another scaler, and giving back what was found.
class ReleasingTest {
  private static final String FOUND = "suspended=in";
  private static final String TAKEN = "web taken over from aws";
  private static final String GIVEN = "web given back suspended=in";
  private static final FleetSpec WEB = takingOver("web");

  private final FakeCloud cloud = new FakeCloud().fleet("web", 4, 90);
  private final InMemoryMemories.Store store = new InMemoryMemories.Store();
  private int passes;

  ReleasingTest() {
    cloud.owners.put("web", new Owner("aws", "ask", false, Optional.of(FOUND)));
  }

  @Test
  void whatWasTakenOverIsGivenBackOnceAndEcfAwsIsSuspendedThere() {
    apply();
    assertThat(cloud.effects).containsExactly(TAKEN, "web 4 → 6");
    assertThat(tenure().takenOver()).contains(FOUND);

    assertThat(release()).isEqualTo("changed BOTH gave back suspended=in");
    assertThat(cloud.effects).containsExactly(TAKEN, "web 4 → 6", GIVEN);
    assertThat(tenure().takenOver()).isEmpty();
    assertThat(release()).isEqualTo("same BOTH");

    cloud.now = cloud.now.plusSeconds(600);
    apply();
    assertThat(cloud.effects).as("it stays with the other").hasSize(3);
  }

  @Test
  void whereNothingWasTakenOverItIsOnlySuspended() {
    assertThat(release()).isEqualTo("changed BOTH");
    assertThat(cloud.effects).isEmpty();
  }

  @Test
  void whoLostTheStateFindsItInTheTag() {
    cloud.tags.put("web", FOUND);
    assertThat(release()).isEqualTo("changed BOTH gave back suspended=in");
  }

  @Test
  void whereTheTagWasRemovedTheStateKnows() {
    apply();
    cloud.tags.clear();
    assertThat(release()).isEqualTo("changed BOTH gave back suspended=in");
  }

  @Test
  void whatCouldNotBeGivenBackIsNotForgotten() {
    apply();
    cloud.sendFailures.put("web", failure(ProviderFailure.Kind.DENIED, "cloud:Resume"));
    assertThat(release()).isEqualTo("failed cloud:Resume");
    assertThat(tenure().takenOver()).contains(FOUND);
    assertThat(tenure().suspended()).contains(Tenure.Halt.BOTH);

    cloud.sendFailures.clear();
    assertThat(release()).isEqualTo("changed BOTH gave back suspended=in");
  }

  @Test
  void oneThatFailsDoesNotKeepTheOthers() {
    cloud.fleet("api", 4, 60);
    cloud.tags.put("web", FOUND);
    cloud.sendFailures.put("api", failure(ProviderFailure.Kind.DENIED, "cloud:Resume"));
    try (var memories = store.open("test", "here", "user")) {
      assertThat(new Suspending(cloud, memories).release(List.of(WEB, takingOver("api"))))
          .extracting(ReleasingTest::shown)
          .containsExactly("failed cloud:Resume", "changed BOTH gave back suspended=in");
    }
  }

  @Test
  void nothingIsGivenBackWhileAPassIsAtWork() {
    cloud.tags.put("web", FOUND);
    var ports = new CrashingPorts(6, false); // its claim stands
    assertCrash(() -> applyWith(ports));

    assertThat(release()).isEqualTo("failed state:load");
    assertThat(cloud.effects).isEmpty();
    store.kill("pass-1");
    assertThat(release()).isEqualTo("changed BOTH gave back suspended=in");
  }

  /// The port calls of the pass: load, describe and read in some order, inspect, claim, send,
  /// settle.
  @ParameterizedTest(name = "a crash at port call {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void whatWasFoundIsKeptWhereverTakingOverIsInterrupted(int call) {
    for (boolean afterwards : List.of(false, true)) {
      var test = new ReleasingTest();
      assertCrash(() -> test.applyWith(new CrashingPorts(call, afterwards)));
      test.store.kill("pass-1");
      test.cloud.now = test.cloud.now.plusSeconds(5);
      test.apply();
      test.release();
      assertThat(test.cloud.effects)
          .as("crash %s call %d", afterwards ? "after" : "before", call)
          .containsExactly(TAKEN, "web 4 → 6", GIVEN);
    }
  }

  /// Its port calls: load and save to suspend, load, describe, give back, load and save to forget.
  @ParameterizedTest(name = "a crash at port call {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void itIsGivenBackInTheEndWhereverReleaseIsInterrupted(int call) {
    for (boolean afterwards : List.of(false, true)) {
      var test = new ReleasingTest();
      test.apply();
      var ports = new CrashingPorts(call, afterwards);
      assertCrash(() -> {
        try (var memories = ports.memories(test.store.open("test", "here", "user"))) {
          new Suspending(ports.provider(test.cloud), memories).release(List.of(WEB));
        }
      });
      assertThat(test.release()).doesNotStartWith("failed");
      assertThat(test.cloud.effects.stream().distinct())
          .as("crash %s call %d", afterwards ? "after" : "before", call)
          .containsExactly(TAKEN, "web 4 → 6", GIVEN);
      assertThat(test.cloud.tags).isEmpty();
      assertThat(test.tenure()).isEqualTo(Tenure.none().suspended(Optional.of(Tenure.Halt.BOTH)));
    }
  }

  private static void assertCrash(Runnable work) {
    assertThatThrownBy(work::run).isInstanceOf(FakeCloud.Crash.class);
  }

  private static FleetSpec takingOver(String name) {
    return tracking(name)
        .conduct(
            new FleetSpec.Conduct(
                FleetSpec.Mode.ACT,
                FleetSpec.Directions.BOTH,
                FleetSpec.GroupBounds.KEEP,
                FleetSpec.Ownership.TAKE_OVER));
  }

  private void apply() {
    passes++;
    try (var memories = store.open("test", "here", "pass-" + passes)) {
      new Pass(cloud, memories).run(PassRequest.all(List.<TargetSpec>of(WEB), Mode.APPLY));
    }
  }

  private void applyWith(CrashingPorts ports) {
    passes++;
    var memories = ports.memories(store.open("test", "here", "pass-" + passes));
    new Pass(ports.provider(cloud), memories)
        .run(PassRequest.all(List.<TargetSpec>of(WEB), Mode.APPLY));
  }

  private String release() {
    try (var memories = store.open("test", "here", "user")) {
      return shown(new Suspending(cloud, memories).release(List.of(WEB)).getFirst());
    }
  }

  private Tenure tenure() {
    try (var memories = store.open("test", "here", "reader")) {
      return memories.load(List.of(WEB.resource())).values().iterator().next().tenure();
    }
  }

  private static String shown(Suspending.Result result) {
    return result
        .failure()
        .map(why -> "failed " + why.call())
        .orElseGet(() ->
            (result.changed() ? "changed " : "same ")
                + result.halted().orElseThrow()
                + result.gaveBack().map(found -> " gave back " + found).orElse(""));
  }
}
