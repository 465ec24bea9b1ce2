package ecf.core.engine;

import ecf.core.model.Cause;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetId;
import java.util.List;
import java.util.OptionalInt;

/// What to do with one target, and everything that led to it.
public sealed interface Decision {
  TargetId target();

  Cause cause();

  Trace trace();

  /// What would be sent, in order; empty where nothing changes.
  List<Change> changes();

  /// The capacity that comes of it; empty where none was decided.
  default OptionalInt units() {
    return switch (this) {
      case Resize resize -> OptionalInt.of(resize.to());
      case Hold hold -> OptionalInt.of(hold.at());
      case Rebalance _, Shift _, Steady _, Refused _, Impossible _ -> OptionalInt.empty();
    };
  }

  /// Another capacity, other bounds of the group, or both; or other units where the number stays.
  record Resize(TargetId target, int from, int to, List<Change> changes, Cause cause, Trace trace)
      implements Decision {
    public Resize {
      changes = List.copyOf(changes);
    }

    /// Whether sick units go and others come.
    public boolean replaces() {
      return changes.stream().anyMatch(Change.Replace.class::isInstance);
    }
  }

  record Hold(TargetId target, int at, Cause cause, Trace trace) implements Decision {
    @Override
    public List<Change> changes() {
      return List.of();
    }
  }

  /// Members come or go.
  record Rebalance(TargetId target, List<Change> changes, Cause cause) implements Decision {
    public Rebalance {
      changes = List.copyOf(changes);
    }

    @Override
    public Trace trace() {
      return Trace.empty();
    }
  }

  /// Traffic moves between groups.
  record Shift(TargetId target, Change.SetWeights weights, Cause cause) implements Decision {
    @Override
    public List<Change> changes() {
      return List.of(weights);
    }

    @Override
    public Trace trace() {
      return Trace.empty();
    }
  }

  /// A group whose members, or a listener whose weights, are as they should be.
  record Steady(TargetId target, Cause cause) implements Decision {
    @Override
    public Trace trace() {
      return Trace.empty();
    }

    @Override
    public List<Change> changes() {
      return List.of();
    }
  }

  /// Somebody else owns it.
  record Refused(TargetId target, Cause cause, String hint, Trace trace) implements Decision {
    @Override
    public List<Change> changes() {
      return List.of();
    }
  }

  /// The file and the world contradict each other.
  record Impossible(TargetId target, Cause cause, ProviderFailure failure) implements Decision {
    @Override
    public Trace trace() {
      return Trace.empty();
    }

    @Override
    public List<Change> changes() {
      return List.of();
    }
  }
}
