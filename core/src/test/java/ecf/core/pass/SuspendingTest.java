package ecf.core.pass;

import static ecf.core.pass.FakeCloud.failure;
import static ecf.core.pass.FakeCloud.tracking;
import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.TargetSpec;
import ecf.core.memory.Tenure.Halt;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Reason;
import ecf.core.port.testing.InMemoryMemories;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Suspending targets and resuming them, between passes and during one.
class SuspendingTest {
  private static final List<TargetSpec> WEB = List.of(tracking("web"));

  private final FakeCloud cloud = new FakeCloud().fleet("web", 4, 90);
  private final InMemoryMemories.Store store = new InMemoryMemories.Store();
  private int passes;

  @Test
  void nothingIsDoneUntilItIsResumed() {
    assertThat(suspend(Halt.BOTH)).isEqualTo("changed Optional[BOTH]");
    assertThat(applied()).isEqualTo("skipped suspended");
    assertThat(cloud.effects).isEmpty();
    assertThat(resume(Halt.BOTH)).isEqualTo("changed Optional.empty");
    assertThat(applied()).isEqualTo("applied");
  }

  @Test
  void whatIsSaidTwiceChangesNothing() {
    suspend(Halt.BOTH);
    assertThat(suspend(Halt.BOTH)).isEqualTo("same Optional[BOTH]");
    resume(Halt.BOTH);
    assertThat(resume(Halt.BOTH)).isEqualTo("same Optional.empty");
  }

  @ParameterizedTest(name = "{0} then {1} resumed: {2}")
  @CsvSource({"BOTH, IN, OUT", "BOTH, OUT, IN", "IN, IN, ", "IN, OUT, IN", "OUT, BOTH, "})
  void aDirectionIsResumedByItself(Halt suspended, Halt resumed, Halt left) {
    suspend(suspended);
    resume(resumed);
    assertThat(suspended()).isEqualTo(Optional.ofNullable(left));
  }

  @Test
  void theOtherDirectionIsAddedToTheOneThatIsSuspended() {
    suspend(Halt.IN);
    assertThat(suspend(Halt.OUT)).isEqualTo("changed Optional[BOTH]");
  }

  @Test
  void theRestOfAMemoryStaysAsItIs() {
    applied();
    cloud.journal.clear();
    suspend(Halt.BOTH);
    assertThat(cloud.journal).as("a target that is known is not described").isEmpty();
    resume(Halt.BOTH);
    cloud.now = cloud.now.plusSeconds(5);
    assertThat(applied()).as("its looks are still there").isEqualTo("unchanged");
  }

  /// Its claim fails, for the memory is another one by then.
  @Test
  void aPassThatHasLoadedAlreadyLosesItsClaim() {
    applied();
    cloud.cpu.put("web", 300.0);
    cloud.now = cloud.now.plusSeconds(120);
    try (var memories = store.open("test", "here", "slow")) {
      var slow = new Interrupted(memories, () -> suspend(Halt.BOTH));
      var result = new Pass(cloud, slow).run(PassRequest.all(WEB, Mode.APPLY));
      assertThat(outcome(result)).isEqualTo("skipped claimed");
    }
    assertThat(cloud.effects).containsExactly("web 4 → 6");
  }

  @Test
  void aPassThatSavesInBetweenIsNotOverwritten() {
    applied();
    cloud.now = cloud.now.plusSeconds(300);
    cloud.desired.put("web", 9);
    cloud.cpu.put("web", 60.0);
    try (var memories = store.open("test", "here", "user")) {
      var between = new Interrupted(memories, this::applied);
      var results = new Suspending(cloud, between).suspend(WEB, Halt.BOTH);
      assertThat(results.getFirst().failure()).isEmpty();
    }
    assertThat(suspended()).contains(Halt.BOTH);
    try (var memories = store.open("test", "here", "reader")) {
      var memory = memories.load(List.of(WEB.getFirst().resource())).values().iterator().next();
      assertThat(memory.looks().seen().lastEntry().getValue().desired()).isEqualTo(9);
    }
  }

  @Test
  void aTargetThatWasMadeAnewStaysSuspended() {
    suspend(Halt.BOTH);
    cloud.identities.put("web", "another");
    assertThat(applied()).isEqualTo("skipped suspended");
  }

  @Test
  void whoCannotBeFoundFailsAlone() {
    cloud.fleet("api", 4, 60);
    cloud.describeFailures.put("api", failure(ProviderFailure.Kind.DENIED, "cloud:Describe"));
    try (var memories = store.open("test", "here", "user")) {
      var both = List.<TargetSpec>of(tracking("web"), tracking("api"));
      assertThat(new Suspending(cloud, memories).suspend(both, Halt.BOTH))
          .extracting(SuspendingTest::shown)
          .containsExactly("failed cloud:Describe", "changed Optional[BOTH]");
    }
  }

  private String suspend(Halt halt) {
    try (var memories = store.open("test", "here", "user")) {
      return shown(new Suspending(cloud, memories).suspend(WEB, halt).getFirst());
    }
  }

  private String resume(Halt halt) {
    try (var memories = store.open("test", "here", "user")) {
      return shown(new Suspending(cloud, memories).resume(WEB, halt).getFirst());
    }
  }

  private Optional<Halt> suspended() {
    try (var memories = store.open("test", "here", "reader")) {
      var resource = WEB.getFirst().resource();
      return memories.load(List.of(resource)).values().stream()
          .flatMap(memory -> memory.tenure().suspended().stream())
          .findFirst();
    }
  }

  private String applied() {
    passes++;
    try (var memories = store.open("test", "here", "pass-" + passes)) {
      return outcome(new Pass(cloud, memories).run(PassRequest.all(WEB, Mode.APPLY)));
    }
  }

  private static String shown(Suspending.Result result) {
    return result
        .failure()
        .map(why -> "failed " + why.call())
        .orElseGet(() -> (result.changed() ? "changed " : "same ") + result.halted());
  }

  private static String outcome(PassResult result) {
    return switch (result.targets().getFirst().outcome()) {
      case Outcome.Applied _ -> "applied";
      case Outcome.Planned _ -> "planned";
      case Outcome.Unchanged _ -> "unchanged";
      case Outcome.Failed(var why, var _, var _) -> "failed " + why.call();
      case Outcome.Skipped(var cause, var _, var _) -> "skipped " + code(cause.reason());
    };
  }

  private static String code(Reason reason) {
    return reason.code().text();
  }
}
