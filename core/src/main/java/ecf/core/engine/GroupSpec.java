package ecf.core.engine;

import ecf.core.guardrail.Rate;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// A target whose members are registered and deregistered.
///
/// @param port where members listen; empty: the group's own
/// @param minHealthy members that are left to serve, whatever is gone: units, or a share of those
///   registered
/// @param exclusive whether members that nobody of ours registered are removed as well
public record GroupSpec(
    TargetId id,
    Resource resource,
    Members members,
    OptionalInt port,
    Rate minHealthy,
    boolean exclusive,
    Set<String> wakeOn)
    implements TargetSpec {
  public GroupSpec {
    wakeOn = Set.copyOf(wakeOn);
  }

  @Override
  public boolean acts() {
    return true;
  }

  /// Where the members come from.
  public sealed interface Members {
    /// Whatever runs in a fleet, named as its resource.
    record Fleet(Resource resource) implements Members {}

    /// Whatever runs and carries all these tags.
    record Tagged(Map<String, String> tags) implements Members {
      public Tagged {
        tags = Map.copyOf(tags);
      }
    }

    record Listed(List<String> ids) implements Members {
      public Listed {
        ids = List.copyOf(ids);
      }
    }
  }
}
