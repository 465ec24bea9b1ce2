package ecf.core.engine;

import ecf.core.guardrail.Rate;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A target whose members are registered and deregistered.
///
/// @param port where members listen; empty: the group's own
/// @param minHealthy members that are left to serve, whatever is gone: units, or a share of those
///   registered
/// @param removeUnhealthyAfter how long a member may fail its health checks; empty: for ever
/// @param exclusive whether members that nobody of ours registered are removed as well
/// @param attributes what the group shall be set to, under the provider's own names
public record GroupSpec(
    TargetId id,
    Resource resource,
    Members members,
    OptionalInt port,
    Rate minHealthy,
    Optional<Duration> removeUnhealthyAfter,
    boolean exclusive,
    SortedMap<String, String> attributes,
    Set<String> wakeOn)
    implements TargetSpec {
  public GroupSpec {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    wakeOn = Set.copyOf(wakeOn);
  }

  /// One whose sick members stay and whose attributes are somebody else's business.
  public GroupSpec(
      TargetId id,
      Resource resource,
      Members members,
      OptionalInt port,
      Rate minHealthy,
      boolean exclusive,
      Set<String> wakeOn) {
    this(
        id,
        resource,
        members,
        port,
        minHealthy,
        Optional.empty(),
        exclusive,
        new TreeMap<>(),
        wakeOn);
  }

  @Override
  public boolean acts() {
    return true;
  }

  /// Where the members come from.
  public sealed interface Members {
    /// The same there.
    default Members in(String provider) {
      return this instanceof Fleet(var resource) ? new Fleet(resource.in(provider)) : this;
    }

    /// Whatever runs in a fleet, named as its resource.
    record Fleet(Resource resource) implements Members {}

    /// Whatever runs and carries all these tags.
    record Tagged(Map<String, String> tags) implements Members {
      public Tagged {
        tags = Map.copyOf(tags);
      }
    }

    /// Instances of the file's choice, as far as they run.
    record Listed(List<Entry> entries) implements Members {
      public Listed {
        entries = List.copyOf(entries);
      }

      public static Listed of(String... ids) {
        return new Listed(Arrays.stream(ids).map(Entry::of).toList());
      }
    }

    /// Addresses of the file's choice; nobody can tell which of them answer but the group's checks.
    record Addresses(List<Entry> entries) implements Members {
      public Addresses {
        entries = List.copyOf(entries);
      }
    }

    /// @param port where this member listens; empty: where all do
    record Entry(String id, OptionalInt port) {
      public static Entry of(String id) {
        return new Entry(id, OptionalInt.empty());
      }
    }
  }
}
