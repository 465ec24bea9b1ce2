package ecf.aws.targets;

import ecf.aws.signal.FailedLookups;
import ecf.aws.testing.EmptyAccount;
import ecf.aws.testing.MotoEndpoint;
import ecf.aws.testing.World;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.port.Targets;
import ecf.core.port.testing.TargetsContract;

/// The contract of targets on some moto.
interface AwsTargetsContract extends TargetsContract {
  MotoEndpoint moto();

  EmptyAccount account();

  @Override
  default Targets targets() {
    return new AwsTargets(account().clients(), new FailedLookups());
  }

  @Override
  default GroupSpec group(String name, FleetSpec fleet) {
    World.in(moto()).targetGroup(name);
    return missingGroup(name, fleet);
  }
}
