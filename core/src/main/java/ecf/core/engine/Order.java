package ecf.core.engine;

import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The one graph over the targets of a file: who carries whom. A fleet that follows a service
/// carries it, and so does whatever a target depends on; a fleet carries the groups that its
/// instances are members of, and a group the listeners that send it traffic. Scale-outs run along
/// it, carriers first; scale-ins against it. Traffic moves in between: to what has grown, and away
/// before anything shrinks.
public final class Order {
  private final SortedMap<TargetId, TargetSpec> specs;

  /// From each target to those that must be there before it grows.
  private final Map<TargetId, Set<TargetId>> carriers;

  private Order(SortedMap<TargetId, TargetSpec> specs, Map<TargetId, Set<TargetId>> carriers) {
    this.specs = specs;
    this.carriers = carriers;
  }

  public static Order of(Collection<? extends TargetSpec> targets) {
    var specs = new TreeMap<TargetId, TargetSpec>();
    targets.forEach(spec -> specs.put(spec.id(), spec));
    var byResource = new HashMap<Resource, TargetId>();
    specs.forEach((id, spec) -> byResource.put(spec.resource(), id));
    var carriers = new TreeMap<TargetId, Set<TargetId>>();
    specs.keySet().forEach(id -> carriers.put(id, new TreeSet<>()));
    specs.forEach((id, spec) -> {
      switch (spec) {
        case FleetSpec fleet -> {
          fleet.follows().stream()
              .filter(specs::containsKey)
              .forEach(followed -> carriers.getOrDefault(followed, Set.of()).add(id));
          fleet.ties().dependsOn().stream()
              .filter(specs::containsKey)
              .forEach(dependency -> carriers.getOrDefault(id, Set.of()).add(dependency));
        }
        case GroupSpec group -> {
          if (group.members() instanceof GroupSpec.Members.Fleet(var resource)
              && byResource.get(resource) instanceof TargetId fleet) {
            carriers.getOrDefault(id, Set.of()).add(fleet);
          }
        }
        case ListenerSpec listener ->
            listener.groups().values().stream()
                .flatMap(group -> Stream.ofNullable(byResource.get(group)))
                .forEach(group -> carriers.getOrDefault(id, Set.of()).add(group));
      }
    });
    return new Order(specs, carriers);
  }

  /// Targets that carry each other in a circle, each named once; empty where there is no circle.
  public List<TargetId> circle() {
    var done = new TreeSet<TargetId>();
    for (TargetId id : specs.keySet()) {
      var circle = circleFrom(id, new LinkedHashSet<>(), done);
      if (!circle.isEmpty()) {
        return circle;
      }
    }
    return List.of();
  }

  private List<TargetId> circleFrom(TargetId id, LinkedHashSet<TargetId> path, Set<TargetId> done) {
    if (path.contains(id)) {
      var walked = new ArrayList<>(path);
      return walked.subList(walked.indexOf(id), walked.size());
    }
    if (!done.add(id)) {
      return List.of();
    }
    path.add(id);
    for (TargetId carrier : carriersOf(id)) {
      var circle = circleFrom(carrier, path, done);
      if (!circle.isEmpty()) {
        return circle;
      }
    }
    path.remove(id);
    return List.of();
  }

  /// Everything that is tied to some of the targets, in both directions and transitively,
  /// themselves included. Who shares a pool is tied to it.
  public Set<TargetId> tied(Collection<TargetId> some) {
    var tied = new TreeSet<TargetId>();
    var open = new ArrayList<>(some);
    while (!open.isEmpty()) {
      var id = open.removeLast();
      if (specs.containsKey(id) && tied.add(id)) {
        open.addAll(carriersOf(id));
        open.addAll(carriedBy(id));
        open.addAll(sharingThePoolOf(id));
      }
    }
    return tied;
  }

  private Set<TargetId> sharingThePoolOf(TargetId id) {
    var sharing = new TreeSet<TargetId>();
    pool(specs.get(id))
        .ifPresent(pool ->
            specs.forEach((other, spec) -> {
              if (pool(spec).filter(pool::equals).isPresent()) {
                sharing.add(other);
              }
            }));
    return sharing;
  }

  private static Optional<String> pool(@Nullable TargetSpec spec) {
    return spec instanceof FleetSpec fleet ? fleet.ties().pool() : Optional.empty();
  }

  /// Who is followed comes before those that follow: the carried before its carriers.
  List<TargetSpec> deciding() {
    return levels().values().stream()
        .flatMap(List::stream)
        .map(id -> Objects.requireNonNull(specs.get(id)))
        .toList()
        .reversed();
  }

  /// Whoever this target carries: its scale-in waits for theirs.
  public Set<TargetId> carriedBy(TargetId id) {
    var carried = new TreeSet<TargetId>();
    specs.keySet().stream().filter(other -> carriersOf(other).contains(id)).forEach(carried::add);
    return carried;
  }

  /// First what grows, carriers first; then traffic; then what shrinks, carriers last. Growing
  /// comes first as a whole, so that nothing is taken away before what replaces it was asked for.
  List<List<TargetId>> acting(Map<TargetId, Decision> decisions) {
    var levels = new ArrayList<>(levels().values());
    var waves = new ArrayList<List<TargetId>>();
    for (List<TargetId> level : levels) {
      addWave(waves, level, decisions, Way.OUT);
    }
    addWave(waves, List.copyOf(specs.keySet()), decisions, Way.ACROSS);
    Collections.reverse(levels);
    for (List<TargetId> level : levels) {
      addWave(waves, level, decisions, Way.IN);
    }
    return waves;
  }

  private static void addWave(
      List<List<TargetId>> waves,
      List<TargetId> level,
      Map<TargetId, Decision> decisions,
      Way way) {
    var wave = level.stream().filter(id -> changesIn(decisions.get(id), way)).toList();
    if (!wave.isEmpty()) {
      waves.add(wave);
    }
  }

  private static boolean changesIn(@Nullable Decision decision, Way way) {
    if (decision == null || decision.changes().isEmpty()) {
      return false;
    }
    return way(decision) == way;
  }

  private enum Way {
    OUT,
    /// Traffic moves: after what it moves to, before what it leaves.
    ACROSS,
    IN
  }

  private static Way way(Decision decision) {
    return switch (decision) {
      case Decision.Resize resize -> resize.to() < resize.from() ? Way.IN : Way.OUT;
      case Decision.Rebalance rebalance ->
          rebalance.changes().stream().anyMatch(Change.Register.class::isInstance)
              ? Way.OUT
              : Way.IN;
      case Decision.Shift _ -> Way.ACROSS;
      case Decision.Hold _, Decision.Steady _, Decision.Refused _, Decision.Impossible _ -> Way.OUT;
    };
  }

  /// By the longest way from a target that nobody carries. Circles are configuration problems; here
  /// they end the walk.
  private SortedMap<Integer, List<TargetId>> levels() {
    var depths = new LinkedHashMap<TargetId, Integer>();
    specs.keySet().forEach(id -> depth(id, depths, new TreeSet<>()));
    var levels = new TreeMap<Integer, List<TargetId>>();
    depths.forEach((id, depth) -> levels.computeIfAbsent(depth, _ -> new ArrayList<>()).add(id));
    levels.values().forEach(Collections::sort);
    return levels;
  }

  private int depth(TargetId id, Map<TargetId, Integer> depths, Set<TargetId> walking) {
    var known = depths.get(id);
    if (known != null) {
      return known;
    }
    if (!walking.add(id)) {
      return 0;
    }
    int deepest = -1;
    for (TargetId carrier : carriersOf(id)) {
      deepest = Math.max(deepest, depth(carrier, depths, walking));
    }
    walking.remove(id);
    depths.put(id, deepest + 1);
    return deepest + 1;
  }

  private Set<TargetId> carriersOf(TargetId id) {
    return carriers.getOrDefault(id, Set.of());
  }
}
