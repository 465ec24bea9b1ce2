package ecf.core.pass;

import ecf.core.engine.TargetSpec;
import ecf.core.model.TargetId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What one pass is asked to do.
///
/// @param targets all targets of the file
/// @param only the targets it is about, with whatever is tied to them; empty: all
/// @param until no write begins at or after this time of the real clock
public record PassRequest(
    List<TargetSpec> targets, Set<TargetId> only, Mode mode, Optional<Instant> until) {
  public PassRequest {
    targets = List.copyOf(targets);
    only = Set.copyOf(only);
  }

  public static PassRequest all(List<TargetSpec> targets, Mode mode) {
    return new PassRequest(targets, Set.of(), mode, Optional.empty());
  }
}
