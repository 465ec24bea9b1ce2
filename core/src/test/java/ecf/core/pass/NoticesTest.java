package ecf.core.pass;

import static ecf.core.pass.FakeCloud.failure;
import static ecf.core.pass.FakeCloud.tracking;
import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.TargetSpec;
import ecf.core.guardrail.Busy;
import ecf.core.guardrail.Cooldown;
import ecf.core.guardrail.Guardrail;
import ecf.core.model.Activity;
import ecf.core.model.Notice;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Shortfall;
import ecf.core.port.Memories;
import ecf.core.port.NoMemories;
import ecf.core.port.Notifier;
import ecf.core.port.testing.InMemoryMemories;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What people are told of a target, pass after pass, and that nobody is told anything twice.
class NoticesTest {
  private static final ProviderFailure DENIED =
      failure(ProviderFailure.Kind.DENIED, "fake:Describe");

  private final FakeCloud cloud = new FakeCloud();
  private final InMemoryMemories.Store store = new InMemoryMemories.Store();
  private final Listener listener = new Listener(EnumSet.allOf(Notice.Event.class));
  private List<Guardrail> guardrails = List.of();
  private int passes;

  /// Writes down what it is told.
  private static final class Listener implements Notifier {
    private final Set<Notice.Event> events;
    private final List<String> heard = new ArrayList<>();

    Listener(Set<Notice.Event> events) {
      this.events = events;
    }

    @Override
    public String name() {
      return "listener";
    }

    @Override
    public Set<Notice.Event> events() {
      return events;
    }

    @Override
    public Optional<ProviderFailure> tell(News news) {
      heard.add(String.join(" | ", news.notices().stream().map(Listener::shown).toList()));
      return Optional.empty();
    }

    private static String shown(Notice notice) {
      return notice.target()
          + " "
          + notice.event().text()
          + ": "
          + notice.step().map(step -> step.from() + " → " + step.to() + ", ").orElse("")
          + notice.text()
          + (notice.lost().isEmpty() ? "" : " " + notice.lost());
    }
  }

  @Test
  void eachChangeIsToldAndAPassWithoutOneTellsNothing() {
    cloud.fleet("web", 4, 90);
    assertThat(heard("10:00")).containsExactly("web applied: 4 → 6, cpu 90 is above 60: 4 → 6");
    cloud.cpu.put("web", 60.0);
    assertThat(heard("10:01")).isEmpty();
    cloud.cpu.put("web", 90.0);
    assertThat(heard("10:02")).containsExactly("web applied: 6 → 9, cpu 90 is above 60: 6 → 9");
  }

  @Test
  void aPlanTellsNobody() {
    cloud.fleet("web", 4, 90);
    run("10:00", Mode.PLAN, listener);
    assertThat(listener.heard).isEmpty();
  }

  @Test
  void allTargetsOfAPassAreOneMessage() {
    cloud.fleet("web", 4, 90).fleet("api", 8, 60);
    cloud.describeFailures.put("api", DENIED);
    assertThat(heard("10:00"))
        .containsExactly(
            "api failed: fake:Describe: denied | web applied: 4 → 6, cpu 90 is above 60: 4 → 6");
  }

  @Test
  void aFailureIsToldWhenItBeginsWhenItChangesAndWhenItComesBack() {
    cloud.fleet("web", 4, 60);
    cloud.describeFailures.put("web", DENIED);
    assertThat(heard("10:00")).containsExactly("web failed: fake:Describe: denied");
    assertThat(heard("10:01")).as("the same").isEmpty();
    cloud.describeFailures.put("web", failure(ProviderFailure.Kind.NOT_FOUND, "fake:Describe"));
    assertThat(heard("10:02")).containsExactly("web failed: fake:Describe: not-found");
    cloud.describeFailures.clear();
    assertThat(heard("10:03")).as("mended").isEmpty();
    assertThat(heard("10:04")).isEmpty();
    cloud.describeFailures.put("web", DENIED);
    assertThat(heard("10:05")).containsExactly("web failed: fake:Describe: denied");
  }

  @Test
  void whatWasNeverSeenIsNoOtherResourceOnceItIs() {
    cloud.fleet("web", 4, 60);
    cloud.describeFailures.put("web", DENIED);
    heard("10:00");
    cloud.describeFailures.clear();
    var result = run("10:01", Mode.APPLY, listener);
    assertThat(result.targets().getFirst().warnings()).isEmpty();
  }

  @Test
  void aHoldIsToldOnceForEachGuardrail() {
    guardrails =
        List.of(new Busy(Set.of()), new Cooldown(Duration.ofMinutes(5), Duration.ofMinutes(5)));
    cloud.fleet("web", 4, 90);
    heard("10:00");
    cloud.cpu.put("web", 200.0);
    assertThat(heard("10:01")).singleElement().asString().startsWith("web held: cooldown: ");
    assertThat(heard("10:02")).as("the same, with another figure").isEmpty();
    cloud.cpu.put("web", 20.0);
    cloud.activities.put("web", Activity.of(Activity.Kind.DEPLOYMENT, "deployment d-1"));
    assertThat(heard("10:07")).singleElement().asString().startsWith("web held: busy: ");
  }

  @Test
  void whoeverDoesNotListenToHoldsIsToldNoneOfThem() {
    guardrails = List.of(new Cooldown(Duration.ofMinutes(5), Duration.ofMinutes(5)));
    cloud.fleet("web", 4, 90);
    var deaf = new Listener(EnumSet.complementOf(EnumSet.of(Notice.Event.HELD)));
    run("10:00", Mode.APPLY, deaf);
    run("10:01", Mode.APPLY, deaf);
    assertThat(deaf.heard).containsExactly("web applied: 4 → 6, cpu 90 is above 60: 4 → 6");
  }

  @Test
  void unitsThatDoNotComeUpAreToldWithWhatTheProviderSays() {
    cloud.fleet("web", 4, 90);
    heard("10:00");
    cloud.running.put("web", 4);
    cloud.shortfalls.put(
        "web",
        new Shortfall(Shortfall.Kind.CAPACITY, Scene.time("10:00"), "no room", "allow more zones"));
    cloud.cpu.put("web", 60.0);
    assertThat(heard("10:01"))
        .containsExactly("web late: 2 of 6 not come up for 0s: no capacity (\"no room\")");
    assertThat(heard("10:02")).isEmpty();
    cloud.running.clear();
    assertThat(heard("10:03")).as("they came").isEmpty();
  }

  @Test
  void unitsThatAreGoneAreToldWithTheirNumber() {
    cloud.fleet("web", 6, 60);
    heard("10:00");
    cloud.running.put("web", 4);
    assertThat(heard("10:01"))
        .containsExactly(
            "web lost: 2 running units are gone, with nobody having asked for fewer: 4 of 6 run");
    assertThat(heard("10:02")).isEmpty();
    cloud.running.put("web", 3);
    assertThat(heard("10:03"))
        .containsExactly(
            "web lost: 1 running unit is gone, with nobody having asked for fewer: 3 of 6 run");
  }

  @Test
  void theZonesThatLostSomeAreNamed() {
    cloud.fleet("web", 6, 60);
    zones("eu-west-1a", 3, "eu-west-1b", 2, "eu-west-1c", 1);
    heard("10:00");
    cloud.running.put("web", 4);
    zones("eu-west-1a", 3, "eu-west-1b", 1);
    assertThat(heard("10:01"))
        .containsExactly(
            "web lost: 2 running units are gone, with nobody having asked for fewer: 4 of 6 run, 1"
                + " fewer in eu-west-1b, 1 fewer in eu-west-1c (none is left there) {eu-west-1b=1,"
                + " eu-west-1c=1}");
  }

  @Test
  void unitsThatMovedToAnotherZoneBeforeAreNotTakenForLostThere() {
    cloud.fleet("web", 4, 60);
    zones("eu-west-1a", 3, "eu-west-1b", 1);
    heard("10:00");
    zones("eu-west-1a", 1, "eu-west-1b", 3);
    assertThat(heard("10:01")).isEmpty();
    cloud.running.put("web", 3);
    zones("eu-west-1a", 1, "eu-west-1b", 2);
    assertThat(heard("10:02")).singleElement().asString().endsWith(" {eu-west-1b=1}");
  }

  private void zones(Object... zonesAndUnits) {
    var zones = new TreeMap<String, Integer>();
    for (int i = 0; i < zonesAndUnits.length; i += 2) {
      zones.put((String) zonesAndUnits[i], (Integer) zonesAndUnits[i + 1]);
    }
    cloud.byZone.put("web", zones);
  }

  @Test
  void aScaleInLosesNothing() {
    cloud.fleet("web", 6, 30);
    heard("10:00");
    assertThat(cloud.desired).containsEntry("web", 3);
    cloud.cpu.put("web", 60.0);
    cloud.running.put("web", 5);
    assertThat(heard("10:01")).isEmpty();
    cloud.running.put("web", 3);
    assertThat(heard("10:02")).isEmpty();
  }

  @Test
  void aDeploymentAndARefreshLoseNothing() {
    cloud.fleet("web", 6, 60).fleet("api", 6, 60);
    heard("10:00");
    cloud.running.put("web", 4);
    cloud.running.put("api", 4);
    cloud.activities.put("web", Activity.of(Activity.Kind.DEPLOYMENT, "deployment d-1"));
    cloud.inspected.put("api", Activity.of(Activity.Kind.INSTANCE_REFRESH, "refresh r-1"));
    assertThat(heard("10:01")).isEmpty();
    assertThat(cloud.journal).as("only where it is not plain").contains("inspect [api]");
  }

  @Test
  void withoutStateEachPassTells() {
    cloud.fleet("web", 4, 60);
    cloud.describeFailures.put("web", DENIED);
    for (int i = 0; i < 2; i++) {
      pass(new NoMemories()).run(PassRequest.all(specs(), Mode.APPLY));
    }
    assertThat(listener.heard)
        .containsExactly("web failed: fake:Describe: denied", "web failed: fake:Describe: denied");
  }

  @Test
  void ofTwoPassesThatSeeTheSameOneTells() {
    cloud.fleet("web", 4, 60);
    heard("10:00");
    cloud.describeFailures.put("web", DENIED);
    listener.heard.clear();
    try (var one = store.open("shop", "here", "one");
        var other = store.open("shop", "here", "other")) {
      var meanwhile =
          new Interrupted(one, () -> pass(other).run(PassRequest.all(specs(), Mode.APPLY)));
      pass(meanwhile).run(PassRequest.all(specs(), Mode.APPLY));
    }
    assertThat(listener.heard).containsExactly("web failed: fake:Describe: denied");
  }

  private List<String> heard(String time) {
    listener.heard.clear();
    run(time, Mode.APPLY, listener);
    return List.copyOf(listener.heard);
  }

  private PassResult run(String time, Mode mode, Notifier notifier) {
    cloud.now = Scene.time(time);
    try (var memories = store.open("shop", "here", "pass-" + passes++)) {
      return new Pass(cloud, memories, InstantSource.system(), List.of(notifier))
          .run(PassRequest.all(specs(), mode));
    }
  }

  private List<TargetSpec> specs() {
    return cloud.desired.keySet().stream()
        .sorted()
        .map(name -> tracking(name))
        .<TargetSpec>map(spec -> spec.with(spec.policies(), guardrails))
        .toList();
  }

  private Pass pass(Memories memories) {
    return new Pass(cloud, memories, InstantSource.system(), List.of(listener));
  }
}
