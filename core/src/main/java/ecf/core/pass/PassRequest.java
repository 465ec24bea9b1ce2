package ecf.core.pass;

import ecf.core.engine.Limits;
import ecf.core.engine.TargetSpec;
import ecf.core.model.TargetId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What one pass is asked to do.
///
/// @param targets all targets of the file
/// @param limits what they share
/// @param only the targets it is about, with whatever is tied to them; empty: all
/// @param until no write begins at or after this time of the real clock
/// @param everything whether what matters only for a change is asked of the targets that stay as
///   they are, too
public record PassRequest(
    List<TargetSpec> targets,
    Limits limits,
    Set<TargetId> only,
    Mode mode,
    Optional<Instant> until,
    boolean everything) {
  public PassRequest {
    targets = List.copyOf(targets);
    only = Set.copyOf(only);
  }

  public PassRequest(
      List<TargetSpec> targets, Set<TargetId> only, Mode mode, Optional<Instant> until) {
    this(targets, Limits.none(), only, mode, until, false);
  }

  /// All that can be known of all targets; nothing is changed.
  public static PassRequest survey(List<TargetSpec> targets) {
    return new PassRequest(targets, Limits.none(), Set.of(), Mode.PLAN, Optional.empty(), true);
  }

  public static PassRequest all(List<TargetSpec> targets, Mode mode) {
    return new PassRequest(targets, Set.of(), mode, Optional.empty());
  }

  /// The same for these targets.
  PassRequest of(List<TargetSpec> those, Set<TargetId> onlyThese) {
    return new PassRequest(those, limits, onlyThese, mode, until, everything);
  }

  /// The same for targets that share something.
  public PassRequest within(Limits others) {
    return new PassRequest(targets, others, only, mode, until, everything);
  }
}
