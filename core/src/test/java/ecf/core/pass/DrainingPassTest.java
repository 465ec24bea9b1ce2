package ecf.core.pass;

import static ecf.core.pass.FakeCloud.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.Hook;
import ecf.core.engine.Limits;
import ecf.core.engine.TargetSpec;
import ecf.core.guardrail.Rate;
import ecf.core.memory.Sent;
import ecf.core.memory.TargetMemory;
import ecf.core.memory.Tenure;
import ecf.core.model.FleetInstance;
import ecf.core.model.GroupSettings;
import ecf.core.model.Owner;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Registration.Health;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.port.Hooks;
import ecf.core.port.Memories;
import ecf.core.port.NoMemories;
import ecf.core.port.testing.InMemoryMemories;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A fleet whose instances are members of a group that is not attached to it: `web` has i-1 to i-3
/// in zone a and i-4 to i-6 in zone b, the lower the older, and its cpu says that 4 are enough.
class DrainingPassTest {
  private static final String[] BOTH_LEAVE = {"members - i-1", "members - i-4"};
  private static final String[] BOTH_GO = {
    "members - i-1", "members - i-4", "web i-1 terminated", "web i-4 terminated"
  };
  private static final FleetSpec WEB = FakeCloud.tracking("web");

  private final FakeCloud cloud = new FakeCloud().fleet("web", 6, 60);
  private final InMemoryMemories.Store store = new InMemoryMemories.Store();
  private int passes;

  DrainingPassTest() {
    var here = new TreeMap<String, Health>();
    var instances = new ArrayList<FleetInstance>();
    for (int i = 1; i <= 6; i++) {
      instances.add(instance(i, false));
      here.put("i-" + i, Health.HEALTHY);
      cloud.launched.put("i-" + i, cloud.now.minus(Duration.ofDays(10 - i)));
    }
    cloud.instances.put("web", instances);
    cloud.registered.put("members", here);
    run(); // they are known to be ours
    later();
    cloud.cpu.put("web", 40.0);
  }

  @Test
  void theyLeaveTheGroupFirstAndThenExactlyThoseGo() {
    var first = run();
    assertThat(cloud.effects).containsExactly(BOTH_LEAVE);
    assertThat(result(first, "web").outcome()).isInstanceOf(Outcome.Unchanged.class);
    assertThat(why(first)).isEqualTo("4 wanted, but i-1 and 1 more drain first");
    assertThat(memory().traffic().leaving()).containsOnlyKeys("i-1", "i-4");
    assertThat(memory().changes().sent()).as("nothing was sent yet").isEmpty();

    later();
    assertThat(why(run())).isEqualTo("4 wanted, but i-1 and 1 more drain first");
    cloud.drain();
    later();
    assertThat(result(run(), "web").outcome()).isInstanceOf(Outcome.Applied.class);
    assertThat(cloud.effects).containsExactly(BOTH_GO);
    assertThat(cloud.desired).containsEntry("web", 4);
    assertThat(memory().changes().sent())
        .containsExactly(new Sent(cloud.now, 6, 4, Optional.of("policy")));
    assertThat(memory().changes().lastIn()).contains(cloud.now);

    cloud.cpu.put("web", 60.0);
    later();
    run();
    later();
    run();
    assertThat(cloud.effects).as("all is as it should be").containsExactly(BOTH_GO);
    assertThat(memory().traffic().leaving()).isEmpty();
    assertThat(memory().changes().foreign()).isEmpty();
  }

  @Test
  void whoeverIsStillInsideKeepsTheOthers() {
    run();
    cloud.registered.getOrDefault("members", new TreeMap<>()).remove("i-1");
    later();
    assertThat(why(run())).isEqualTo("4 wanted, but i-4 drains first");
    assertThat(cloud.effects).containsExactly(BOTH_LEAVE);
  }

  @Test
  void whoNeverGetsOutGoesWhenNoGroupWaitsForSoLong() {
    run();
    cloud.now = cloud.now.plus(Duration.ofMinutes(64));
    run();
    assertThat(cloud.effects).containsExactly(BOTH_LEAVE);
    cloud.now = cloud.now.plus(Duration.ofMinutes(2));
    run();
    assertThat(cloud.effects).containsExactly(BOTH_GO);
  }

  @Test
  void whenTheLoadComesBackTheyAreMembersAgain() {
    run();
    cloud.drain();
    cloud.cpu.put("web", 60.0);
    later();
    run();
    assertThat(cloud.effects)
        .containsExactly("members - i-1", "members - i-4", "members + i-1", "members + i-4");
    assertThat(memory().traffic().leaving()).isEmpty();
    assertThat(cloud.desired).containsEntry("web", 6);
  }

  @Test
  void whenSomeOfItComesBackAsManyAreMembersAgain() {
    run();
    cloud.drain();
    cloud.cpu.put("web", 50.0); // 5 are enough
    later();
    run();
    assertThat(cloud.effects)
        .containsExactly("members - i-1", "members - i-4", "members + i-4", "web i-1 terminated");
    assertThat(cloud.desired).containsEntry("web", 5);
  }

  @Test
  void moreThanAreOnTheirWayAreNotPickedBeforeThoseAreGone() {
    run();
    cloud.cpu.put("web", 20.0); // 2 are enough
    later();
    run();
    assertThat(cloud.effects).containsExactly(BOTH_LEAVE);
    cloud.drain();
    later();
    run();
    assertThat(cloud.effects).containsExactly(BOTH_GO);
  }

  @Test
  void theFloorOfTheGroupHoldsAndFewerLeave() {
    var specs = List.<TargetSpec>of(WEB, members(new Rate.Units(5)));
    assertThat(why(run(Mode.APPLY, specs))).isEqualTo("4 wanted, but i-1 drains first");
    assertThat(cloud.effects).containsExactly("members - i-1");
    cloud.drain();
    later();
    run(Mode.APPLY, specs);
    assertThat(cloud.effects).containsExactly("members - i-1", "web i-1 terminated");
    assertThat(cloud.desired).containsEntry("web", 5);
    assertThat(memory().changes().sent())
        .containsExactly(new Sent(cloud.now, 6, 5, Optional.of("policy")));
  }

  @Test
  void theGroupsOwnThresholdsHoldToo() {
    cloud.settings.put(
        "members", new GroupSettings(Map.of("a", "b"), 5, 0, Duration.ZERO, Optional.empty()));
    run();
    assertThat(cloud.effects).containsExactly("members - i-1");
  }

  @Test
  void aGroupWhoseThresholdsCannotBeReadLetsNobodyGo() {
    cloud.settings.put(
        "members", GroupSettings.unread(failure(ProviderFailure.Kind.DENIED, "cloud:Settings")));
    assertThat(why(run())).startsWith("4 wanted, but nobody may leave: members: ");
    assertThat(cloud.effects).isEmpty();
  }

  @Test
  void whereTheFloorLetsNobodyGoNobodyDoes() {
    var specs = List.<TargetSpec>of(WEB, members(new Rate.Units(6)));
    assertThat(why(run(Mode.APPLY, specs)))
        .isEqualTo(
            "4 wanted, but nobody may leave: members: 2 gone members stay: fewer than the healthy"
                + " minimum would be left");
    assertThat(cloud.effects).isEmpty();
    assertThat(memory().traffic().leaving()).isEmpty();
  }

  @Test
  void whoIsProtectedStaysAndTheZonesStayBalanced() {
    var all = new ArrayList<>(cloud.instances.getOrDefault("web", List.of()));
    all.replaceAll(each -> Set.of("i-1", "i-4", "i-5").contains(each.id()) ? kept(each) : each);
    cloud.instances.put("web", all);
    run();
    assertThat(cloud.effects).containsExactly("members - i-2", "members - i-6");
  }

  @Test
  void whereTheProviderWaitsForAHookItChooses() {
    cloud.hooked.add("web");
    run();
    assertThat(cloud.effects).containsExactly("web 6 → 4");
  }

  @Test
  void whereTheGroupIsAttachedTheProviderDrains() {
    cloud.owners.put("members", new Owner("the group", "leave it", true));
    run();
    assertThat(cloud.effects).containsExactly("web 6 → 4");
  }

  @Test
  void whereInstancesCountForMoreThanOneUnitTheProviderChoosesAndThatIsSaid() {
    var all = new ArrayList<>(cloud.instances.getOrDefault("web", List.of()));
    all.replaceAll(each -> new FleetInstance(each.id(), each.zone(), 2, false, Optional.empty()));
    cloud.instances.put("web", all);
    var result = result(run(), "web");
    assertThat(cloud.effects).containsExactly("web 6 → 4");
    assertThat(result.warnings())
        .containsExactly("its instances count for different units, so they go without draining");
  }

  @Test
  void withoutTheGroupInTheFileTheProviderChooses() {
    run(Mode.APPLY, List.of(WEB));
    assertThat(cloud.effects).containsExactly("web 6 → 4");
  }

  @Test
  void aGroupThatCannotBeToldHoldsTheScaleIn() {
    cloud.describeFailures.put("members", failure(ProviderFailure.Kind.DENIED, "cloud:Describe"));
    assertThat(why(run())).isEqualTo("4 wanted, but waits for members, which is not known now");
    assertThat(cloud.effects).isEmpty();
  }

  @Test
  void andThoseThatLeaveAreKeptInMindMeanwhile() {
    run();
    cloud.describeFailures.put("members", failure(ProviderFailure.Kind.DENIED, "cloud:Describe"));
    later();
    run();
    assertThat(memory().traffic().leaving()).containsOnlyKeys("i-1", "i-4");
  }

  @Test
  void aSuspendedGroupHoldsTheScaleIn() {
    try (var memories = open()) {
      new Suspending(cloud, memories)
          .suspend(List.of(members(new Rate.Units(1))), Tenure.Halt.BOTH);
    }
    assertThat(why(run())).startsWith("4 wanted, but nobody may leave: members: ");
    assertThat(cloud.effects).isEmpty();
  }

  @Test
  void whoIsNotThereAnyMoreIsForgottenAndOthersArePicked() {
    run();
    cloud.drain();
    var all = new ArrayList<>(cloud.instances.getOrDefault("web", List.of()));
    all.removeIf(each -> Set.of("i-1", "i-4").contains(each.id()));
    all.add(instance(7, false));
    all.add(instance(8, false));
    cloud.instances.put("web", all);
    later();
    run();
    assertThat(memory().traffic().leaving()).isNotEmpty().doesNotContainKeys("i-1", "i-4");
  }

  @Test
  void aPlanSaysWhoWouldLeaveAndTouchesNothing() {
    var before = memory();
    var result = run(Mode.PLAN, List.of(WEB, members(new Rate.Units(1))));
    assertThat(why(result)).isEqualTo("4 wanted, but i-1 and 1 more drain first");
    assertThat(result(result, "members").outcome()).isInstanceOf(Outcome.Planned.class);
    assertThat(cloud.effects).isEmpty();
    assertThat(memory()).isEqualTo(before);
  }

  @Test
  void aPassOfOneOfThemTakesTheOtherAlong() {
    try (var memories = open()) {
      var all = List.<TargetSpec>of(WEB, members(new Rate.Units(1)));
      new Pass(cloud, memories)
          .run(
              new PassRequest(
                  all,
                  Limits.none(),
                  Set.of(new TargetId("web")),
                  Mode.APPLY,
                  Optional.empty(),
                  false));
    }
    assertThat(cloud.effects).containsExactly(BOTH_LEAVE);
  }

  @Test
  void withoutStateNobodyDrains() {
    var all = List.<TargetSpec>of(capped(), members(new Rate.Units(1)));
    var result = new Pass(cloud, new NoMemories()).run(PassRequest.all(all, Mode.APPLY));
    assertThat(cloud.effects).containsExactly("web 6 → 4");
    assertThat(result(result, "web").warnings())
        .contains("without state nobody knows who has drained, so they go as they are");
  }

  @Test
  void whoeverHasToAllowItIsAskedOnceBeforeTheFirstLeaves() {
    var asked = new ArrayList<String>();
    Hooks allows =
        (_, question, _) -> {
          asked.add(
              question.target()
                  + " "
                  + question.from()
                  + " → "
                  + question.to()
                  + " after "
                  + cloud.effects.size()
                  + " effects");
          return new Hooks.Reply.Allowed("carts saved");
        };
    var first = run(hooked(), allows);
    assertThat(result(first, "web").warnings())
        .singleElement()
        .asString()
        .startsWith("the hook save-carts allowed it after ")
        .endsWith("carts saved");
    later();
    run(hooked(), allows);
    cloud.drain();
    later();
    run(hooked(), allows);
    assertThat(cloud.effects).containsExactly(BOTH_GO);
    assertThat(asked).containsExactly("web 6 → 4 after 0 effects");
  }

  @Test
  void afterANoNobodyLeavesAndTheNextPassAsksAgain() {
    Hooks vetoes = (_, _, _) -> new Hooks.Reply.Vetoed("sale");
    var held = run(hooked(), vetoes);
    assertThat(why(held)).matches("no scale-in to 4: the hook save-carts after [\\d.]+s: sale");
    assertThat(cloud.effects).isEmpty();
    assertThat(memory().traffic().leaving()).isEmpty();

    later();
    run(hooked(), (_, _, _) -> new Hooks.Reply.Allowed(""));
    assertThat(cloud.effects).containsExactly(BOTH_LEAVE);
  }

  @Test
  void aPlanSaysWhoWouldBeAskedAndAsksNobody() {
    var result = run(Mode.PLAN, List.of(hooked(), members(new Rate.Units(1))));
    assertThat(result(result, "web").warnings())
        .containsExactly("apply asks the hook save-carts first, for 1m at most");
  }

  private static FleetSpec hooked() {
    var hook = new Hook(new Hook.Call.Function("save-carts"), Duration.ofMinutes(1));
    return WEB.conduct(WEB.conduct().beforeScaleIn(hook));
  }

  private PassResult run(FleetSpec web, Hooks hooks) {
    try (var memories = open()) {
      var all = List.<TargetSpec>of(web, members(new Rate.Units(1)));
      return new Pass(cloud, memories, cloud.clock(), List.of(), hooks)
          .run(PassRequest.all(all, Mode.APPLY));
    }
  }

  /// The port calls of the first of the two passes: load, describe and read in some order, inspect,
  /// remember, claim, send, settle.
  @ParameterizedTest(name = "a crash at port call {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aCrashInTheFirstPass(int call) {
    for (boolean afterwards : List.of(false, true)) {
      var test = new DrainingPassTest();
      test.crash(call, afterwards);
      test.store.kill("pass-2");
      test.finish();
      assertThat(test.cloud.effects.stream().distinct())
          .as("crash %s call %d", afterwards ? "after" : "before", call)
          .containsExactly(BOTH_GO);
      assertThat(test.cloud.effects).endsWith("web i-1 terminated", "web i-4 terminated");
    }
  }

  /// The port calls of the second: load, describe and read in some order, inspect, claim, send,
  /// settle.
  @ParameterizedTest(name = "a crash at port call {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void aCrashInTheSecondPass(int call) {
    for (boolean afterwards : List.of(false, true)) {
      var test = new DrainingPassTest();
      test.run();
      test.cloud.drain();
      test.later();
      test.crash(call, afterwards);
      test.store.kill("pass-3");
      test.finish();
      assertThat(test.cloud.effects)
          .as("crash %s call %d", afterwards ? "after" : "before", call)
          .containsExactly(BOTH_GO);
      assertThat(test.memory().changes().sent()).hasSize(1);
      assertThat(test.memory().changes().foreign()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ProviderFailure.Kind.class,
      names = {"TIMED_OUT", "UNREACHABLE", "PROVIDER"})
  void aLostAnswerIsSettledByTheNumberThatIsThere(ProviderFailure.Kind kind) {
    run();
    cloud.drain();
    later();
    cloud.lostAnswers.put("web", failure(kind, "cloud:Terminate"));
    run();
    assertThat(memory().intent().orElseThrow().instances()).containsOnly("i-1", "i-4");
    cloud.lostAnswers.clear();
    finish();
    assertThat(cloud.effects).containsExactly(BOTH_GO);
    assertThat(memory().changes().sent()).extracting(Sent::to).containsExactly(4);
  }

  @Test
  void whereOnlySomeWentTheOthersGoLaterAndNobodyElseIsSuspected() {
    run();
    cloud.drain();
    later();
    cloud.failsAfter.put("web", 1);
    var failed = result(run(), "web");
    assertThat(failed.outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(memory().changes().sent())
        .containsExactly(new Sent(cloud.now, 6, 5, Optional.of("policy")));

    cloud.failsAfter.clear();
    cloud.cpu.put("web", 38.0); // 4 are enough, whether 5 or 6 served
    later();
    run();
    assertThat(cloud.effects).containsExactly(BOTH_GO);
    assertThat(memory().changes().foreign()).isEmpty();
  }

  @Test
  void ofTwoPassesOneTellsThem() {
    var other = open();
    var ports = new CrashingPorts(5, true); // who leaves is remembered
    crash(ports);
    assertThat(memory().traffic().leaving()).containsOnlyKeys("i-1", "i-4");
    other.close();
    store.kill("pass-3");
    finish();
    assertThat(cloud.effects).containsExactly(BOTH_GO);
  }

  private static FleetSpec capped() {
    return FakeCloud.spec(
        "web",
        new ecf.core.policy.Count(
            new ecf.core.policy.Bounds(OptionalInt.empty(), OptionalInt.of(4))));
  }

  private static GroupSpec members(Rate floor) {
    return new GroupSpec(
        new TargetId("members"),
        Resource.of("group", "members"),
        new GroupSpec.Members.Fleet(WEB.resource()),
        OptionalInt.empty(),
        floor,
        false,
        Set.of());
  }

  private static FleetInstance instance(int number, boolean kept) {
    return new FleetInstance("i-" + number, number <= 3 ? "a" : "b", 1, kept, Optional.empty());
  }

  private static FleetInstance kept(FleetInstance each) {
    return new FleetInstance(each.id(), each.zone(), 1, true, Optional.empty());
  }

  /// Passes until nothing is left to do, with the load that there is.
  private void finish() {
    for (int i = 0; i < 3; i++) {
      later();
      cloud.cpu.put("web", 240.0 / cloud.desired.getOrDefault("web", 1));
      run();
      cloud.drain();
    }
  }

  private void later() {
    cloud.now = cloud.now.plus(Duration.ofMinutes(1));
  }

  private void crash(int call, boolean afterwards) {
    crash(new CrashingPorts(call, afterwards));
  }

  private void crash(CrashingPorts ports) {
    var memories = ports.memories(open());
    var all = List.<TargetSpec>of(WEB, members(new Rate.Units(1)));
    assertThatThrownBy(
            () -> new Pass(ports.provider(cloud), memories).run(PassRequest.all(all, Mode.APPLY)))
        .isInstanceOf(FakeCloud.Crash.class);
  }

  private PassResult run() {
    return run(Mode.APPLY, List.of(WEB, members(new Rate.Units(1))));
  }

  private PassResult run(Mode mode, List<TargetSpec> specs) {
    try (var memories = open()) {
      return new Pass(cloud, memories).run(PassRequest.all(specs, mode));
    }
  }

  private static TargetResult result(PassResult pass, String target) {
    return pass.targets().stream()
        .filter(each -> each.spec().id().name().equals(target))
        .findFirst()
        .orElseThrow();
  }

  private static String why(PassResult pass) {
    return switch (result(pass, "web").outcome()) {
      case Outcome.Unchanged(var decision) -> decision.cause().reason().summary();
      case Outcome.Applied _, Outcome.Planned _, Outcome.Failed _, Outcome.Skipped _ ->
          result(pass, "web").outcome().toString();
    };
  }

  private Memories open() {
    passes++;
    return store.open("test", "here", "pass-" + passes);
  }

  private TargetMemory memory() {
    try (var memories = store.open("test", "here", "reader")) {
      Map<Resource, TargetMemory> all = memories.load(List.of(WEB.resource()));
      return Optional.ofNullable(all.get(WEB.resource())).orElseThrow();
    }
  }
}
