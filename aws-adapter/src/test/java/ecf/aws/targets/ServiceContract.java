package ecf.aws.targets;

import ecf.aws.testing.World;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;

/// The contract with ECS services. The members of a target group come from a group all the same:
/// whoever runs a service registers its tasks itself.
interface ServiceContract extends AwsTargetsContract {
  @Override
  default FleetSpec fleet(String name, int units) {
    World.in(moto()).cluster("shop").service(name, units);
    return missingFleet(name);
  }

  @Override
  default FleetSpec missingFleet(String name) {
    return Specs.service("shop", name);
  }

  /// Two instances, as many as the fleets of the contract's groups have units.
  @Override
  default GroupSpec missingGroup(String name, FleetSpec fleet) {
    World.in(moto()).group(name + "-instances", 1, 9, 2);
    return Specs.targetGroup(name, Specs.ofGroup(name + "-instances"));
  }
}
