package ecf.core.policy;

import ecf.core.memory.Traffic;
import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.observation.ListenerObservation;
import ecf.core.signal.Reading;
import ecf.core.signal.Signal;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Moves a group's traffic to a standby when the group is down, and back when it is well again.
///
/// * Down is a signal below (or above) a threshold, at every pass for `for`; well again is the
///   opposite for `back`. A pass without data moves nothing, and both times begin anew.
/// * The standby takes the primary's weight on top of its own, the primary gets none; all others
///   keep theirs.
/// * With no healthy member on either side nothing moves. When the standby has lost its last one
///   and the primary is well, its traffic goes back after `for` already.
/// * Otherwise the weights are those of the file, whoever changed them.
///
/// `{primary: blue, standby: green, signal: healthyHosts, below: 1, for: 2m, back: 10m}` with
/// `{blue: 100, green: 0}`: blue has none at 10:00, 10:01 and 10:02: at 10:02 blue gets 0 and green
/// 100. From 10:20 on it has some: at 10:30 blue gets 100 again.
///
/// @param below whether down is below the threshold, not above
public record Failover(
    String primary,
    String standby,
    Signal signal,
    boolean below,
    double threshold,
    Duration length,
    Duration back,
    Map<String, Signal> signals)
    implements TrafficPolicy {
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final String HEALTHY = "healthyHosts";
  private static final String UNHEALTHY = "unhealthyHosts";

  /// The most that a weight can be.
  static final int MOST = 999;

  static final List<Key> KEYS =
      List.of(
          Key.required("primary", Shape.text(), "the group that has the traffic, as in weights"),
          Key.required("standby", Shape.text(), "the group that takes over"),
          Key.withDefault(
              "signal", Shape.text(), HEALTHY, "a signal of target groups: of the primary"),
          Key.optional("below", new Shape.InSignalUnit(), "down is below this; or give above"),
          Key.optional("above", new Shape.InSignalUnit(), "down is above this"),
          Key.withDefault("for", new Shape.Time(), "2m", "how long it must have been down"),
          Key.withDefault(
              "back", new Shape.Time(), "10m", "how long it must have been well again"));

  public Failover {
    signals = Map.copyOf(signals);
  }

  static Optional<TrafficPolicy> read(TrafficFields in) {
    var fields = in.fields();
    var primary = in.group("primary");
    var standby = in.group("standby");
    if (fields.sound() && primary.equals(standby)) {
      fields.problem("standby", "is the primary itself", "name another group of `weights`");
    }
    var known = in.signal(primary);
    fields.requireAny("below", "above");
    fields.atMostOne("below", "above");
    boolean below = !fields.has("above");
    double threshold = in.threshold(below ? "below" : "above", known);
    var length = fields.duration("for", Duration.ZERO, LONGEST, Duration.ofMinutes(2));
    var back = fields.duration("back", Duration.ZERO, LONGEST, Duration.ofMinutes(10));
    if (in.normal().getOrDefault(primary, 1) == 0) {
      fields.problem("primary", "has no traffic in `weights`", "give it a weight above 0");
    }
    int both = in.normal().getOrDefault(primary, 0) + in.normal().getOrDefault(standby, 0);
    if (fields.sound() && both > MOST) {
      fields.problem(
          "standby",
          "would get " + both + ", but a weight is at most " + MOST,
          "use smaller weights: only their ratio matters");
    }
    return fields.sound()
        ? known.map(signal ->
            new Failover(primary, standby, signal, below, threshold, length, back, in.read(signal)))
        : Optional.empty();
  }

  @Override
  public Split split(SortedMap<String, Integer> normal, ListenerObservation seen) {
    var now = seen.target().weights();
    var memory = seen.memory().traffic();
    var level = level(seen);
    if (level.isEmpty()) {
      return new Split(
          now, Reason.of(Reason.Code.NO_DATA, noData(seen)), memory.seen(Map.of(), Map.of()));
    }
    boolean down = below ? level.get() < threshold : level.get() > threshold;
    boolean standbyDown = healthy(standby, seen) == 0;
    var clocks = clocks(memory, down, standbyDown, seen.now());
    var away = failedOver(normal);
    if (!down && !now.equals(away)) {
      return new Split(normal, normalAgain(now.equals(normal), level.get()), clocks);
    }
    if (down && now.equals(away)) {
      return stay(now, standbyDown ? "both sides are down" : standby + " has its traffic", clocks);
    }
    return down
        ? goAway(now, away, standbyDown, clocks, seen)
        : comeBack(normal, now, standbyDown, clocks, seen.now());
  }

  private Split goAway(
      SortedMap<String, Integer> now,
      SortedMap<String, Integer> away,
      boolean standbyDown,
      Traffic clocks,
      ListenerObservation seen) {
    var since = clocks.down().getOrDefault(primary, seen.now());
    var age = Duration.between(since, seen.now());
    var is = primary + " has been down for " + Figures.plain(age);
    if (standbyDown) {
      return stay(now, "both sides are down", clocks);
    }
    if (age.compareTo(length) < 0) {
      var why = seen.clocks() ? "" : ", and nothing is remembered between passes";
      return stay(now, is + " of " + Figures.plain(length) + why, clocks);
    }
    return new Split(
        away, Reason.of(Reason.Code.SICK, is + ": its traffic goes to " + standby), clocks);
  }

  private Split comeBack(
      SortedMap<String, Integer> normal,
      SortedMap<String, Integer> now,
      boolean standbyDown,
      Traffic clocks,
      Instant at) {
    var age = Duration.between(clocks.up().getOrDefault(primary, at), at);
    var needed = standbyDown && length.compareTo(back) < 0 ? length : back;
    var is = primary + " has been well for " + Figures.plain(age);
    return age.compareTo(needed) < 0
        ? stay(now, is + " of " + Figures.plain(needed), clocks)
        : new Split(
            normal, Reason.of(Reason.Code.OFF_TARGET, is + ": its traffic comes back"), clocks);
  }

  private Reason normalAgain(boolean already, double level) {
    var is = primary + " is well: " + signalName() + " " + Figures.plain(level);
    return already
        ? Reason.of(Reason.Code.IN_BAND, is)
        : Reason.of(Reason.Code.OFF_TARGET, is + ": the weights of the file hold");
  }

  private static Split stay(SortedMap<String, Integer> now, String why, Traffic clocks) {
    return new Split(now, Reason.of(Reason.Code.SICK, why), clocks);
  }

  private Traffic clocks(Traffic memory, boolean down, boolean standbyDown, Instant now) {
    var areDown = new HashMap<String, Instant>();
    var areUp = new HashMap<String, Instant>();
    (down ? areDown : areUp)
        .put(primary, (down ? memory.down() : memory.up()).getOrDefault(primary, now));
    if (standbyDown) {
      areDown.put(standby, memory.down().getOrDefault(standby, now));
    }
    return memory.seen(areDown, areUp);
  }

  private SortedMap<String, Integer> failedOver(SortedMap<String, Integer> normal) {
    var away = new TreeMap<>(normal);
    int moved = normal.getOrDefault(primary, 0);
    away.put(primary, 0);
    away.merge(standby, moved, Integer::sum);
    return away;
  }

  private String signalName() {
    return signal.name().substring(0, signal.name().indexOf(' '));
  }

  private Optional<Double> level(ListenerObservation seen) {
    return switch (signalName()) {
      case HEALTHY -> Optional.of((double) healthy(primary, seen));
      case UNHEALTHY -> {
        var hosts = seen.hosts(primary);
        yield Optional.of((double) hosts.registered() - hosts.healthy());
      }
      default ->
          seen.reading(signal.name()) instanceof Reading.Value value
              ? Optional.of(value.value())
              : Optional.empty();
    };
  }

  private String noData(ListenerObservation seen) {
    return switch (seen.reading(signal.name())) {
      case Reading.Missing(String why) -> signal.name() + ": " + why;
      case Reading.Unread(var failure) -> signal.name() + ": " + failure.message();
      case Reading.Stale(double _, var _, var age) ->
          signal.name() + " is " + Figures.plain(age) + " old";
      case Reading.Value _ -> signal.name();
    };
  }

  private static int healthy(String group, ListenerObservation seen) {
    return seen.hosts(group).healthy();
  }
}
