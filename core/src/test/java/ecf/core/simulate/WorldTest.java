package ecf.core.simulate;

import static ecf.core.testing.Scene.time;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The clock of a world, and what becomes of it when the file changes.
class WorldTest {
  private static final World WORLD = World.begin(time("10:00:30")).under(at(60), time("10:00:30"));

  @Test
  void itBeginsAtTheRealTimeAndRunsFaster() {
    assertThat(WORLD.now(time("10:00:30"))).isEqualTo(time("10:00:30"));
    assertThat(WORLD.now(time("10:00:31"))).isEqualTo(time("10:01:30"));
    assertThat(WORLD.now(time("10:05:30"))).isEqualTo(time("15:00:30"));
  }

  @Test
  void minutesAreCountedFromTheOneInWhichItBegan() {
    assertThat(WORLD.minute(time("10:00"))).isZero();
    assertThat(WORLD.minute(time("10:01"))).isEqualTo(1);
    assertThat(WORLD.minute(time("09:59"))).isEqualTo(-1);
  }

  @Test
  void anotherSpeedGoesOnFromThePresent() {
    var slower = WORLD.under(at(1), time("10:01:30"));
    assertThat(slower.now(time("10:01:30"))).isEqualTo(time("11:00:30"));
    assertThat(slower.now(time("10:02:30"))).isEqualTo(time("11:01:30"));
    assertThat(slower.under(at(1), time("10:02:30"))).isEqualTo(slower);
  }

  @Test
  void whenTheRealClockIsSetBackItsTimeStands() {
    assertThat(WORLD.now(time("09:00"))).isEqualTo(time("10:00:30"));
    var changed = WORLD.asked("web", time("11:00:30"), 5);
    assertThat(changed.now(time("10:01"))).isEqualTo(time("11:00:30"));
    assertThat(changed.now(time("10:02:30"))).isEqualTo(time("12:00:30"));
  }

  @Test
  void aNewServiceAppearsAndAnOldOneStaysAsItIs() {
    var changed = WORLD.asked("web", time("10:30"), 5);
    var api = new SimulatedSettings.Service(load(), 50, Duration.ZERO, Duration.ZERO, 2);
    var web = new SimulatedSettings.Service(load(), 50, Duration.ZERO, Duration.ZERO, 9);
    var settings = new SimulatedSettings(60, 7, new TreeMap<>(Map.of("web", web, "api", api)));
    var next = changed.under(settings, time("10:01:30"));
    assertThat(next.services())
        .containsEntry("api", Timeline.of(time("11:00:30"), 2))
        .containsEntry("web", Timeline.of(time("10:00:30"), 3).asked(time("10:30"), 5));
  }

  private static SimulatedSettings at(int speed) {
    var web = new SimulatedSettings.Service(load(), 100, Duration.ZERO, Duration.ZERO, 3);
    return new SimulatedSettings(speed, 7, new TreeMap<>(Map.of("web", web)));
  }

  private static Load load() {
    return new Load.Wave(240, 240, Duration.ofHours(1), 0);
  }
}
