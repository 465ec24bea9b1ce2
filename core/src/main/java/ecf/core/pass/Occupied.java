package ecf.core.pass;

import ecf.core.engine.FleetSpec;
import ecf.core.model.Packing;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetId;
import ecf.core.observation.Observation;
import ecf.core.observation.Occupancy;
import ecf.core.port.Answer;
import ecf.core.port.Clusters;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The clusters of one pass: each asked once, all in one batch, and none where no policy asks.
final class Occupied {
  private final Clusters clusters;

  Occupied(Clusters clusters) {
    this.clusters = clusters;
  }

  /// Gives every fleet the clusters that its policies read.
  void complete(Sights sights) {
    var names = new HashSet<Clusters.Name>();
    sights.fleets().keySet().forEach(id -> names.addAll(named(sights, id)));
    if (names.isEmpty()) {
      return;
    }
    var answers = clusters.read(names);
    sights.fleets().replaceAll((id, seen) -> told(named(sights, id), answers, seen));
  }

  private static Set<Clusters.Name> named(Sights sights, TargetId id) {
    return sights.spec(id) instanceof FleetSpec fleet
        ? fleet.clusters().stream()
            .map(name -> new Clusters.Name(fleet.resource().provider(), name))
            .collect(Collectors.toSet())
        : Set.of();
  }

  private static Observation told(
      Set<Clusters.Name> names, Map<Clusters.Name, Answer<Packing>> answers, Observation seen) {
    var known = new HashMap<String, Occupancy>();
    for (Clusters.Name name : names) {
      var answer =
          Optional.ofNullable(answers.get(name))
              .orElseGet(() -> new Answer.Failed<>(unanswered(name.cluster())));
      known.put(
          name.cluster(),
          switch (answer) {
            case Answer.Got<Packing>(var packing) -> new Occupancy.Known(packing);
            case Answer.Failed<Packing>(var why) -> new Occupancy.Unread(why);
          });
    }
    return seen.clusters(known);
  }

  private static ProviderFailure unanswered(String name) {
    return ProviderFailure.unanswered("clusters", "no answer for " + name, true);
  }
}
