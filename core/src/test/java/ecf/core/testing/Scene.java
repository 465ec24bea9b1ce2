package ecf.core.testing;

import ecf.core.expression.Expression;
import ecf.core.memory.Changes;
import ecf.core.memory.Look;
import ecf.core.memory.Sent;
import ecf.core.memory.TargetMemory;
import ecf.core.memory.Tenure;
import ecf.core.memory.Traffic;
import ecf.core.model.Activity;
import ecf.core.model.CapacityRange;
import ecf.core.model.FleetInstance;
import ecf.core.model.Owner;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.model.UnitSize;
import ecf.core.model.UnitState;
import ecf.core.model.Zones;
import ecf.core.observation.Inspection;
import ecf.core.observation.Observation;
import ecf.core.observation.Peer;
import ecf.core.signal.Aggregate;
import ecf.core.signal.Calculating;
import ecf.core.signal.Combine;
import ecf.core.signal.Measured;
import ecf.core.signal.NoData;
import ecf.core.signal.PerUnit;
import ecf.core.signal.Series;
import ecf.core.signal.Signal;
import ecf.core.signal.Source;
import ecf.core.signal.Statistic;
import ecf.core.signal.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// One target as a pass might see it, arranged in words. Times are of one day, in UTC: `10:05`.
public final class Scene {
  /// Of the target, for expressions that name its bounds.
  public static final CapacityRange CAPACITY = new CapacityRange(2, 40);

  private final Instant now;
  private int desired = 4;
  private int running = 4;
  private int serving = 4;
  private int pending;
  private int unhealthy;
  private int protectedUnits;
  private Zones zones = Zones.untold();
  private boolean minimum;
  private Optional<CapacityRange> limits = Optional.empty();
  private Optional<UnitState> unit = Optional.empty();
  private final List<FleetInstance> instances = new ArrayList<>();
  private final List<Activity> activities = new ArrayList<>();
  private Optional<Owner> owner = Optional.empty();
  private Optional<Inspection> inspection = Optional.empty();
  private boolean clocks = true;
  private TargetMemory memory = TargetMemory.fresh("it");
  private final Map<String, Measured> signals = new HashMap<>();
  private final List<Signal> expressions = new ArrayList<>();
  private final Map<TargetId, Peer> peers = new HashMap<>();

  private Scene(Instant now) {
    this.now = now;
  }

  public static Scene at(String time) {
    return new Scene(time(time));
  }

  public static Instant time(String time) {
    return Instant.parse("2026-11-21T" + (time.length() == 5 ? time + ":00" : time) + "Z");
  }

  /// Desired, running and serving alike.
  public Scene units(int units) {
    desired = units;
    running = units;
    serving = units;
    return this;
  }

  public Scene desired(int units) {
    desired = units;
    return this;
  }

  public Scene serving(int units) {
    running = units;
    serving = units;
    return this;
  }

  /// Of those that run.
  public Scene servingOnly(int units) {
    serving = units;
    return this;
  }

  public Scene pending(int units) {
    pending = units;
    return this;
  }

  /// So many of those that run fail their health source.
  public Scene unhealthy(int units) {
    unhealthy = units;
    return this;
  }

  public Scene protectedUnits(int units) {
    protectedUnits = units;
    return this;
  }

  /// One that runs in a zone; told one by one.
  public Scene instance(String id, String zone) {
    instances.add(new FleetInstance(id, zone, 1, false, Optional.empty()));
    return this;
  }

  /// The same, which has failed its health source since then.
  public Scene sick(String id, String since) {
    return sick(id, since, false);
  }

  /// The same, protected from scale-in or not.
  public Scene sick(String id, String since, boolean kept) {
    instances.add(new FleetInstance(id, "a", 1, kept, Optional.of("")));
    var sick = new TreeMap<>(memory.traffic().sick());
    sick.put(id, time(since));
    memory = memory.traffic(Traffic.ofUnits(sick, memory.traffic().removed()));
    return this;
  }

  /// One was replaced then, and is gone.
  public Scene replaced(String id, String at) {
    var replaced = new TreeMap<>(memory.traffic().removed());
    replaced.put(id, new Traffic.Removal(time(at), ""));
    memory = memory.traffic(Traffic.ofUnits(memory.traffic().sick(), replaced));
    return this;
  }

  public Scene zones(int count) {
    zones = new Zones.Known(count);
    return this;
  }

  /// How large each unit is, and that it is known since then: `2026-11-20T10:00:00Z`.
  public Scene unit(UnitSize size, String since) {
    var known = new UnitState.Known(size, Optional.of(Instant.parse(since)), Optional.empty());
    memory = memory.sized(now, known);
    return unit(known);
  }

  public Scene unit(UnitState state) {
    unit = Optional.of(state);
    return this;
  }

  public Scene limits(int min, int max) {
    limits = Optional.of(new CapacityRange(min, max));
    return this;
  }

  /// The provider's own minimum is what is decided.
  public Scene minimum(int min, int max) {
    minimum = true;
    return limits(min, max);
  }

  /// The bounds were this far apart when they were first seen.
  public Scene spread(int units) {
    memory = memory.tenure(memory.tenure().spread(OptionalInt.of(units)));
    return this;
  }

  public Scene suspended(Tenure.Halt halt) {
    memory = memory.tenure(memory.tenure().suspended(Optional.of(halt)));
    return this;
  }

  public Scene busyWith(Activity activity) {
    activities.add(activity);
    return this;
  }

  public Scene owned(Owner by) {
    owner = Optional.of(by);
    return this;
  }

  public Scene unanswered(ProviderFailure failure) {
    inspection = Optional.of(new Inspection(Optional.empty(), List.of(), List.of(failure)));
    return this;
  }

  public Scene withoutState() {
    clocks = false;
    return this;
  }

  /// An earlier pass saw as many units asked for, running and serving.
  public Scene seen(String time, int units) {
    memory = memory.looked(time(time), new Look(units, units, units));
    return this;
  }

  public Scene sent(String time, int from, int to) {
    var at = time(time);
    memory = memory.changes(memory.changes().with(new Sent(at, from, to, Optional.empty())));
    return this;
  }

  /// Sent because of a policy's want.
  public Scene sent(String time, int from, int to, String by) {
    var sent = new Sent(time(time), from, to, Optional.of(by));
    memory = memory.changes(memory.changes().with(sent));
    return this;
  }

  /// Somebody else's change was seen.
  public Scene foreign(String time, int from, int to) {
    memory = memory.changes(memory.changes().with(new Changes.Foreign(time(time), from, to)));
    return this;
  }

  /// The provider had no room for so many.
  public Scene refused(String time, int units) {
    memory = memory.changes(memory.changes().with(new Changes.Refusal(time(time), units)));
    return this;
  }

  public Scene wanted(String time, int units) {
    memory = memory.wanted(time(time), units);
    return this;
  }

  public Scene peer(String name, int its, int decided) {
    peers.put(new TargetId(name), new Peer(its, decided));
    return this;
  }

  /// One-minute points of a plain signal; the last one ended as given, those before it a minute
  /// earlier each.
  public Scene signal(String name, String lastEnded, double... oldestFirst) {
    return signal(signal(name), lastEnded, oldestFirst);
  }

  public Scene signal(Signal signal, String lastEnded, double... oldestFirst) {
    var values = new TreeMap<Instant, Double>();
    for (int i = 0; i < oldestFirst.length; i++) {
      var periods = signal.period().multipliedBy(oldestFirst.length - i);
      values.put(time(lastEnded).minus(periods), oldestFirst[i]);
    }
    signals.put(signal.name(), Measured.of(signal, Series.of(signal.period(), values)));
    return this;
  }

  public Scene without(String signal) {
    var none = signal(signal);
    signals.put(signal, Measured.of(none, Series.empty(none.period())));
    return this;
  }

  public Scene unread(String signal, ProviderFailure failure) {
    signals.put(signal, Measured.unread(signal(signal), failure));
    return this;
  }

  public Observation seen() {
    var state =
        new TargetState.Fleet(
            "it",
            desired,
            running,
            serving,
            pending,
            limits,
            activities,
            owner,
            Map.of(),
            Optional.empty(),
            unit.map(condition()::unit).orElseGet(this::condition));
    int number = minimum ? limits.orElseThrow().min() : desired;
    var looked = memory.looked(now, new Look(number, running, serving, pending));
    var seen = new Observation(state, signals, looked, clocks, peers, inspection, now);
    if (minimum) {
      seen = seen.minimum(number);
    }
    for (Signal signal : expressions) {
      seen = calculated(signal, seen);
    }
    return seen;
  }

  private TargetState.Fleet.Condition condition() {
    return new TargetState.Fleet.Condition(unhealthy, protectedUnits, zones).instances(instances);
  }

  private static Observation calculated(Signal signal, Observation seen) {
    if (!(signal.source() instanceof Source.Computed(var expression))) {
      throw new IllegalArgumentException(signal.name() + " is no expression");
    }
    var signals = new HashMap<>(seen.signals());
    signals.put(
        signal.name(),
        Calculating.of(
            signal,
            expression,
            expression.signals().stream().map(seen::signal).toList(),
            (count, from, to, most) -> {
              var range = seen.during(count, CAPACITY, from, to);
              return most ? range.most() : range.least();
            }));
    return seen.measured(signals);
  }

  /// A signal made of those before it.
  public Scene expression(String name, String text) {
    return expression(signal(name), text);
  }

  /// The same, read as the given signal says.
  public Scene expression(Signal like, String text) {
    if (!(Expression.read(text) instanceof Expression.Read.Sound(var expression, var _))) {
      throw new IllegalArgumentException("no expression: " + text);
    }
    expressions.add(
        new Signal(
            like.name(),
            new Source.Computed(expression),
            like.statistic(),
            like.period(),
            like.window(),
            like.aggregate(),
            like.maxAge(),
            like.noData(),
            like.combine(),
            like.perSecond(),
            like.unit(),
            like.perUnit()));
    return this;
  }

  /// A plain signal of one-minute points.
  public static Signal signal(String name) {
    return signal(name, Duration.ofMinutes(1), Aggregate.Simple.LAST);
  }

  public static Signal signal(String name, Duration window, Aggregate aggregate) {
    var period = Duration.ofMinutes(1);
    return new Signal(
        name,
        (Source.Metric) (_, _, _) -> Optional.of(List.of()),
        Statistic.AVERAGE,
        period,
        window,
        aggregate,
        Signal.defaultMaxAge(period),
        new NoData.Missing(),
        Combine.SUM,
        false,
        Unit.PLAIN,
        PerUnit.UNSTATED);
  }

  /// A plain signal of one-hour points.
  public static Signal hourly(String name) {
    var plain = signal(name);
    var hour = Duration.ofHours(1);
    return new Signal(
        name,
        plain.source(),
        plain.statistic(),
        hour,
        hour,
        plain.aggregate(),
        Duration.ofDays(1),
        plain.noData(),
        plain.combine(),
        false,
        plain.unit(),
        plain.perUnit());
  }
}
