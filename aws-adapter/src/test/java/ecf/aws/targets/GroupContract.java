package ecf.aws.targets;

import ecf.aws.testing.MotoEndpoint;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;

/// The contract with Auto Scaling groups and target groups.
abstract class GroupContract extends AwsTargetsContract {
  GroupContract(MotoEndpoint moto) {
    super(moto);
  }

  @Override
  public FleetSpec fleet(String name, int units) {
    world.group(name, 1, 9, units);
    return missingFleet(name);
  }

  @Override
  public FleetSpec missingFleet(String name) {
    return Specs.group(name);
  }

  @Override
  public GroupSpec missingGroup(String name, FleetSpec fleet) {
    return Specs.targetGroup(name, new GroupSpec.Members.Fleet(fleet.resource()));
  }
}
