package ecf.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantsTest {
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");

  /// 4 from minute 0, 6 from 5, 5 from 20.
  private static final Wants WANTED =
      Wants.none().with(minute(0), 4).with(minute(5), 6).with(minute(20), 5);

  @ParameterizedTest(name = "from minute {0} to {1}: {2}")
  @CsvSource(
      textBlock =
          """
          0,  4,  4
          0,  5,  4 6
          1,  30, 4 6 5
          5,  10, 6
          6,  10, 6
          19, 20, 6 5
          21, 30, 5
          -9, -1, ''
          -9, 0,  4
          -9, 5,  4 6
          """)
  void eachHoldsUntilTheNext(int from, int to, String units) {
    var expected =
        Arrays.stream(units.split(" ")).filter(text -> !text.isEmpty()).mapToInt(Integer::parseInt);
    assertThat(WANTED.during(minute(from), minute(to))).containsExactly(boxed(expected.toArray()));
  }

  @Test
  void wantingTheSameIsNoNews() {
    assertThat(WANTED.with(minute(30), 5)).isSameAs(WANTED);
    assertThat(Wants.none().with(minute(0), 4)).isNotEqualTo(Wants.none());
  }

  @Test
  void aClockThatWentBackForgetsTheFuture() {
    assertThat(WANTED.with(minute(3), 9).since())
        .isEqualTo(Wants.none().with(minute(0), 4).with(minute(3), 9).since());
  }

  @Test
  void ofMoreThanADayOnlyWhatHeldAtItsBeginningIsKept() {
    var later = TEN.plus(Duration.ofHours(24)).plus(Duration.ofMinutes(10));
    assertThat(WANTED.with(later, 7).since().values()).containsExactly(6, 5, 7);
  }

  @Test
  void manyWantsFillNoStore() {
    var wants = Wants.none();
    for (int second = 0; second < 1_000; second++) {
      wants = wants.with(TEN.plusSeconds(second), second);
    }
    assertThat(wants.since()).hasSize(400);
    assertThat(wants.since().lastEntry().getValue()).isEqualTo(999);
  }

  private static Integer[] boxed(int[] units) {
    return Arrays.stream(units).boxed().toArray(Integer[]::new);
  }

  private static Instant minute(int minute) {
    return TEN.plus(Duration.ofMinutes(minute));
  }
}
