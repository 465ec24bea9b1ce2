package ecf.core.pass;

import static ecf.core.pass.FakeCloud.failure;
import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.Change;
import ecf.core.engine.FleetSpec;
import ecf.core.memory.Sent;
import ecf.core.model.FleetInstance;
import ecf.core.model.Owner;
import ecf.core.model.ProviderFailure;
import ecf.core.port.NoMemories;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sick instances through whole passes: seen, remembered, claimed, replaced once. Four run, i-3 has
/// been sick since a pass eleven minutes ago.
class HealingPassTest {
  private static final String REPLACED = "web i-3 replaced";

  private final FakeCloud cloud = new FakeCloud().fleet("web", 4, 60);
  private final Passes passes = new Passes(cloud);

  HealingPassTest() {
    instances("i-1", "i-2", "sick i-3", "i-4");
    run(Mode.APPLY);
    cloud.now = cloud.now.plus(Duration.ofMinutes(11));
    cloud.journal.clear();
  }

  @Test
  void itIsReplacedOnceAndNoClockMoves() {
    var result = run(Mode.APPLY);

    assertThat(result.targets().getFirst().outcome())
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied ->
                assertThat(applied.sent())
                    .containsExactly(new Change.Replace("i-3", "", "unhealthy for 11m")));
    assertThat(passes.memory().intent()).isEmpty();
    assertThat(passes.memory().traffic().sick()).isEmpty();
    assertThat(passes.memory().traffic().removed()).containsOnlyKeys("i-3");
    assertThat(passes.memory().changes().lastIn()).isEmpty();
    assertThat(passes.memory().changes().lastOut()).isEmpty();
    assertThat(passes.memory().changes().foreign()).isEmpty();
    assertThat(passes.memory().changes().sent())
        .as("it is counted")
        .containsExactly(new Sent(cloud.now, 4, 4, Optional.empty()));

    passes.later();
    assertThat(run(Mode.APPLY).targets().getFirst().outcome())
        .isInstanceOf(Outcome.Unchanged.class);
    assertThat(cloud.effects).containsExactly(REPLACED);
  }

  @Test
  void sinceWhenItIsSickIsRememberedFromTheFirstPassThatSawIt() {
    assertThat(passes.memory().traffic().sick())
        .containsEntry("i-3", cloud.now.minus(Duration.ofMinutes(11)));
    cloud.effects.clear();
    instances("i-1", "i-2", "i-3", "i-4");
    run(Mode.APPLY);
    assertThat(passes.memory().traffic().sick()).as("it is well again").isEmpty();

    instances("i-1", "i-2", "sick i-3", "i-4");
    passes.later();
    run(Mode.APPLY);
    assertThat(cloud.effects).as("it begins anew").isEmpty();
    assertThat(passes.memory().traffic().sick()).containsEntry("i-3", cloud.now);
  }

  @Test
  void aPlanReplacesNothingAndRemembersNothing() {
    var before = passes.memory();

    assertThat(run(Mode.PLAN).targets().getFirst().outcome()).isInstanceOf(Outcome.Planned.class);
    assertThat(cloud.effects).isEmpty();
    assertThat(passes.memory()).isEqualTo(before);
  }

  @Test
  void withoutStateNothingIsReplacedAndThatIsSaid() {
    var result =
        new Pass(cloud, new NoMemories()).run(PassRequest.all(List.of(healing(1)), Mode.APPLY));

    assertThat(cloud.effects).isEmpty();
    assertThat(result.targets().getFirst().warnings())
        .containsExactly(
            "i-3 is unhealthy and stays: without state nobody knows since when, so heal replaces"
                + " nothing");
  }

  @Test
  void whoSetsTheNumberDoesNotMatterAndRefreshesAreAskedFor() {
    cloud.owners.put("web", new Owner("aws", "ask them", false));

    run(Mode.APPLY);

    assertThat(cloud.effects).containsExactly(REPLACED);
    assertThat(cloud.journal).contains("inspect [web]");
  }

  @Test
  void theNumberComesFirstAndItIsReplacedInALaterPass() {
    cloud.cpu.put("web", 90.0);
    run(Mode.APPLY);
    assertThat(cloud.effects).containsExactly("web 4 → 5");

    cloud.cpu.put("web", 60.0);
    instances("i-1", "i-2", "sick i-3", "i-4", "i-5");
    passes.later();
    run(Mode.APPLY);
    assertThat(cloud.effects).containsExactly("web 4 → 5", REPLACED);
  }

  @Test
  void oneAfterTheOther() {
    instances("i-1", "i-2", "sick i-3", "sick i-4", "i-5", "i-6");
    cloud.desired.put("web", 6);
    run(Mode.APPLY); // i-4 is seen to be sick, and i-3 goes
    assertThat(cloud.effects).containsExactly(REPLACED);
    cloud.now = cloud.now.plus(Duration.ofMinutes(12));
    var replacement = instance("sick i-3'");
    var all = new ArrayList<>(cloud.instances.getOrDefault("web", List.of()));
    all.replaceAll(each -> each.id().equals("i-3'") ? replacement : each);
    cloud.instances.put("web", all);
    run(Mode.APPLY);
    assertThat(cloud.effects).as("the replacement does not serve").containsExactly(REPLACED);

    all.replaceAll(each -> each.id().equals("i-3'") ? instance("i-3'") : each);
    cloud.instances.put("web", all);
    passes.later();
    run(Mode.APPLY);
    assertThat(cloud.effects).containsExactly(REPLACED, "web i-4 replaced");
  }

  /// The port calls of this pass: load, describe and read in some order, inspect, claim, send,
  /// settle.
  @ParameterizedTest(name = "a crash at port call {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void aCrashAtAnyStepReplacesItOnce(int call) {
    for (boolean afterwards : List.of(false, true)) {
      var test = new HealingPassTest();
      test.passes.crash(healing(1), call, afterwards);
      test.passes.bury();
      test.passes.later();
      test.run(Mode.APPLY);
      test.passes.later();
      test.run(Mode.APPLY);
      assertThat(test.cloud.effects)
          .as("crash %s call %d", afterwards ? "after" : "before", call)
          .containsExactly(REPLACED);
      assertThat(test.passes.memory().intent()).isEmpty();
      assertThat(test.passes.memory().traffic().removed()).containsOnlyKeys("i-3");
      assertThat(test.passes.memory().changes().sent()).hasSize(1);
    }
  }

  @Test
  void anotherPassLeavesItToTheOneThatClaimedIt() {
    passes.crash(healing(1), 6, false); // its claim stands, and it lives
    assertThat(run(Mode.APPLY).targets().getFirst().outcome()).isInstanceOf(Outcome.Skipped.class);
    assertThat(cloud.effects).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = ProviderFailure.Kind.class,
      names = {"TIMED_OUT", "UNREACHABLE", "PROVIDER"})
  void aLostAnswerIsSettledByTheInstancesThatAreThere(ProviderFailure.Kind kind) {
    cloud.lostAnswers.put("web", failure(kind, "cloud:Terminate"));
    run(Mode.APPLY);
    assertThat(passes.memory().intent().orElseThrow().instances()).containsExactly("i-3");

    cloud.lostAnswers.clear();
    passes.later();
    run(Mode.APPLY);
    assertThat(cloud.effects).containsExactly(REPLACED);
    assertThat(passes.memory().intent()).isEmpty();
    assertThat(passes.memory().traffic().removed()).containsOnlyKeys("i-3");
  }

  @Test
  void aWriteThatNeverArrivedIsSentAgain() {
    cloud.sendFailures.put("web", failure(ProviderFailure.Kind.TIMED_OUT, "cloud:Terminate"));
    run(Mode.APPLY);
    assertThat(passes.memory().intent()).isPresent();

    cloud.sendFailures.clear();
    passes.later();
    run(Mode.APPLY);
    assertThat(cloud.effects).containsExactly(REPLACED);
    assertThat(passes.memory().intent()).isEmpty();
  }

  @Test
  void ofSeveralThoseThatWentAreRemembered() {
    cloud.desired.put("web", 8);
    var eight = new String[] {"i-1", "i-2", "sick i-3", "sick i-4", "i-5", "i-6", "i-7", "i-8"};
    instances(eight);
    passes.run(Mode.APPLY, healing(1).health(FleetSpec.Health.byProvider()));
    passes.run(Mode.APPLY, later(20));
    cloud.failsAfter.put("web", 1);
    cloud.now = cloud.now.plus(Duration.ofMinutes(21));
    var result = passes.run(Mode.APPLY, later(20));

    assertThat(result.targets().getFirst().outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.sent()).hasSize(1));
    assertThat(cloud.effects).containsExactly(REPLACED);
    assertThat(passes.memory().traffic().removed()).containsOnlyKeys("i-3");
    assertThat(passes.memory().traffic().sick()).containsOnlyKeys("i-4");
    assertThat(passes.memory().intent()).isEmpty();
  }

  private static FleetSpec later(int minutes) {
    var heal = new FleetSpec.Heal(Duration.ofMinutes(minutes), 2);
    return FakeCloud.tracking("web").health(FleetSpec.Health.byProvider().heal(Optional.of(heal)));
  }

  /// Those called `sick i-3` are sick.
  private void instances(String... names) {
    var all = new ArrayList<FleetInstance>();
    for (String name : names) {
      all.add(instance(name));
    }
    cloud.instances.put("web", all);
  }

  private static FleetInstance instance(String name) {
    return name.startsWith("sick ")
        ? new FleetInstance(name.substring(5), "", 1, false, Optional.of(""))
        : new FleetInstance(name, "", 1, false, Optional.empty());
  }

  private PassResult run(Mode mode) {
    return passes.run(mode, healing(1));
  }

  private static FleetSpec healing(int max) {
    var heal = new FleetSpec.Heal(Duration.ofMinutes(10), max);
    return FakeCloud.tracking("web").health(FleetSpec.Health.byProvider().heal(Optional.of(heal)));
  }
}
