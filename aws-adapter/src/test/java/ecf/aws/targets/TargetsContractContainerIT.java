package ecf.aws.targets;

import ecf.aws.testing.EmptyAccount;
import ecf.aws.testing.MotoContainer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The same on moto in a container: nothing of it may rest on the process being on this machine.
@Tag("containers")
class TargetsContractContainerIT {
  @RegisterExtension static final MotoContainer moto = MotoContainer.shared();

  abstract static class OnMoto implements AwsTargetsContract {
    @RegisterExtension final EmptyAccount account = EmptyAccount.of(moto);

    @Override
    public MotoContainer moto() {
      return moto;
    }

    @Override
    public EmptyAccount account() {
      return account;
    }
  }

  @Nested
  class Groups extends OnMoto implements GroupContract {}

  @Nested
  class Services extends OnMoto implements ServiceContract {}
}
