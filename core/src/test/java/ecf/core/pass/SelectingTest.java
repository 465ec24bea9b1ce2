package ecf.core.pass;

import static ecf.core.pass.FakeCloud.failure;
import static ecf.core.pass.FakeCloud.tracking;
import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.Limits;
import ecf.core.engine.Selector;
import ecf.core.engine.TargetSpec;
import ecf.core.memory.Tenure;
import ecf.core.model.Money;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.port.testing.InMemoryMemories;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Targets that stand for everything that matches.
class SelectingTest {
  private final FakeCloud cloud = new FakeCloud();
  private final InMemoryMemories.Store store = new InMemoryMemories.Store();
  private int passes;

  @Test
  void eachMatchIsATargetWithItsOwnMetricsAndMemory() {
    cloud.fleet("workers/mail", 4, 0).fleet("workers/resize", 4, 0);
    cloud.fleet("mail", 1, 90).fleet("resize", 1, 60);
    cloud.found("workers", "mail", Map.of()).found("workers", "resize", Map.of());
    assertThat(run(Set.of(), workers("workers")))
        .isEqualTo("workers/mail applied 4 → 6, workers/resize unchanged");
    assertThat(cloud.journal)
        .startsWith("find [workers]")
        .contains("describe [workers/mail, workers/resize]", "read [mail, resize]");
    try (var memories = store.open("test", "here", "reader")) {
      var mail = Resource.of("fleet", "mail");
      assertThat(Objects.requireNonNull(memories.load(List.of(mail)).get(mail)).changes().lastOut())
          .isPresent();
    }
  }

  @Test
  void nothingIsSearchedWhereNothingSelects() {
    cloud.fleet("web", 4, 60);
    run(Set.of(), tracking("web"));
    assertThat(cloud.journal).noneMatch(call -> call.startsWith("find"));
  }

  @Test
  void whoIsNamedBeatsWhoIsSelected() {
    cloud.fleet("mail", 4, 90).fleet("workers/resize", 4, 0).fleet("resize", 1, 60);
    cloud.found("workers", "mail", Map.of()).found("workers", "resize", Map.of());
    assertThat(run(Set.of(), workers("workers"), tracking("mail")))
        .isEqualTo("mail applied 4 → 6, workers/resize unchanged");
  }

  @Test
  void whatTwoSelectFailsAtBothAndHindersNoOther() {
    cloud.fleet("workers/resize", 4, 0).fleet("resize", 1, 60);
    cloud.found("workers", "mail", Map.of()).found("workers", "resize", Map.of());
    cloud.found("mailers", "mail", Map.of());
    var result = pass(Limits.none(), Set.of(), workers("workers"), workers("mailers"));
    assertThat(shown(result))
        .isEqualTo(
            "mailers/mail failed the target workers selects it, too, workers/mail failed the target"
                + " mailers selects it, too, workers/resize unchanged");
  }

  @Test
  void noMatchIsUnchangedAndSaid() {
    var result = pass(Limits.none(), Set.of(), workers("workers"));
    assertThat(shown(result)).isEqualTo("workers unchanged");
    assertThat(((Outcome.Unchanged) result.targets().getFirst().outcome()).decision().cause())
        .extracting(cause -> cause.reason().summary())
        .isEqualTo("nothing matches select job-* {ecf=on}");
    assertThat(result.targets().getFirst().warnings()).hasSize(1);
    assertThat(result.targets().getFirst().spec().resource().key()).isEqualTo("fleet/job-*");
  }

  @Test
  void aSearchThatFailsFailsItsTargetAlone() {
    cloud.fleet("web", 4, 90);
    cloud.describeFailures.put("workers", failure(ProviderFailure.Kind.DENIED, "ecs:ListServices"));
    assertThat(run(Set.of(), workers("workers"), tracking("web")))
        .isEqualTo("web applied 4 → 6, workers failed denied");
  }

  @Test
  void aMissingTagFailsTheOneWithoutIt() {
    cloud.fleet("workers/mail", 4, 0).fleet("q-mail", 1, 90);
    cloud.found("workers", "mail", Map.of("queue", "q-mail"));
    cloud.found("workers", "resize", Map.of("other", "q-resize"));
    assertThat(run(Set.of(), selecting("workers", tracking("{tag:queue}"))))
        .isEqualTo(
            "workers/mail applied 4 → 6, workers/resize failed it has no tag queue, which a signal"
                + " of it names");
  }

  @Test
  void itsNameStandsForAllAndOneOfThemForItself() {
    cloud.fleet("workers/mail", 4, 0).fleet("workers/resize", 4, 0).fleet("web", 4, 60);
    cloud.fleet("mail", 1, 60).fleet("resize", 1, 60);
    cloud.found("workers", "mail", Map.of()).found("workers", "resize", Map.of());
    TargetSpec[] file = {workers("workers"), tracking("web")};
    assertThat(run(Set.of("workers"), file))
        .isEqualTo("workers/mail unchanged, workers/resize unchanged");
    assertThat(run(Set.of("workers/mail"), file)).isEqualTo("workers/mail unchanged");
    assertThat(run(Set.of("workers/none"), file))
        .isEqualTo("workers/none failed the target workers selects nothing of this name");
    cloud.journal.clear();
    assertThat(run(Set.of("web"), file)).isEqualTo("web unchanged");
    assertThat(cloud.journal).noneMatch(call -> call.startsWith("find"));
  }

  @Test
  void whatTakesNoPartAndSelectsNothingDoesNotWidenAPass() {
    cloud.fleet("web", 4, 90);
    assertThat(run(Set.of("workers"), workers("workers"), tracking("web")))
        .isEqualTo("workers unchanged");
    assertThat(cloud.effects).isEmpty();
  }

  /// At 1 USD/h each, of the 10 USD/h one more is left.
  @Test
  void limitsCountThemAll() {
    cloud.fleet("workers/mail", 5, 0).fleet("mail", 1, 60).fleet("web", 4, 120);
    cloud.found("workers", "mail", Map.of());
    var ten =
        new Limits(
            new TreeMap<>(), Optional.of(new Money(new BigDecimal("10"), "USD")), Optional.empty());
    TargetSpec[] file = {selecting("workers", paid("{name}")), paid("web")};
    pass(ten, Set.of("workers"), file);
    assertThat(shown(pass(ten, Set.of("web"), file)))
        .as("by what is remembered, although they take no part")
        .isEqualTo("web applied 4 → 5");
  }

  @Test
  void allOfThemAreSuspendedAndReleased() {
    cloud.fleet("workers/mail", 4, 0).fleet("workers/resize", 4, 0);
    cloud.fleet("mail", 1, 90).fleet("resize", 1, 90);
    cloud.found("workers", "mail", Map.of()).found("workers", "resize", Map.of());
    var request =
        new PassRequest(
            List.of(workers("workers")),
            Set.of(new TargetId("workers/mail")),
            Mode.PLAN,
            Optional.empty());
    var asked = new Selecting(cloud).select(request).asked();
    try (var memories = store.open("test", "here", "suspending")) {
      new Suspending(cloud, memories).suspend(asked, Tenure.Halt.BOTH);
    }
    assertThat(run(Set.of(), workers("workers")))
        .isEqualTo("workers/mail skipped, workers/resize applied 4 → 6");
  }

  private static FleetSpec workers(String name) {
    return selecting(name, tracking("{name}"));
  }

  private static FleetSpec selecting(String name, FleetSpec spec) {
    return spec.of(new TargetId(name), Resource.of("fleet", "{name}"))
        .selecting(new Selector(List.of("job-*"), new TreeMap<>(Map.of("ecf", "on"))));
  }

  private static FleetSpec paid(String name) {
    var spec = tracking(name);
    return new FleetSpec(
        spec.id(),
        spec.resource(),
        spec.capacity(),
        spec.policies(),
        spec.guardrails(),
        spec.signals(),
        spec.health(),
        spec.conduct(),
        new FleetSpec.Ties(
            Set.of(), Optional.empty(), 0, Optional.of(new Money(BigDecimal.ONE, "USD"))),
        spec.wakeOn());
  }

  private String run(Set<String> only, TargetSpec... specs) {
    return shown(pass(Limits.none(), only, specs));
  }

  private PassResult pass(Limits limits, Set<String> only, TargetSpec... specs) {
    passes++;
    var ids = only.stream().map(TargetId::new).collect(Collectors.toSet());
    try (var memories = store.open("test", "here", "pass-" + passes)) {
      return new Pass(cloud, memories)
          .run(new PassRequest(List.of(specs), ids, Mode.APPLY, Optional.empty()).within(limits));
    }
  }

  private static String shown(PassResult result) {
    return result.targets().stream().map(SelectingTest::shown).collect(Collectors.joining(", "));
  }

  private static String shown(TargetResult result) {
    var how =
        switch (result.outcome()) {
          case Outcome.Applied(Decision.Resize(var _, int from, int to, var _, var _, var _), _) ->
              "applied " + from + " → " + to;
          case Outcome.Failed(var why, var _, var _) -> "failed " + why.message();
          case Outcome.Unchanged _ -> "unchanged";
          case Outcome.Skipped _ -> "skipped";
          case Outcome other -> other.toString();
        };
    return result.spec().id() + " " + how;
  }
}
