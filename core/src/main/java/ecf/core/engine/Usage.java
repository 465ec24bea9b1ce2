package ecf.core.engine;

import ecf.core.engine.Allotment.Measure;
import ecf.core.memory.Intent;
import ecf.core.memory.Looks;
import ecf.core.memory.TargetMemory;
import ecf.core.model.Figures;
import ecf.core.model.Money;
import ecf.core.model.TargetId;
import ecf.core.observation.Inspection;
import ecf.core.observation.Observation;
import ecf.core.observation.Room;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the limits of a file count: every target of it, by what is seen of it, else by its last
/// known desired, else by its minimum.
///
/// @param remembered memories of targets that are not seen
final class Usage {
  private static final int NAMED = 4;

  private final Limits limits;
  private final List<FleetSpec> fleets;
  private final Map<TargetId, Observation> seen;
  private final Map<TargetId, TargetMemory> remembered;

  Usage(
      Limits limits,
      List<FleetSpec> fleets,
      Map<TargetId, Observation> seen,
      Map<TargetId, TargetMemory> remembered) {
    this.limits = limits;
    this.fleets = fleets;
    this.seen = seen;
    this.remembered = remembered;
  }

  /// What one more unit of it uses up.
  Map<Measure, BigDecimal> ofAUnit(FleetSpec fleet) {
    var prices = new HashMap<Measure, BigDecimal>();
    fleet
        .ties()
        .pool()
        .filter(limits.pools()::containsKey)
        .ifPresent(pool -> prices.put(new Measure.Pool(pool), BigDecimal.ONE));
    if (limits.cost().isPresent()) {
      fleet
          .ties()
          .unitCost()
          .map(Money::perHour)
          .filter(price -> price.signum() > 0)
          .ifPresent(price -> prices.put(new Measure.Cost(), price));
    }
    room(fleet).ifPresent(room -> prices.put(quota(fleet, room), room.each()));
    return prices;
  }

  private Optional<Room> room(FleetSpec fleet) {
    return Optional.ofNullable(seen.get(fleet.id()))
        .flatMap(Observation::inspection)
        .flatMap(Inspection::room);
  }

  private static Measure quota(FleetSpec fleet, Room room) {
    return new Measure.Quota(fleet.resource().provider(), room.quota());
  }

  /// What is left of pools, money and quotas. Units that go in this pass are still there: they are
  /// free when they are gone.
  ///
  /// @param decided units of those that are seen
  Map<Measure, BigDecimal> left(ToIntFunction<TargetId> decided) {
    var left = new HashMap<Measure, BigDecimal>();
    limits
        .pools()
        .forEach((pool, units) -> left.put(new Measure.Pool(pool), BigDecimal.valueOf(units)));
    limits.cost().ifPresent(most -> left.put(new Measure.Cost(), most.perHour()));
    for (FleetSpec fleet : fleets) {
      room(fleet).ifPresent(room -> left.merge(quota(fleet, room), room.left(), BigDecimal::min));
    }
    for (FleetSpec fleet : fleets) {
      int units = units(fleet, decided);
      ofAUnit(fleet)
          .forEach((measure, price) -> {
            var taken = price.multiply(BigDecimal.valueOf(uncounted(measure, fleet, units)));
            left.computeIfPresent(measure, (_, stock) -> stock.subtract(taken));
          });
    }
    return left;
  }

  /// What an account counts as in use already, is what runs.
  private int uncounted(Measure measure, FleetSpec fleet, int units) {
    return switch (measure) {
      case Measure.Pool _, Measure.Cost _, Measure.RadiusTargets _, Measure.RadiusUnits _ -> units;
      case Measure.Quota _ ->
          Math.max(0, units - Objects.requireNonNull(seen.get(fleet.id())).target().running());
    };
  }

  private int units(FleetSpec fleet, ToIntFunction<TargetId> decided) {
    var known = seen.get(fleet.id());
    if (known == null) {
      return lastKnown(fleet);
    }
    return fleet.acts() ? Math.max(there(known), decided.applyAsInt(fleet.id())) : there(known);
  }

  /// More than the minimum, where that is what is decided.
  private static int there(Observation known) {
    return Math.max(known.desired(), known.asked());
  }

  /// Another pass may be about to change it: then the larger number counts.
  private int lastKnown(FleetSpec fleet) {
    var memory = Optional.ofNullable(remembered.get(fleet.id()));
    int looked =
        memory
            .map(TargetMemory::looks)
            .map(Looks::seen)
            .filter(looks -> !looks.isEmpty())
            .map(looks -> looks.lastEntry().getValue())
            .map(look ->
                fleet.conduct().control().ofMinimum()
                    ? Math.max(look.desired(), look.running())
                    : look.desired())
            .orElse(fleet.capacity().min());
    int intended = memory.flatMap(TargetMemory::intent).map(Intent::to).orElse(0);
    return Math.max(looked, intended);
  }

  /// What the blast radius leaves to this pass.
  Map<Measure, BigDecimal> leftOfRadius(Instant now) {
    var left = new HashMap<Measure, BigDecimal>();
    limits
        .blastRadius()
        .ifPresent(radius -> {
          var gone = gone(now);
          int targets = fleets.size();
          int units = present() + total(gone);
          radius
              .targets()
              .ifPresent(most ->
                  left.put(
                      new Measure.RadiusTargets(),
                      BigDecimal.valueOf(most.out(targets) - gone.size())));
          radius
              .units()
              .ifPresent(most ->
                  left.put(
                      new Measure.RadiusUnits(),
                      BigDecimal.valueOf(most.out(units) - total(gone))));
        });
    return left;
  }

  private int present() {
    return fleets.stream()
        .mapToInt(fleet ->
            Optional.ofNullable(seen.get(fleet.id()))
                .map(Usage::there)
                .orElseGet(() -> lastKnown(fleet)))
        .sum();
  }

  /// Units that were sent away lately, by target.
  SortedMap<TargetId, Integer> gone(Instant now) {
    var since = now.minus(Limits.BlastRadius.REMEMBERED);
    var gone = new TreeMap<TargetId, Integer>();
    for (FleetSpec fleet : fleets) {
      int units =
          memory(fleet.id()).stream()
              .flatMap(memory ->
                  Stream.concat(
                      memory.changes().sent().stream(), memory.intent().stream().map(Intent::sent)))
              .filter(each -> each.at().isAfter(since))
              .mapToInt(each -> Math.max(0, each.from() - each.to()))
              .sum();
      if (units > 0) {
        gone.put(fleet.id(), units);
      }
    }
    return gone;
  }

  private Optional<TargetMemory> memory(TargetId id) {
    return Optional.ofNullable(seen.get(id))
        .map(Observation::memory)
        .or(() -> Optional.ofNullable(remembered.get(id)));
  }

  private static int total(Map<TargetId, Integer> units) {
    return units.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// `pool web (100 units) is used up: api 60, worker 40`
  String usedUp(Measure measure, ToIntFunction<TargetId> decided) {
    var units = new TreeMap<TargetId, Integer>();
    fleets.stream()
        .filter(fleet -> ofAUnit(fleet).containsKey(measure))
        .forEach(fleet -> units.put(fleet.id(), uncounted(measure, fleet, units(fleet, decided))));
    return switch (measure) {
      case Measure.Pool(String name) ->
          "pool " + name + " (" + limits.pools().get(name) + " units) is used up: " + named(units);
      case Measure.Cost() ->
          "the " + limits.cost().orElseThrow() + " of limits.cost are used up: " + costs(units);
      case Measure.Quota _ ->
          "the account's "
              + shown(measure)
              + (total(units) == 0 ? ": " : "; on the way: ")
              + named(units);
      case Measure.RadiusTargets(), Measure.RadiusUnits() ->
          throw new IllegalArgumentException("a blast radius is told by those that scale in");
    };
  }

  /// `at most 30% of 40 units may scale in within 10m: api 8, web 4`
  ///
  /// @param going units that go in this pass
  String radiusUsedUp(Measure measure, Map<TargetId, Integer> going, Instant now) {
    var radius = limits.blastRadius().orElseThrow();
    var gone = gone(now);
    int there = present() + total(gone);
    going.forEach((id, units) -> {
      if (units > 0) {
        gone.merge(id, units, Integer::sum);
      }
    });
    var within =
        " may scale in within " + Figures.plain(Limits.BlastRadius.REMEMBERED) + ": " + named(gone);
    return measure instanceof Measure.RadiusTargets
        ? "at most " + radius.targets().orElseThrow() + " of " + fleets.size() + " targets" + within
        : "at most " + radius.units().orElseThrow() + " of " + there + " units" + within;
  }

  private String shown(Measure measure) {
    return fleets.stream()
        .flatMap(fleet ->
            room(fleet)
                .filter(room -> quota(fleet, room).equals(measure))
                .map(Room::shown)
                .stream())
        .findFirst()
        .orElseThrow();
  }

  private String costs(SortedMap<TargetId, Integer> units) {
    var costs = new TreeMap<TargetId, BigDecimal>();
    fleets.forEach(fleet ->
        fleet
            .ties()
            .unitCost()
            .filter(_ -> units.containsKey(fleet.id()))
            .map(price -> price.times(units.getOrDefault(fleet.id(), 0)))
            .ifPresent(cost -> costs.put(fleet.id(), cost.perHour())));
    var currency = limits.cost().orElseThrow().currency();
    return named(costs, BigDecimal.ZERO, cost -> new Money(cost, currency).toString());
  }

  private static String named(SortedMap<TargetId, Integer> units) {
    return named(units, 0, String::valueOf);
  }

  /// The largest first.
  private static <T extends Comparable<T>> String named(
      SortedMap<TargetId, T> amounts, T nothing, Function<T, String> text) {
    var largest =
        amounts.entrySet().stream()
            .filter(each -> each.getValue().compareTo(nothing) > 0)
            .sorted(Map.Entry.<TargetId, T>comparingByValue(Comparator.reverseOrder()))
            .toList();
    var names =
        largest.stream()
            .limit(NAMED)
            .map(each -> each.getKey() + " " + text.apply(each.getValue()))
            .collect(Collectors.joining(", "));
    if (names.isEmpty()) {
      return "too little for one unit";
    }
    int others = largest.size() - NAMED;
    return others > 0 ? names + " and " + others + (others == 1 ? " other" : " others") : names;
  }
}
