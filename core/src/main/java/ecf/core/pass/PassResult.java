package ecf.core.pass;

import ecf.core.port.Tariff;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one pass saw, decided and did. The one record that text, JSON and exit codes are made from.
///
/// @param targets in the order of their names
/// @param calls attempts sent to the provider and the state, as `service:Operation`
/// @param notes what the user should know of the pass as a whole although nothing failed
/// @param tariff what reading its metrics costs, where it costs something
public record PassResult(
    Mode mode,
    Instant startedAt,
    Duration took,
    SortedMap<String, Integer> calls,
    List<TargetResult> targets,
    List<String> notes,
    Optional<Tariff> tariff) {
  public PassResult {
    calls = Collections.unmodifiableSortedMap(new TreeMap<>(calls));
    targets = List.copyOf(targets);
    notes = List.copyOf(notes);
  }

  /// Of a pass without anything odd, which read no metrics that cost something.
  public PassResult(
      Mode mode,
      Instant startedAt,
      Duration took,
      SortedMap<String, Integer> calls,
      List<TargetResult> targets) {
    this(mode, startedAt, took, calls, targets, List.of(), Optional.empty());
  }

  public long count(Class<? extends Outcome> kind) {
    return targets.stream().map(TargetResult::outcome).filter(kind::isInstance).count();
  }

  public PassResult calls(SortedMap<String, Integer> all) {
    return new PassResult(mode, startedAt, took, all, targets, notes, tariff);
  }

  /// The same with other results of its targets.
  PassResult targets(List<TargetResult> others) {
    return new PassResult(mode, startedAt, took, calls, others, notes, tariff);
  }

  PassResult notes(List<String> all) {
    return new PassResult(mode, startedAt, took, calls, targets, all, tariff);
  }
}
