package ecf.core.simulate;

import static ecf.core.testing.Scene.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Units that start and drain: 60 s to start, 30 s to drain.
class TimelineTest {
  private static final Duration STARTUP = Duration.ofSeconds(60);
  private static final Duration DRAIN = Duration.ofSeconds(30);

  static Stream<Arguments> units() {
    return Stream.of(
        row("they were always there", begun(3), "09:00", "0 pending, 3 serving, 0 draining"),
        row(
            "asked for",
            begun(3).asked(time("10:00"), 5),
            "10:00",
            "2 pending, 3 serving, 0 draining"),
        row(
            "before it was asked",
            begun(3).asked(time("10:00"), 5),
            "09:59:59",
            "0 pending, 3 serving, 0 draining"),
        row(
            "nearly up",
            begun(3).asked(time("10:00"), 5),
            "10:00:59",
            "2 pending, 3 serving, 0 draining"),
        row("up", begun(3).asked(time("10:00"), 5), "10:01", "0 pending, 5 serving, 0 draining"),
        row(
            "let go",
            begun(5).asked(time("10:00"), 4),
            "10:00",
            "0 pending, 4 serving, 1 draining"),
        row(
            "nearly drained",
            begun(5).asked(time("10:00"), 2),
            "10:00:29",
            "0 pending, 2 serving, 3 draining"),
        row(
            "gone",
            begun(5).asked(time("10:00"), 2),
            "10:00:30",
            "0 pending, 2 serving, 0 draining"),
        row(
            "those that are not up yet leave first, and at once",
            begun(3).asked(time("10:00"), 6).asked(time("10:00:20"), 4),
            "10:00:20",
            "1 pending, 3 serving, 0 draining"),
        row(
            "then those that serve drain",
            begun(3).asked(time("10:00"), 6).asked(time("10:00:20"), 2),
            "10:00:20",
            "0 pending, 2 serving, 1 draining"),
        row(
            "who drains does not come back",
            begun(5).asked(time("10:00"), 3).asked(time("10:00:10"), 5),
            "10:00:20",
            "2 pending, 3 serving, 2 draining"),
        row(
            "asked for when it appears",
            begun(3).asked(time("08:00"), 5),
            "08:00:30",
            "2 pending, 3 serving, 0 draining"),
        row(
            "two batches start one after the other",
            begun(1).asked(time("10:00"), 2).asked(time("10:00:30"), 4),
            "10:01:10",
            "2 pending, 2 serving, 0 draining"),
        row(
            "down to nothing",
            begun(2).asked(time("10:00"), 0),
            "10:01",
            "0 pending, 0 serving, 0 draining"),
        row(
            "a change that comes before the last one, by a clock set back, follows it",
            begun(2).asked(time("10:00"), 4).asked(time("09:55"), 6),
            "10:00",
            "4 pending, 2 serving, 0 draining"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void units(String name, Timeline timeline, String at, String expected) {
    var units = timeline.at(time(at), STARTUP, DRAIN);
    assertThat(
            "%d pending, %d serving, %d draining"
                .formatted(units.pending(), units.serving(), units.draining()))
        .as(name)
        .isEqualTo(expected);
  }

  @Test
  void theMeanOfAMinuteCountsEachSecond() {
    var timeline = begun(3).asked(time("09:59:30"), 6).asked(time("10:00:45"), 2);
    assertThat(timeline.serving(time("10:00"), time("10:01"), STARTUP))
        .as("3 for 30 s, 6 for 15 s, 2 for 15 s")
        .isCloseTo(3.5, within(1e-9));
    assertThat(timeline.serving(time("10:01"), time("10:02"), STARTUP)).isEqualTo(2.0);
    assertThat(timeline.serving(time("09:58"), time("09:59"), STARTUP)).isEqualTo(3.0);
  }

  @Test
  void historyOfMoreThanADayIsDroppedAndChangesNothingSince() {
    var timeline = begun(1);
    var start = time("10:00");
    for (int hour = 0; hour < 100; hour++) {
      timeline = timeline.asked(start.plus(Duration.ofHours(hour)), 1 + hour % 5);
    }
    var last = start.plus(Duration.ofHours(99));
    assertThat(timeline.changes()).hasSize(25);
    assertThat(timeline.changes().firstKey()).isEqualTo(last.minus(Timeline.KEPT));
    assertThat(timeline.before()).as("what was asked for in hour 74").isEqualTo(5);
    assertThat(timeline.since()).isEqualTo(time("08:00"));
    assertThat(timeline.at(last, STARTUP, DRAIN)).isEqualTo(new Units(1, 4, 0));
  }

  private static Timeline begun(int units) {
    return Timeline.of(time("08:00"), units);
  }

  private static Arguments row(String name, Timeline timeline, String at, String expected) {
    return Arguments.of(name, timeline, at, expected);
  }
}
