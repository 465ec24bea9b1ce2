package ecf.aws.testing;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The contract of an endpoint on both images.
@Tag("containers")
class EndpointContainerIT {
  @Nested
  class OnLocalStack implements EndpointContract, MessagingContract {
    @RegisterExtension static final LocalStack localStack = LocalStack.shared();

    @Override
    public AwsEndpoint endpoint() {
      return localStack;
    }
  }

  /// LocalStack's DynamoDB is a program for a Java runtime, both of which it downloads when it is
  /// first asked. The official image brings them along; the image that this repository builds does
  /// not.
  @Nested
  @EnabledIfSystemProperty(named = "ecf.localstack.dynamodb", matches = "true")
  class OnLocalStackWithDynamoDb implements DynamoDbContract {
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
