package ecf.core.engine;

import ecf.core.model.Cause;
import ecf.core.model.FleetInstance;
import ecf.core.model.Reason;
import ecf.core.model.Registration;
import ecf.core.model.TargetId;
import ecf.core.observation.Departure;
import ecf.core.observation.GroupObservation;
import ecf.core.observation.Inspection;
import ecf.core.observation.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who leaves when a fleet scales in whose instances are members of a group that its provider does
/// not keep by itself: nobody would let their connections end. So they leave in two passes. In the
/// first they are picked, remembered and deregistered; when the group shows them no more, exactly
/// those are terminated and the number goes down with them.
///
/// * Picked are those that are not protected, one after the other from the zone that has the most,
///   and there the one that has run for the longest.
/// * The group's own floors hold. Where it lets fewer go, fewer leave.
/// * One batch after the other: while some drain, no others are picked. Whoever is not wanted to
///   leave any more is a member again.
/// * Whoever has to allow a scale-in is asked before the first of them leaves; after a no nobody
///   does.
/// * The group is asked whether they are out; the longest time that it may take is only waited for
///   where it never says so.
///
/// Left as it was, so that the provider chooses: where it waits for a lifecycle hook before an
/// instance goes, where instances count for more than one unit, where nobody tells them one by one
/// (tasks), where the file decides another number than the desired one, and without state, for then
/// nobody knows in the second pass who left in the first.
///
/// 6 run, 3 in each of two zones, and 4 are wanted: the oldest of each zone are deregistered; when
/// both are out, they are terminated, and 4 are left.
final class Draining {
  /// No group waits longer for connections to end.
  private static final Duration LONGEST = Duration.ofMinutes(65);

  private final Collection<? extends TargetSpec> specs;
  private final Map<TargetId, GroupObservation> groups;

  /// @param groups as far as they were seen
  Draining(Collection<? extends TargetSpec> specs, Map<TargetId, GroupObservation> groups) {
    this.specs = specs;
    this.groups = groups;
  }

  /// @param leaving who leaves the groups of the fleet, and since when
  record Outcome(Decision decision, SortedMap<String, Instant> leaving) {
    Outcome {
      leaving = Collections.unmodifiableSortedMap(new TreeMap<>(leaving));
    }
  }

  /// The groups that its instances may have to leave.
  List<GroupObservation> left(FleetSpec fleet) {
    return drains(fleet)
        ? tied(fleet).stream().filter(this::isOurs).map(this::seen).toList()
        : List.of();
  }

  private static boolean drains(FleetSpec fleet) {
    return fleet.acts() && !fleet.conduct().control().ofMinimum();
  }

  private List<GroupSpec> tied(FleetSpec fleet) {
    return specs.stream()
        .filter(GroupSpec.class::isInstance)
        .map(GroupSpec.class::cast)
        .filter(group -> group.members().equals(new GroupSpec.Members.Fleet(fleet.resource())))
        .toList();
  }

  private boolean isOurs(GroupSpec group) {
    return groups.get(group.id()) instanceof GroupObservation seen
        && seen.target().owner().isEmpty();
  }

  Outcome of(FleetSpec fleet, Observation seen, Decision made) {
    var tied = tied(fleet);
    var before = seen.memory().traffic().leaving();
    if (tied.isEmpty() || !drains(fleet)) {
      return new Outcome(made, new TreeMap<>());
    }
    var unknown = tied.stream().filter(group -> !groups.containsKey(group.id())).findFirst();
    if (!(made instanceof Decision.Resize resize) || resize.to() >= resize.from()) {
      return new Outcome(made, unknown.isPresent() ? before : new TreeMap<>());
    }
    var instances = seen.target().condition().instances();
    if (instances.isEmpty()) {
      return new Outcome(made, new TreeMap<>());
    }
    if (unknown.isPresent()) {
      return held(resize, before, "waits for " + unknown.get().id() + ", which is not known now");
    }
    var ours = tied.stream().filter(this::isOurs).toList();
    if (ours.isEmpty()) {
      return new Outcome(made, new TreeMap<>());
    }
    var plain = withoutDraining(seen, instances);
    if (plain.isPresent()) {
      return new Outcome(noted(resize, plain.get()), new TreeMap<>());
    }
    var departure = seen.inspection().flatMap(Inspection::departure);
    if (departure.filter(asked -> !asked.hooked()).isEmpty()) {
      return new Outcome(made, new TreeMap<>());
    }
    var bounds = Decider.changed(fleet, seen, resize.trace(), resize.from(), resize.cause());
    if (bounds.changes().stream().anyMatch(Change.SetBounds.class::isInstance)) {
      return new Outcome(bounds, before);
    }
    return drained(resize, seen, ours, departure.get());
  }

  /// Why they go without, for people.
  private static Optional<String> withoutDraining(Observation seen, List<FleetInstance> instances) {
    if (!seen.clocks()) {
      return Optional.of("without state nobody knows who has drained, so they go as they are");
    }
    boolean weighted =
        instances.stream().anyMatch(each -> each.units() != 1)
            || instances.size() != seen.target().running();
    return weighted
        ? Optional.of("its instances count for different units, so they go without draining")
        : Optional.empty();
  }

  private static Decision noted(Decision.Resize resize, String note) {
    return new Decision.Resize(
        resize.target(),
        resize.from(),
        resize.to(),
        resize.changes(),
        resize.cause(),
        resize.trace().noted(note));
  }

  private Outcome drained(
      Decision.Resize resize, Observation seen, List<GroupSpec> ours, Departure departure) {
    var before = seen.memory().traffic().leaving();
    var chosen = chosen(seen, before.keySet(), resize.from() - resize.to(), departure);
    var leaving = thoseWhoMay(ours, chosen);
    if (leaving.isEmpty()) {
      return held(resize, new TreeMap<>(), "nobody may leave: " + why(ours, chosen));
    }
    if (departure.vetoed().isPresent() && !before.keySet().containsAll(leaving)) {
      return new Outcome(
          new Decision.Hold(
              resize.target(), resize.from(), departure.vetoed().get(), resize.trace()),
          new TreeMap<>());
    }
    var since = new TreeMap<String, Instant>();
    leaving.forEach(id -> since.put(id, before.getOrDefault(id, seen.now())));
    var inside =
        leaving.stream()
            .filter(id ->
                ours.stream()
                    .anyMatch(group -> holds(group, id, since.getOrDefault(id, seen.now()))))
            .toList();
    return inside.isEmpty()
        ? new Outcome(terminating(resize, seen, leaving), since)
        : held(resize, since, drainFirst(inside));
  }

  /// `i-1 and 1 more drain first`
  private static String drainFirst(List<String> inside) {
    return inside.size() == 1
        ? inside.getFirst() + " drains first"
        : inside.getFirst() + " and " + (inside.size() - 1) + " more drain first";
  }

  private static Outcome held(
      Decision.Resize resize, SortedMap<String, Instant> leaving, String why) {
    var reason =
        new Reason(
            Reason.Code.DEPENDENCY,
            resize.to() + " wanted, but " + why,
            Map.of("wanted", (double) resize.to()));
    return new Outcome(
        new Decision.Hold(resize.target(), resize.from(), Cause.engine(reason), resize.trace()),
        leaving);
  }

  private static Decision terminating(
      Decision.Resize resize, Observation seen, Set<String> leaving) {
    var changes = new ArrayList<Change>();
    resize.changes().stream().filter(Change.TakeOver.class::isInstance).forEach(changes::add);
    seen.target().condition().instances().stream()
        .filter(each -> leaving.contains(each.id()))
        .map(each -> new Change.Terminate(each.id(), each.zone(), "it has drained"))
        .forEach(changes::add);
    int to = resize.from() - leaving.size();
    return new Decision.Resize(
        resize.target(), resize.from(), to, changes, resize.cause(), resize.trace());
  }

  /// As many as shall leave: of those that leave already, else newly picked.
  private static Set<String> chosen(
      Observation seen, Set<String> before, int many, Departure departure) {
    var all = seen.target().condition().instances();
    var open = all.stream().filter(each -> !each.kept()).toList();
    var earlier = open.stream().filter(each -> before.contains(each.id())).toList();
    return picked(earlier.isEmpty() ? open : earlier, all, many, departure);
  }

  private static Set<String> picked(
      List<FleetInstance> candidates, List<FleetInstance> all, int many, Departure departure) {
    var left =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    FleetInstance::zone, HashMap::new, Collectors.summingInt(_ -> 1)));
    var open = new ArrayList<>(candidates);
    var picked = new TreeSet<String>();
    while (picked.size() < many && !open.isEmpty()) {
      var next =
          open.stream()
              .min(
                  Comparator.<FleetInstance>comparingInt(each -> -left.getOrDefault(each.zone(), 0))
                      .thenComparing(
                          each -> departure.launched().getOrDefault(each.id(), Instant.MAX))
                      .thenComparing(FleetInstance::id))
              .orElseThrow();
      open.remove(next);
      picked.add(next.id());
      left.merge(next.zone(), -1, Integer::sum);
    }
    return picked;
  }

  /// Those that every group lets go, or has let go already.
  private Set<String> thoseWhoMay(List<GroupSpec> ours, Set<String> chosen) {
    var leaving = new TreeSet<>(chosen);
    while (true) {
      var stay = new TreeSet<String>();
      for (GroupSpec group : ours) {
        var seen = seen(group).leaving(leaving);
        var going = going(Rebalancing.decide(group, seen));
        registered(seen)
            .filter(each -> each.health() != Registration.Health.DRAINING)
            .map(each -> each.member().id())
            .filter(id -> leaving.contains(id) && !going.contains(id))
            .forEach(stay::add);
      }
      if (!leaving.removeAll(stay)) {
        return leaving;
      }
    }
  }

  private static Set<String> going(Decision decision) {
    return decision.changes().stream()
        .filter(Change.Deregister.class::isInstance)
        .flatMap(change -> ((Change.Deregister) change).members().stream())
        .map(each -> each.member().id())
        .collect(Collectors.toSet());
  }

  private String why(List<GroupSpec> ours, Set<String> chosen) {
    return ours.stream()
        .map(group -> group.id() + ": " + stays(group, chosen))
        .collect(Collectors.joining("; "));
  }

  private String stays(GroupSpec group, Set<String> chosen) {
    var decision = Rebalancing.decide(group, seen(group).leaving(chosen));
    return chosen.isEmpty() ? "all are protected" : decision.cause().reason().summary();
  }

  private boolean holds(GroupSpec group, String id, Instant since) {
    var seen = seen(group);
    return registered(seen)
        .filter(each -> each.member().id().equals(id))
        .anyMatch(each ->
            each.health() != Registration.Health.DRAINING
                || seen.now().isBefore(since.plus(LONGEST)));
  }

  private static Stream<Registration> registered(GroupObservation seen) {
    return seen.target().registered().stream();
  }

  private GroupObservation seen(GroupSpec group) {
    return Objects.requireNonNull(groups.get(group.id()));
  }
}
