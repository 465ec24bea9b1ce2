package ecf.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.UnitSize;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final UnitSize SMALL = new UnitSize(512, 2048);
  private static final UnitSize LARGE = new UnitSize(1024, 1024);

  /// Small from 06:00, large from 08:00.
  private static final Sizes SEEN =
      Sizes.none().with(SMALL, at("06:00"), at("06:00")).with(LARGE, at("08:00"), at("08:05"));

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @CsvSource({
    "04:00, 05:00, nobody knows",
    "05:30, 06:30, nobody knows",
    "06:00, 07:00, '512 CPU, 2048 MiB'",
    "07:00, 08:00, '512 CPU, 2048 MiB'",
    "07:30, 08:30, '1024 CPU, 2048 MiB'",
    "08:00, 09:00, '1024 CPU, 2048 MiB'",
    "08:59, 09:59, '1024 CPU, 2048 MiB'",
    "09:00, 10:00, '1024 CPU, 1024 MiB'",
    "12:00, 13:00, '1024 CPU, 1024 MiB'"
  })
  void whereItChangedTheLargerOfEachCounts(String from, String to, String size) {
    assertThat(SEEN.during(at(from), at(to)).map(Object::toString).orElse("nobody knows"))
        .isEqualTo(size);
  }

  @Test
  void theSameSizeAgainIsNoNews() {
    assertThat(SEEN.with(LARGE, at("09:30"), NOW)).isEqualTo(SEEN);
  }

  @Test
  void aChangeThatIsSaidToBeOlderThanTheLastIsOfNow() {
    assertThat(SEEN.with(SMALL, at("07:00"), NOW).changedAt()).contains(NOW);
  }

  @Test
  void theFirstSizeIsNoChange() {
    assertThat(Sizes.none().with(SMALL, at("06:00"), NOW).changedAt()).isEmpty();
    assertThat(SEEN.changedAt()).contains(at("08:00"));
  }

  @Test
  void whatWasLeftWithinATimeIsKnown() {
    assertThat(SEEN.had(SMALL, at("07:00"))).isTrue();
    assertThat(SEEN.had(SMALL, at("08:30"))).isFalse();
    assertThat(SEEN.had(LARGE, at("07:00"))).isFalse();
    assertThat(SEEN.had(new UnitSize(1, 1), at("07:00"))).isFalse();
    assertThat(Sizes.none().had(SMALL, at("07:00"))).isFalse();
  }

  @Test
  void growsWithoutBoundNeither() {
    var sizes = new Sizes(SEEN.since(), Optional.of(new Sizes.Refused(NOW, LARGE)));
    for (int i = 0; i < 1000; i++) {
      var at = NOW.plus(Duration.ofHours(i));
      sizes = sizes.with(new UnitSize(i + 1, i + 1), at, at);
    }
    assertThat(sizes.since()).hasSize(50);
    assertThat(sizes.refused()).isPresent();
    var days = Sizes.none();
    for (int i = 0; i < 40; i++) {
      var at = NOW.plus(Duration.ofDays(i));
      days = days.with(new UnitSize(i + 1, i + 1), at, at);
    }
    assertThat(days.since()).hasSize(11);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-21T" + time + ":00Z");
  }
}
