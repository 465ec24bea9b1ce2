package ecf.core.pass;

import ecf.core.engine.TargetSpec;
import ecf.core.memory.TargetMemory;
import ecf.core.model.GroupSettings;
import ecf.core.model.Owner;
import ecf.core.model.TargetId;
import ecf.core.observation.Departure;
import ecf.core.observation.GroupObservation;
import ecf.core.observation.Inspection;
import ecf.core.observation.ListenerObservation;
import ecf.core.observation.Observation;
import ecf.core.port.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one pass has seen so far. Belongs to one pass and one thread.
///
/// @param specs of all targets that take part
/// @param settled results of those that take no further part: they could not be described, or
///   another pass has them
/// @param loaded memories as the store has them, also of targets that only limits count
/// @param warnings by target
record Sights(
    Map<TargetId, TargetSpec> specs,
    SortedMap<TargetId, TargetResult> settled,
    Map<TargetId, Observation> fleets,
    Map<TargetId, GroupObservation> groups,
    Map<TargetId, ListenerObservation> listeners,
    Map<TargetId, TargetMemory> loaded,
    Map<TargetId, List<String>> warnings) {
  static Sights none(List<TargetSpec> targets) {
    var specs = new HashMap<TargetId, TargetSpec>();
    targets.forEach(spec -> specs.put(spec.id(), spec));
    return new Sights(
        specs,
        new TreeMap<>(),
        new HashMap<>(),
        new HashMap<>(),
        new HashMap<>(),
        new HashMap<>(),
        new HashMap<>());
  }

  TargetSpec spec(TargetId id) {
    return Objects.requireNonNull(specs.get(id), () -> "no target " + id);
  }

  /// A later question asks for less than an earlier one, or for something else.
  void inspected(TargetId id, Inspection answer) {
    fleets.computeIfPresent(
        id,
        (_, seen) ->
            seen.inspected(seen.inspection().map(before -> before.and(answer)).orElse(answer)));
    answer
        .departure()
        .ifPresent(departure -> groups.replaceAll((_, group) -> settled(group, departure)));
  }

  /// Without an answer nobody is taken out, which is worth a word.
  void owned(TargetId id, Answer<Optional<Owner>> answer) {
    switch (answer) {
      case Answer.Got<Optional<Owner>>(var owner) ->
          groups.computeIfPresent(id, (_, seen) -> seen.owner(owner));
      case Answer.Failed<Optional<Owner>>(var why) -> {
        groups.computeIfPresent(id, (_, seen) -> seen.unread(why));
        warn(
            id, "nobody is deregistered, for it may belong to another: " + why + "; " + why.hint());
      }
    }
  }

  private static GroupObservation settled(GroupObservation group, Departure departure) {
    return departure.settings().get(group.target().identity()) instanceof GroupSettings known
        ? group.settings(known)
        : group;
  }

  void warn(TargetId id, String warning) {
    warnings.computeIfAbsent(id, _ -> new ArrayList<>()).add(warning);
  }

  List<String> warningsOf(TargetId id) {
    return warnings.getOrDefault(id, List.of());
  }
}
