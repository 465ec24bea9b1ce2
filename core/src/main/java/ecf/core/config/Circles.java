package ecf.core.config;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.Order;
import ecf.core.engine.TargetSpec;
import ecf.core.model.TargetId;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Position;
import ecf.core.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Finds targets that follow or depend on each other in a circle, so that none could go first.
final class Circles {
  /// Looking for more takes long, and nobody mends so many at once.
  private static final int MOST = 20;

  /// Types of policies that follow others, and the key that says whom.
  private static final Map<String, String> FOLLOWING =
      Map.of("follow", "targets", "binPack", "cluster");

  private final Map<TargetId, FleetSpec> fleets = new TreeMap<>();
  private final Map<String, Fields> targets;
  private final Problems problems;

  /// @param targets the keys of each, by its name
  Circles(List<TargetSpec> specs, Map<String, Fields> targets, Problems problems) {
    for (TargetSpec spec : specs) {
      if (spec instanceof FleetSpec fleet) {
        fleets.put(fleet.id(), fleet);
      }
    }
    this.targets = targets;
    this.problems = problems;
  }

  /// Each circle once, where it is closed.
  void check() {
    var open = new ArrayList<>(fleets.values());
    int found = 0;
    for (var circle = Order.of(open).circle();
        !circle.isEmpty() && found < MOST;
        circle = Order.of(open).circle()) {
      found++;
      tell(circle);
      var inCircle = Set.copyOf(circle);
      open.removeIf(spec -> inCircle.contains(spec.id()));
    }
  }

  /// @param circle each carried by the next
  private void tell(List<TargetId> circle) {
    var links = new ArrayList<Boolean>();
    for (int i = 0; i < circle.size(); i++) {
      links.add(follows(circle.get((i + 1) % circle.size()), circle.get(i)));
    }
    if (!links.contains(false)) {
      var first = circle.getLast();
      error(
          following(first),
          first,
          "these targets follow each other in a circle: " + arrows(circle.reversed()),
          "one of them must be scaled by something else");
    } else if (!links.contains(true)) {
      var first = circle.getFirst();
      error(
          depending(first),
          first,
          "these targets depend on each other in a circle: " + arrows(circle),
          "one of them must be able to grow first");
    } else {
      var first = circle.get(links.indexOf(false));
      error(
          depending(first),
          first,
          "these targets cannot be brought into an order: " + phrases(circle, links),
          "who is followed grows after those that follow it, who is depended on before: drop one");
    }
  }

  private boolean follows(TargetId follower, TargetId followed) {
    return Optional.ofNullable(fleets.get(follower))
        .filter(spec -> spec.follows().contains(followed))
        .isPresent();
  }

  private static String arrows(List<TargetId> circle) {
    var names = new ArrayList<>(circle.stream().map(TargetId::name).toList());
    names.add(names.getFirst());
    return String.join(" → ", names);
  }

  private static String phrases(List<TargetId> circle, List<Boolean> links) {
    var phrases = new ArrayList<String>();
    for (int i = 0; i < circle.size(); i++) {
      var carried = circle.get(i);
      var carrier = circle.get((i + 1) % circle.size());
      phrases.add(
          links.get(i) ? carrier + " follows " + carried : carried + " depends on " + carrier);
    }
    return String.join(", ", phrases);
  }

  private void error(Optional<Position> at, TargetId target, String message, String hint) {
    fields(target).ifPresent(fields -> problems.error(at.orElse(fields.at()), message, hint));
  }

  private Optional<Fields> fields(TargetId target) {
    return Optional.ofNullable(targets.get(target.name()));
  }

  private Optional<Position> depending(TargetId target) {
    return fields(target).map(fields -> fields.at(TieFields.DEPENDS_ON));
  }

  private Optional<Position> following(TargetId target) {
    return fields(target).stream()
        .flatMap(fields -> fields.maps(PolicyList.KEY.name()).stream())
        .flatMap(policy ->
            policy
                .optionalWritten(TypeKey.NAME)
                .flatMap(type -> Optional.ofNullable(FOLLOWING.get(type)))
                .map(policy::at)
                .stream())
        .findFirst();
  }
}
