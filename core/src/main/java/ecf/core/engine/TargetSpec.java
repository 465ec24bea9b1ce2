package ecf.core.engine;

import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import java.util.Set;

/// What the user's file says about one target.
public sealed interface TargetSpec permits FleetSpec, GroupSpec, ListenerSpec {
  TargetId id();

  Resource resource();

  /// Whether this is what a name means: the target itself, or something that it selects.
  default boolean isOrSelects(TargetId named) {
    return id().equals(named) || (this instanceof FleetSpec fleet && fleet.selects(named));
  }

  /// Whether it stands for everything that matches, instead of being a target itself.
  default boolean selects() {
    return this instanceof FleetSpec fleet && fleet.selector().isPresent();
  }

  /// Whether what is decided is also done.
  boolean acts();

  /// Names or ARNs of alarms that re-evaluate this target at once.
  Set<String> wakeOn();
}
