package ecf.core.engine;

import ecf.core.guardrail.Guardrail;
import ecf.core.memory.TargetMemory;
import ecf.core.memory.Traffic;
import ecf.core.model.Activity;
import ecf.core.model.Cause;
import ecf.core.model.Figures;
import ecf.core.model.FleetInstance;
import ecf.core.model.Reason;
import ecf.core.observation.Inspection;
import ecf.core.observation.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which instances are replaced because they are sick: those that have failed their health source
/// for longer than the file allows, the longest first, in a pass that leaves the number as it is.
///
/// * Whatever forbids to replace units forbids this: `blackout`, `sickFleet`, `throttle.changes`,
///   and anything that the provider is doing with the fleet, whatever `busy` allows.
/// * While nobody is healthy, a load balancer sends to everybody, and a check that fails everywhere
///   tells of something else than of sick instances.
/// * While fewer than `capacity.min` serve, nothing is taken away that may still do something.
/// * Whoever is protected from scale-in is somebody's business.
/// * After a replacement the next one waits until everybody else serves: all but those that had
///   been sick by then. A replacement that does not come up keeps the others for an hour.
///
/// Nothing that is shared between targets counts a replacement: it takes no unit away that served,
/// so it is none of the scale-ins of `limits.blastRadius` or of `throttle.in`, and the number, its
/// pool and its price stay. Who else sets that number does not matter either. It is one of the
/// `throttle.changes`, and moves no clock of a scale-out or scale-in.
///
/// 4 run with a minimum of 2, i-3 has been sick for 12 minutes and i-4 for 11, `after: 10m`: i-3 is
/// replaced; i-4 when the new one serves.
final class Healing {
  /// So long a replacement that does not serve keeps others from being replaced.
  private static final Duration SETTLING = Duration.ofHours(1);

  private final FleetSpec spec;
  private final Observation seen;
  private final List<FleetInstance> sick;

  private Healing(FleetSpec spec, Observation seen) {
    this.spec = spec;
    this.seen = seen;
    sick =
        seen.target().condition().instances().stream()
            .filter(each -> each.sick().isPresent())
            .filter(each -> !replaced(seen).containsKey(each.id()))
            .sorted(
                Comparator.<FleetInstance, Instant>comparing(each -> since(each))
                    .thenComparing(FleetInstance::id))
            .toList();
  }

  /// @param replaced empty where nobody is
  /// @param cause why, where somebody is
  /// @param stays why somebody stays who is sick for too long, for people
  record Outcome(List<Change> replaced, Optional<Cause> cause, Optional<String> stays) {
    private static Outcome none() {
      return new Outcome(List.of(), Optional.empty(), Optional.empty());
    }

    private static Outcome staying(String why) {
      return new Outcome(List.of(), Optional.empty(), Optional.of(why));
    }
  }

  static Outcome of(FleetSpec spec, Observation seen) {
    return spec.health()
        .heal()
        .map(heal -> new Healing(spec, seen).outcome(heal))
        .orElseGet(Outcome::none);
  }

  private Outcome outcome(FleetSpec.Heal heal) {
    if (sick.isEmpty()) {
      return Outcome.none();
    }
    if (!seen.clocks()) {
      return Outcome.staying(
          staying(sick) + "without state nobody knows since when, so heal replaces nothing");
    }
    var overdue = sick.stream().filter(each -> sickFor(each).compareTo(heal.after()) >= 0).toList();
    if (overdue.isEmpty()) {
      return Outcome.none();
    }
    var forbidding = forbidding();
    if (forbidding.isPresent()) {
      return Outcome.staying(staying(overdue) + forbidding.get());
    }
    var open = overdue.stream().filter(each -> !each.kept()).toList();
    var replaced = open.subList(0, Math.min(heal.max(), open.size()));
    var kept = overdue.stream().filter(FleetInstance::kept).toList();
    var stays =
        kept.isEmpty()
            ? Optional.<String>empty()
            : Optional.of(staying(kept) + "protected from scale-in");
    return replaced.isEmpty()
        ? new Outcome(List.of(), Optional.empty(), stays)
        : new Outcome(
            replaced.stream().<Change>map(this::replacement).toList(),
            Optional.of(Cause.engine(why(replaced))),
            stays);
  }

  private Change.Replace replacement(FleetInstance each) {
    var said = each.sick().filter(word -> !word.isEmpty()).map(word -> " (" + word + ")");
    return new Change.Replace(
        each.id(), each.zone(), "unhealthy for " + Figures.plain(sickFor(each)) + said.orElse(""));
  }

  private Reason why(List<FleetInstance> replaced) {
    var many = sick.size() == 1 ? " is" : " are";
    return new Reason(
        Reason.Code.SICK,
        units(sick)
            + " of "
            + seen.target().running()
            + " running units"
            + many
            + " unhealthy, "
            + replaced.size()
            + " for too long",
        Map.of("sick", (double) units(sick), "replaced", (double) replaced.size()));
  }

  /// `i-3 (12m) and 2 more stay sick: `
  private String staying(List<FleetInstance> some) {
    var first = some.getFirst();
    var more = some.size() == 1 ? "" : " and " + (some.size() - 1) + " more";
    return first.id()
        + more
        + (some.size() == 1 ? " is" : " are")
        + " unhealthy"
        + (seen.clocks() ? " for " + Figures.plain(sickFor(first)) : "")
        + (some.size() == 1 ? " and stays: " : " and stay: ");
  }

  private Optional<String> forbidding() {
    return halted()
        .or(this::nobodyServes)
        .or(this::guardrail)
        .or(this::atWork)
        .or(this::unanswered)
        .or(this::missing)
        .or(this::settling)
        .or(this::minimum);
  }

  /// Who suspended one direction has the fleet stay as it is in some way; the other would half of
  /// it.
  private Optional<String> halted() {
    return seen.memory().tenure().suspended().map(_ -> "ecf-aws is suspended here");
  }

  private Optional<String> nobodyServes() {
    return seen.target().serving() > 0
        ? Optional.empty()
        : Optional.of("nobody is healthy, so traffic goes to all of them");
  }

  private Optional<String> guardrail() {
    for (Guardrail guardrail : spec.guardrails()) {
      var why = guardrail.forbidsReplacing(seen);
      if (why.isPresent()) {
        return Optional.of(guardrail.type().yamlName() + ": " + why.get().summary());
      }
    }
    return Optional.empty();
  }

  /// Even what hinders no change of the number: told not to replace the sick or not to register new
  /// instances, the provider would not do it.
  private Optional<String> atWork() {
    return seen.activities().stream().findFirst().map(Activity::summary);
  }

  private Optional<String> unanswered() {
    return seen.inspection().map(Inspection::unanswered).stream()
        .flatMap(List::stream)
        .findFirst()
        .map(failure -> failure.call() + " was not answered (" + failure.message() + ")");
  }

  private Optional<String> missing() {
    int running = seen.target().running();
    if (seen.target().pending() > 0) {
      return Optional.of("units that were asked for are still pending");
    }
    return running < seen.asked()
        ? Optional.of("only " + running + " of " + seen.asked() + " run")
        : Optional.empty();
  }

  private Optional<String> settling() {
    var last = replaced(seen).values().stream().map(Traffic.Removal::at).max(Instant::compareTo);
    if (last.isEmpty()) {
      return Optional.empty();
    }
    int before = units(sick.stream().filter(each -> !since(each).isAfter(last.get())).toList());
    return seen.target().serving() + before >= seen.target().running()
        ? Optional.empty()
        : Optional.of(
            "one was replaced "
                + Figures.plain(Duration.between(last.get(), seen.now()))
                + " ago, and not everybody else serves yet");
  }

  private Optional<String> minimum() {
    int serving = seen.target().serving();
    int min = spec.capacity().min();
    return serving >= min
        ? Optional.empty()
        : Optional.of(serving + " serve, and at least " + min + " must (capacity.min)");
  }

  private static int units(List<FleetInstance> some) {
    return some.stream().mapToInt(FleetInstance::units).sum();
  }

  private Instant since(FleetInstance each) {
    return seen.memory().traffic().sick().getOrDefault(each.id(), seen.now());
  }

  private Duration sickFor(FleetInstance each) {
    return Duration.between(since(each), seen.now());
  }

  /// A provider may show for a while what was replaced.
  private static Map<String, Traffic.Removal> replaced(Observation seen) {
    return seen.memory().traffic().removedWithin(SETTLING, seen.now());
  }

  /// With what the next pass will know of sick instances. It is counted whatever forbids to act.
  static TargetMemory remembered(FleetSpec spec, Observation seen) {
    var since = new HashMap<String, Instant>();
    var healing = new Healing(spec, seen);
    if (spec.health().heal().isPresent()) {
      healing.sick.forEach(each -> since.put(each.id(), healing.since(each)));
    }
    return seen.memory().traffic(Traffic.ofUnits(since, replaced(seen)));
  }
}
