package ecf.core.model;

import java.time.Instant;
import java.util.Optional;

/// Something the provider is doing with a target by itself, or does not do.
///
/// @param summary for people, e.g. `deployment ecs-svc/123 in progress`
/// @param since when it began, where the provider tells
public record Activity(Kind kind, String summary, Optional<Instant> since, Hinders hinders) {
  /// One that only forbids to scale in.
  public static Activity of(Kind kind, String summary) {
    return new Activity(kind, summary, Optional.empty(), Hinders.SCALE_IN);
  }

  /// What has to wait for it.
  public enum Hinders {
    /// It is only told.
    NOTHING,
    /// Capacity that looks spare may be needed when it is over.
    SCALE_IN,
    /// More capacity cannot help now: its units do not come up.
    SCALE_OUT,
    BOTH;

    public boolean scaleIn() {
      return this == SCALE_IN || this == BOTH;
    }

    public boolean scaleOut() {
      return this == SCALE_OUT || this == BOTH;
    }
  }

  /// The names that `busy: {allow: [...]}` takes.
  public enum Kind {
    DEPLOYMENT("deployment"),
    INSTANCE_REFRESH("instanceRefresh"),
    LIFECYCLE_WAIT("lifecycleWait"),
    ZONAL_SHIFT("zonalShift"),
    PENDING_UNITS("pendingUnits"),
    /// Somebody told the provider not to do part of what it does.
    SUSPENDED_PROCESS("suspendedProcess"),
    /// Units that were asked for do not come up.
    SHORTFALL("shortfall");

    private final String yamlName;

    Kind(String yamlName) {
      this.yamlName = yamlName;
    }

    public String yamlName() {
      return yamlName;
    }
  }
}
