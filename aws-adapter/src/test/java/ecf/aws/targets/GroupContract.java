package ecf.aws.targets;

import ecf.aws.testing.World;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;

/// The contract with Auto Scaling groups and target groups.
interface GroupContract extends AwsTargetsContract {
  @Override
  default FleetSpec fleet(String name, int units) {
    World.in(moto()).group(name, 1, 9, units);
    return missingFleet(name);
  }

  @Override
  default FleetSpec missingFleet(String name) {
    return Specs.group(name);
  }

  @Override
  default GroupSpec missingGroup(String name, FleetSpec fleet) {
    return Specs.targetGroup(name, new GroupSpec.Members.Fleet(fleet.resource()));
  }
}
