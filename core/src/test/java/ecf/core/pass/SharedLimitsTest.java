package ecf.core.pass;

import static ecf.core.pass.FakeCloud.tracking;
import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.Limits;
import ecf.core.engine.TargetSpec;
import ecf.core.guardrail.Rate;
import ecf.core.memory.TargetMemory;
import ecf.core.model.Money;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Reason;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.port.testing.InMemoryMemories;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What passes know of targets that they do not look at, and what they leave alone.
class SharedLimitsTest {
  private static final Limits TEN_AN_HOUR =
      new Limits(
          new TreeMap<>(), Optional.of(new Money(new BigDecimal("10"), "USD")), Optional.empty());

  private static final Limits THREE_UNITS =
      new Limits(
          new TreeMap<>(),
          Optional.empty(),
          Optional.of(new Limits.BlastRadius(Optional.empty(), Optional.of(new Rate.Units(3)))));

  private final FakeCloud cloud = new FakeCloud();
  private final InMemoryMemories.Store store = new InMemoryMemories.Store();
  private int passes;

  @Test
  void aPassOverOneTargetCountsTheOthersByTheirLastLook() {
    cloud.fleet("api", 5, 60).fleet("web", 4, 60);
    var file = List.of(paid("api"), paid("web"));
    run(TEN_AN_HOUR, file, Set.of());
    cloud.journal.clear();
    cloud.cpu.put("web", 120.0);
    assertThat(run(TEN_AN_HOUR, file, Set.of("web"))).isEqualTo("web applied 4 → 5 cost");
    assertThat(cloud.journal).contains("describe [web]").doesNotContain("describe [api, web]");
  }

  @Test
  void whatWasNeverSeenCountsByItsMinimum() {
    cloud.fleet("api", 5, 60).fleet("web", 4, 120);
    assertThat(run(TEN_AN_HOUR, List.of(paid("api"), paid("web")), Set.of("web")))
        .isEqualTo("web applied 4 → 8 off-target");
  }

  @Test
  void passesDoNotAddUpToMoreThanTheBlastRadius() {
    cloud.fleet("api", 8, 30).fleet("web", 8, 60);
    var file = List.<TargetSpec>of(tracking("api"), tracking("web"));
    assertThat(run(THREE_UNITS, file, Set.of()))
        .isEqualTo("api applied 8 → 5 blast-radius, web unchanged in-band");
    cloud.cpu.put("web", 30.0);
    after(Duration.ofMinutes(5));
    assertThat(run(THREE_UNITS, file, Set.of("web"))).isEqualTo("web unchanged blast-radius");
    after(Duration.ofMinutes(5));
    assertThat(run(THREE_UNITS, file, Set.of("web"))).isEqualTo("web applied 8 → 5 blast-radius");
  }

  @Test
  void whoSharesAPoolTakesPart() {
    cloud.fleet("api", 4, 60).fleet("other", 4, 90).fleet("web", 4, 90);
    var pool = new Limits(new TreeMap<>(Map.of("p", 9)), Optional.empty(), Optional.empty());
    var file = List.of(pooled("api"), tracking("other"), pooled("web"));
    assertThat(run(pool, file, Set.of("web")))
        .isEqualTo("api unchanged in-band, web applied 4 → 5 pool");
  }

  @Test
  void whatCouldNotBeDescribedCountsByItsLastLook() {
    cloud.fleet("api", 4, 60).fleet("web", 4, 60);
    var pool = new Limits(new TreeMap<>(Map.of("p", 9)), Optional.empty(), Optional.empty());
    var file = List.of(pooled("api"), pooled("web"));
    run(pool, file, Set.of());
    cloud.describeFailures.put("api", FakeCloud.failure(ProviderFailure.Kind.DENIED, "ecs:X"));
    cloud.cpu.put("web", 90.0);
    assertThat(run(pool, file, Set.of())).isEqualTo("api failed ecs:X, web applied 4 → 5 pool");
  }

  @Test
  void whatIsOnlyObservedIsPlannedLookedAtAndLeftAlone() {
    cloud.fleet("low", 0, 60).fleet("web", 4, 90);
    var file = List.<TargetSpec>of(observed("low"), observed("web"));
    assertThat(run(Limits.none(), file, Set.of()))
        .isEqualTo("low planned 0 → 1 observed, web planned 4 → 6 observed");
    assertThat(cloud.effects).isEmpty();
    var memory = memory("web").orElseThrow();
    assertThat(memory.looks().seen()).hasSize(1);
    assertThat(memory.changes().lastOut()).isEmpty();
    assertThat(memory.intent()).isEmpty();
  }

  private void after(Duration time) {
    cloud.now = cloud.now.plus(time);
  }

  private static TargetSpec paid(String name) {
    var price = Optional.of(new Money(BigDecimal.ONE, "USD"));
    return with(name, FleetSpec.Mode.ACT, new FleetSpec.Ties(Set.of(), Optional.empty(), 0, price));
  }

  private static TargetSpec pooled(String name) {
    return with(
        name,
        FleetSpec.Mode.ACT,
        new FleetSpec.Ties(Set.of(), Optional.of("p"), 0, Optional.empty()));
  }

  private static TargetSpec observed(String name) {
    return with(name, FleetSpec.Mode.OBSERVE, FleetSpec.Ties.none());
  }

  private static TargetSpec with(String name, FleetSpec.Mode mode, FleetSpec.Ties ties) {
    var spec = tracking(name);
    return new FleetSpec(
        spec.id(),
        spec.resource(),
        spec.capacity(),
        spec.policies(),
        spec.guardrails(),
        spec.signals(),
        spec.health(),
        new FleetSpec.Conduct(
            mode,
            FleetSpec.Directions.BOTH,
            FleetSpec.GroupBounds.KEEP,
            FleetSpec.Ownership.REFUSE),
        ties,
        spec.wakeOn());
  }

  private String run(Limits limits, List<TargetSpec> file, Set<String> only) {
    var ids = only.stream().map(TargetId::new).collect(Collectors.toSet());
    passes++;
    try (var memories = store.open("test", "here", "pass-" + passes)) {
      var request = new PassRequest(file, ids, Mode.APPLY, Optional.empty()).within(limits);
      return new Pass(cloud, memories)
          .run(request).targets().stream()
              .map(SharedLimitsTest::shown)
              .collect(Collectors.joining(", "));
    }
  }

  private Optional<TargetMemory> memory(String name) {
    var resource = Resource.of("fleet", name);
    try (var memories = store.open("test", "here", "reader")) {
      return Optional.ofNullable(memories.load(List.of(resource)).get(resource));
    }
  }

  private static String shown(TargetResult result) {
    var id = result.spec().id();
    return switch (result.outcome()) {
      case Outcome.Applied(var decision, var _) -> id + " applied " + change(decision);
      case Outcome.Planned(var decision) -> id + " planned " + change(decision);
      case Outcome.Unchanged(var decision) -> id + " unchanged " + code(decision);
      case Outcome.Failed(var why, var _, var _) -> id + " failed " + why.call();
      case Outcome.Skipped(var cause, var _, var _) ->
          id + " skipped " + cause.reason().code().text();
    };
  }

  private static String change(Decision decision) {
    return decision instanceof Decision.Resize resize
        ? resize.from() + " → " + resize.to() + " " + code(decision)
        : decision.toString();
  }

  private static String code(Decision decision) {
    return Optional.of(decision.cause().reason().code()).map(Reason.Code::text).orElseThrow();
  }
}
