package ecf.core.engine;

import ecf.core.model.TargetId;
import ecf.core.observation.Observation;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The decisions of one pass over all targets and the order of what will be sent.
///
/// @param seen what the decisions on targets with a capacity were made on, the targets they follow
///   included
/// @param waves targets that change, in groups: each group is done before the next begins
/// @param leaving who leaves the groups that a fleet's instances are members of, and since when
public record Plan(
    SortedMap<TargetId, Decision> decisions,
    SortedMap<TargetId, Observation> seen,
    List<List<TargetId>> waves,
    SortedMap<TargetId, SortedMap<String, Instant>> leaving) {
  public Plan {
    seen = Collections.unmodifiableSortedMap(new TreeMap<>(seen));
    decisions = Collections.unmodifiableSortedMap(new TreeMap<>(decisions));
    waves = waves.stream().map(List::copyOf).toList();
    leaving = Collections.unmodifiableSortedMap(new TreeMap<>(leaving));
  }
}
