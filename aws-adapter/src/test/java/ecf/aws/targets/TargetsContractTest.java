package ecf.aws.targets;

import ecf.aws.testing.Moto;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

class TargetsContractTest {
  @RegisterExtension static final Moto moto = Moto.shared();

  @Nested
  class Groups extends GroupContract {
    Groups() {
      super(moto);
    }
  }

  @Nested
  class Services extends ServiceContract {
    Services() {
      super(moto);
    }
  }
}
