package ecf.core.pass;

import static ecf.core.pass.FakeCloud.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ecf.core.engine.Change;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.memory.Sizes;
import ecf.core.memory.TargetMemory;
import ecf.core.model.Owner;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Resource;
import ecf.core.model.UnitSize;
import ecf.core.policy.Proposal;
import ecf.core.port.Memories;
import ecf.core.port.testing.InMemoryMemories;
import ecf.core.testing.Fitting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Units of another size through whole passes: claimed, sent once, and remembered.
class UnitPassTest {
  private static final UnitSize SMALL = new UnitSize(512, 1024);
  private static final UnitSize LARGE = new UnitSize(1024, 2048);

  private final FakeCloud cloud = new FakeCloud();
  private final InMemoryMemories.Store store = new InMemoryMemories.Store();
  private int passes;

  UnitPassTest() {
    cloud.fleet("web", 4, 60);
    cloud.sizes.put("web", SMALL);
  }

  @Test
  void unitsAreReplacedOnceAndTheirSizesRemembered() {
    run(Mode.APPLY);
    later();
    assertThat(run(Mode.APPLY).targets().getFirst().outcome())
        .isInstanceOf(Outcome.Unchanged.class);
    assertThat(cloud.effects).containsExactly("web 512 → 1024 CPU");
    assertThat(memory().sizes().since().values()).containsExactly(SMALL, LARGE);
    assertThat(memory().intent()).isEmpty();
    assertThat(memory().changes().lastOut()).as("it is no scale-out").isEmpty();
    assertThat(memory().changes().sent()).isEmpty();
  }

  @Test
  void aPlanReplacesNothing() {
    assertThat(run(Mode.PLAN).targets().getFirst().outcome())
        .isInstanceOfSatisfying(
            Outcome.Planned.class,
            planned ->
                assertThat(planned.decision().changes())
                    .containsExactly(new Change.ResizeUnit(SMALL, LARGE)));
    assertThat(cloud.effects).isEmpty();
  }

  @Test
  void whoIsOwnedKeepsItsUnits() {
    cloud.owners.put("web", new Owner("somebody", "ask them", false));
    assertThat(run(Mode.APPLY).targets().getFirst().outcome()).isInstanceOf(Outcome.Skipped.class);
    assertThat(cloud.effects).isEmpty();
  }

  /// The port calls of this pass: load, describe, inspect, claim, send, settle.
  @ParameterizedTest(name = "a crash at port call {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void aCrashAtAnyStepReplacesThemOnce(int call) {
    for (boolean afterwards : List.of(false, true)) {
      var test = new UnitPassTest();
      test.crash(call, afterwards);
      test.store.kill("pass-1");
      test.later();
      test.run(Mode.APPLY);
      test.later();
      test.run(Mode.APPLY);
      assertThat(test.cloud.effects)
          .as("crash %s call %d", afterwards ? "after" : "before", call)
          .containsExactly("web 512 → 1024 CPU");
      assertThat(test.memory().intent()).isEmpty();
      assertThat(test.memory().sizes().since()).containsValue(LARGE);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ProviderFailure.Kind.class,
      names = {"TIMED_OUT", "UNREACHABLE", "PROVIDER"})
  void aLostAnswerIsSettledByTheSizeThatIsThere(ProviderFailure.Kind kind) {
    cloud.lostAnswers.put("web", failure(kind, "ecs:UpdateService"));
    run(Mode.APPLY);
    assertThat(memory().intent().orElseThrow().unit()).contains(LARGE);
    cloud.lostAnswers.clear();
    later();
    run(Mode.APPLY);
    assertThat(cloud.effects).as("it had arrived").containsExactly("web 512 → 1024 CPU");
    assertThat(memory().intent()).isEmpty();
    assertThat(memory().sizes().since()).containsValue(LARGE);
  }

  @Test
  void aWriteThatNeverArrivedIsSentAgain() {
    cloud.sendFailures.put(
        "web", failure(ProviderFailure.Kind.TIMED_OUT, "ecs:RegisterTaskDefinition"));
    run(Mode.APPLY);
    assertThat(memory().intent()).isPresent();
    cloud.sendFailures.clear();
    later();
    run(Mode.APPLY);
    assertThat(cloud.effects).containsExactly("web 512 → 1024 CPU");
    assertThat(memory().intent()).isEmpty();
  }

  @Test
  void whatTheProviderWillNotHaveIsRemembered() {
    cloud.sendFailures.put(
        "web", failure(ProviderFailure.Kind.INVALID, "ecs:RegisterTaskDefinition"));
    run(Mode.APPLY);
    assertThat(memory().sizes().refused()).map(Sizes.Refused::size).contains(LARGE);
    assertThat(memory().sizes().since().values()).containsExactly(SMALL);
    assertThat(memory().intent()).isEmpty();
  }

  @Test
  void aSizeThatIsSeenToBeAnotherIsRememberedAndIsNews() {
    var spec = FakeCloud.spec("web", new Fitting(SMALL, Proposal.Way.told()));
    run(Mode.APPLY, spec);
    long version = memory().version();
    later();
    run(Mode.APPLY, spec);
    assertThat(memory().version()).isEqualTo(version);
    cloud.sizes.put("web", LARGE);
    later();
    run(Mode.APPLY, spec);
    assertThat(memory().version()).isEqualTo(version + 1);
    assertThat(memory().sizes().changedAt()).contains(cloud.now);
  }

  private void later() {
    cloud.now = cloud.now.plus(Duration.ofSeconds(5));
  }

  private void crash(int call, boolean afterwards) {
    var ports = new CrashingPorts(call, afterwards);
    var memories = ports.memories(open());
    assertThatThrownBy(() ->
            new Pass(ports.provider(cloud), memories)
                .run(PassRequest.all(List.of(resizing()), Mode.APPLY)))
        .isInstanceOf(FakeCloud.Crash.class);
  }

  private PassResult run(Mode mode) {
    return run(mode, resizing());
  }

  private PassResult run(Mode mode, FleetSpec spec) {
    try (var memories = open()) {
      return new Pass(cloud, memories).run(PassRequest.all(List.<TargetSpec>of(spec), mode));
    }
  }

  private static FleetSpec resizing() {
    return FakeCloud.spec("web", new Fitting(LARGE, new Proposal.Way(true, false, List.of())));
  }

  private Memories open() {
    passes++;
    return store.open("test", "here", "pass-" + passes);
  }

  private TargetMemory memory() {
    var resource = Resource.of("fleet", "web");
    try (var memories = store.open("test", "here", "reader")) {
      return Optional.ofNullable(memories.load(List.of(resource)).get(resource)).orElseThrow();
    }
  }
}
