package ecf.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// In Berlin the clock goes from 2:00 to 3:00 on 2026-03-29 and from 3:00 back to 2:00 on
/// 2026-10-25.
class WindowTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId UTC = ZoneId.of("UTC");

  @ParameterizedTest(name = "{0} for {1} at {2}: open since {3}")
  @CsvSource({
    "0 8 * * MON-FRI, PT10H, 2026-11-20T08:00, 2026-11-20T08:00",
    "0 8 * * MON-FRI, PT10H, 2026-11-20T17:59:59, 2026-11-20T08:00",
    "0 8 * * MON-FRI, PT10H, 2026-11-20T18:00, closed",
    "0 8 * * MON-FRI, PT10H, 2026-11-20T07:59:59, closed",
    "0 8 * * MON-FRI, PT10H, 2026-11-21T09:00, closed",
    "0 8 * * mon-fri, PT10H, 2026-11-20T09:00, 2026-11-20T08:00",
    "0 22 * * *, PT4H, 2026-11-21T01:00, 2026-11-20T22:00",
    "0 0 1 * *, P7D, 2026-11-07T23:00, 2026-11-01T00:00",
    "0 0 1 * *, P7D, 2026-11-08T00:00, closed",
    "*/15 9-10 * * *, PT5M, 2026-11-20T09:31, 2026-11-20T09:30",
    "*/15 9-10 * * *, PT5M, 2026-11-20T09:36, closed",
    "0 12 13 * FRI, PT1H, 2026-11-13T12:30, 2026-11-13T12:00",
    "0 12 13 * FRI, PT1H, 2026-11-20T12:30, 2026-11-20T12:00",
    "0 12 13 * FRI, PT1H, 2026-12-13T12:30, 2026-12-13T12:00",
    "0 0 29 FEB *, PT24H, 2028-02-29T12:00, 2028-02-29T00:00",
    "0 9 * * 7, PT1H, 2026-11-22T09:00, 2026-11-22T09:00",
    "0 9 * * FRI-SUN, PT1H, 2026-11-22T09:00, 2026-11-22T09:00",
    "'5,35 9 * * *', PT1M, 2026-11-20T09:35, 2026-11-20T09:35"
  })
  void cron(String cron, Duration length, LocalDateTime at, String since) {
    var window = new Window.FromCron(Cron.parse(cron), length, UTC, Set.of());
    assertThat(shown(window, at, UTC)).isEqualTo(since);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "0 8 * *, five fields",
    "60 8 * * *, minute",
    "0 24 * * *, hour",
    "0 8 0 * *, day of month",
    "0 8 * 13 *, month",
    "0 8 * * 8, day of week",
    "0 8 * * ?, day of week",
    "0 8 * * FRIDAY, day of week",
    "0 17-9 * * *, runs backwards",
    "*/0 * * * *, minute",
    "1/2/3 * * * *, minute"
  })
  void whatIsNoCron(String text, String complaint) {
    assertThatThrownBy(() -> Cron.parse(text)).hasMessageContaining(complaint);
  }

  @Test
  void aStartInTheGapOfTheClockIsAtItsEnd() {
    var night =
        new Window.FromCron(Cron.parse("30 2 * * *"), Duration.ofHours(1), BERLIN, Set.of());
    assertThat(night.openSince(Instant.parse("2026-03-29T00:59:59Z"))).isEmpty();
    assertThat(night.openSince(Instant.parse("2026-03-29T01:00:00Z")))
        .contains(Instant.parse("2026-03-29T01:00:00Z"));
  }

  @Test
  void inARepeatedHourTheFirstStartCountsAndForIsElapsedTime() {
    var night =
        new Window.FromCron(Cron.parse("30 2 * * *"), Duration.ofHours(2), BERLIN, Set.of());
    var first = Instant.parse("2026-10-25T00:30:00Z");
    assertThat(night.openSince(first.minusSeconds(1))).isEmpty();
    assertThat(night.openSince(first)).contains(first);
    assertThat(night.openSince(Instant.parse("2026-10-25T02:29:59Z"))).contains(first);
    assertThat(night.openSince(Instant.parse("2026-10-25T02:30:00Z"))).isEmpty();
  }

  @Test
  void skippedDatesAreThoseOfStarts() {
    var night =
        new Window.FromCron(
            Cron.parse("0 22 * * *"), Duration.ofHours(4), UTC, Set.of(LocalDate.of(2026, 12, 24)));
    assertThat(shown(night, LocalDateTime.parse("2026-12-24T23:00"), UTC)).isEqualTo("closed");
    assertThat(shown(night, LocalDateTime.parse("2026-12-24T01:00"), UTC))
        .isEqualTo("2026-12-23T22:00");
  }

  @ParameterizedTest(name = "from {0} to {1} at {2}: open since {3}")
  @CsvSource({
    "08:00, 18:00, 2026-11-20T08:00, 2026-11-20T08:00",
    "08:00, 18:00, 2026-11-20T18:00, closed",
    "22:00, 06:00, 2026-11-20T23:00, 2026-11-20T22:00",
    "22:00, 06:00, 2026-11-21T05:59, 2026-11-20T22:00",
    "22:00, 06:00, 2026-11-21T06:00, closed"
  })
  void daily(LocalTime from, LocalTime to, LocalDateTime at, String since) {
    assertThat(shown(new Window.Daily(from, to, UTC, Set.of()), at, UTC)).isEqualTo(since);
  }

  /// `from` and `to` are what the clock shows: a night is an hour shorter in March, an hour longer
  /// in October, and an end that comes twice is the first of the two.
  @ParameterizedTest(name = "from {0} to {1} in Berlin: {2} to {3}")
  @CsvSource({
    "22:00, 06:00, 2026-03-28T21:00:00Z, 2026-03-29T04:00:00Z",
    "22:00, 06:00, 2026-10-24T20:00:00Z, 2026-10-25T05:00:00Z",
    "22:00, 02:30, 2026-03-28T21:00:00Z, 2026-03-29T01:00:00Z",
    "22:00, 02:30, 2026-10-24T20:00:00Z, 2026-10-25T00:30:00Z",
    "02:30, 08:00, 2026-03-29T01:00:00Z, 2026-03-29T06:00:00Z",
    "02:30, 08:00, 2026-10-25T00:30:00Z, 2026-10-25T07:00:00Z"
  })
  void nightsInWhichTheClockChanges(LocalTime from, LocalTime to, Instant opens, Instant closes) {
    var night = new Window.Daily(from, to, BERLIN, Set.of());
    assertThat(night.openSince(opens.minusSeconds(1))).isEmpty();
    assertThat(night.openSince(opens)).contains(opens);
    assertThat(night.openSince(closes.minusSeconds(1))).contains(opens);
    assertThat(night.openSince(closes)).isEmpty();
  }

  @ParameterizedTest(name = "FRI 18:00 to MON 06:00 at {0}: open since {1}")
  @CsvSource({
    "2026-11-20T17:59, closed",
    "2026-11-20T18:00, 2026-11-20T18:00",
    "2026-11-22T12:00, 2026-11-20T18:00",
    "2026-11-23T05:59, 2026-11-20T18:00",
    "2026-11-23T06:00, closed"
  })
  void weekly(LocalDateTime at, String since) {
    var weekend =
        new Window.Weekly(
            DayOfWeek.FRIDAY,
            LocalTime.of(18, 0),
            DayOfWeek.MONDAY,
            LocalTime.of(6, 0),
            UTC,
            Set.of());
    assertThat(shown(weekend, at, UTC)).isEqualTo(since);
  }

  @Test
  void once() {
    var sale =
        new Window.Once(
            LocalDateTime.parse("2026-11-27T08:00"),
            LocalDateTime.parse("2026-11-30T00:00"),
            BERLIN);
    assertThat(shown(sale, LocalDateTime.parse("2026-11-27T07:59"), BERLIN)).isEqualTo("closed");
    assertThat(shown(sale, LocalDateTime.parse("2026-11-29T23:59"), BERLIN))
        .isEqualTo("2026-11-27T08:00");
    assertThat(shown(sale, LocalDateTime.parse("2026-11-30T00:00"), BERLIN)).isEqualTo("closed");
  }

  private static String shown(Window window, LocalDateTime at, ZoneId zone) {
    return window
        .openSince(at.atZone(zone).toInstant())
        .map(start -> start.atZone(zone).toLocalDateTime().toString())
        .orElse("closed");
  }
}
