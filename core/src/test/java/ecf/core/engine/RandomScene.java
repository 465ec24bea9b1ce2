package ecf.core.engine;

import ecf.core.expression.Expression;
import ecf.core.guardrail.Blackout;
import ecf.core.guardrail.Busy;
import ecf.core.guardrail.Cooldown;
import ecf.core.guardrail.Effectiveness;
import ecf.core.guardrail.Flapping;
import ecf.core.guardrail.Guardrail;
import ecf.core.guardrail.GuardrailType;
import ecf.core.guardrail.HoldWithoutData;
import ecf.core.guardrail.Protection;
import ecf.core.guardrail.Quota;
import ecf.core.guardrail.Rate;
import ecf.core.guardrail.SickFleet;
import ecf.core.guardrail.Stabilization;
import ecf.core.guardrail.Throttle;
import ecf.core.guardrail.Verdict;
import ecf.core.guardrail.Wanted;
import ecf.core.memory.Changes;
import ecf.core.memory.Look;
import ecf.core.memory.Sent;
import ecf.core.memory.Sizes;
import ecf.core.memory.TargetMemory;
import ecf.core.model.Activity;
import ecf.core.model.CapacityRange;
import ecf.core.model.Owner;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Reason;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.model.UnitSize;
import ecf.core.model.UnitState;
import ecf.core.model.Zones;
import ecf.core.observation.Inspection;
import ecf.core.observation.Observation;
import ecf.core.observation.Peer;
import ecf.core.policy.Bounds;
import ecf.core.policy.ByExpression;
import ecf.core.policy.Count;
import ecf.core.policy.Follow;
import ecf.core.policy.Idle;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Price;
import ecf.core.policy.QueueBacklog;
import ecf.core.policy.ScalingPolicy;
import ecf.core.policy.Schedule;
import ecf.core.policy.StepChange;
import ecf.core.policy.StepScaling;
import ecf.core.policy.TargetTracking;
import ecf.core.policy.UnitSizes;
import ecf.core.policy.Vertical;
import ecf.core.policy.Window;
import ecf.core.signal.Aggregate;
import ecf.core.signal.Measured;
import ecf.core.signal.PerUnit;
import ecf.core.signal.Point;
import ecf.core.signal.Series;
import ecf.core.signal.Signal;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A target as any file might describe it and any pass might see it. Everything follows from the
/// random numbers.
final class RandomScene {
  /// Points end on whole minutes; twenty seconds later none ends or grows stale for a while.
  static final Instant NOW = Scene.time("10:00:20");

  private static final List<String> SIGNALS = List.of("cpu", "load", "queue");
  private static final List<TargetId> PEERS = List.of(new TargetId("p1"), new TargetId("p2"));
  private static final List<String> EXPRESSIONS =
      List.of(
          "signal / 10",
          "desired + signal - other",
          "if(signal > 50, serving + 2, serving - 1)",
          "signal * running / (other - 30)",
          "max(min, pending, max - signal)",
          "-signal * 1e300 * other");
  private static final Instant HOUR = Scene.time("10:00");
  private static final List<Double> LEVELS = List.of(0.0, 20.0, 55.0, 65.0, 100.0, 900.0, 3000.0);
  private static final List<Double> ABSURD =
      List.of(0.0, -1.0, -60.0, 1e9, 1e18, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE);
  private static final List<FleetSpec.Directions> DIRECTIONS =
      List.of(FleetSpec.Directions.values());
  private static final List<PerUnit> PER_UNIT = List.of(PerUnit.values());
  private static final List<Aggregate> AGGREGATES =
      List.of(
          Aggregate.Simple.LAST,
          Aggregate.Simple.LAST,
          Aggregate.Simple.AVERAGE,
          Aggregate.Simple.MAX,
          Aggregate.Simple.MIN,
          new Aggregate.Percentile(90));
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final List<FleetSpec.Control> OF_MINIMUM =
      List.of(FleetSpec.Control.MIN, FleetSpec.Control.MIN_MAX);
  private static final Signal HOURLY = Scene.hourly("hourly");
  private static final ProviderFailure DENIED =
      new ProviderFailure(ProviderFailure.Kind.DENIED, "cloud:Read", "denied", "", false);

  /// Answers the same number whatever it is asked: the engine must not trust it.
  private record Unruly(GuardrailType type, int units) implements Guardrail {
    @Override
    public Verdict review(Wanted change, Observation seen) {
      return new Verdict.Limit(units, Reason.of(Reason.Code.THROTTLE, "unruly"));
    }
  }

  private final RandomGenerator random;
  private final RandomCluster cluster;

  RandomScene(RandomGenerator random) {
    this.random = random;
    this.cluster = new RandomCluster(random);
  }

  FleetSpec spec(String id) {
    int min = upTo(6);
    var signals = new HashMap<String, Signal>();
    SIGNALS.forEach(name ->
        signals.put(
            name, Scene.signal(name, minutes(1, 5), oneOf(AGGREGATES)).perUnit(oneOf(PER_UNIT))));
    return new FleetSpec(
        new TargetId(id),
        Resource.of("lab", id),
        new CapacityRange(min, min + upTo(40)),
        IntStream.range(0, 1 + upTo(3)).mapToObj(number -> policy(number, min)).toList(),
        guardrails(),
        signals,
        FleetSpec.Health.byProvider(),
        new FleetSpec.Conduct(
            FleetSpec.Mode.ACT,
            chance(94) ? FleetSpec.Directions.BOTH : oneOf(DIRECTIONS),
            chance(10) ? FleetSpec.GroupBounds.WRITE : FleetSpec.GroupBounds.KEEP,
            chance(80) ? FleetSpec.Ownership.REFUSE : FleetSpec.Ownership.IGNORE,
            chance(85) ? FleetSpec.Control.DESIRED : oneOf(OF_MINIMUM)),
        FleetSpec.Ties.none(),
        Set.of());
  }

  Observation seen(FleetSpec spec) {
    int room = spec.capacity().max() - spec.capacity().min();
    int desired = chance(85) ? spec.capacity().min() + upTo(room) : upTo(50);
    int running = chance(70) ? desired : upTo(desired);
    int serving = chance(80) ? running : upTo(running);
    int pending = chance(80) ? 0 : desired - running;
    if (spec.conduct().control().ofMinimum()) {
      return ofMinimum(spec, desired, running, serving);
    }
    var fleet =
        new TargetState.Fleet(
            "it",
            desired,
            running,
            serving,
            pending,
            maybe(15, () -> new CapacityRange(upTo(5), 5 + upTo(40))),
            chance(15)
                ? List.of(
                    new Activity(
                        oneOf(List.of(Activity.Kind.values())),
                        "",
                        Optional.empty(),
                        oneOf(List.of(Activity.Hinders.values()))))
                : List.of(),
            maybe(3, () -> new Owner("somebody else", "ask them", chance(30))),
            Map.of(),
            Optional.empty(),
            condition(running, desired));
    var signals = new HashMap<String, Measured>();
    spec.signals().forEach((name, signal) -> signals.put(name, measured(signal)));
    signals.put(HOURLY.name(), hours());
    return new Observation(
        fleet,
        signals,
        memory().looked(NOW, new Look(desired, running, serving)),
        chance(90),
        Map.of(PEERS.getFirst(), new Peer(upTo(30), upTo(30))),
        maybe(
            20,
            () ->
                new Inspection(
                    Optional.empty(), List.of(), chance(30) ? List.of(DENIED) : List.of())),
        NOW,
        spec.clusters().isEmpty() ? Map.of() : cluster.seen(DENIED),
        OptionalInt.empty());
  }

  /// Another scaler is at work above the minimum that is decided.
  private TargetState.Fleet.Condition condition(int running, int desired) {
    var plain =
        new TargetState.Fleet.Condition(
            chance(80) ? 0 : upTo(running),
            chance(80) ? 0 : upTo(desired),
            chance(50) ? Zones.untold() : new Zones.Known(upTo(6)));
    return chance(80) ? plain.unit(unit()) : plain;
  }

  private Observation ofMinimum(FleetSpec spec, int minimum, int running, int serving) {
    int more = upTo(20);
    var fleet =
        new TargetState.Fleet(
            "it",
            minimum + more,
            running + more,
            serving + more,
            0,
            Optional.of(new CapacityRange(minimum, minimum + more + upTo(30))),
            List.of(),
            maybe(30, () -> new Owner("somebody else", "ask them", chance(30))),
            Map.of());
    var signals = new HashMap<String, Measured>();
    spec.signals().forEach((name, signal) -> signals.put(name, measured(signal)));
    signals.put(HOURLY.name(), hours());
    var sized = chance(80) ? fleet.condition(fleet.condition().unit(unit())) : fleet;
    return new Observation(
            sized,
            signals,
            memory().looked(NOW, new Look(minimum, running + more, serving + more)),
            chance(90),
            Map.of(PEERS.getFirst(), new Peer(upTo(30), upTo(30))),
            Optional.empty(),
            NOW)
        .clusters(spec.clusters().isEmpty() ? Map.of() : cluster.seen(DENIED))
        .minimum(minimum);
  }

  private NamedPolicy policy(int number, int min) {
    var policy =
        switch (upTo(18)) {
          case 0, 1, 2, 3, 4 -> tracking();
          case 5, 6 -> steps();
          case 7 -> new Count(bounds());
          case 8 -> new Schedule(window(), bounds(), random.nextBoolean(), random.nextBoolean());
          case 9, 10 -> new QueueBacklog(oneOf(SIGNALS), 0.1 + upTo(5), minutes(1, 10));
          case 11 -> idle(min);
          case 12 -> new Price(oneOf(SIGNALS), random.nextBoolean(), upTo(200), upTo(30));
          case 13, 14 -> byExpression(new CapacityRange(min, min + upTo(40)));
          case 15 -> cluster.policy();
          case 16, 17 -> vertical();
          default -> new Follow(Set.of(oneOf(PEERS)), 0.05 + random.nextDouble());
        };
    var missing =
        switch (upTo(5)) {
          case 0 -> new MissingData.Hold();
          case 1 -> new MissingData.LastGood(minutes(5, 40));
          case 2 -> new MissingData.ScaleOutTo(upTo(30));
          default -> new MissingData.HoldScaleIn();
        };
    return new NamedPolicy("policy-" + number, "lab", policy, missing);
  }

  /// Its points, if there are any, are of hours.
  private ScalingPolicy vertical() {
    var acting = maybe(80, () -> new Vertical.Acting(window(), random.nextBoolean()));
    return new Vertical(
        oneOf(List.of(UnitSize.Dimension.values())),
        HOURLY,
        1 + upTo(99),
        upTo(5) / 10.0,
        chance(50)
            ? new UnitSizes.Fargate()
            : new UnitSizes.Listed(List.of(1 + upTo(3000), 1 + upTo(9000))),
        acting);
  }

  private UnitState unit() {
    return chance(5)
        ? new UnitState.Unread(DENIED)
        : new UnitState.Known(size(), maybe(50, () -> earlier(600)), maybe(5, () -> "fixed"));
  }

  private UnitSize size() {
    return new UnitSize(oneOf(List.of(0, 256, 512, 1024, 4096)), 512 * upTo(16));
  }

  private Measured hours() {
    if (chance(4)) {
      return Measured.unread(HOURLY, DENIED);
    }
    var points = new ArrayList<Point>();
    double level = oneOf(LEVELS);
    for (int back = upTo(40); back >= 1; back--) {
      double burst = chance(2) ? oneOf(ABSURD) : level * random.nextDouble();
      var from = HOUR.minus(Duration.ofHours(back));
      points.add(new Point(from, from.plus(Duration.ofHours(1)), burst));
    }
    return Measured.of(HOURLY, new Series(HOURLY.period(), points));
  }

  private Sizes sizes() {
    var since = new TreeMap<Instant, UnitSize>();
    IntStream.range(0, upTo(3)).forEach(_ -> since.put(earlier(6000), size()));
    return new Sizes(since, maybe(20, () -> new Sizes.Refused(earlier(90), size())));
  }

  private ScalingPolicy tracking() {
    double target = oneOf(List.of(1.0, 30.0, 60.0, 60.0, 100.0, 250.0));
    return new TargetTracking(
        oneOf(SIGNALS), target, oneOf(List.of(0.0, 0.1, 0.1, 0.3)), random.nextBoolean());
  }

  private ScalingPolicy idle(int min) {
    var wakeUp = maybe(50, () -> new Idle.WakeUp(oneOf(SIGNALS), upTo(60)));
    return new Idle(oneOf(SIGNALS), 1 + upTo(200), minutes(1, 8), min + upTo(3), wakeUp);
  }

  private ScalingPolicy byExpression(CapacityRange capacity) {
    var text =
        oneOf(EXPRESSIONS).replace("signal", oneOf(SIGNALS)).replace("other", oneOf(SIGNALS));
    return new ByExpression(((Expression.Read.Sound) Expression.read(text)).expression(), capacity);
  }

  private ScalingPolicy steps() {
    var steps =
        IntStream.rangeClosed(0, upTo(2))
            .mapToObj(_ -> new StepScaling.Step(random.nextBoolean(), upTo(120), change()))
            .toList();
    int of = 1 + upTo(4);
    return new StepScaling(oneOf(SIGNALS), steps, 1 + upTo(of - 1), of, 1 + upTo(3));
  }

  private StepChange change() {
    int size = 1 + upTo(8);
    return switch (upTo(4)) {
      case 0 -> new StepChange.By(size);
      case 1 -> new StepChange.By(-size);
      case 2 -> new StepChange.ByShare(size / 10.0);
      case 3 -> new StepChange.ByShare(-size / 10.0);
      default -> new StepChange.Exactly(upTo(30));
    };
  }

  private Bounds bounds() {
    int min = upTo(30);
    return switch (upTo(3)) {
      case 0, 1 -> new Bounds(OptionalInt.of(min), OptionalInt.empty());
      case 2 -> new Bounds(OptionalInt.empty(), OptionalInt.of(min));
      default -> new Bounds(OptionalInt.of(min), OptionalInt.of(min + upTo(10)));
    };
  }

  private Window window() {
    return new Window.Daily(
        LocalTime.of(upTo(22), 0), LocalTime.of(23, 0), ZoneOffset.UTC, Set.of());
  }

  private List<Guardrail> guardrails() {
    return Stream.<Guardrail>of(
            new HoldWithoutData(),
            new Quota(chance(30) ? OptionalInt.of(1 + upTo(60)) : OptionalInt.empty()),
            new Protection(),
            new Busy(chance(20) ? Set.of(Activity.Kind.PENDING_UNITS) : Set.of()),
            new SickFleet(oneOf(List.of(0.1, 0.5, 1.0)), minutes(1, 5)),
            new Flapping(minutes(1, 30)),
            new Effectiveness(1 + upTo(2), oneOf(List.of(0.01, 0.1, 0.5))),
            new Stabilization(minutes(0, 10), minutes(0, 3)),
            new Cooldown(minutes(0, 5), minutes(0, 10)),
            new Throttle(
                maybe(60, this::rate),
                maybe(60, this::rate),
                minutes(1, 10),
                chance(20) ? OptionalInt.of(1 + upTo(3)) : OptionalInt.empty()),
            new Blackout(List.of(new Blackout.Period(window(), random.nextBoolean()))),
            new Unruly(oneOf(List.of(GuardrailType.values())), upTo(60)))
        .filter(guardrail -> chance(oddsOf(guardrail)))
        .toList();
  }

  private static int oddsOf(Guardrail guardrail) {
    return switch (guardrail) {
      case Unruly _ -> 10;
      case Blackout _ -> 15;
      default -> 60;
    };
  }

  private Rate rate() {
    return random.nextBoolean()
        ? new Rate.Units(1 + upTo(8))
        : new Rate.Share(oneOf(List.of(0.1, 0.5, 1.0)));
  }

  private Measured measured(Signal signal) {
    if (chance(4)) {
      return Measured.unread(signal, DENIED);
    }
    var ended = HOUR.minus(chance(92) ? minutes(0, 3) : minutes(6, 30));
    double level = oneOf(LEVELS);
    var points = new ArrayList<Point>();
    int gaps = chance(20) ? 50 : 5;
    for (int back = 12 - upTo(4); back >= 1; back--) {
      if (!chance(gaps)) {
        double burst = chance(3) ? oneOf(ABSURD) : level * (0.7 + random.nextDouble());
        var from = ended.minus(MINUTE.multipliedBy(back));
        points.add(new Point(from, from.plus(MINUTE), burst));
      }
    }
    return Measured.of(signal, new Series(signal.period(), points));
  }

  private TargetMemory memory() {
    var looks = TargetMemory.fresh("it");
    var times = new TreeMap<Instant, Look>();
    IntStream.range(0, upTo(6))
        .forEach(_ -> times.put(earlier(40), new Look(upTo(50), upTo(50), upTo(50))));
    for (var each : times.entrySet()) {
      looks = looks.looked(each.getKey(), each.getValue());
    }
    for (int i = upTo(2); i > 0; i--) {
      looks = looks.wanted(NOW.minus(MINUTE.multipliedBy(3L * i)), upTo(40));
    }
    var sent = new ArrayList<Sent>();
    IntStream.range(0, upTo(4))
        .forEach(_ ->
            sent.add(
                new Sent(earlier(30), upTo(40), upTo(40), maybe(70, () -> "policy-" + upTo(1)))));
    return new TargetMemory(
            looks.version(),
            looks.identity(),
            looks.looks(),
            looks.wants(),
            new Changes(
                maybe(40, () -> earlier(15)),
                maybe(40, () -> earlier(15)),
                sent,
                maybe(20, () -> new Changes.Foreign(earlier(40), upTo(40), upTo(40))),
                maybe(20, () -> new Changes.Refusal(earlier(90), 1 + upTo(40)))),
            Optional.empty(),
            Map.of(),
            Set.of())
        .sizes(sizes());
  }

  /// Now and then from a clock that was wrong.
  private Instant earlier(int most) {
    return chance(97) ? HOUR.minus(minutes(1, most)) : HOUR.plus(minutes(1, 600));
  }

  private Duration minutes(int least, int most) {
    return MINUTE.multipliedBy(random.nextInt(least, most + 1));
  }

  /// From 0, both ends included.
  private int upTo(int most) {
    return random.nextInt(most + 1);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> Optional<T> maybe(int percent, Supplier<T> value) {
    return chance(percent) ? Optional.of(value.get()) : Optional.empty();
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
