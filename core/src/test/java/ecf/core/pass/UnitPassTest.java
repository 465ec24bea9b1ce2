package ecf.core.pass;

import static ecf.core.pass.FakeCloud.failure;
import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.Change;
import ecf.core.engine.FleetSpec;
import ecf.core.memory.Sizes;
import ecf.core.model.Owner;
import ecf.core.model.ProviderFailure;
import ecf.core.model.UnitSize;
import ecf.core.policy.Proposal;
import ecf.core.testing.Fitting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Units of another size through whole passes: claimed, sent once, and remembered.
class UnitPassTest {
  private static final UnitSize SMALL = new UnitSize(512, 1024);
  private static final UnitSize LARGE = new UnitSize(1024, 2048);

  private final FakeCloud cloud = new FakeCloud();
  private final Passes passes = new Passes(cloud);

  UnitPassTest() {
    cloud.fleet("web", 4, 60);
    cloud.sizes.put("web", SMALL);
  }

  @Test
  void unitsAreReplacedOnceAndTheirSizesRemembered() {
    run(Mode.APPLY);
    passes.later();
    assertThat(run(Mode.APPLY).targets().getFirst().outcome())
        .isInstanceOf(Outcome.Unchanged.class);
    assertThat(cloud.effects).containsExactly("web 512 → 1024 CPU");
    assertThat(passes.memory().sizes().since().values()).containsExactly(SMALL, LARGE);
    assertThat(passes.memory().intent()).isEmpty();
    assertThat(passes.memory().changes().lastOut()).as("it is no scale-out").isEmpty();
    assertThat(passes.memory().changes().sent()).isEmpty();
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
      test.passes.crash(resizing(), call, afterwards);
      test.passes.bury();
      test.passes.later();
      test.run(Mode.APPLY);
      test.passes.later();
      test.run(Mode.APPLY);
      assertThat(test.cloud.effects)
          .as("crash %s call %d", afterwards ? "after" : "before", call)
          .containsExactly("web 512 → 1024 CPU");
      assertThat(test.passes.memory().intent()).isEmpty();
      assertThat(test.passes.memory().sizes().since()).containsValue(LARGE);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ProviderFailure.Kind.class,
      names = {"TIMED_OUT", "UNREACHABLE", "PROVIDER"})
  void aLostAnswerIsSettledByTheSizeThatIsThere(ProviderFailure.Kind kind) {
    cloud.lostAnswers.put("web", failure(kind, "ecs:UpdateService"));
    run(Mode.APPLY);
    assertThat(passes.memory().intent().orElseThrow().unit()).contains(LARGE);
    cloud.lostAnswers.clear();
    passes.later();
    run(Mode.APPLY);
    assertThat(cloud.effects).as("it had arrived").containsExactly("web 512 → 1024 CPU");
    assertThat(passes.memory().intent()).isEmpty();
    assertThat(passes.memory().sizes().since()).containsValue(LARGE);
  }

  @Test
  void aWriteThatNeverArrivedIsSentAgain() {
    cloud.sendFailures.put(
        "web", failure(ProviderFailure.Kind.TIMED_OUT, "ecs:RegisterTaskDefinition"));
    run(Mode.APPLY);
    assertThat(passes.memory().intent()).isPresent();
    cloud.sendFailures.clear();
    passes.later();
    run(Mode.APPLY);
    assertThat(cloud.effects).containsExactly("web 512 → 1024 CPU");
    assertThat(passes.memory().intent()).isEmpty();
  }

  @Test
  void whatTheProviderWillNotHaveIsRemembered() {
    cloud.sendFailures.put(
        "web", failure(ProviderFailure.Kind.INVALID, "ecs:RegisterTaskDefinition"));
    run(Mode.APPLY);
    assertThat(passes.memory().sizes().refused()).map(Sizes.Refused::size).contains(LARGE);
    assertThat(passes.memory().sizes().since().values()).containsExactly(SMALL);
    assertThat(passes.memory().intent()).isEmpty();
  }

  @Test
  void aSizeThatIsSeenToBeAnotherIsRememberedAndIsNews() {
    var spec = FakeCloud.spec("web", new Fitting(SMALL, Proposal.Way.told()));
    passes.run(Mode.APPLY, spec);
    long version = passes.memory().version();
    passes.later();
    passes.run(Mode.APPLY, spec);
    assertThat(passes.memory().version()).isEqualTo(version);
    cloud.sizes.put("web", LARGE);
    passes.later();
    passes.run(Mode.APPLY, spec);
    assertThat(passes.memory().version()).isEqualTo(version + 1);
    assertThat(passes.memory().sizes().changedAt()).contains(cloud.now);
  }

  private PassResult run(Mode mode) {
    return passes.run(mode, resizing());
  }

  private static FleetSpec resizing() {
    return FakeCloud.spec("web", new Fitting(LARGE, new Proposal.Way(true, false, List.of())));
  }
}
