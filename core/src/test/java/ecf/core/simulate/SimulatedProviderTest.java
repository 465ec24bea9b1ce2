package ecf.core.simulate;

import static ecf.core.testing.Scene.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ecf.core.engine.Change;
import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.engine.Trace;
import ecf.core.guardrail.Rate;
import ecf.core.model.CapacityRange;
import ecf.core.model.Cause;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Reason;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.observation.Inspection;
import ecf.core.port.Answer;
import ecf.core.port.Targets;
import ecf.core.port.Unavailable;
import ecf.core.signal.MetricQuery;
import ecf.core.signal.Point;
import ecf.core.signal.Series;
import ecf.core.signal.Statistic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two services at 60 times the speed: web with 3 units under 240/s, api with 2.
class SimulatedProviderTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final FleetSpec WEB = fleet("web");

  @TempDir Path folder;
  private final HandClock real = new HandClock(time("10:00"));

  @Test
  void unitsServeWhenTheirStartIsOver() {
    assertThat(described(open(), WEB)).isEqualTo("3 desired, 3 serving, 0 pending");
    assertThat(sent(open(), WEB, 5)).isEmpty();
    assertThat(described(open(), WEB)).isEqualTo("5 desired, 3 serving, 2 pending");
    real.passes(Duration.ofSeconds(1));
    assertThat(described(open(), WEB)).isEqualTo("5 desired, 5 serving, 0 pending");
  }

  @Test
  void itsMetricsFollowWhatWasSent() {
    sent(open(), WEB, 4);
    real.passes(Duration.ofSeconds(2));
    assertThat(points(open(), "cpu"))
        .containsExactly(
            new Point(time("09:59"), time("10:00"), 80),
            new Point(time("10:00"), time("10:01"), 80),
            new Point(time("10:01"), time("10:02"), 60));
  }

  @Test
  void anotherUnitRateInTheFileTakesEffectAtOnce() {
    open();
    var slower = SimulatedProvider.open(settings(50), "shop", folder, real);
    assertThat(points(slower, "cpu")).last().extracting(Point::value).isEqualTo(100.0);
  }

  @Test
  void itCountsWhatItIsAsked() {
    var provider = open();
    provider.targets().describe(List.of(inquiry(WEB), inquiry(fleet("api"))));
    provider.signals().read(Map.of(query("cpu", "web"), MINUTE), now());
    sent(provider, WEB, 5);
    sent(provider, fleet("api"), 5);
    assertThat(provider.calls())
        .as("one more describe before each of the two changes")
        .isEqualTo(
            Map.of(
                "simulated:Describe", 3, "simulated:ReadMetrics", 1, "simulated:SetCapacity", 2));
  }

  @Test
  void nobodyElseOwnsAnything() {
    var change =
        new Decision.Resize(
            WEB.id(),
            3,
            5,
            List.of(new Change.SetCapacity(3, 5)),
            Cause.engine(Reason.of(Reason.Code.STEP, "")),
            Trace.empty());
    assertThat(open().targets().inspect(List.of(new Targets.Prospect(WEB, change))))
        .isEqualTo(Map.of(WEB.id(), Inspection.clear()));
  }

  @Test
  void anUnknownServiceFailsAlone() {
    var answers =
        open().targets().describe(List.of(inquiry(fleet("wbe")), inquiry(WEB), inquiry(group())));
    assertThat(answers.get(WEB.id())).isInstanceOf(Answer.Got.class);
    assertThat(failure(answers.get(new TargetId("wbe"))))
        .isEqualTo(
            new ProviderFailure(
                ProviderFailure.Kind.NOT_FOUND,
                "simulated:Describe",
                "the file's provider has no service `wbe`",
                "did you mean `web`?",
                false));
    assertThat(failure(answers.get(group().id())).message())
        .isEqualTo("the simulated provider has no targetGroup");
  }

  @Test
  void whatAServiceDoesNotHaveIsRefusedAndTheRestOfTheTargetIsNotSent() {
    var bounds = new Change.SetBounds(new CapacityRange(1, 5), new CapacityRange(1, 9));
    var five = new Change.SetCapacity(3, 5);
    var provider = open();
    var delivery = provider.targets().send(WEB, state(provider, WEB), List.of(five, bounds, five));
    assertThat(delivery.sent()).containsExactly(five);
    assertThat(delivery.failure())
        .hasValueSatisfying(why -> assertThat(why.kind()).isEqualTo(ProviderFailure.Kind.INVALID));
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}: {4}")
  @CsvSource({
    "AWS/ECS,   cpu, service, 60, has no metrics of AWS/ECS,               known namespace:"
        + " simulated",
    "simulated, cpv, service, 60, has no metric `cpv`,                     did you mean `cpu`?",
    "simulated, cpu, cluster, 60, has no metrics of {cluster=web},         'one dimension is"
        + " needed: service; known services: api, web'",
    "simulated, cpu, service, 90, has one point a minute,                  make the period whole"
        + " minutes"
  })
  void aMetricThatIsNotThereIsAnAnswer(
      String namespace, String metric, String dimension, int period, String message, String hint) {
    var query =
        MetricQuery.of(
            namespace,
            metric,
            Map.of(dimension, "web"),
            Statistic.AVERAGE,
            Duration.ofSeconds(period));
    var failure = failure(open().signals().read(Map.of(query, MINUTE), now()).get(query));
    assertThat(failure.message()).isEqualTo("the simulated provider " + message);
    assertThat(failure.hint()).isEqualTo(hint);
    assertThat(failure.call()).isEqualTo("simulated:ReadMetrics");
  }

  @Test
  void aDamagedWorldCannotBeOpened() throws Exception {
    open();
    Files.writeString(folder.resolve("shop.world.json"), "{");
    assertThatThrownBy(this::open).isInstanceOf(Unavailable.class);
  }

  @Test
  void aWorldDamagedSinceItWasOpenedFailsEachTarget() throws Exception {
    var provider = open();
    var seen = state(provider, WEB);
    var now = provider.clock().instant();
    Files.writeString(folder.resolve("shop.world.json"), "{");
    var cpu = query("cpu", "web");
    assertThat(failure(provider.targets().describe(List.of(inquiry(WEB))).get(WEB.id())).hint())
        .contains("delete it to begin anew");
    assertThat(failure(provider.signals().read(Map.of(cpu, MINUTE), now).get(cpu)).kind())
        .isEqualTo(ProviderFailure.Kind.STATE);
    var delivery = provider.targets().send(WEB, seen, List.of(new Change.SetCapacity(3, 5)));
    assertThat(delivery.sent()).isEmpty();
    assertThat(delivery.failure()).isPresent();
  }

  @Test
  void aWorldDeletedBeginsAnewAsAnother() throws Exception {
    var before = state(open(), WEB).identity();
    Files.delete(folder.resolve("shop.world.json"));
    real.passes(Duration.ofSeconds(1));
    assertThat(state(open(), WEB).identity()).isNotEqualTo(before);
  }

  @Test
  void twoProvidersAtOnceSeeOneWorld() throws Exception {
    int each = 40;
    try (var threads = Executors.newFixedThreadPool(2)) {
      var both = List.<Callable<Void>>of(() -> growing("web", each), () -> growing("api", each));
      for (var done : threads.invokeAll(both)) {
        done.get();
      }
    }
    assertThat(described(open(), WEB)).startsWith((3 + each) + " desired");
    assertThat(described(open(), fleet("api"))).startsWith((2 + each) + " desired");
  }

  private Void growing(String service, int times) {
    var provider = open();
    var spec = fleet(service);
    IntStream.range(0, times)
        .forEach(_ -> {
          int desired = ((TargetState.Fleet) state(provider, spec)).desired();
          assertThat(sent(provider, spec, desired + 1)).isEmpty();
        });
    return null;
  }

  private SimulatedProvider open() {
    return SimulatedProvider.open(settings(100), "shop", folder, real);
  }

  private Instant now() {
    return open().clock().instant();
  }

  private List<Point> points(SimulatedProvider provider, String metric) {
    var query = query(metric, "web");
    var answers = provider.signals().read(Map.of(query, MINUTE.multipliedBy(3)), now());
    if (answers.get(query) instanceof Answer.Got<Series>(Series series)) {
      return series.points();
    }
    throw new AssertionError("no points: " + answers);
  }

  private static Optional<ProviderFailure> sent(
      SimulatedProvider provider, FleetSpec spec, int units) {
    var seen = state(provider, spec);
    int from = ((TargetState.Fleet) seen).desired();
    return provider
        .targets()
        .send(spec, seen, List.of(new Change.SetCapacity(from, units)))
        .failure();
  }

  private static String described(SimulatedProvider provider, FleetSpec spec) {
    var fleet = (TargetState.Fleet) state(provider, spec);
    return "%d desired, %d serving, %d pending"
        .formatted(fleet.desired(), fleet.serving(), fleet.pending());
  }

  private static TargetState state(SimulatedProvider provider, TargetSpec spec) {
    return switch (provider.targets().describe(List.of(inquiry(spec))).get(spec.id())) {
      case Answer.Got<TargetState>(TargetState state) -> state;
      case Answer.Failed<TargetState>(ProviderFailure why) -> throw new AssertionError(why);
      case null -> throw new AssertionError("no answer");
    };
  }

  private static ProviderFailure failure(@Nullable Answer<?> answer) {
    if (answer instanceof Answer.Failed<?>(ProviderFailure why)) {
      return why;
    }
    throw new AssertionError("no failure: " + answer);
  }

  private static Targets.Inquiry inquiry(TargetSpec spec) {
    return new Targets.Inquiry(spec, Map.of());
  }

  private static MetricQuery query(String metric, String service) {
    return MetricQuery.of(
        "simulated", metric, Map.of("service", service), Statistic.AVERAGE, MINUTE);
  }

  private static FleetSpec fleet(String service) {
    return new FleetSpec(
        new TargetId(service),
        Resource.of("simulatedService", service),
        new CapacityRange(1, 100),
        List.of(),
        List.of(),
        SimulatedMetric.signals(service),
        FleetSpec.Health.byProvider(),
        FleetSpec.Conduct.plain(),
        FleetSpec.Ties.none(),
        Set.of());
  }

  private static GroupSpec group() {
    return new GroupSpec(
        new TargetId("members"),
        Resource.of("targetGroup", "web-tg"),
        GroupSpec.Members.Listed.of("i-1"),
        OptionalInt.empty(),
        new Rate.Units(1),
        false,
        Set.of());
  }

  private static SimulatedSettings settings(double unitRate) {
    var load = new Load.Wave(240, 240, Duration.ofHours(1), 0);
    var startup = Duration.ofSeconds(60);
    var drain = Duration.ofSeconds(30);
    return new SimulatedSettings(
        60,
        7,
        new TreeMap<>(
            Map.of(
                "web", new SimulatedSettings.Service(load, unitRate, startup, drain, 3),
                "api", new SimulatedSettings.Service(load, unitRate, startup, drain, 2))));
  }
}
