package ecf.core.engine;

import ecf.core.model.TargetId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The decisions of one pass over all targets and the order of what will be sent.
///
/// @param waves targets that change, in groups: each group is done before the next begins
public record Plan(SortedMap<TargetId, Decision> decisions, List<List<TargetId>> waves) {
  public Plan {
    decisions = Collections.unmodifiableSortedMap(new TreeMap<>(decisions));
    waves = waves.stream().map(List::copyOf).toList();
  }
}
