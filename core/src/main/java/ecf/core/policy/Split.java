package ecf.core.policy;

import ecf.core.memory.Traffic;
import ecf.core.model.Reason;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// How a policy would have traffic split.
///
/// @param weights of all groups; those of now where nothing is to change
/// @param clocks what is to be remembered, whether or not anything is sent
public record Split(SortedMap<String, Integer> weights, Reason reason, Traffic clocks) {
  public Split {
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
  }
}
