package ecf.aws.signal;

import ecf.aws.testing.EmptyAccount;
import ecf.aws.testing.Moto;
import org.junit.jupiter.api.extension.RegisterExtension;

class CloudWatchContractTest implements CloudWatchContract {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension final EmptyAccount account = EmptyAccount.of(moto);

  @Override
  public EmptyAccount account() {
    return account;
  }
}
