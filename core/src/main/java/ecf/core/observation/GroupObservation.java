package ecf.core.observation;

import ecf.core.memory.TargetMemory;
import ecf.core.model.GroupSettings;
import ecf.core.model.TargetState;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/// One group of registered members, as seen by one pass.
///
/// @param leaving ids of members that leave with the next scale-in of their fleet: they are members
///   no more
public record GroupObservation(
    TargetState.Group target, TargetMemory memory, Instant now, Set<String> leaving) {
  public GroupObservation {
    leaving = Set.copyOf(new TreeSet<>(leaving));
  }

  /// One whose fleet does not scale in.
  public GroupObservation(TargetState.Group target, TargetMemory memory, Instant now) {
    this(target, memory, now, Set.of());
  }

  /// With what it is set to, which was asked for later.
  public GroupObservation settings(GroupSettings known) {
    var group =
        new TargetState.Group(
            target.identity(),
            target.registered(),
            target.members(),
            target.owner(),
            target.lookups(),
            known);
    return new GroupObservation(group, memory, now, leaving);
  }

  public GroupObservation leaving(Set<String> members) {
    return new GroupObservation(target, memory, now, members);
  }
}
