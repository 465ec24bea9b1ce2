package ecf.core.simulate;

import static ecf.core.testing.Scene.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ecf.core.model.TargetState;
import ecf.core.signal.Point;
import ecf.core.signal.Series;
import ecf.core.signal.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A service with 3 units at first, 100/s each, that begins at 10:00 under 240/s.
class CloudTest {
  private static final Instant BEGAN = time("10:00");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Load STEADY = new Load.Wave(240, 240, HOUR, 0);
  private static final Load NOISY = new Load.Wave(240, 900, HOUR, 0.2);

  @ParameterizedTest(name = "{0}/s on {1} units of {2}/s: cpu {3}, each {4}")
  @CsvSource({
    "360, 4,   100, 90,  90",
    "240, 3,   100, 80,  80",
    "240, 2.5, 100, 96,  96",
    "900, 3,   100, 100, 300",
    "300, 0,   100, 100, none",
    "0,   0,   100, 0,   none",
    "0,   3,   100, 0,   0",
    "30,  1,   50,  60,  30"
  })
  void metrics(double load, double serving, double unitRate, double cpu, String each) {
    assertThat(SimulatedMetric.CPU.of(load, serving, unitRate)).hasValue(cpu);
    assertThat(SimulatedMetric.REQUESTS.of(load, serving, unitRate)).hasValue(load);
    var perUnit = SimulatedMetric.REQUESTS_PER_UNIT.of(load, serving, unitRate);
    if (each.equals("none")) {
      assertThat(perUnit).isEmpty();
    } else {
      assertThat(perUnit).hasValue(Double.parseDouble(each));
    }
  }

  @Test
  void pointsAreWholeMinutesThatHaveEnded() {
    var cloud = cloud(STEADY, World.begin(BEGAN));
    assertThat(cpu(cloud, Duration.ofMinutes(2), time("10:00:59")).points())
        .containsExactly(
            new Point(time("09:58"), time("09:59"), 80),
            new Point(time("09:59"), time("10:00"), 80));
    assertThat(cpu(cloud, Duration.ofMinutes(3), time("10:01")).newest())
        .hasValue(new Point(time("10:00"), time("10:01"), 80));
  }

  @Test
  void aServiceHasHalfAnHourOfPast() {
    var points = cpu(cloud(NOISY, World.begin(BEGAN)), HOUR, BEGAN).points();
    assertThat(points).hasSize(30);
    assertThat(points.getFirst().from()).isEqualTo(time("09:30"));
  }

  @Test
  void cpuFallsWhenTheNewUnitsAreUp() {
    var cloud = cloud(STEADY, World.begin(BEGAN), "10:05:30", 4);
    assertThat(values(cpu(cloud, Duration.ofMinutes(4), time("10:08"))))
        .as("up at 10:06:30, so that minute has 3.5 units")
        .containsExactly(80.0, 80.0, 100 * 240 / 350.0, 60.0);
  }

  @Test
  void cpuRisesWhenUnitsAreLetGo() {
    var cloud = cloud(STEADY, World.begin(BEGAN), "10:05", 2);
    assertThat(values(cpu(cloud, Duration.ofMinutes(2), time("10:06"))))
        .as("who drains takes no new work")
        .containsExactly(80.0, 100.0);
  }

  @ParameterizedTest(name = "{0} over 5 minutes: {1}")
  @CsvSource({
    "Average,     81.714",
    "Sum,         408.571",
    "Minimum,     60",
    "Maximum,     100",
    "SampleCount, 5",
    "p50,         80",
    "p90,         100"
  })
  void longerPeriodsAreMadeOfMinutes(String statistic, double expected) {
    var world = cloud(STEADY, World.begin(BEGAN), "10:05:30", 4).world();
    var cloud = cloud(STEADY, world, "10:08", 2);
    var five = Duration.ofMinutes(5);
    var series =
        cloud.series(
            SimulatedMetric.CPU, "web", new Statistic(statistic), five, five, time("10:10:59"));
    assertThat(values(series))
        .as("of 80, 68.571, 60, 100 and 100")
        .singleElement()
        .satisfies(value -> assertThat(value).isCloseTo(expected, within(0.001)));
  }

  @Test
  void thePastIsTheSameWhoeverLooksAndWhenever() {
    var cloud = cloud(NOISY, World.begin(BEGAN), "10:05:30", 9);
    var whole = cpu(cloud, HOUR, time("10:30")).points();
    for (int minute = 1; minute <= 30; minute++) {
      var now = BEGAN.plus(Duration.ofMinutes(minute));
      var seen = cpu(cloud, Duration.ofMinutes(5), now).points();
      assertThat(whole).as("as seen at %s", now).containsAll(seen);
    }
    assertThat(cpu(cloud(NOISY, World.begin(BEGAN), "10:05:30", 9), HOUR, time("10:30")))
        .isEqualTo(cpu(cloud, HOUR, time("10:30")));
  }

  @Test
  void servicesDifferInTheirNoise() {
    var service = service(NOISY);
    var settings =
        new SimulatedSettings(1, 7, new TreeMap<>(Map.of("web", service, "api", service)));
    var cloud = new Cloud(settings, World.begin(BEGAN).under(settings, BEGAN));
    assertThat(values(series(cloud, "web")))
        .doesNotContainAnyElementsOf(values(series(cloud, "api")));
  }

  @Test
  void anotherWorldWithTheSameSeedHasTheSameLoad() {
    var later = BEGAN.plus(Duration.ofDays(9));
    var now = values(series(cloud(NOISY, World.begin(BEGAN)), "web"));
    var cloud = cloud(NOISY, World.begin(later));
    var then =
        cloud.series(
            SimulatedMetric.REQUESTS, "web", Statistic.AVERAGE, Duration.ofMinutes(1), HOUR, later);
    assertThat(values(then)).isEqualTo(now);
  }

  @Test
  void whatIsDescribed() {
    var cloud = cloud(STEADY, World.begin(BEGAN), "10:05", 5);
    assertThat(cloud.fleet("web", time("10:05:30")))
        .isEqualTo(
            new TargetState.Fleet(
                "simulated/web@2026-11-21T10:00:00Z",
                5,
                3,
                3,
                2,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Map.of()));
  }

  private static Series series(Cloud cloud, String service) {
    return cloud.series(
        SimulatedMetric.REQUESTS, service, Statistic.AVERAGE, Duration.ofMinutes(1), HOUR, BEGAN);
  }

  private static Series cpu(Cloud cloud, Duration reach, Instant now) {
    return cloud.series(
        SimulatedMetric.CPU, "web", Statistic.AVERAGE, Duration.ofMinutes(1), reach, now);
  }

  private static List<Double> values(Series series) {
    return series.points().stream().map(Point::value).toList();
  }

  private static Cloud cloud(Load load, World world) {
    var settings = settings(load);
    return new Cloud(settings, world.under(settings, world.began()));
  }

  private static Cloud cloud(Load load, World world, String at, int units) {
    var settings = settings(load);
    return new Cloud(settings, world.under(settings, world.began()).asked("web", time(at), units));
  }

  private static SimulatedSettings settings(Load load) {
    return new SimulatedSettings(1, 7, new TreeMap<>(Map.of("web", service(load))));
  }

  private static SimulatedSettings.Service service(Load load) {
    return new SimulatedSettings.Service(
        load, 100, Duration.ofSeconds(60), Duration.ofSeconds(30), 3);
  }
}
