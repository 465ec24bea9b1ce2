package ecf.core.pass;

import static ecf.core.pass.FakeCloud.failure;
import static ecf.core.pass.FakeCloud.tracking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.memory.Changes;
import ecf.core.memory.TargetMemory;
import ecf.core.model.Owner;
import ecf.core.model.Packing;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Reason;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.model.UnitSize;
import ecf.core.policy.BinPack;
import ecf.core.policy.Follow;
import ecf.core.policy.Price;
import ecf.core.port.Memories;
import ecf.core.port.NoMemories;
import ecf.core.port.testing.InMemoryMemories;
import ecf.core.signal.Source;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassTest {
  private final FakeCloud cloud = new FakeCloud();
  private final InMemoryMemories.Store store = new InMemoryMemories.Store();
  private int passes;

  @Test
  void aPlanChangesNothingAndRemembersNothing() {
    cloud.fleet("web", 4, 90);
    var result = run(Mode.PLAN, tracking("web"));
    assertThat(shown(result)).isEqualTo("web planned 4 → 6");
    assertThat(cloud.effects).isEmpty();
    assertThat(memory("web")).isEmpty();
  }

  @Test
  void anApplyChangesWhatIsOffAndTheNextOneNothing() {
    cloud.fleet("web", 4, 90).fleet("api", 4, 60);
    var specs = List.<TargetSpec>of(tracking("web"), tracking("api"));
    assertThat(shown(run(Mode.APPLY, specs))).isEqualTo("api unchanged, web applied 4 → 6");
    cloud.now = cloud.now.plusSeconds(5);
    assertThat(shown(run(Mode.APPLY, specs))).isEqualTo("api unchanged, web unchanged");
    assertThat(cloud.effects).containsExactly("web 4 → 6");
  }

  @Test
  void theReadsAreBatchedAndNothingIsReadTwice() {
    cloud.fleet("web", 4, 60).fleet("api", 4, 60);
    run(Mode.APPLY, List.of(tracking("web"), tracking("api")));
    assertThat(cloud.journal).containsExactlyInAnyOrder("describe [api, web]", "read [api, web]");
  }

  @Test
  void pricesAreAskedOnceForAllTargetsAndFailAlone() {
    cloud.fleet("web", 4, 60).fleet("api", 4, 60).fleet("lost", 4, 60);
    cloud.prices.put("m5.large", 0.08);
    var dear =
        List.<TargetSpec>of(dear("web", "m5.large"), dear("api", "m5.large"), dear("lost", "x"));
    assertThat(shown(run(Mode.APPLY, dear)))
        .isEqualTo(
            "api applied 4 → 2, lost failed ec2:DescribeSpotPriceHistory, web applied 4 → 2");
    assertThat(cloud.journal.stream().filter(call -> call.startsWith("prices")))
        .containsExactly("prices [m5.large, x]");
  }

  private static FleetSpec dear(String name, String instanceType) {
    var market = new Source.Market(instanceType, "Linux/UNIX");
    return FakeCloud.spec(
        name, new Price("market " + instanceType, Optional.of(market), true, 0.05, 2));
  }

  /// 4 of 512 to an instance; checkout becomes 6 in this pass.
  @Test
  void aClusterIsAskedForOnceAndItsInstancesComeForWhatIsDecidedNow() {
    cloud.fleet("checkout", 4, 90).fleet("fleet", 1, 60).fleet("other", 1, 60).fleet("dark", 1, 60);
    var size = new UnitSize(512, 512);
    cloud.packings.put(
        "shop",
        new Packing(
            List.of(new Packing.Demand("web", 4, size, 0, Set.of(), false)),
            List.of(new Packing.Host(new UnitSize(2048, 4096), OptionalInt.empty()))));
    var services = Map.of("web", new TargetId("checkout"));
    var specs =
        List.<TargetSpec>of(
            tracking("checkout"),
            FakeCloud.spec("fleet", new BinPack("shop", 1, services)),
            FakeCloud.spec("other", new BinPack("shop", 0, Map.of())),
            FakeCloud.spec("dark", new BinPack("jobs", 0, Map.of())));
    assertThat(shown(run(Mode.PLAN, specs)))
        .isEqualTo("checkout planned 4 → 6, dark unchanged, fleet planned 1 → 3, other unchanged");
    assertThat(cloud.journal.stream().filter(call -> call.startsWith("clusters")))
        .containsExactly("clusters [jobs, shop]");
  }

  @Test
  void noClusterIsAskedForWhereNoPolicyReadsOne() {
    cloud.fleet("web", 4, 60);
    run(Mode.PLAN, tracking("web"));
    assertThat(cloud.journal).noneMatch(call -> call.startsWith("clusters"));
  }

  @Test
  void namesThatOnlyADescribeTellsAreRememberedAfterTheFirstPass() {
    cloud.fleet("lb-web", 4, 60);
    run(Mode.APPLY, tracking("lb-web"));
    assertThat(cloud.journal).containsExactly("describe [lb-web]", "read [lb-web]");
    assertThat(memory("lb-web").orElseThrow().lookups()).containsEntry("balancer", "of lb-web");
    run(Mode.APPLY, tracking("lb-web"));
    assertThat(cloud.journal).hasSize(4);
  }

  @Test
  void aTargetThatCannotBeDescribedHindersNobody() {
    cloud.fleet("web", 4, 90).fleet("gone", 1, 90);
    cloud.describeFailures.put(
        "gone", failure(ProviderFailure.Kind.NOT_FOUND, "ecs:DescribeServices"));
    assertThat(shown(run(Mode.APPLY, List.of(tracking("web"), tracking("gone")))))
        .isEqualTo("gone failed ecs:DescribeServices, web applied 4 → 6");
  }

  @Test
  void aDeniedWriteMovesNoClockAndHindersNobody() {
    cloud.fleet("web", 4, 90).fleet("api", 4, 90);
    cloud.sendFailures.put("web", failure(ProviderFailure.Kind.DENIED, "ecs:UpdateService"));
    assertThat(shown(run(Mode.APPLY, List.of(tracking("web"), tracking("api")))))
        .isEqualTo("api applied 4 → 6, web failed ecs:UpdateService");
    assertThat(memory("web").orElseThrow().changes().lastOut()).isEmpty();
    assertThat(memory("web").orElseThrow().intent()).isEmpty();
    assertThat(memory("api").orElseThrow().changes().lastOut()).contains(Scene.time("10:00"));
  }

  @Test
  void whatTheProviderHasNoRoomForIsRemembered() {
    cloud.fleet("web", 4, 90);
    cloud.sendFailures.put("web", failure(ProviderFailure.Kind.LIMIT, "ecs:UpdateService"));
    run(Mode.APPLY, tracking("web"));
    assertThat(memory("web").orElseThrow().changes().refusal())
        .contains(new Changes.Refusal(Scene.time("10:00"), 6));
    assertThat(memory("web").orElseThrow().changes().lastOut()).isEmpty();
    assertThat(memory("web").orElseThrow().intent()).isEmpty();
  }

  @Test
  void aScaleInIsNeverForWantOfRoom() {
    cloud.fleet("web", 8, 30);
    cloud.sendFailures.put("web", failure(ProviderFailure.Kind.LIMIT, "ecs:UpdateService"));
    run(Mode.APPLY, tracking("web"));
    assertThat(memory("web").orElseThrow().changes().refusal()).isEmpty();
  }

  static Stream<ProviderFailure> inDoubt() {
    return Stream.of(
        failure(ProviderFailure.Kind.TIMED_OUT, "ecs:UpdateService"),
        failure(ProviderFailure.Kind.THROTTLED, "ecs:UpdateService").afterUnanswered());
  }

  @ParameterizedTest
  @MethodSource("inDoubt")
  void aWriteInDoubtIsSettledByTheWorld(ProviderFailure failure) {
    cloud.fleet("web", 4, 90);
    cloud.sendFailures.put("web", failure);
    run(Mode.APPLY, tracking("web"));
    assertThat(memory("web").orElseThrow().intent()).isPresent();
    cloud.desired.put("web", 6);
    cloud.sendFailures.clear();
    cloud.now = cloud.now.plusSeconds(5);
    assertThat(shown(run(Mode.APPLY, tracking("web"))))
        .as("it had arrived")
        .isEqualTo("web unchanged");
    assertThat(memory("web").orElseThrow().changes().lastOut()).contains(Scene.time("10:00"));
    assertThat(memory("web").orElseThrow().intent()).isEmpty();
  }

  @Test
  void aSignalThatCannotBeReadFailsItsTargetUnlessAChangeWasMade() {
    cloud.fleet("web", 4, 90).fleet("low", 0, 90);
    var denied = failure(ProviderFailure.Kind.DENIED, "cloudwatch:GetMetricData");
    cloud.readFailures.put("web", denied);
    cloud.readFailures.put("low", denied);
    var result = run(Mode.APPLY, List.of(tracking("web"), tracking("low")));
    assertThat(shown(result))
        .as("the minimum holds although nothing could be read")
        .isEqualTo("low applied 0 → 1, web failed cloudwatch:GetMetricData");
    assertThat(result.targets().getFirst().warnings())
        .containsExactly("cloudwatch:GetMetricData: denied; a hint");
  }

  @Test
  void anEmptyMetricHolds() {
    cloud.fleet("web", 4, 90);
    cloud.cpu.clear();
    assertThat(shown(run(Mode.APPLY, tracking("web")))).isEqualTo("web unchanged");
  }

  @Test
  void whoIsOwnedIsSkippedAndItsFollowersAreDecidedAfresh() {
    cloud.fleet("web", 8, 90).fleet("nodes", 2, 0);
    cloud.owners.put("web", new Owner("application-autoscaling", "a hint", false));
    var nodes = FakeCloud.spec("nodes", new Follow(Set.of(new TargetId("web")), 0.25));
    assertThat(shown(run(Mode.APPLY, List.of(tracking("web"), nodes))))
        .isEqualTo("nodes unchanged, web skipped owned");
    assertThat(cloud.effects).isEmpty();
  }

  @Test
  void factsThatMatterOnlyForAChangeAreAskedOnlyThen() {
    cloud.fleet("web", 4, 90).fleet("api", 4, 60);
    run(Mode.PLAN, List.of(tracking("web"), tracking("api")));
    assertThat(cloud.journal).contains("inspect [web]").hasSize(3);
  }

  @Test
  void aSurveyAsksEverythingOfEveryTarget() {
    cloud.fleet("web", 4, 90).fleet("api", 4, 60);
    cloud.owners.put("api", new Owner("application-autoscaling", "a hint", false));
    var request = PassRequest.survey(List.of(tracking("web"), tracking("api")));
    try (var memories = open()) {
      assertThat(shown(new Pass(cloud, memories).run(request)))
          .isEqualTo("api skipped owned, web planned 4 → 6");
    }
    assertThat(cloud.journal).contains("inspect [api, web]").hasSize(3);
    assertThat(cloud.effects).isEmpty();
  }

  @Test
  void carriersGrowBeforeWhatTheyCarry() {
    cloud.fleet("web", 8, 90).fleet("nodes", 2, 0);
    var nodes = FakeCloud.spec("nodes", new Follow(Set.of(new TargetId("web")), 0.25));
    run(Mode.APPLY, List.of(tracking("web"), nodes));
    assertThat(cloud.effects).containsExactly("nodes 2 → 3", "web 8 → 12");
  }

  @Test
  void aPassOverSomeTargetsTakesThoseTiedToThem() {
    cloud.fleet("web", 8, 90).fleet("nodes", 2, 0).fleet("api", 4, 90);
    var nodes = FakeCloud.spec("nodes", new Follow(Set.of(new TargetId("web")), 0.25));
    var request =
        new PassRequest(
            List.of(tracking("web"), nodes, tracking("api")),
            Set.of(new TargetId("nodes")),
            Mode.APPLY,
            Optional.empty());
    try (var memories = open()) {
      assertThat(shown(new Pass(cloud, memories).run(request)))
          .isEqualTo("nodes applied 2 → 3, web applied 8 → 12");
    }
  }

  @Test
  void noWriteBeginsAfterTheDeadline() {
    cloud.fleet("web", 4, 90);
    var request =
        new PassRequest(
            List.of(tracking("web")), Set.of(), Mode.APPLY, Optional.of(Scene.time("10:00")));
    try (var memories = open()) {
      var pass = new Pass(cloud, memories, () -> Scene.time("10:00"));
      assertThat(shown(pass.run(request))).isEqualTo("web skipped out-of-time");
    }
    assertThat(cloud.effects).isEmpty();
    assertThat(memory("web").orElseThrow().intent()).isEmpty();
  }

  @Test
  void theClaimOfALivingPassIsLeftAlone() {
    cloud.fleet("web", 4, 90);
    crash(6, false);
    assertThat(memory("web").orElseThrow().intent()).isPresent();
    assertThat(shown(run(Mode.APPLY, tracking("web"))))
        .as("the pass that crashed is not known to be dead")
        .isEqualTo("web skipped claimed");
    store.kill("pass-1");
    assertThat(shown(run(Mode.APPLY, tracking("web")))).isEqualTo("web applied 4 → 6");
  }

  /// The port calls of this pass: load, describe and read in some order, inspect, claim, send,
  /// settle.
  @ParameterizedTest(name = "a crash at port call {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void aCrashAtAnyStepLeadsToTheRightEndAndNoChangeIsMadeTwice(int call) {
    for (boolean afterwards : List.of(false, true)) {
      var test = new PassTest();
      test.cloud.fleet("web", 4, 90);
      test.crash(call, afterwards);
      test.store.kill("pass-1");
      test.cloud.now = test.cloud.now.plusSeconds(5);
      test.run(Mode.APPLY, tracking("web"));
      test.cloud.now = test.cloud.now.plusSeconds(5);
      test.run(Mode.APPLY, tracking("web"));
      assertThat(test.cloud.effects)
          .as("crash %s call %d", afterwards ? "after" : "before", call)
          .containsExactly("web 4 → 6");
      var memory = test.memory("web").orElseThrow();
      assertThat(memory.intent()).isEmpty();
      assertThat(memory.changes().lastOut()).isPresent();
    }
  }

  @Test
  void twoPassesAtOnceChangeEachTargetOnce() throws Exception {
    cloud.step = Duration.ofMillis(1);
    var specs = new ArrayList<TargetSpec>();
    for (int i = 0; i < 20; i++) {
      cloud.fleet("web-" + i, 4, 90);
      specs.add(tracking("web-" + i));
    }
    try (var workers = Executors.newVirtualThreadPerTaskExecutor();
        var one = open();
        var other = open()) {
      var request = PassRequest.all(specs, Mode.APPLY);
      var first = workers.submit(() -> new Pass(cloud, one).run(request));
      var second = workers.submit(() -> new Pass(cloud, other).run(request));
      first.get();
      second.get();
    }
    assertThat(cloud.effects).hasSize(20).doesNotHaveDuplicates();
  }

  /// 90 of 60 at 4 units asks for 6, and the same data must not ask for 9 once 6 are there.
  @ParameterizedTest(name = "by a clock {0}s slower")
  @ValueSource(longs = {0, 1, 3, 10})
  void aSecondMachineWithASlowerClockChangesNothingMore(long seconds) {
    cloud.fleet("web", 4, 90);
    run(Mode.APPLY, tracking("web"));
    cloud.now = cloud.now.minusSeconds(seconds);
    run(Mode.APPLY, tracking("web"));
    assertThat(cloud.desired).containsEntry("web", 6);
    assertThat(cloud.effects).hasSize(1);
  }

  @Test
  void aResourceMadeAnewBeginsWithoutMemory() {
    cloud.fleet("web", 4, 90);
    run(Mode.APPLY, tracking("web"));
    cloud.identities.put("web", "another");
    var again = run(Mode.APPLY, tracking("web"));
    assertThat(again.targets().getFirst().warnings())
        .containsExactly("this is another fleet than before: its memory begins anew");
    assertThat(memory("web").orElseThrow().identity()).isEqualTo("another");
  }

  @Test
  void withoutStateWantsScaleOutAndNeverIn() {
    cloud.fleet("web", 4, 90).fleet("api", 8, 30);
    var result =
        new Pass(cloud, new NoMemories())
            .run(PassRequest.all(List.of(tracking("web"), tracking("api")), Mode.APPLY));
    assertThat(shown(result)).isEqualTo("api unchanged, web applied 4 → 6");
  }

  @Test
  void aHoldIsWrittenOnlyWhenThereIsNews() {
    cloud.fleet("web", 4, 60);
    run(Mode.APPLY, tracking("web"));
    assertThat(memory("web").orElseThrow().version()).as("the first look is news").isEqualTo(1);
    cloud.now = cloud.now.plusSeconds(60);
    run(Mode.APPLY, tracking("web"));
    assertThat(memory("web").orElseThrow().version()).isEqualTo(1);
    cloud.desired.put("web", 5);
    run(Mode.APPLY, tracking("web"));
    assertThat(memory("web").orElseThrow().version()).isEqualTo(2);
  }

  private void crash(int call, boolean afterwards) {
    var ports = new CrashingPorts(call, afterwards);
    var memories = ports.memories(open());
    assertThatThrownBy(() ->
            new Pass(ports.provider(cloud), memories)
                .run(PassRequest.all(List.of(tracking("web")), Mode.APPLY)))
        .isInstanceOf(FakeCloud.Crash.class);
  }

  private PassResult run(Mode mode, FleetSpec spec) {
    return run(mode, List.of(spec));
  }

  private PassResult run(Mode mode, List<TargetSpec> specs) {
    try (var memories = open()) {
      return new Pass(cloud, memories).run(PassRequest.all(specs, mode));
    }
  }

  private Memories open() {
    passes++;
    return store.open("test", "here", "pass-" + passes);
  }

  private Optional<TargetMemory> memory(String name) {
    var resource = Resource.of("fleet", name);
    try (var memories = store.open("test", "here", "reader")) {
      return Optional.ofNullable(memories.load(List.of(resource)).get(resource));
    }
  }

  private static String shown(PassResult result) {
    return result.targets().stream().map(PassTest::shown).collect(Collectors.joining(", "));
  }

  private static String shown(TargetResult result) {
    var how =
        switch (result.outcome()) {
          case Outcome.Applied(var decision, var _) -> "applied " + change(decision);
          case Outcome.Planned(var decision) -> "planned " + change(decision);
          case Outcome.Unchanged _ -> "unchanged";
          case Outcome.Failed(var why, var _, var _) -> "failed " + why.call();
          case Outcome.Skipped(var cause, var _, var _) -> "skipped " + code(cause.reason());
        };
    return result.spec().id() + " " + how;
  }

  private static String code(Reason reason) {
    return reason.code().text();
  }

  private static String change(Decision decision) {
    return decision instanceof Decision.Resize resize
        ? resize.from() + " → " + resize.to()
        : decision.toString();
  }
}
