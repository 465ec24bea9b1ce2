package ecf.aws.targets;

import ecf.aws.signal.FailedLookups;
import ecf.aws.testing.EmptyAccount;
import ecf.aws.testing.MotoEndpoint;
import ecf.aws.testing.World;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.port.Targets;
import ecf.core.port.testing.TargetsContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The contract of targets on some moto.
abstract class AwsTargetsContract implements TargetsContract {
  @RegisterExtension final EmptyAccount account;
  final World world;

  AwsTargetsContract(MotoEndpoint moto) {
    account = EmptyAccount.of(moto);
    world = World.in(moto);
  }

  @Override
  public final Targets targets() {
    return new AwsTargets(account.clients(), new FailedLookups());
  }

  @Override
  public final GroupSpec group(String name, FleetSpec fleet) {
    world.targetGroup(name);
    return missingGroup(name, fleet);
  }
}
