package ecf.aws.targets;

import ecf.aws.client.AwsClients;
import ecf.aws.client.AwsEnvironment;
import ecf.aws.signal.FailedLookups;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.port.Targets;
import ecf.core.port.testing.TargetsContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The contract with ECS services. The members of a target group come from a group all the same:
/// whoever runs a service registers its tasks itself.
class ServiceContractTest implements TargetsContract {
  @RegisterExtension static final Moto moto = Moto.shared();

  private final AwsClients clients =
      new AwsClients(
          "us-east-1", Optional.empty(), Optional.empty(), new AwsEnvironment(moto.environment()));

  @BeforeEach
  void emptyAccount() {
    moto.reset();
  }

  @AfterEach
  void close() {
    clients.close();
  }

  @Override
  public Targets targets() {
    return new AwsTargets(clients, new FailedLookups());
  }

  @Override
  public FleetSpec fleet(String name, int units) {
    World.in(moto).cluster("shop").service(name, units);
    return missingFleet(name);
  }

  @Override
  public GroupSpec group(String name, FleetSpec fleet) {
    World.in(moto).targetGroup(name);
    return missingGroup(name, fleet);
  }

  @Override
  public FleetSpec missingFleet(String name) {
    return Specs.service("shop", name);
  }

  /// Two instances, as many as the fleets of the contract's groups have units.
  @Override
  public GroupSpec missingGroup(String name, FleetSpec fleet) {
    World.in(moto).group(name + "-instances", 1, 9, 2);
    return Specs.targetGroup(name, Specs.ofGroup(name + "-instances"));
  }
}
