package ecf.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.testing.Scene;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StepScalingTest {
  private static final StepScaling STEPS =
      new StepScaling(
          "queue",
          List.of(above(100, "+2"), above(500, "+50%"), below(10, "-1"), below(2, "=1")),
          2,
          3,
          1);

  static Stream<Arguments> outcomes() {
    return Stream.of(
        row("two of three above", scene().signal("queue", "10:00", 50, 150, 150), "want 6"),
        row("an old breach still counts", scene().signal("queue", "10:00", 150, 150, 50), "want 6"),
        row("one of three is not enough", scene().signal("queue", "10:00", 50, 50, 150), "silent"),
        row(
            "the highest step reached counts",
            scene().units(8).signal("queue", "10:00", 600, 600, 600),
            "want 12"),
        row("below", scene().signal("queue", "10:00", 5, 5, 5), "want 3"),
        row("the lowest step reached counts", scene().signal("queue", "10:00", 1, 1, 1), "want 1"),
        row("between the steps", scene().signal("queue", "10:00", 50, 50, 50), "silent"),
        row("too few points", scene().signal("queue", "10:00", 600), "abstain"),
        row("no points", scene().without("queue"), "abstain"),
        row("old points", scene().signal("queue", "09:50", 600, 600, 600), "abstain"),
        row(
            "what was asked for is on its way",
            scene().desired(9).signal("queue", "10:00", 150, 150, 150),
            "want 9"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void outcomes(String name, Scene scene, String outcome) {
    assertThat(said(scene)).as(name).isEqualTo(outcome);
  }

  @Test
  void aStepCountsFromTheUnitsOfTheMeasuringTime() {
    var points =
        Scene.at("10:02").seen("10:00", 4).units(6).signal("queue", "10:00", 150, 150, 150);
    assertThat(said(points))
        .as("+2 at 4 stays 6 until a point measured at 6 is there")
        .isEqualTo("want 6");
  }

  /// The table of AWS's step scaling, and the ends of it.
  @ParameterizedTest(name = "{0} at {1} units is {2}")
  @CsvSource({
    "+2, 4, 6",
    "-1, 4, 3",
    "-9, 4, 0",
    "=10, 4, 10",
    "=0, 4, 0",
    "+50%, 5, 7",
    "+10%, 4, 5",
    "-10%, 4, 3",
    "-50%, 5, 3",
    "+100%, 3, 6",
    "+25%, 0, 1"
  })
  void rounding(String change, int units, int want) {
    assertThat(StepChange.parse(change).orElseThrow().from(units, 1)).isEqualTo(want);
  }

  @Test
  void aChangeByShareIsAtLeastTheMinimum() {
    assertThat(StepChange.parse("+10%").orElseThrow().from(10, 3)).isEqualTo(13);
  }

  @ParameterizedTest
  @CsvSource({"2", "+0", "0", "+1.5", "=50%", "+", "%", "+ 2", "++2", "2+"})
  void whatIsNoChange(String text) {
    assertThat(StepChange.parse(text)).isEmpty();
  }

  private static Scene scene() {
    return Scene.at("10:00");
  }

  private static Arguments row(String name, Scene scene, String outcome) {
    return Arguments.of(name, scene, outcome);
  }

  private static StepScaling.Step above(double threshold, String change) {
    return new StepScaling.Step(true, threshold, StepChange.parse(change).orElseThrow());
  }

  private static StepScaling.Step below(double threshold, String change) {
    return new StepScaling.Step(false, threshold, StepChange.parse(change).orElseThrow());
  }

  private static String said(Scene scene) {
    return switch (STEPS.propose(scene.seen()).getFirst()) {
      case Proposal.Want(int units, var _) -> "want " + units;
      case Proposal.Abstain _ -> "abstain";
      case Proposal.Silent _ -> "silent";
      case Proposal.Fit(var _, var to, var _, var _, var _) -> "units of " + to;
      case Proposal.Floor _, Proposal.Ceiling _ -> "a step states no bounds";
    };
  }
}
