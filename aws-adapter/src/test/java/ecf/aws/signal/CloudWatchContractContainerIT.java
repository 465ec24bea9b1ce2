package ecf.aws.signal;

import ecf.aws.testing.EmptyAccount;
import ecf.aws.testing.LocalStack;
import ecf.aws.testing.MotoContainer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The contract on two implementations of CloudWatch that were written apart.
@Tag("containers")
class CloudWatchContractContainerIT {
  @Nested
  class OnLocalStack extends CloudWatchContract {
    @RegisterExtension static final LocalStack localStack = LocalStack.shared();

    OnLocalStack() {
      super(EmptyAccount.of(localStack));
    }
  }

  @Nested
  class OnMoto extends CloudWatchContract {
    @RegisterExtension static final MotoContainer moto = MotoContainer.shared();

    OnMoto() {
      super(EmptyAccount.of(moto));
    }
  }
}
