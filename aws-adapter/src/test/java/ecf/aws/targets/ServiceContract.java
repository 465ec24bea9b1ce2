package ecf.aws.targets;

import ecf.aws.testing.MotoEndpoint;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;

/// The contract with ECS services. The members of a target group come from a group all the same:
/// whoever runs a service registers its tasks itself.
abstract class ServiceContract extends AwsTargetsContract {
  ServiceContract(MotoEndpoint moto) {
    super(moto);
  }

  @Override
  public FleetSpec fleet(String name, int units) {
    world.cluster("shop").service(name, units);
    return missingFleet(name);
  }

  @Override
  public FleetSpec missingFleet(String name) {
    return Specs.service("shop", name);
  }

  /// Two instances, as many as the fleets of the contract's groups have units.
  @Override
  public GroupSpec missingGroup(String name, FleetSpec fleet) {
    world.group(name + "-instances", 1, 9, 2);
    return Specs.targetGroup(name, Specs.ofGroup(name + "-instances"));
  }
}
