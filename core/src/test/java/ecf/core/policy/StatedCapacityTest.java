package ecf.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.TargetId;
import ecf.core.testing.Scene;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `count`, `schedule` and `follow`: no signal tells them anything.
class StatedCapacityTest {
  private static final Window DAY =
      new Window.Daily(LocalTime.of(8, 0), LocalTime.of(18, 0), ZoneId.of("UTC"), Set.of());
  private static final Bounds AT_LEAST_TEN = new Bounds(OptionalInt.of(10), OptionalInt.empty());

  @Test
  void countKeepsAtLeastAtMostOrExactly() {
    var scene = Scene.at("10:00").units(5).seen();
    assertThat(new Count(new Bounds(OptionalInt.of(3), OptionalInt.empty())).propose(scene))
        .singleElement()
        .isInstanceOfSatisfying(
            Proposal.Floor.class, floor -> assertThat(floor.units()).isEqualTo(3));
    assertThat(new Count(new Bounds(OptionalInt.empty(), OptionalInt.of(8))).propose(scene))
        .singleElement()
        .isInstanceOfSatisfying(
            Proposal.Ceiling.class, ceiling -> assertThat(ceiling.units()).isEqualTo(8));
    assertThat(new Count(Bounds.exactly(4)).propose(scene))
        .hasExactlyElementsOfTypes(Proposal.Floor.class, Proposal.Ceiling.class);
  }

  @Test
  void countNeverFeedsItself() {
    var four = new Count(Bounds.exactly(4));
    for (int units = 0; units < 50; units++) {
      assertThat(four.propose(Scene.at("10:00").units(units).seen()))
          .isEqualTo(four.propose(Scene.at("10:00").units(0).seen()));
    }
  }

  @Test
  void scheduleStatesItsBoundsWhileOpenAndIsSilentElse() {
    var schedule = new Schedule(DAY, AT_LEAST_TEN, false);
    assertThat(schedule.propose(Scene.at("12:00").seen()))
        .hasExactlyElementsOfTypes(Proposal.Floor.class);
    assertThat(schedule.propose(Scene.at("19:00").seen()))
        .hasExactlyElementsOfTypes(Proposal.Silent.class);
  }

  /// Open from 8:00 on; somebody sets 6 at some time.
  @ParameterizedTest(name = "6 by hand at {0}, seen at {1}, keepManual {2}: {3}")
  @CsvSource({
    "09:00, 09:01, false, at least 10",
    "09:00, 09:01, true, left alone",
    "09:00, 17:59, true, left alone",
    "09:00, 18:00, true, closed",
    "08:00, 08:01, true, left alone",
    "07:59, 08:01, true, at least 10"
  })
  void whatSomebodyElseSetSurvivesWhereTheFileSaysSo(
      String set, String now, boolean keepManual, String outcome) {
    var scene = Scene.at(now).foreign(set, 10, 6).units(6).seen();
    var proposal = new Schedule(DAY, AT_LEAST_TEN, keepManual).propose(scene).getFirst();
    assertThat(proposal.reason().summary())
        .isEqualTo(
            switch (outcome) {
              case "at least 10" -> "schedule since 2026-11-21T08:00:00Z: at least 10";
              case "left alone" ->
                  "somebody else set 6 units, seen at 2026-11-21T09:00:00Z: left alone until its"
                          .replace("09:00", set)
                      + " window closes";
              default -> "its window is closed";
            });
    assertThat(proposal instanceof Proposal.Silent).isEqualTo(!outcome.equals("at least 10"));
  }

  /// Open from 8:00 on. 4 → 6 was sent at 07:00 the same day, and 6 served 4 minutes later.
  @ParameterizedTest(name = "at {0}, early {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          07:55 | true  | its window is closed
          07:56 | true  | schedule from 2026-11-21T08:00:00Z on, and units take 4m to start: at least 10
          07:56 | false | its window is closed
          08:00 | true  | schedule since 2026-11-21T08:00:00Z: at least 10; at most 10
          17:59 | true  | schedule since 2026-11-21T08:00:00Z: at least 10; at most 10
          18:00 | true  | its window is closed
          """)
  void aMinimumHoldsEarlierByTheTimeThatUnitsTakeToStart(String now, boolean early, String said) {
    var scene =
        Scene.at(now).seen("06:59", 4).sent("07:00", 4, 6).seen("07:01", 4).seen("07:04", 6).seen();
    var proposals = new Schedule(DAY, Bounds.exactly(10), false, early).propose(scene);

    assertThat(
            proposals.stream()
                .map(each -> each.reason().summary())
                .collect(Collectors.joining("; ")))
        .isEqualTo(said.replace("; at most", "; schedule since 2026-11-21T08:00:00Z: at most"));
  }

  @Test
  void nothingIsEarlyWhereNobodyKnowsHowLongUnitsTake() {
    assertThat(new Schedule(DAY, Bounds.exactly(10), false, true).propose(Scene.at("07:59").seen()))
        .hasExactlyElementsOfTypes(Proposal.Silent.class);
  }

  @ParameterizedTest(name = "ratio {0}: {1} that become {2} want {3}")
  @CsvSource({
    "0.25, 8, 12, 3",
    "0.25, 12, 8, 3",
    "0.25, 12, 12, 3",
    "0.25, 13, 13, 4",
    "0.25, 0, 0, 0",
    "2, 3, 3, 6",
    "0.1, 10, 10, 1",
    "0.3, 10, 10, 3"
  })
  void followLeadsOutAndTrailsIn(double ratio, int present, int decided, int want) {
    var follow = new Follow(Set.of(new TargetId("web")), ratio);
    assertThat(follow.propose(Scene.at("10:00").peer("web", present, decided).seen()))
        .singleElement()
        .isInstanceOfSatisfying(
            Proposal.Want.class, wanted -> assertThat(wanted.units()).isEqualTo(want));
  }

  @Test
  void followAddsUpAndAbstainsWhereOneIsNotKnown() {
    var follow = new Follow(Set.of(new TargetId("web"), new TargetId("api")), 0.5);
    var both = Scene.at("10:00").peer("web", 4, 6).peer("api", 2, 2).seen();
    assertThat(follow.propose(both).getFirst().reason().summary())
        .isEqualTo("api + web at 8 × 0.5 needs 4");
    assertThat(follow.propose(Scene.at("10:00").peer("web", 4, 6).seen()))
        .singleElement()
        .isInstanceOf(Proposal.Abstain.class);
  }
}
