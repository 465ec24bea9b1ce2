package ecf.core.observation;

import ecf.core.memory.TargetMemory;
import ecf.core.model.GroupSettings;
import ecf.core.model.Owner;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetState;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// One group of registered members, as seen by one pass.
///
/// @param leaving ids of members that leave with the next scale-in of their fleet: they are members
///   no more
/// @param unread why nobody knows who else registers there; nobody is taken out then
public record GroupObservation(
    TargetState.Group target,
    TargetMemory memory,
    Instant now,
    Set<String> leaving,
    Optional<ProviderFailure> unread) {
  public GroupObservation {
    leaving = Set.copyOf(new TreeSet<>(leaving));
  }

  /// One whose fleet does not scale in.
  public GroupObservation(TargetState.Group target, TargetMemory memory, Instant now) {
    this(target, memory, now, Set.of(), Optional.empty());
  }

  /// With what it is set to, which was asked for later.
  public GroupObservation settings(GroupSettings known) {
    return of(target.settings(known));
  }

  /// With who else registers there, which was asked for later.
  public GroupObservation owner(Optional<Owner> known) {
    return of(target.owner(known));
  }

  /// Where that question has no answer.
  public GroupObservation unread(ProviderFailure why) {
    return new GroupObservation(target, memory, now, leaving, Optional.of(why));
  }

  public GroupObservation leaving(Set<String> members) {
    return new GroupObservation(target, memory, now, members, unread);
  }

  private GroupObservation of(TargetState.Group group) {
    return new GroupObservation(group, memory, now, leaving, unread);
  }
}
