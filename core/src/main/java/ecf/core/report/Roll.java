package ecf.core.report;

import ecf.core.model.Registration;
import ecf.core.model.Registration.Health;
import ecf.core.model.TargetState;

/// How many members a group has. Who is draining has been deregistered: it counts as draining
/// alone.
///
/// @param healthy those among the registered that get traffic
record Roll(int registered, int healthy, int draining) {
  static Roll of(TargetState.Group group) {
    int draining = count(group, Health.DRAINING);
    int healthy = (int) group.registered().stream().filter(each -> each.health().serves()).count();
    return new Roll(group.registered().size() - draining, healthy, draining);
  }

  private static int count(TargetState.Group group, Health health) {
    return (int)
        group.registered().stream().map(Registration::health).filter(health::equals).count();
  }
}
