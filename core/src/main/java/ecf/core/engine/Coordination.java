package ecf.core.engine;

import ecf.core.engine.Allotment.Measure;
import ecf.core.model.Cause;
import ecf.core.model.Reason;
import ecf.core.model.TargetId;
import ecf.core.observation.Observation;
import ecf.core.observation.Peer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What becomes of the targets' decisions when all of them are looked at together: limits make
/// changes smaller, those that follow a smaller target ask again for what that needs, what they
/// leave goes to others, and who depends on a target that is not there yet waits.
///
/// While a target waits, those that carry it lead to the number that it waits for.
final class Coordination {
  /// What is handed out while followers ask again, in how many parts: so that those who are
  /// followed and those who follow grow side by side.
  private static final int PARTS = 64;

  private static final int MOST_ROUNDS = 10_000;

  private final List<FleetSpec> deciding;
  private final Map<TargetId, Observation> seen;
  private final Usage usage;
  private final SortedMap<TargetId, Ask> asks = new TreeMap<>();

  /// What each would become if nothing were shared.
  private final Map<TargetId, Integer> unlimited = new HashMap<>();

  /// Never more units than this, of those that share something.
  private final Map<TargetId, Integer> most = new HashMap<>();

  /// Never fewer, of those that scale in.
  private final Map<TargetId, Integer> least = new HashMap<>();

  /// Who waits, and what for.
  private final Map<TargetId, Wait> waiting = new HashMap<>();

  /// @param units what it waits to become
  private record Wait(int units, String why) {}

  Coordination(List<FleetSpec> deciding, Map<TargetId, Observation> seen, Usage usage) {
    this.deciding = deciding.stream().filter(fleet -> seen.containsKey(fleet.id())).toList();
    this.seen = seen;
    this.usage = usage;
  }

  /// The decision on each target that was seen.
  SortedMap<TargetId, Decision> decisions() {
    do {
      share();
      holdScaleIns();
    } while (moreWait());
    var decisions = new TreeMap<TargetId, Decision>();
    asks.forEach((id, ask) -> decisions.put(id, decision(ask)));
    return decisions;
  }

  /// What each decision was made on, the targets it follows included.
  SortedMap<TargetId, Observation> sights() {
    var sights = new TreeMap<TargetId, Observation>();
    asks.forEach((id, ask) -> sights.put(id, ask.seen()));
    return sights;
  }

  private void ask() {
    var peers = new HashMap<TargetId, Peer>();
    for (FleetSpec fleet : deciding) {
      var sight = Objects.requireNonNull(seen.get(fleet.id()));
      var followed = new HashMap<>(peers);
      followed.keySet().retainAll(fleet.follows());
      var whole = sight.peers(followed);
      var ask = notLarger(new Ask(fleet, whole, Decider.decide(fleet, whole)));
      asks.put(fleet.id(), ask);
      peers.put(fleet.id(), new Peer(Math.max(ask.from(), whole.asked()), led(ask)));
    }
  }

  /// Who follows a target that was cut may want fewer units than are there: but a limit turns no
  /// change round and enlarges none.
  private Ask notLarger(Ask ask) {
    int least = Math.min(ask.from(), unlimited.computeIfAbsent(ask.id(), _ -> ask.to()));
    if (ask.to() >= least) {
      return ask;
    }
    var why =
        Reason.of(
            Reason.Code.IN_BAND,
            ask.to() + " would do while what it follows is held, but limits scale nobody in");
    var trace = ask.decision().trace();
    return new Ask(
        ask.spec(),
        ask.seen(),
        Decider.changed(ask.spec(), ask.seen(), trace, least, Cause.engine(why)));
  }

  private void share() {
    most.clear();
    ask();
    var limited = deciding.stream().filter(fleet -> !usage.ofAUnit(fleet).isEmpty()).toList();
    if (limited.isEmpty()) {
      return;
    }
    var granted = Allotment.of(requests(), usage.left(id -> asked(id).kept()));
    limited.forEach(fleet -> {
      int kept = asked(fleet.id()).kept();
      most.put(fleet.id(), kept + granted.getOrDefault(fleet.id(), 0));
    });
    ask();
    handOutTheRest();
  }

  /// Whoever follows a target that was cut may ask for less than it was granted.
  private void handOutTheRest() {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      most.replaceAll((id, units) -> Math.min(units, units(asked(id))));
      var left = usage.left(id -> units(asked(id)));
      var next =
          requests().stream()
              .filter(Allotment.Request::acts)
              .sorted(Allotment.IN_ORDER)
              .filter(request -> Allotment.room(request, left) > 0)
              .findFirst();
      if (next.isEmpty()) {
        return;
      }
      int room = Allotment.room(next.get(), left);
      boolean led = deciding.stream().anyMatch(each -> each.follows().contains(next.get().by()));
      int units = led ? Math.max(1, room / PARTS) : room;
      most.merge(next.get().by(), units, Integer::sum);
      ask();
    }
  }

  /// What those who scale out and share something ask for beyond what they have by now.
  private List<Allotment.Request> requests() {
    var requests = new ArrayList<Allotment.Request>();
    asks.forEach((id, ask) -> {
      var unit = usage.ofAUnit(ask.spec());
      int has = most.containsKey(id) ? units(ask) : ask.kept();
      if (!unit.isEmpty() && ask.to() > has && !waiting.containsKey(id)) {
        requests.add(request(ask, ask.to() - has, unit, Map.of()));
      }
    });
    return requests;
  }

  private static Allotment.Request request(
      Ask ask, int units, Map<Measure, BigDecimal> each, Map<Measure, BigDecimal> once) {
    return new Allotment.Request(
        ask.id(),
        ask.spec().acts(),
        ask.spec().ties().priority(),
        ask.urgency(),
        units,
        each,
        once);
  }

  private void holdScaleIns() {
    least.clear();
    var left = now().map(usage::leftOfRadius).orElse(Map.of());
    if (left.isEmpty()) {
      return;
    }
    var requests = scaleIns();
    Allotment.of(requests, left).forEach((id, units) -> least.put(id, asked(id).from() - units));
  }

  private List<Allotment.Request> scaleIns() {
    var gone = now().map(usage::gone).orElseGet(TreeMap::new);
    return asks.values().stream()
        .filter(Ask::in)
        .map(ask ->
            request(
                ask,
                ask.from() - ask.to(),
                Map.of(new Measure.RadiusUnits(), BigDecimal.ONE),
                gone.containsKey(ask.id())
                    ? Map.of()
                    : Map.of(new Measure.RadiusTargets(), BigDecimal.ONE)))
        .toList();
  }

  /// Whether somebody waits who did not before.
  private boolean moreWait() {
    int before = waiting.size();
    var found = new HashMap<TargetId, Wait>();
    asks.forEach((id, ask) -> {
      if (!waiting.containsKey(id) && units(ask) > ask.kept()) {
        missing(ask).ifPresent(why -> found.put(id, new Wait(units(ask), why)));
      }
    });
    waiting.putAll(found);
    return waiting.size() > before;
  }

  /// `waits for db: 3 of 5 serve`
  private Optional<String> missing(Ask ask) {
    var missing = new ArrayList<String>();
    for (TargetId id : ask.spec().ties().dependsOn().stream().sorted().toList()) {
      var dependency = asks.get(id);
      if (dependency == null) {
        missing.add(id + ", which is not known now");
      } else {
        int serving = dependency.seen().target().serving();
        int decided = led(dependency);
        if (serving < decided) {
          missing.add(id + ", where " + serving + " of " + decided + " serve");
        }
      }
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("waits for " + String.join(", and for ", missing));
  }

  private Ask asked(TargetId id) {
    return Objects.requireNonNull(asks.get(id));
  }

  private Optional<Instant> now() {
    return seen.values().stream().findFirst().map(Observation::now);
  }

  /// What comes of it in this pass.
  private int units(Ask ask) {
    if (waiting.containsKey(ask.id())) {
      return ask.kept();
    }
    return bounded(ask);
  }

  private int bounded(Ask ask) {
    if (ask.out()) {
      return Math.max(ask.kept(), Math.min(ask.to(), most.getOrDefault(ask.id(), ask.to())));
    }
    return Math.max(ask.to(), least.getOrDefault(ask.id(), ask.to()));
  }

  /// What others go by: where it is on its way to. Nobody waits for, or leads, what is not done.
  private int led(Ask ask) {
    if (!ask.spec().acts()) {
      return ask.from();
    }
    var wait = waiting.get(ask.id());
    return wait == null ? bounded(ask) : Math.min(ask.to(), Math.max(ask.kept(), wait.units));
  }

  private Decision decision(Ask ask) {
    int units = units(ask);
    if (units == ask.to()) {
      return ask.decision();
    }
    var trace = ask.decision().trace();
    return Decider.changed(ask.spec(), ask.seen(), trace, units, Cause.engine(why(ask)));
  }

  private Reason why(Ask ask) {
    var wait = waiting.get(ask.id());
    var facts = new TreeMap<String, Double>(Map.of("wanted", (double) ask.to()));
    if (wait != null) {
      return new Reason(
          Reason.Code.DEPENDENCY,
          ask.to() + " wanted, but it " + missing(ask).orElse(wait.why),
          facts);
    }
    if (ask.in()) {
      return new Reason(Reason.Code.BLAST_RADIUS, ask.to() + " wanted, but " + radius(ask), facts);
    }
    var scarce = scarce(ask);
    var code =
        switch (scarce) {
          case Measure.Pool _ -> Reason.Code.POOL;
          case Measure.Quota _ -> Reason.Code.QUOTA;
          case Measure.Cost _ -> Reason.Code.COST;
          case Measure.RadiusTargets _, Measure.RadiusUnits _ -> Reason.Code.BLAST_RADIUS;
        };
    var usedUp = usage.usedUp(scarce, id -> units(asked(id)));
    return new Reason(code, ask.to() + " wanted, but " + usedUp, facts);
  }

  /// Of what it shares, that of which not even one more unit is left. Who only observes uses up
  /// nothing, but what it is told to get.
  private Measure scarce(Ask ask) {
    var left = usage.left(id -> units(asked(id)));
    var unit = usage.ofAUnit(ask.spec());
    var own = BigDecimal.valueOf(ask.spec().acts() ? 0 : units(ask) - ask.from());
    var measures =
        unit.keySet().stream()
            .sorted(Comparator.comparing(Measure.Cost.class::isInstance))
            .toList();
    return measures.stream()
        .filter(measure -> {
          var price = unit.getOrDefault(measure, BigDecimal.ZERO);
          var free = left.getOrDefault(measure, BigDecimal.ZERO).subtract(price.multiply(own));
          return price.compareTo(free) > 0;
        })
        .findFirst()
        .orElseGet(measures::getFirst);
  }

  private String radius(Ask ask) {
    var now = now().orElseThrow();
    var going = new TreeMap<TargetId, Integer>();
    asks.values().stream()
        .filter(each -> each.in() && each.spec().acts() && units(each) < each.from())
        .forEach(each -> going.put(each.id(), each.from() - units(each)));
    var gone = usage.gone(now);
    var left = usage.leftOfRadius(now);
    var targets = left.get(new Measure.RadiusTargets());
    long others = going.keySet().stream().filter(id -> !gone.containsKey(id)).count();
    boolean tooMany =
        targets != null
            && !gone.containsKey(ask.id())
            && units(ask) == ask.from()
            && targets.compareTo(BigDecimal.valueOf(others)) <= 0;
    var measure =
        tooMany || !left.containsKey(new Measure.RadiusUnits())
            ? new Measure.RadiusTargets()
            : new Measure.RadiusUnits();
    return usage.radiusUsedUp(measure, going, now);
  }
}
