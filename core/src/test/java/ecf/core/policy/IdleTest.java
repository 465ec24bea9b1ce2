package ecf.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.testing.Scene;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdleTest {
  private static final Idle BY_ITSELF =
      new Idle("requests", 1, Duration.ofMinutes(30), 0, Optional.empty());
  private static final Idle WOKEN =
      new Idle(
          "requests", 1, Duration.ofMinutes(30), 0, Optional.of(new Idle.WakeUp("waiting", 0)));
  private static final Idle TO_TWO =
      new Idle("requests", 1, Duration.ofMinutes(30), 2, Optional.empty());

  static Stream<Arguments> outcomes() {
    return Stream.of(
        row(
            "30 quiet points of 30m",
            BY_ITSELF,
            scene().signal("requests", "10:00", quiet(30)),
            "at most 0: requests has been below 1 for 30m: at most 0"),
        row(
            "one loud point among them",
            BY_ITSELF,
            scene().signal("requests", "10:00", with(quiet(30), 10, 3)),
            "silent: requests was 3 within the last 30m"),
        row(
            "loud, but longer ago",
            BY_ITSELF,
            scene().signal("requests", "10:00", with(quiet(31), 0, 3)),
            "at most 0: requests has been below 1 for 30m: at most 0"),
        row(
            "loud now",
            BY_ITSELF,
            scene().signal("requests", "10:00", with(quiet(30), 29, 3)),
            "at least 1: not idle: requests is 3: at least 1"),
        row(
            "29 of 30 points",
            BY_ITSELF,
            scene().signal("requests", "10:00", quiet(29)),
            "abstains: requests has 29 of the 30 points it needs"),
        row(
            "no points",
            BY_ITSELF,
            scene().without("requests"),
            "abstains: requests: no data points in 7m"),
        row(
            "old points",
            BY_ITSELF,
            scene().signal("requests", "09:50", quiet(30)),
            "abstains: requests is 10m old"),
        row(
            "asleep, it stays asleep",
            BY_ITSELF,
            scene().units(0).signal("requests", "10:00", quiet(30)),
            "at most 0: requests has been below 1 for 30m: at most 0"),
        row(
            "asleep, its own signal wakes it",
            BY_ITSELF,
            scene().units(0).signal("requests", "10:00", with(quiet(30), 29, 3)),
            "want 1: woken up: requests is 3: 0 → 1"),
        row(
            "at 0 for other reasons after a loud day",
            BY_ITSELF,
            scene().units(0).signal("requests", "10:00", with(quiet(30), 10, 3)),
            "silent: requests was 3 within the last 30m"),
        row(
            "to two",
            TO_TWO,
            scene().signal("requests", "10:00", quiet(30)),
            "at most 2: requests has been below 1 for 30m: at most 2"),
        row(
            "woken up by another signal",
            WOKEN,
            scene().units(0).without("requests").signal("waiting", "10:00", 2),
            "want 1: woken up: waiting is 2: 0 → 1"),
        row(
            "awake, the wake-up signal alone keeps one up",
            WOKEN,
            scene().signal("requests", "10:00", quiet(30)).signal("waiting", "10:00", 2),
            "at least 1: not idle: waiting is 2: at least 1"),
        row(
            "at the threshold nothing wakes it",
            WOKEN,
            scene().units(0).signal("requests", "10:00", quiet(30)).signal("waiting", "10:00", 0),
            "at most 0: requests has been below 1 for 30m: at most 0"),
        row(
            "the wake-up signal cannot be seen",
            WOKEN,
            scene().signal("requests", "10:00", quiet(30)).without("waiting"),
            "abstains: waiting: no data points in 7m"),
        row(
            "up for 10m only",
            WOKEN,
            scene()
                .seen("09:49", 0)
                .seen("09:50", 1)
                .units(1)
                .signal("requests", "10:00", quiet(30))
                .signal("waiting", "10:00", 0),
            "silent: it has not been up for 30m yet"),
        row(
            "up for long enough",
            WOKEN,
            scene()
                .seen("09:20", 0)
                .seen("09:21", 1)
                .seen("09:29", 1)
                .units(1)
                .signal("requests", "10:00", quiet(30))
                .signal("waiting", "10:00", 0),
            "at most 0: requests has been below 1 for 30m: at most 0"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void outcomes(String name, Idle policy, Scene scene, String outcome) {
    assertThat(said(policy.propose(scene.seen()))).as(name).isEqualTo(outcome);
  }

  /// `scaleOutTo` is for those whom nobody put to sleep.
  @Test
  void asleepNobodyWantsUnitsToBeSafeInTheDark() {
    var safe = new MissingData.ScaleOutTo(5);
    var tracking =
        new NamedPolicy("load", "targetTracking", new TargetTracking("load", 60, 0, false), safe);
    var idle = new NamedPolicy("idle", "idle", BY_ITSELF, new MissingData.HoldScaleIn());
    var night = new NamedPolicy("night", "count", new Count(Bounds.exactly(0)), safe);
    var dark = scene().units(0).without("load").signal("requests", "10:00", quiet(30));
    var up = scene().units(1).without("load").signal("requests", "10:00", quiet(30));
    assertThat(wants(List.of(tracking), dark)).containsExactly(5);
    assertThat(wants(List.of(tracking, idle), dark)).isEmpty();
    assertThat(wants(List.of(tracking, night), dark)).isEmpty();
    assertThat(wants(List.of(tracking, idle), up)).containsExactly(5);
  }

  private static List<Integer> wants(List<NamedPolicy> policies, Scene scene) {
    return NamedPolicy.propose(policies, scene.seen()).stream()
        .map(NamedPolicy.Said::proposal)
        .filter(Proposal.Want.class::isInstance)
        .map(want -> ((Proposal.Want) want).units())
        .toList();
  }

  private static Scene scene() {
    return Scene.at("10:00");
  }

  private static double[] quiet(int points) {
    var values = new double[points];
    Arrays.fill(values, 0.4);
    return values;
  }

  private static double[] with(double[] points, int at, double value) {
    points[at] = value;
    return points;
  }

  private static Arguments row(String name, Idle policy, Scene scene, String outcome) {
    return Arguments.of(name, policy, scene, outcome);
  }

  private static String said(List<Proposal> proposals) {
    assertThat(proposals).hasSize(1);
    var what =
        switch (proposals.getFirst()) {
          case Proposal.Want(int units, var _) -> "want " + units;
          case Proposal.Floor(int units, var _) -> "at least " + units;
          case Proposal.Ceiling(int units, var _) -> "at most " + units;
          case Proposal.Abstain _ -> "abstains";
          case Proposal.Silent _ -> "silent";
          case Proposal.Fit(var _, var to, var _, var _, var _) -> "units of " + to;
        };
    return what + ": " + proposals.getFirst().reason().summary();
  }
}
