package ecf.core.port.testing;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.guardrail.Rate;
import ecf.core.model.CapacityRange;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.port.Targets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

class InMemoryTargetsTest implements TargetsContract {
  private static final CapacityRange BOUNDS = new CapacityRange(1, 9);

  private final InMemoryTargets targets = new InMemoryTargets();

  @Override
  public Targets targets() {
    return targets;
  }

  @Override
  public FleetSpec fleet(String name, int units) {
    var spec = missingFleet(name);
    targets.fleet(spec.resource(), units, Optional.of(BOUNDS));
    return spec;
  }

  @Override
  public GroupSpec group(String name, FleetSpec fleet) {
    var spec = missingGroup(name, fleet);
    targets.group(spec.resource());
    return spec;
  }

  @Override
  public FleetSpec missingFleet(String name) {
    return new FleetSpec(
        new TargetId(name),
        Resource.of("fleet", name),
        BOUNDS,
        List.of(),
        List.of(),
        Map.of(),
        FleetSpec.Health.byProvider(),
        FleetSpec.Conduct.plain(),
        FleetSpec.Ties.none(),
        Set.of());
  }

  @Override
  public GroupSpec missingGroup(String name, FleetSpec fleet) {
    return new GroupSpec(
        new TargetId(name),
        Resource.of("group", name),
        new GroupSpec.Members.Fleet(fleet.resource()),
        OptionalInt.empty(),
        new Rate.Units(1),
        false,
        Set.of());
  }
}
