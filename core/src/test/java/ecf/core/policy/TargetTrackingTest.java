package ecf.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.ProviderFailure;
import ecf.core.model.Reason;
import ecf.core.signal.Aggregate;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TargetTrackingTest {
  private static final TargetTracking CPU_60 = new TargetTracking("cpu", 60, 0.1, true);
  private static final TargetTracking CPU_50 = new TargetTracking("cpu", 50, 0.1, true);
  private static final TargetTracking RATE_100 = new TargetTracking("requests", 100, 0.1, false);

  static Stream<Arguments> wants() {
    return Stream.of(
        row("4 serving at 90 of 60 want 6", CPU_60, scene().signal("cpu", "10:00", 90), 6),
        row(
            "what was asked for is on its way: 4 serving of 10 desired at 90 stay at 10",
            CPU_60,
            scene().desired(10).signal("cpu", "10:00", 90),
            10),
        row(
            "10 at 55 of 50 are within the tolerance",
            CPU_50,
            scene().units(10).signal("cpu", "10:00", 55),
            10),
        row("exactly on target", CPU_60, scene().signal("cpu", "10:00", 60), 4),
        row("at the band's lower end", CPU_60, scene().units(10).signal("cpu", "10:00", 54), 10),
        row("just below the band", CPU_60, scene().units(10).signal("cpu", "10:00", 53.9), 9),
        row(
            "division leaves no unit too many: 3 at 80 of 60 want 4",
            CPU_60,
            scene().units(3).signal("cpu", "10:00", 80),
            4),
        row("nothing to do wants nothing", CPU_60, scene().signal("cpu", "10:00", 0), 0),
        row(
            "from zero, a total wants what its load needs",
            RATE_100,
            scene().units(0).signal("requests", "10:00", 900),
            9),
        row(
            "a total does not depend on who served it",
            RATE_100,
            scene().units(4).signal("requests", "10:00", 900),
            9),
        row("a negative number is no load", CPU_60, scene().signal("cpu", "10:00", -5), 0),
        row(
            "an absurd number does not overflow",
            CPU_60,
            scene().signal("cpu", "10:00", 1e300),
            Integer.MAX_VALUE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void wants(String name, TargetTracking policy, Scene scene, int want) {
    assertThat(want(policy, scene)).as(name).isEqualTo(want);
  }

  /// SEMANTICS: 4 at 10:00, 6 at 10:05, the point of 10:03 says 45, target 60: 3 or 5; from 6 this
  /// is 5.
  @Test
  void betweenTwoLooksTheMostUnitsCountForShrinking() {
    var scene = Scene.at("10:05").seen("10:00", 4).units(6).signal("cpu", "10:04", 45);
    assertThat(want(CPU_60, scene)).isEqualTo(5);
  }

  @Test
  void betweenTwoLooksTheFewestUnitsCountForGrowing() {
    var scene = Scene.at("10:05").seen("10:00", 4).units(6).signal("cpu", "10:04", 100);
    assertThat(want(CPU_60, scene)).as("4 x 100 / 60, not 6 x 100 / 60").isEqualTo(7);
  }

  @Test
  void wherePossibleUnitsPointBothWaysItWantsWhatIsThere() {
    var scene = Scene.at("10:05").seen("10:00", 2).units(6).signal("cpu", "10:04", 75);
    assertThat(want(CPU_60, scene)).as("2 would need 3, 6 would need 8").isEqualTo(6);
  }

  @Test
  void thePointThatCausedAChangeDoesNotCompound() {
    var after = Scene.at("10:00:10").seen("10:00", 4).units(6).signal("cpu", "10:00", 90);
    assertThat(want(CPU_60, after)).isEqualTo(6);
  }

  @Test
  void eachPointOfAWindowIsMadeALoadByItsOwnUnits() {
    var averaged = Scene.signal("cpu", Duration.ofMinutes(2), Aggregate.Simple.AVERAGE);
    var scene =
        Scene.at("10:03")
            .seen("10:00", 2)
            .seen("10:02", 2)
            .seen("10:02:01", 4)
            .units(4)
            .signal(averaged, "10:03", 90, 60);
    assertThat(want(CPU_60, scene))
        .as("loads 2 x 90 and 2..4 x 60 average to 150..210: 3 or 4 of 4")
        .isEqualTo(4);
  }

  @Test
  void silenceAtZeroUnitsHindersNobody() {
    assertThat(CPU_60.propose(scene().units(0).without("cpu").seen()))
        .singleElement()
        .isInstanceOf(Proposal.Silent.class);
  }

  @Test
  void absenceAbstainsAndSaysWhy() {
    var denied =
        new ProviderFailure(
            ProviderFailure.Kind.DENIED, "cloudwatch:GetMetricData", "not allowed", "", false);
    assertThat(
            List.of(
                abstention(scene().without("cpu")),
                abstention(scene().signal("cpu", "09:50", 90)),
                abstention(scene().unread("cpu", denied))))
        .containsExactly(
            Reason.of(Reason.Code.NO_DATA, "cpu: no data points in 7m"),
            Reason.of(Reason.Code.STALE, "cpu is 10m old"),
            Reason.of(
                Reason.Code.UNREAD,
                "cpu could not be read: cloudwatch:GetMetricData: not allowed"));
  }

  @Test
  void theReasonHasTheNumbers() {
    var proposal = CPU_60.propose(scene().signal("cpu", "10:00", 96).seen()).getFirst();
    assertThat(proposal.reason().summary()).isEqualTo("cpu 96 is above 60: 4 → 7");
    assertThat(proposal.reason().facts())
        .containsEntry("observed", 96.0)
        .containsEntry("want", 7.0);
  }

  static Stream<Arguments> holds() {
    return Stream.of(
        Arguments.of(scene().signal("cpu", "10:00", 62), "cpu 62 is within 10% of 60"),
        Arguments.of(
            Scene.at("10:00:10").seen("10:00", 4).units(6).signal("cpu", "10:00", 90),
            "cpu 90 was measured at 4 units, and 6 are asked for"),
        Arguments.of(
            scene().desired(10).signal("cpu", "10:00", 90),
            "cpu 90 was measured at 4 units, and 10 are asked for"),
        Arguments.of(
            Scene.at("10:05").seen("10:00", 2).units(6).signal("cpu", "10:04", 75),
            "cpu 75 was measured at 2 to 6 units, and 6 are asked for"),
        Arguments.of(
            scene().units(1).signal("cpu", "10:00", 30),
            "cpu 30 is below 60, but 1 is the fewest for it"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource
  void holds(Scene scene, String summary) {
    var proposal = CPU_60.propose(scene.seen()).getFirst();
    assertThat(proposal.reason())
        .extracting(Reason::code, Reason::summary)
        .containsExactly(Reason.Code.IN_BAND, summary);
  }

  private static Scene scene() {
    return Scene.at("10:00");
  }

  private static Arguments row(String name, TargetTracking policy, Scene scene, int want) {
    return Arguments.of(name, policy, scene, want);
  }

  private static Reason abstention(Scene scene) {
    var proposal = CPU_60.propose(scene.seen()).getFirst();
    assertThat(proposal).isInstanceOf(Proposal.Abstain.class);
    return proposal.reason();
  }

  private static int want(TargetTracking policy, Scene scene) {
    return policy.propose(scene.seen()).getFirst() instanceof Proposal.Want(int units, var _)
        ? units
        : -1;
  }
}
