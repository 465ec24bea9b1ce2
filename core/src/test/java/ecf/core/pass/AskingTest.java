package ecf.core.pass;

import static ecf.core.pass.FakeCloud.tracking;
import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.Hook;
import ecf.core.engine.TargetSpec;
import ecf.core.model.Cause;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.port.Hooks;
import ecf.core.port.testing.InMemoryMemories;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// Who is asked before a scale-in, and what each answer comes to.
class AskingTest {
  private static final Hook HOOK =
      new Hook(new Hook.Call.Function("save-carts"), Duration.ofMinutes(1));
  private static final Hooks ALLOWS = (_, _, _) -> new Hooks.Reply.Allowed("14 carts saved");
  private static final Hooks VETOES = (_, _, _) -> new Hooks.Reply.Vetoed("it says no: sale");

  private final FakeCloud cloud = new FakeCloud();
  private final InMemoryMemories.Store store = new InMemoryMemories.Store();
  private final Set<String> asked = new ConcurrentSkipListSet<>();
  private int passes;

  @Test
  void whoAllowsItIsTold() {
    cloud.fleet("web", 6, 30);
    var result = run(Mode.APPLY, ALLOWS).getFirst();
    assertThat(result.outcome()).isInstanceOf(Outcome.Applied.class);
    assertThat(result.warnings())
        .singleElement()
        .asString()
        .matches("the hook save-carts allowed it after [\\d.]+s: 14 carts saved");
    assertThat(cloud.desired).containsEntry("web", 3);
    assertThat(asked).containsExactly("web 6 → 3");
  }

  @Test
  void whereTheProviderItselfWaitsNobodyElseIsAsked() {
    cloud.fleet("web", 6, 30);
    cloud.hooked.add("web");
    var note =
        "its provider waits for a lifecycle hook of its own before an instance goes, so save-carts"
            + " is not asked";
    assertThat(run(Mode.PLAN, VETOES).getFirst().warnings()).containsExactly(note);
    var result = run(Mode.APPLY, VETOES).getFirst();
    assertThat(result.outcome()).isInstanceOf(Outcome.Applied.class);
    assertThat(result.warnings()).containsExactly(note);
    assertThat(asked).isEmpty();
  }

  @Test
  void whoVetoesHoldsItAndTheClaimIsGone() {
    cloud.fleet("web", 6, 30);
    assertThat(held(run(Mode.APPLY, VETOES).getFirst()))
        .matches("hooks: no scale-in to 3: the hook save-carts after [\\d.]+s: it says no: sale");
    assertThat(cloud.effects).isEmpty();
    var resource = Resource.of("fleet", "web");
    try (var memories = store.open("shop", "here", "reader")) {
      var memory = Objects.requireNonNull(memories.load(List.of(resource)).get(resource));
      assertThat(memory.intent()).isEmpty();
      assertThat(memory.changes().lastIn()).as("no clock has moved").isEmpty();
    }
    cloud.now = Scene.time("10:01");
    assertThat(run(Mode.APPLY, ALLOWS).getFirst().outcome()).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void anErrorIsANo() {
    cloud.fleet("web", 6, 30);
    Hooks broken =
        (_, _, _) -> {
          throw new IllegalStateException("odd");
        };
    assertThat(held(run(Mode.APPLY, broken).getFirst())).contains("this is a bug of ecf-aws");
    assertThat(held(run(Mode.APPLY, Hooks.none()).getFirst())).contains("nobody can be asked");
    assertThat(cloud.effects).isEmpty();
  }

  @Test
  void silenceIsANoOnceThePassHasToEnd() throws InterruptedException {
    cloud.fleet("web", 6, 30);
    var interrupted = new CountDownLatch(1);
    Hooks silent =
        (_, _, limit) -> {
          assertThat(limit).isLessThanOrEqualTo(Duration.ofMillis(50));
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return new Hooks.Reply.Allowed("too late");
        };
    var end = Scene.time("10:00").plusMillis(50);
    var result = run(Mode.APPLY, silent, Optional.of(end)).getFirst();
    assertThat(held(result)).contains("no answer within 0s");
    interrupted.await();
    assertThat(cloud.effects).isEmpty();
  }

  @Test
  void nobodyIsAskedBeforeAScaleOutAHoldOrAPlan() {
    cloud.fleet("out", 4, 90).fleet("steady", 4, 60);
    run(Mode.APPLY, VETOES);
    assertThat(cloud.effects).containsExactly("out 4 → 6");
    cloud.fleet("in", 6, 30);
    cloud.cpu.put("out", 60.0);
    var planned =
        run(Mode.PLAN, VETOES).stream()
            .filter(each -> each.spec().id().name().equals("in"))
            .findFirst()
            .orElseThrow();
    assertThat(planned.outcome()).isInstanceOf(Outcome.Planned.class);
    assertThat(planned.warnings())
        .containsExactly("apply asks the hook save-carts first, for 1m at most");
    assertThat(asked).isEmpty();
  }

  @Test
  void severalAreAskedSideBySide() {
    cloud.fleet("web", 6, 30).fleet("api", 6, 30);
    var both = new CountDownLatch(2);
    Hooks waiting =
        (_, _, _) -> {
          both.countDown();
          try {
            both.await();
          } catch (InterruptedException e) {
            return new Hooks.Reply.Vetoed("alone");
          }
          return new Hooks.Reply.Allowed("");
        };
    assertThat(run(Mode.APPLY, waiting))
        .extracting(TargetResult::outcome)
        .hasOnlyElementsOfType(Outcome.Applied.class);
  }

  @Test
  void aVetoedTargetsCarrierStaysToo() {
    cloud.fleet("web", 6, 30).fleet("machines", 6, 30);
    var web = hooked("web");
    var dependent =
        new FleetSpec(
            web.id(),
            web.resource(),
            web.capacity(),
            web.policies(),
            List.of(),
            web.signals(),
            web.health(),
            web.conduct(),
            new FleetSpec.Ties(
                Set.of(new TargetId("machines")), Optional.empty(), 0, Optional.empty()),
            Set.of());
    var results =
        run(Mode.APPLY, VETOES, Optional.empty(), List.of(dependent, tracking("machines")));
    assertThat(results)
        .extracting(each -> each.outcome().getClass().getSimpleName())
        .containsExactly("Skipped", "Unchanged");
    assertThat(cloud.effects).isEmpty();
  }

  private static String held(TargetResult result) {
    return result.outcome() instanceof Outcome.Unchanged(var decision)
            && decision.cause().origin() instanceof Cause.Origin.Guardrail(var name)
        ? name + ": " + decision.cause().reason().summary()
        : result.outcome().toString();
  }

  private List<TargetResult> run(Mode mode, Hooks hooks) {
    return run(mode, hooks, Optional.empty());
  }

  private List<TargetResult> run(Mode mode, Hooks hooks, Optional<Instant> until) {
    return run(
        mode,
        hooks,
        until,
        cloud.desired.keySet().stream().sorted().<TargetSpec>map(AskingTest::hooked).toList());
  }

  private List<TargetResult> run(
      Mode mode, Hooks hooks, Optional<Instant> until, List<TargetSpec> specs) {
    Hooks noted =
        (call, question, limit) -> {
          asked.add(question.target() + " " + question.from() + " → " + question.to());
          return hooks.ask(call, question, limit);
        };
    try (var memories = store.open("shop", "here", "pass-" + passes++)) {
      InstantSource wall = () -> Scene.time("10:00");
      return new Pass(cloud, memories, wall, List.of(), noted)
          .run(new PassRequest(specs, Set.of(), mode, until))
          .targets();
    }
  }

  private static FleetSpec hooked(String name) {
    var spec = tracking(name);
    return spec.conduct(spec.conduct().beforeScaleIn(HOOK));
  }
}
