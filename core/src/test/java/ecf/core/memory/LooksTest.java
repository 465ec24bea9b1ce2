package ecf.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.memory.Looks.Range;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LooksTest {
  private static final Instant TEN = at("10:00");

  /// 4 at 10:00, 6 at 10:05, 5 at 10:20.
  private static final Looks SEEN =
      Looks.none().with(at("10:00"), of(4)).with(at("10:05"), of(6)).with(at("10:20"), of(5));

  /// Each look is time, desired and running.
  @ParameterizedTest(name = "{0}: behind since {1}")
  @CsvSource({
    "'10:00 4 4', never",
    "'10:00 4 4, 10:01 6 4, 10:02 6 5, 10:06 6 5', 10:02",
    "'10:00 4 4, 10:01 6 4, 10:06 6 4', 10:01",
    "'10:00 4 4, 10:01 6 4, 10:06 8 4', 10:01", // asking for more makes it no younger
    "'10:00 4 4, 10:01 6 5, 10:02 6 4, 10:06 6 4', 10:01",
    "'10:00 4 4, 10:01 6 4, 10:06 6 6', never",
    "'10:00 6 4', 10:00",
  })
  void whatDoesNotComeUpIsBehindSinceNoMoreCameUp(String looks, String since) {
    var seen = Looks.none();
    for (String look : looks.split(", ")) {
      var parts = look.split(" ");
      int running = Integer.parseInt(parts[2]);
      seen = seen.with(at(parts[0]), new Look(Integer.parseInt(parts[1]), running, running));
    }

    var expected = since.equals("never") ? Optional.<Instant>empty() : Optional.of(at(since));
    assertThat(seen.behindSince()).isEqualTo(expected);
  }

  /// Each look is time, running and serving.
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "'10:00 4 4, 10:01 6 6, 10:05 5 5, 10:09 6 6', '10:01 10:09'",
    "'10:00 4 4, 10:01 6 4, 10:05 6 6, 10:09 6 6', '10:01 10:05'", // two come up and warm up
    "'10:00 0 0, 10:01 4 4', ''",
    "'10:00 2 0, 10:01 4 0, 10:02 4 4', ''", // nobody serves who could take the rest
    "'10:00 4 4', ''",
    "'', ''",
  })
  void moreThanAtTheLookBeforeIsARise(String looks, String rises) {
    var seen = Looks.none();
    for (String look : looks.isEmpty() ? List.<String>of() : List.of(looks.split(", "))) {
      var parts = look.split(" ");
      int running = Integer.parseInt(parts[1]);
      seen = seen.with(at(parts[0]), new Look(6, running, Integer.parseInt(parts[2])));
    }

    var expected =
        rises.isEmpty() ? Stream.<Instant>of() : Stream.of(rises.split(" ")).map(LooksTest::at);
    assertThat(seen.rises()).containsExactlyElementsOf(expected.toList());
  }

  @ParameterizedTest(name = "from {0} to {1}: {2} to {3}")
  @CsvSource(
      textBlock =
          """
          10:03, 10:04, 4, 6
          10:00, 10:01, 4, 6
          10:04, 10:05, 4, 6
          10:05, 10:06, 5, 6
          10:03, 10:10, 4, 6
          10:06, 10:19, 5, 6
          10:03, 10:30, 4, 6
          10:20, 10:21, 5, 5
          10:30, 11:00, 5, 5
          09:00, 09:01, 4, 4
          09:59, 10:00, 4, 4
          09:00, 10:03, 4, 6
          10:00, 10:00, 4, 4
          """)
  void betweenTwoLooksNobodyKnows(String from, String to, int least, int most) {
    assertThat(SEEN.during(at(from), at(to), Look::desired)).contains(new Range(least, most));
  }

  @ParameterizedTest(name = "at {0}: {1} to {2}")
  @CsvSource({"10:00, 4, 4", "10:03, 4, 6", "10:05, 6, 6", "23:00, 5, 5", "00:00, 4, 4"})
  void anInstantIsAShortWhile(String when, int least, int most) {
    assertThat(SEEN.at(at(when), Look::desired)).contains(new Range(least, most));
  }

  @Test
  void eachCountIsItsOwn() {
    var looks = Looks.none().with(TEN, new Look(6, 5, 4));
    assertThat(looks.at(TEN, Look::desired)).contains(Range.exactly(6));
    assertThat(looks.at(TEN, Look::running)).contains(Range.exactly(5));
    assertThat(looks.at(TEN, Look::serving)).contains(Range.exactly(4));
  }

  @Test
  void withoutALookNothingIsKnown() {
    assertThat(Looks.none().at(TEN, Look::desired)).isEmpty();
    assertThat(Looks.none().saysAlready(of(4))).isFalse();
    assertThat(Looks.none().entries()).isEmpty();
  }

  @ParameterizedTest(name = "{0}: kept {1}")
  @CsvSource(
      textBlock =
          """
          4,             0
          4 4,           0 1
          4 4 4,         0 2
          4 4 4 4,       0 3
          4 6,           0 1
          4 4 6,         0 1 2
          4 4 4 6,       0 2 3
          4 6 6 6 6,     0 1 4
          4 6 6 6 4,     0 1 3 4
          4 6 4 6,       0 1 2 3
          """)
  void keptAreTheChangesTheOnesBeforeThemAndTheNewest(String seen, String keptMinutes) {
    var looks = Looks.none();
    var desired = seen.split(" ");
    for (int minute = 0; minute < desired.length; minute++) {
      looks = looks.with(minute(minute), of(Integer.parseInt(desired[minute])));
    }
    var kept =
        looks.entries().stream()
            .map(entry -> "" + Duration.between(TEN, entry.getKey()).toMinutes())
            .toList();
    assertThat(String.join(" ", kept)).isEqualTo(keptMinutes);
  }

  /// 4 at 10:00:00, 6 at 10:00:10 by a clock that may be fast; each row: a look's second and units.
  @ParameterizedTest(name = "{1} seen at {0}: {2}")
  @CsvSource({
    "10:00:12, 9, '10:00:00 4, 10:00:10 6, 10:00:12 9'",
    "10:00:10, 9, '10:00:00 4, 10:00:10 6, 10:00:10.001 9'",
    "10:00:07, 9, '10:00:00 4, 10:00:10 6, 10:00:10.001 9'",
    "10:00:00, 9, '10:00:00 4, 10:00:10 6, 10:00:10.001 9'",
    "10:00:07, 6, '10:00:00 4, 10:00:10 6'",
    "09:59:59, 9, '09:59:59 9'",
  })
  void aLookOfAFastClockWasThereBefore(String when, int units, String expected) {
    var seen = Looks.none().with(at("10:00:00"), of(4)).with(at("10:00:10"), of(6));

    var rows = new TreeMap<Instant, Look>();
    for (String row : expected.split(", ")) {
      var parts = row.split(" ");
      rows.put(at(parts[0]), of(Integer.parseInt(parts[1])));
    }
    assertThat(seen.with(at(when), of(units)).seen()).isEqualTo(rows);
  }

  @Test
  void aClockThatWentBackForgetsTheFuture() {
    assertThat(SEEN.with(at("10:03"), of(9)).entries())
        .extracting(entry -> entry.getValue().desired())
        .containsExactly(4, 9);
  }

  @Test
  void ofMoreThanADayOnlyTheStateAtItsBeginningIsKept() {
    var looks =
        Looks.none()
            .with(TEN, of(1))
            .with(TEN.plusSeconds(3_600), of(2))
            .with(TEN.plusSeconds(7_200), of(3))
            .with(TEN.plus(Duration.ofHours(25)).plusSeconds(1), of(4));
    assertThat(looks.entries())
        .extracting(entry -> entry.getValue().desired())
        .containsExactly(2, 3, 4);
  }

  @Test
  void aFleetThatNeverRestsFillsNoStore() {
    var looks = Looks.none();
    for (int second = 0; second < 1_000; second++) {
      looks = looks.with(TEN.plusSeconds(second), of(second));
    }
    assertThat(looks.entries()).hasSize(400);
    assertThat(looks.entries().getLast().getValue()).isEqualTo(of(999));
  }

  @Test
  void theNewestLookSaysWhatIsKnown() {
    assertThat(SEEN.saysAlready(of(5))).isTrue();
    assertThat(SEEN.saysAlready(of(6))).isFalse();
    assertThat(SEEN.saysAlready(new Look(5, 5, 4))).isFalse();
  }

  /// What is left out would not have changed an answer.
  @Test
  void leavingOutRepeatsChangesNoAnswer() {
    var seed = new Random().nextLong();
    var random = new Random(seed);
    var all = new ArrayList<Look>();
    var looks = Looks.none();
    for (int minute = 0; minute < 200; minute++) {
      var look = of(random.nextInt(10) == 0 || all.isEmpty() ? random.nextInt(3) : last(all));
      all.add(look);
      looks = looks.with(minute(minute), look);
    }
    for (int minute = 0; minute < 200; minute++) {
      assertThat(looks.at(minute(minute), Look::desired))
          .as("seed %d, minute %d", seed, minute)
          .contains(Range.exactly(all.get(minute).desired()));
    }
  }

  private static int last(List<Look> looks) {
    return looks.getLast().desired();
  }

  private static Look of(int units) {
    return new Look(units, units, units);
  }

  private static Instant at(String time) {
    return LocalTime.parse(time).atDate(LocalDate.of(2026, 11, 21)).toInstant(ZoneOffset.UTC);
  }

  private static Instant minute(int minute) {
    return TEN.plus(Duration.ofMinutes(minute));
  }
}
