package ecf.core.observation;

import ecf.core.expression.Count;
import ecf.core.memory.Look;
import ecf.core.memory.Looks;
import ecf.core.memory.TargetMemory;
import ecf.core.model.Activity;
import ecf.core.model.CapacityRange;
import ecf.core.model.Owner;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.signal.Measured;
import ecf.core.signal.Point;
import ecf.core.signal.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/// One target with a capacity, as seen by one pass: state, measurements, memory, the targets it
/// follows, and the time.
///
/// @param memory before this pass changed anything, this pass's look included
/// @param clocks whether there is a memory at all: without one, wants never scale in
/// @param clusters those that its policies read, by name
/// @param minimum the provider's own minimum where that is what is decided, instead of the desired
///   capacity
public record Observation(
    TargetState.Fleet target,
    Map<String, Measured> signals,
    TargetMemory memory,
    boolean clocks,
    Map<TargetId, Peer> peers,
    Optional<Inspection> inspection,
    Instant now,
    Map<String, Occupancy> clusters,
    OptionalInt minimum) {
  public Observation {
    signals = Map.copyOf(signals);
    peers = Map.copyOf(peers);
    clusters = Map.copyOf(clusters);
  }

  /// Without clusters.
  public Observation(
      TargetState.Fleet target,
      Map<String, Measured> signals,
      TargetMemory memory,
      boolean clocks,
      Map<TargetId, Peer> peers,
      Optional<Inspection> inspection,
      Instant now) {
    this(target, signals, memory, clocks, peers, inspection, now, Map.of(), OptionalInt.empty());
  }

  /// @throws IllegalArgumentException for a cluster that no policy of the target reads
  public Occupancy cluster(String name) {
    var known = clusters.get(name);
    if (known == null) {
      throw new IllegalArgumentException("no cluster " + name);
    }
    return known;
  }

  public Observation clusters(Map<String, Occupancy> known) {
    return new Observation(target, signals, memory, clocks, peers, inspection, now, known, minimum);
  }

  /// @throws IllegalArgumentException for a signal that the target does not have: the configuration
  ///   has checked names
  public Measured signal(String name) {
    var measured = signals.get(name);
    if (measured == null) {
      throw new IllegalArgumentException("no signal " + name);
    }
    return measured;
  }

  public Reading reading(String signal) {
    return signal(signal).at(now);
  }

  /// How many units served while a point was measured.
  public Looks.Range servingDuring(Point point) {
    return during(point.from(), point.to(), Look::serving, target.serving());
  }

  /// What a count of the target was in a while; bounds are what they are now.
  ///
  /// @param capacity of the target
  public Looks.Range during(Count count, CapacityRange capacity, Instant from, Instant to) {
    return switch (count) {
      case DESIRED -> during(from, to, Look::desired, desired());
      case RUNNING -> during(from, to, Look::running, target.running());
      case SERVING -> during(from, to, Look::serving, target.serving());
      case PENDING -> during(from, to, Look::pending, target.pending());
      case MIN -> Looks.Range.exactly(capacity.min());
      case MAX -> Looks.Range.exactly(capacity.max());
    };
  }

  private Looks.Range during(Instant from, Instant to, ToIntFunction<Look> count, int now) {
    return memory.looks().during(from, to, count).orElse(Looks.Range.exactly(now));
  }

  /// The number that is decided, as it is now: what is asked for, or the provider's minimum.
  public int desired() {
    return minimum.orElse(target.desired());
  }

  /// What is asked for by whomever.
  public int asked() {
    return target.desired();
  }

  /// The same where the provider's minimum is decided.
  public Observation minimum(int units) {
    return new Observation(
        target, signals, memory, clocks, peers, inspection, now, clusters, OptionalInt.of(units));
  }

  private OptionalInt minimumOf(int units) {
    return minimum.isPresent() ? OptionalInt.of(units) : minimum;
  }

  /// What the provider is doing with the target, from its description and from what was asked just
  /// before a change.
  public List<Activity> activities() {
    if (inspection.isEmpty() || inspection.get().activities().isEmpty()) {
      return target.activities();
    }
    return Stream.concat(target.activities().stream(), inspection.get().activities().stream())
        .distinct()
        .toList();
  }

  public Optional<Owner> owner() {
    return target.owner().or(() -> inspection.flatMap(Inspection::owner));
  }

  public Observation measured(Map<String, Measured> known) {
    return new Observation(
        target, known, memory, clocks, peers, inspection, now, clusters, minimum);
  }

  /// Whether a signal comes out otherwise with the fewest units that there may have been.
  public boolean inDoubt(String signal) {
    return signal(signal).withFewest().isPresent();
  }

  /// The same with signals calculated from the fewest units that there may have been.
  public Observation withFewest() {
    var fewest = new HashMap<>(signals);
    fewest.replaceAll((_, measured) -> measured.withFewest().orElse(measured));
    return measured(fewest);
  }

  public Observation remembering(TargetMemory known) {
    return new Observation(
        target, signals, known, clocks, peers, inspection, now, clusters, minimum);
  }

  /// With one more thing that the provider does, or does not do.
  public Observation busyWith(Activity activity) {
    var all = Stream.concat(target.activities().stream(), Stream.of(activity)).toList();
    return new Observation(
        target.activities(all), signals, memory, clocks, peers, inspection, now, clusters, minimum);
  }

  public Observation peers(Map<TargetId, Peer> known) {
    return new Observation(
        target, signals, memory, clocks, known, inspection, now, clusters, minimum);
  }

  public Observation inspected(Inspection known) {
    return new Observation(
        target, signals, memory, clocks, peers, Optional.of(known), now, clusters, minimum);
  }

  /// What would have been seen at an earlier time: points that had ended by then, and the capacity
  /// that was asked for then, where the looks around it disagree the larger.
  public Observation asOf(Instant earlier) {
    int then = memory.looks().at(earlier, Look::desired).map(Looks.Range::most).orElse(desired());
    return new Observation(
        minimum.isPresent() ? target : target.desired(then),
        signals,
        memory,
        clocks,
        peers,
        inspection,
        earlier,
        clusters,
        minimumOf(then));
  }

  /// As if it had always had this capacity, all of it serving.
  public Observation carriedBy(int units) {
    return new Observation(
        target.units(units),
        signals,
        memory.always(new Look(units, units, units)),
        clocks,
        peers,
        inspection,
        now,
        clusters,
        minimumOf(units));
  }

  /// The same at another time.
  public Observation at(Instant then) {
    return new Observation(
        target, signals, memory, clocks, peers, inspection, then, clusters, minimum);
  }

  /// The same, with points up to this age taken for good.
  public Observation tolerating(Duration age) {
    var tolerant = new HashMap<>(signals);
    tolerant.replaceAll((_, measured) -> measured.tolerating(age));
    return measured(tolerant);
  }
}
