package ecf.core.policy;

import ecf.core.memory.Look;
import ecf.core.model.CapacityRange;
import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.signal.Point;
import ecf.core.signal.Reading;
import ecf.core.signal.Signal;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts a target to sleep when nothing happens, and wakes it up: a ceiling of `to` once every point
/// of the last `for` is below a threshold; one unit wanted from zero when the wake-up signal is
/// above its own, and no less than one while it is. How many more, the other policies decide.
///
/// * A period without a point says nothing of quiet: it abstains, and what is there stays.
/// * A target that was itself at `to` or below within the last `for` has not been up for long
///   enough to be put to sleep again, as KEDA's cooldown has it.
/// * Without a wake-up signal, the signal itself wakes the target: it must be measured where
///   nothing runs, and an alarm in `wakeOn` asks at once.
///
/// `{signal: requests, below: 1/s, for: 30m}`: 30 points of 0.4/s, at most 0. A point of 3/s among
/// them: silent. 29 of 30 points: abstains. At 0 units, `wakeUp: {signal: waiting, above: 0}` and 2
/// waiting: wants 1. At 4 units and 2 waiting: at least 1. 0 waiting 10m after it was woken up:
/// silent until it has been up for 30m.
///
/// @param below in the signal's unit
/// @param length how long it must have been quiet, from the newest point back
/// @param to units while asleep
public record Idle(String signal, double below, Duration length, int to, Optional<WakeUp> wakeUp)
    implements ScalingPolicy {
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  /// Looks, which tell how long it has been up, are kept for a day.
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final String WAKE_UP = "wakeUp";

  static final List<Key> KEYS =
      List.of(
          Key.required("signal", Shape.text(), "what falls when nothing happens"),
          Key.required("below", new Shape.InSignalUnit(), "less than this is quiet"),
          Key.required("for", new Shape.Time(), "how long it must have been quiet, at most 1d"),
          Key.withDefault(
              "to", new Shape.WholeNumber(0, Integer.MAX_VALUE), "0", "units while asleep"),
          Key.optional(
              WAKE_UP,
              Shape.keyed(
                  Key.required("signal", Shape.text(), "what is there while nothing runs"),
                  Key.required("above", new Shape.InSignalUnit(), "more than this wakes it up")),
              "what brings a unit back; or an alarm in wakeOn"));

  /// @param above in the signal's unit
  public record WakeUp(String signal, double above) {}

  public Idle {
    if (length.isZero() || length.isNegative() || to < 0) {
      throw new IllegalArgumentException("a time above 0 and units of at least 0 are needed");
    }
  }

  static Optional<ScalingPolicy> read(PolicyFields in) {
    var fields = in.fields();
    var signal = in.signal("signal");
    double below = in.threshold(fields, "below", signal);
    var length = fields.duration("for", SHORTEST, LONGEST);
    int to = fields.integer("to", 0, Integer.MAX_VALUE, 0);
    signal.ifPresent(known -> check(fields, known, below, length));
    in.capacity()
        .filter(capacity -> to < capacity.min())
        .ifPresent(capacity ->
            fields.problem(
                "to",
                to + " is below capacity.min, which is " + capacity.min(),
                "write capacity.min: " + to + ", or to: " + capacity.min()));
    var wakeUp = fields.map(WAKE_UP).flatMap(map -> wakeUp(in, map));
    return in.whenSound(signal, known -> new Idle(known.name(), below, length, to, wakeUp));
  }

  private static void check(Fields fields, Signal signal, double below, Duration length) {
    if (length.compareTo(signal.period()) < 0) {
      fields.problem(
          "for",
          fields.shown("for") + " is shorter than a period of " + signal.name(),
          "write at least " + Figures.plain(signal.period()));
    }
    if (fields.sound() && !(below > 0)) {
      fields.warn(
          "below",
          fields.shown("below") + " is as low as it gets, so it is never idle",
          "write what is still quiet, such as 1");
    }
  }

  private static Optional<WakeUp> wakeUp(PolicyFields in, Fields map) {
    var signal = in.signal(map, "signal");
    double above = in.threshold(map, "above", signal);
    return signal.map(known -> new WakeUp(known.name(), above));
  }

  @Override
  public List<Need> needs() {
    var needs = new ArrayList<Need>();
    needs.add(Need.over(signal, length));
    wakeUp.ifPresent(by -> needs.add(Need.of(by.signal)));
    return List.copyOf(needs);
  }

  @Override
  public boolean worksFromZero() {
    return wakeUp.isPresent();
  }

  @Override
  public List<Proposal> propose(Observation seen) {
    var woken =
        wakeUp.flatMap(by ->
            switch (seen.reading(by.signal)) {
              case Reading.Value value when value.value() <= by.above -> Optional.empty();
              case Reading reading ->
                  Optional.of(
                      Absent.orElse(
                          by.signal, reading, value -> awake(seen, by.signal, value.value())));
            });
    return List.of(
        woken.orElseGet(
            () -> Absent.orElse(signal, seen.reading(signal), value -> fromObserved(value, seen))));
  }

  private static Proposal awake(Observation seen, String by, double value) {
    var measured = by + " is " + Figures.plain(value);
    var facts = Map.of("observed", value);
    return seen.desired() == 0
        ? new Proposal.Want(
            1, new Reason(Reason.Code.OFF_TARGET, "woken up: " + measured + ": 0 → 1", facts))
        : new Proposal.Floor(
            1, new Reason(Reason.Code.FLOOR, "not idle: " + measured + ": at least 1", facts));
  }

  private Proposal fromObserved(Reading.Value reading, Observation seen) {
    var points = seen.signal(signal).series().endedBy(seen.now()).newest(length);
    var newest = points.getLast();
    if (newest.value() >= below) {
      return awake(seen, signal, newest.value());
    }
    var loud = points.stream().filter(point -> point.value() >= below).toList().reversed();
    if (!loud.isEmpty()) {
      return loud(loud.getFirst());
    }
    long expected =
        Math.ceilDiv(length.toMillis(), seen.signal(signal).signal().period().toMillis());
    if (points.size() < expected) {
      return new Proposal.Abstain(
          Reason.of(
              Reason.Code.NO_DATA,
              signal + " has " + points.size() + " of the " + expected + " points it needs"));
    }
    return roseLately(seen) ? upForTooShort() : asleep(reading.value());
  }

  private Proposal loud(Point point) {
    return new Proposal.Silent(
        new Reason(
            Reason.Code.NO_WISH,
            signal
                + " was "
                + Figures.plain(point.value())
                + " within the last "
                + Figures.plain(length),
            Map.of("observed", point.value())));
  }

  /// Whether it came from where idleness had put it; a group does not go below its own minimum.
  private boolean roseLately(Observation seen) {
    int asleep = Math.max(to, seen.target().limits().map(CapacityRange::min).orElse(0));
    return seen.desired() > asleep
        && seen.memory()
            .looks()
            .during(seen.now().minus(length), seen.now(), Look::desired)
            .filter(desired -> desired.least() <= asleep)
            .isPresent();
  }

  private Proposal upForTooShort() {
    return new Proposal.Silent(
        Reason.of(Reason.Code.NO_WISH, "it has not been up for " + Figures.plain(length) + " yet"));
  }

  private Proposal asleep(double observed) {
    var summary =
        signal
            + " has been below "
            + Figures.plain(below)
            + " for "
            + Figures.plain(length)
            + ": at most "
            + to;
    return new Proposal.Ceiling(
        to,
        new Reason(
            Reason.Code.CEILING, summary, Map.of("observed", observed, "units", (double) to)));
  }
}
