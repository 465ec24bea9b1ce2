package ecf.core.pass;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one pass saw, decided and did. The one record that text, JSON and exit codes are made from.
///
/// @param targets in the order of their names
/// @param calls attempts sent to the provider and the state, as `service:Operation`
public record PassResult(
    Mode mode,
    Instant startedAt,
    Duration took,
    SortedMap<String, Integer> calls,
    List<TargetResult> targets) {
  public PassResult {
    calls = Collections.unmodifiableSortedMap(new TreeMap<>(calls));
    targets = List.copyOf(targets);
  }

  public long count(Class<? extends Outcome> kind) {
    return targets.stream().map(TargetResult::outcome).filter(kind::isInstance).count();
  }

  public PassResult calls(SortedMap<String, Integer> all) {
    return new PassResult(mode, startedAt, took, all, targets);
  }
}
