package ecf.core.model;

import java.time.Instant;
import java.util.Optional;

/// Something the provider is doing with a target by itself.
///
/// @param summary for people, e.g. `deployment ecs-svc/123 in progress`
/// @param since when it began, where the provider tells
/// @param failing whether more capacity cannot help now: its units do not come up
public record Activity(Kind kind, String summary, Optional<Instant> since, boolean failing) {
  public static Activity of(Kind kind, String summary) {
    return new Activity(kind, summary, Optional.empty(), false);
  }

  /// The names that `busy: {allow: [...]}` takes.
  public enum Kind {
    DEPLOYMENT("deployment"),
    INSTANCE_REFRESH("instanceRefresh"),
    LIFECYCLE_WAIT("lifecycleWait"),
    ZONAL_SHIFT("zonalShift"),
    PENDING_UNITS("pendingUnits");

    private final String yamlName;

    Kind(String yamlName) {
      this.yamlName = yamlName;
    }

    public String yamlName() {
      return yamlName;
    }
  }
}
