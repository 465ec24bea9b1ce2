package ecf.aws.testing;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The contract of an endpoint on both images.
@Tag("containers")
class EndpointContainerIT {
  @Nested
  class OnLocalStack implements EndpointContract, DynamoDbContract, MessagingContract {
    @RegisterExtension static final LocalStack localStack = LocalStack.shared();

    @Override
    public AwsEndpoint endpoint() {
      return localStack;
    }
  }

  @Nested
  class OnMoto implements EndpointContract, DynamoDbContract, MessagingContract {
    @RegisterExtension static final MotoContainer moto = MotoContainer.shared();

    @Override
    public AwsEndpoint endpoint() {
      return moto;
    }
  }
}
