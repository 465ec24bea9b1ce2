package ecf.core.port;

import ecf.core.memory.Intent;
import ecf.core.memory.TargetMemory;
import ecf.core.model.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Keeps one small document per resource between passes. One instance belongs to one configuration
/// name, one region and one pass.
///
/// Every method may throw [Unavailable].
public interface Memories extends AutoCloseable {
  /// The memory of every resource that has one.
  Map<Resource, TargetMemory> load(Collection<Resource> resources);

  /// Saves each document whose stored version is still the one it carries; version 0 means that
  /// none may be there. Returns the winners, with their new version. One loser hinders no other.
  Map<Resource, TargetMemory> save(Map<Resource, TargetMemory> changed);

  /// Deletes each document whose stored version is still the one it carries. Returns those of which
  /// nothing is stored any more: one that was not there to begin with is one of them.
  Set<Resource> forget(Map<Resource, TargetMemory> known);

  /// Whether the pass that made a claim may still be at work on it.
  boolean lives(Intent intent, Instant now);

  /// The name of this pass in its claims.
  String pass();

  /// How long a claim of this pass holds where nobody can ask whether the pass lives.
  Duration claimHolds();

  /// False where nothing is kept: then there are no clocks, looks or claims.
  boolean remembers();

  /// The rights that saving needs, under the names of whoever keeps it: reading does not try them.
  default List<String> writes() {
    return List.of();
  }

  /// The rights that forgetting needs, in the same way.
  default List<String> deletes() {
    return List.of();
  }

  @Override
  void close();
}
