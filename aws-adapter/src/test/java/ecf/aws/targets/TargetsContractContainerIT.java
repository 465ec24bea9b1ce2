package ecf.aws.targets;

import ecf.aws.testing.MotoContainer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The same on moto in a container: nothing of it may rest on the process being on this machine.
@Tag("containers")
class TargetsContractContainerIT {
  @RegisterExtension static final MotoContainer moto = MotoContainer.shared();

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
