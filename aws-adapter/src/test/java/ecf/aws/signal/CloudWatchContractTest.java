package ecf.aws.signal;

import ecf.aws.testing.EmptyAccount;
import ecf.aws.testing.Moto;
import org.junit.jupiter.api.extension.RegisterExtension;

class CloudWatchContractTest extends CloudWatchContract {
  @RegisterExtension static final Moto moto = Moto.shared();

  CloudWatchContractTest() {
    super(EmptyAccount.of(moto));
  }
}
