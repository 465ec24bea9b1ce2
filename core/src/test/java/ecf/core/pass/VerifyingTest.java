package ecf.core.pass;

import static ecf.core.pass.FakeCloud.tracking;
import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.guardrail.Busy;
import ecf.core.model.Reason;
import ecf.core.model.Shortfall;
import ecf.core.port.testing.InMemoryMemories;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whether what was asked for has arrived, pass after pass, and what is done where it has not.
class VerifyingTest {
  private static final Shortfall NO_ROOM =
      new Shortfall(
          Shortfall.Kind.CAPACITY,
          Scene.time("10:00"),
          "We currently do not have sufficient capacity",
          "allow more zones");

  private final FakeCloud cloud = new FakeCloud();
  private final InMemoryMemories.Store store = new InMemoryMemories.Store();
  private int passes;

  @Test
  void whatArrivedIsNotAskedAbout() {
    cloud.fleet("web", 4, 90);
    assertThat(told("10:00")).isEqualTo("applied 4 → 6");
    assertThat(told("10:01")).isEqualTo("unchanged: in-band");
    assertThat(cloud.journal).noneMatch(call -> call.startsWith("verify"));
  }

  @Test
  void whatIsOnItsWayIsAskedAboutAndHindersNothing() {
    cloud.fleet("web", 4, 90);
    told("10:00");
    cloud.running.put("web", 4);
    told("10:01");
    cloud.cpu.put("web", 120.0);
    assertThat(told("10:03")).isEqualTo("applied 6 → 8");
    assertThat(cloud.journal).contains("verify web PT0S", "verify web PT2M");
    assertThat(pass("10:04").warnings()).isEmpty();
  }

  @Test
  void whatUsuallyTakesLongIsWaitedForLonger() {
    cloud.fleet("web", 4, 90);
    told("10:00");
    cloud.running.put("web", 4);
    told("10:01");
    cloud.running.remove("web");
    told("10:04");
    cloud.cpu.put("web", 120.0);
    assertThat(told("10:06")).isEqualTo("applied 6 → 12");
    cloud.running.put("web", 6);
    told("10:07");
    assertThat(cloud.patience).as("half as long again as 4m").isEqualTo(Duration.ofMinutes(6));
  }

  @Test
  void noMoreIsAskedForIntoAWallUntilAWhileIsOver() {
    cloud.fleet("web", 4, 90);
    told("10:00");
    cloud.running.put("web", 4);
    cloud.shortfalls.put("web", NO_ROOM);
    cloud.cpu.put("web", 120.0);

    assertThat(told("10:01")).isEqualTo("unchanged: busy");
    assertThat(told("10:05")).isEqualTo("unchanged: busy");
    assertThat(told("10:06")).as("five minutes later one tries again").isEqualTo("applied 6 → 8");
    cloud.cpu.put("web", 180.0);
    assertThat(told("10:07")).as("and is waited for").isEqualTo("unchanged: busy");
    assertThat(told("10:10")).as("in vain: ten minutes").isEqualTo("unchanged: busy");
    assertThat(told("10:19")).isEqualTo("unchanged: busy");
    assertThat(told("10:20")).isEqualTo("applied 8 → 12");
    cloud.running.remove("web");
    cloud.cpu.put("web", 90.0);
    told("10:21");
    assertThat(told("10:23")).as("all of it has come up").isEqualTo("applied 12 → 18");
  }

  @Test
  void theWallIsExplainedWithWhatTheProviderSays() {
    cloud.fleet("web", 4, 90);
    told("10:00");
    cloud.running.put("web", 4);
    cloud.shortfalls.put("web", NO_ROOM);
    cloud.cpu.put("web", 120.0);
    told("10:01");

    var result = pass("10:03");

    assertThat(result.warnings())
        .containsExactly(
            "2 of 6 have not come up for 2m: no capacity (\"We currently do not have sufficient"
                + " capacity\"); allow more zones");
    var reason = reason(result);
    assertThat(reason.summary())
        .isEqualTo("no scale-out: 2 of 6 have not come up: no capacity, tries again in 3m");
    assertThat(reason.facts()).isEqualTo(Map.of("desired", 6.0, "running", 4.0));
  }

  @Test
  void aWallHindersNoScaleIn() {
    cloud.fleet("web", 4, 90);
    told("10:00");
    cloud.running.put("web", 4);
    cloud.shortfalls.put("web", NO_ROOM);
    told("10:01");
    cloud.cpu.put("web", 20.0);

    assertThat(told("10:02")).isEqualTo("applied 6 → 2");
  }

  private String told(String time) {
    var result = pass(time);
    return switch (result.outcome()) {
      case Outcome.Applied(var decision, var _) ->
          "applied " + before(result) + " → " + decision.units().orElseThrow();
      case Outcome.Unchanged(var decision) ->
          "unchanged: " + decision.cause().reason().code().text();
      case Outcome other -> other.toString();
    };
  }

  private static int before(TargetResult result) {
    return result.seen().orElseThrow().desired();
  }

  private static Reason reason(TargetResult result) {
    return result.outcome() instanceof Outcome.Unchanged(var decision)
        ? decision.cause().reason()
        : Reason.of(Reason.Code.NO_WISH, result.outcome().toString());
  }

  private TargetResult pass(String time) {
    cloud.now = Scene.time(time);
    try (var memories = store.open("shop", "here", "pass-" + passes++)) {
      var specs = List.<TargetSpec>of(guarded(tracking("web")));
      return new Pass(cloud, memories).run(PassRequest.all(specs, Mode.APPLY)).targets().getFirst();
    }
  }

  private static FleetSpec guarded(FleetSpec spec) {
    return new FleetSpec(
        spec.id(),
        spec.resource(),
        spec.capacity(),
        spec.policies(),
        List.of(new Busy(Set.of())),
        spec.signals(),
        spec.health(),
        spec.conduct(),
        spec.ties(),
        spec.wakeOn());
  }
}
