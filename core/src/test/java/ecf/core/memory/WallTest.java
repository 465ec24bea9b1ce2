package ecf.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.Shortfall;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// For how long no more is asked for after a scale-out that did not arrive.
class WallTest {
  private static final Instant TEN = Scene.time("10:00");
  private static final Shortfall NO_ROOM =
      new Shortfall(Shortfall.Kind.CAPACITY, TEN, "no room", "wait");

  @ParameterizedTest(name = "met at 10:00, last scale-out {0}: at {1} it holds: {2}")
  @CsvSource({
    "09:58, 10:00, true",
    "09:58, 10:04, true",
    "09:58, 10:05, false", // five minutes are over
    "09:58, 11:00, false",
    "10:06, 10:07, true", // one tries again, and is waited for
    "10:06, 10:09, false",
    "     , 10:01, true",
    "     , 10:05, false",
  })
  void itHoldsForAWhile(@Nullable String lastOut, String now, boolean holds) {
    var out = Optional.ofNullable(lastOut).map(Scene::time);

    assertThat(Wall.met(NO_ROOM, TEN).holds(out, Duration.ofMinutes(3), Scene.time(now)))
        .isEqualTo(holds);
  }

  @Test
  void eachTryInVainDoublesThePauseUpToAnHour() {
    var wall = Wall.met(NO_ROOM, TEN);
    var pauses = new StringBuilder("5m");
    for (int i = 0; i < 5; i++) {
      var tried = wall.until();
      var seen = tried.plusSeconds(240);
      wall = wall.again(NO_ROOM, Optional.of(tried), seen);
      pauses.append(" ").append(Duration.between(seen, wall.until()).toMinutes()).append("m");
    }

    assertThat(pauses).hasToString("5m 10m 20m 40m 60m 60m");
    assertThat(wall.tries()).isEqualTo(6);
    assertThat(wall.since()).isEqualTo(TEN);
  }

  @Test
  void whoDidNotTryAgainWaitsNoLonger() {
    var wall = Wall.met(NO_ROOM, TEN);

    assertThat(wall.again(NO_ROOM, Optional.of(TEN), TEN.plusSeconds(900))).isEqualTo(wall);
  }

  @Test
  void whatArrivesEndsIt() {
    var memory = TargetMemory.fresh("it").looked(TEN, new Look(6, 4, 4)).behind(NO_ROOM, 6, TEN);

    assertThat(memory.holdingWall(TEN)).isPresent();
    assertThat(memory.looked(TEN.plusSeconds(60), new Look(6, 5, 5)).changes().wall()).isPresent();
    assertThat(memory.looked(TEN.plusSeconds(60), new Look(6, 6, 6)).changes().wall()).isEmpty();
    assertThat(memory.looked(TEN.plusSeconds(60), new Look(4, 4, 4)).changes().wall()).isEmpty();
  }

  @Test
  void aQuotaIsRememberedAsARefusalToo() {
    var quota = new Shortfall(Shortfall.Kind.QUOTA, TEN, "VcpuLimitExceeded", "raise it");
    var behind = TargetMemory.fresh("it").looked(TEN, new Look(6, 4, 4));

    assertThat(behind.behind(quota, 6, TEN).changes().refusal())
        .contains(new Changes.Refusal(TEN, 6));
    assertThat(behind.behind(NO_ROOM, 6, TEN).changes().refusal()).isEmpty();
    assertThat(behind.behind(quota, 6, TEN).behind(quota, 6, TEN.plusSeconds(900)).changes())
        .as("the same one again is no other refusal")
        .isEqualTo(behind.behind(quota, 6, TEN).changes());
  }
}
