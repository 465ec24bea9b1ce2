package ecf.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.memory.Sizes;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetState;
import ecf.core.model.UnitSize;
import ecf.core.model.UnitSize.Dimension;
import ecf.core.model.UnitState;
import ecf.core.observation.Observation;
import ecf.core.signal.Measured;
import ecf.core.signal.Series;
import ecf.core.signal.Signal;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Units at 02:30, with points of an hour each; the window is from two to four.
class VerticalTest {
  private static final Instant NOW = Instant.parse("2026-11-21T02:30:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Signal USED = Scene.hourly("used");
  private static final Vertical.Acting AT_NIGHT =
      new Vertical.Acting(
          new Window.Daily(LocalTime.of(2, 0), LocalTime.of(4, 0), ZoneOffset.UTC, Set.of()),
          false);
  private static final Vertical.Acting BY_DAY =
      new Vertical.Acting(
          new Window.Daily(LocalTime.of(9, 0), LocalTime.of(17, 0), ZoneOffset.UTC, Set.of()),
          false);

  @ParameterizedTest(name = "{0}: {7}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a third of its CPU       | CPU    | 1024 | 2048 | 90 | 0.15 | 190x35"
            + " | 512 CPU, 2048 MiB: p90 of 8d is 385.1 CPU, with 15% 442.8",
        "half a size, none spare  | CPU    | 1024 | 2048 | 90 | 0.15 | 190x40"
            + " | as it is: p90 of 8d is 414.3 CPU, with 15% 476.5",
        "all of it                | CPU    | 1024 | 2048 | 90 | 0.15 | 190x99"
            + " | 2048 CPU, 4096 MiB: p90 of 8d is 1016 CPU, with 15% 1169",
        "a burst each 12th hour   | CPU    | 1024 | 2048 | 90 | 0.15 | 16x(11x20 1x90)"
            + " | 512 CPU, 2048 MiB: p90 of 8d is 215.8 CPU, with 15% 248.2",
        "a burst each eighth hour | CPU    | 1024 | 2048 | 90 | 0.15 | 24x(7x20 1x90)"
            + " | 2048 CPU, 4096 MiB: p90 of 8d is 958.4 CPU, with 15% 1102",
        "a median with no margin  | CPU    | 1024 | 2048 | 50 | 0    | 24x(7x20 1x90)"
            + " | 256 CPU, 2048 MiB: p50 of 8d is 215.8 CPU, with 0% 215.8",
        "a busy time of last week | CPU    | 1024 | 2048 | 90 | 0.15 | 60x95 130x10"
            + " | 256 CPU, 2048 MiB: p90 of 8d is 110.3 CPU, with 15% 126.8",
        "little memory            | MEMORY | 256  | 2048 | 90 | 0.15 | 190x30"
            + " | 256 CPU, 1024 MiB: p90 of 8d is 623.2 MiB, with 15% 716.7",
        "one peak of memory       | MEMORY | 256  | 2048 | 90 | 0.15 | 100x30 1x55 89x30"
            + " | as it is: p90 of 8d is 623.2 MiB, with 15% 716.7, the peak 1126 MiB",
        "more memory than it has  | MEMORY | 256  | 512  | 90 | 0.15 | 190x99"
            + " | 256 CPU, 1024 MiB: p90 of 8d is 511.1 MiB, with 15% 587.8",
        "a day of points          | CPU    | 1024 | 2048 | 90 | 0.15 | 24x35"
            + " | 512 CPU, 2048 MiB: p90 of 8d is 385.1 CPU, with 15% 442.8",
        "less than a day          | CPU    | 1024 | 2048 | 90 | 0.15 | 23x35"
            + " | silent: there are points of 23h in 8d, and it takes 1d to tell",
        "no point at all          | CPU    | 1024 | 2048 | 90 | 0.15 | 0x35"
            + " | silent: there are points of 0s in 8d, and it takes 1d to tell",
        "no CPU reserved          | CPU    | 0    | 2048 | 90 | 0.15 | 190x35"
            + " | silent: units reserve no cpu to be measured by"
      })
  void tellsWhatWouldFit(
      String name,
      Dimension dimension,
      int cpu,
      int memory,
      int percentile,
      double margin,
      String points,
      String said) {
    var policy =
        new Vertical(
            dimension, USED, percentile, margin, new UnitSizes.Fargate(), Optional.empty());
    var size = new UnitSize(cpu, memory);
    var seen = seen(size, always(size), points(points));
    assertThat(said(policy.propose(seen).getFirst())).isEqualTo(said);
  }

  @ParameterizedTest(name = "{0}: {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        "known for long          | 200h 1024 | 190x35 | night | now: 512 CPU, 2048 MiB",
        "outside its window      | 200h 1024 | 190x35 | day   | its window is closed",
        "known for some hours    | 20h 1024  | 190x35 | night"
            + " | it is not known for a day how large units were",
        "not known, but to grow  | 2h 1024   | 190x99 | night | now: 2048 CPU, 4096 MiB",
        "resized some hours ago  | 200h 2048, 3h 1024 | 190x10 | night"
            + " | units were resized 3h ago",
        "resized two days ago    | 200h 2048, 48h 1024 | 190x16 | night | now: 512 CPU, 2048 MiB",
        "shrunk too far          | 200h 1024, 3h 512 | 187x50 3x100 | night"
            + " | units of 1024 CPU, 2048 MiB were left within 1d",
        "grown, and rolled back  | 200h 512, 3h 1024, 2h 512 | 190x99 | night"
            + " | units of 1024 CPU, 2048 MiB were left within 1d",
        "refused a while ago     | 200h 1024, refused 50m 512 | 190x35 | night"
            + " | units of 512 CPU, 2048 MiB were refused within 1h",
        "refused long ago        | 200h 1024, refused 70m 512 | 190x35 | night"
            + " | now: 512 CPU, 2048 MiB"
      })
  void actsOnlyByWhatItKnows(String name, String sizes, String points, String when, String said) {
    var policy = acting(when.equals("night") ? AT_NIGHT : BY_DAY);
    var known = sizes(sizes);
    var seen = seen(known.since().lastEntry().getValue(), known, points(points));
    var fit = (Proposal.Fit) policy.propose(seen).getFirst();
    var summary = fit.reason().summary();
    assertThat(
            fit.way().now()
                ? "now: " + fit.to()
                : summary.substring(summary.indexOf("not now: ") + "not now: ".length()))
        .isEqualTo(said);
  }

  @ParameterizedTest(name = "{0} MiB, {1} % used: {2}")
  @CsvSource({"8192, 60, 8192", "8192, 2, 300", "200, 99, 300", "100, 20, 100", "400, 60, 400"})
  void ofAListNoneIsChosenThatIsTooSmall(int memory, String used, int fits) {
    var sizes = new UnitSizes.Listed(List.of(100, 300));
    var policy = new Vertical(Dimension.MEMORY, USED, 90, 0.15, sizes, Optional.empty());
    var size = new UnitSize(256, memory);
    var fit =
        (Proposal.Fit) policy.propose(seen(size, always(size), points("190x" + used))).getFirst();
    assertThat(fit.to()).isEqualTo(new UnitSize(256, fits));
  }

  /// 80 % of 512 CPU were used until three days ago, since then 40 % of 1024: the same.
  @Test
  void percentagesAreOfTheSizeOfTheirTime() {
    var sizes = sizes("200h 512, 72h 1024");
    var seen = seen(new UnitSize(1024, 2048), sizes, points("118x80 72x40"));
    var fit = (Proposal.Fit) told(Dimension.CPU).propose(seen).getFirst();
    assertThat(fit.reason().summary()).isEqualTo("p90 of 8d is 414.3 CPU, with 15% 476.5");
    assertThat(fit.reason().facts().get("peak")).isEqualTo(409.6);
  }

  @Test
  void sizesThatNobodyKnowsAreSaidToBeSupposed() {
    var size = new UnitSize(1024, 2048);
    var seen = seen(size, sizes("5h 1024"), points("190x35"));
    assertThat(said(told(Dimension.CPU).propose(seen).getFirst()))
        .isEqualTo(
            "512 CPU, 2048 MiB: p90 of 8d is 385.1 CPU, with 15% 442.8 (as if units had always"
                + " been as large as now)");
  }

  @Test
  void whatCannotBeChangedIsOnlyTold() {
    var size = new UnitSize(1024, 2048);
    var codeDeploy = Optional.of("CodeDeploy deploys this service");
    var unit = new UnitState.Known(size, Optional.empty(), codeDeploy);
    var seen = with(seen(size, always(size), points("190x35")), unit);
    assertThat(acting(AT_NIGHT).propose(seen).getFirst())
        .isInstanceOfSatisfying(
            Proposal.Fit.class,
            fit -> {
              assertThat(fit.way()).isEqualTo(Proposal.Way.told());
              assertThat(fit.reason().summary())
                  .endsWith("; not now: CodeDeploy deploys this service");
            });
  }

  @Test
  void isSilentWhereItCannotTell() {
    var denied =
        new ProviderFailure(ProviderFailure.Kind.DENIED, "ecs:Describe", "no", "a hint", false);
    var size = new UnitSize(1024, 2048);
    var seen = seen(size, always(size), points("190x35"));
    var policy = told(Dimension.CPU);
    assertThat(said(policy.propose(with(seen, new UnitState.Unread(denied))).getFirst()))
        .isEqualTo("silent: how large a unit is could not be read: ecs:Describe: no");
    assertThat(
            said(
                policy
                    .propose(seen.measured(Map.of("used", Measured.unread(USED, denied))))
                    .getFirst()))
        .isEqualTo("silent: used could not be read: ecs:Describe: no");
    var unknown = Scene.at("02:30").signal(USED, "02:00", 1).seen();
    assertThat(said(policy.propose(unknown).getFirst()))
        .isEqualTo("silent: how large a unit is is not known");
  }

  /// Larger than the largest is the largest.
  @Test
  void mixedOffersTheLargerOnes() {
    var policy = acting(new Vertical.Acting(AT_NIGHT.window(), true));
    var size = new UnitSize(4096, 8192);
    var fit = (Proposal.Fit) policy.propose(seen(size, always(size), points("190x60"))).getFirst();
    assertThat(fit.way())
        .isEqualTo(
            new Proposal.Way(
                true, true, List.of(new UnitSize(8192, 16384), new UnitSize(16384, 32768))));
  }

  /// Whatever was used: memory is never below its peak unless there is no such size, CPU alone
  /// never takes memory and the other way round, and what was told once is told again.
  @Test
  void neverBelowThePeakOfMemory() {
    long seed = 20261122;
    var random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      var dimension = Dimension.values()[random.nextInt(2)];
      var size = new UnitSize(1 + random.nextInt(5000), 1 + random.nextInt(10_000));
      var values = new double[24 + random.nextInt(170)];
      for (int n = 0; n < values.length; n++) {
        values[n] = random.nextInt(20) == 0 ? 200 * random.nextDouble() : 60 * random.nextDouble();
      }
      var seen = seen(size, always(size), values);
      var proposal = told(dimension).propose(seen).getFirst();
      var fit = (Proposal.Fit) proposal;
      assertThat(fit).as("seed %d", seed).isEqualTo(told(dimension).propose(seen).getFirst());
      assertThat(fit.to().cpu() >= size.cpu() || dimension == Dimension.CPU).isTrue();
      assertThat(fit.to().memory() >= size.memory() || dimension == Dimension.MEMORY).isTrue();
      if (dimension == Dimension.MEMORY) {
        assertThat(fit.to().memory() + 1e-6)
            .as("seed %d: %s", seed, fit)
            .isGreaterThanOrEqualTo(fit.reason().facts().get("peak"));
      }
    }
  }

  private static Vertical told(Dimension dimension) {
    return new Vertical(dimension, USED, 90, 0.15, new UnitSizes.Fargate(), Optional.empty());
  }

  private static Vertical acting(Vertical.Acting acting) {
    return new Vertical(
        Dimension.CPU, USED, 90, 0.15, new UnitSizes.Fargate(), Optional.of(acting));
  }

  private static String said(Proposal proposal) {
    var what =
        switch (proposal) {
          case Proposal.Fit(var from, var to, var _, var _, var _) ->
              to.equals(from) ? "as it is" : to.toString();
          case Proposal.Silent _ -> "silent";
          case Proposal.Want _, Proposal.Floor _, Proposal.Ceiling _, Proposal.Abstain _ ->
              "a number of units";
        };
    return what + ": " + proposal.reason().summary();
  }

  private static Sizes always(UnitSize size) {
    return Sizes.none().with(size, NOW.minus(Duration.ofDays(9)), NOW);
  }

  /// `200h 512, 3h 1024, refused 50m 512`: how long ago it became how much CPU.
  private static Sizes sizes(String text) {
    var sizes = Sizes.none();
    for (String each : text.split(", ")) {
      var words = each.replace("refused ", "").split(" ");
      var at = NOW.minus(Duration.parse("PT" + words[0].toUpperCase(Locale.ROOT)));
      var size = new UnitSize(Integer.parseInt(words[1]), 2048);
      sizes =
          each.startsWith("refused")
              ? sizes.with(new Sizes.Refused(at, size))
              : sizes.with(size, at, at);
    }
    return sizes;
  }

  /// `20x(9x20 1x90)`: oldest first.
  private static double[] points(String text) {
    int open = text.indexOf('(');
    if (open >= 0) {
      var inner = text.substring(open + 1, text.length() - 1) + " ";
      int times = Integer.parseInt(text.substring(0, text.indexOf('x')));
      return points(inner.repeat(times).strip());
    }
    return Arrays.stream(text.split(" "))
        .map(each -> each.split("x"))
        .flatMapToDouble(each ->
            DoubleStream.generate(() -> Double.parseDouble(each[1]))
                .limit(Integer.parseInt(each[0])))
        .toArray();
  }

  /// The last point ended at two.
  private static Observation seen(UnitSize size, Sizes sizes, double... oldestFirst) {
    NavigableMap<Instant, Double> values = new TreeMap<>();
    var last = NOW.truncatedTo(ChronoUnit.HOURS);
    for (int i = 0; i < oldestFirst.length; i++) {
      values.put(last.minus(HOUR.multipliedBy(oldestFirst.length - i)), oldestFirst[i]);
    }
    var scene = Scene.at("02:30").seen();
    var memory = scene.memory().sizes(sizes);
    var unit = new UnitState.Known(size, Optional.empty(), Optional.empty());
    var seen =
        new Observation(
            scene.target(),
            Map.of("used", Measured.of(USED, Series.of(HOUR, values))),
            memory,
            true,
            Map.of(),
            Optional.empty(),
            NOW);
    return with(seen, unit);
  }

  private static Observation with(Observation seen, UnitState unit) {
    TargetState.Fleet fleet = seen.target();
    return new Observation(
        fleet.condition(fleet.condition().unit(unit)),
        seen.signals(),
        seen.memory(),
        seen.clocks(),
        seen.peers(),
        seen.inspection(),
        seen.now());
  }
}
