package ecf.aws.targets;

import ecf.aws.testing.EmptyAccount;
import ecf.aws.testing.Moto;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

class TargetsContractTest {
  @RegisterExtension static final Moto moto = Moto.shared();

  abstract static class OnMoto implements AwsTargetsContract {
    @RegisterExtension final EmptyAccount account = EmptyAccount.of(moto);

    @Override
    public Moto moto() {
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
