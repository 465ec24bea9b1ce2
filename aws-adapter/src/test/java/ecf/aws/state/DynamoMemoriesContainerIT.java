package ecf.aws.state;

import ecf.aws.testing.AwsEndpoint;
import ecf.aws.testing.LocalStack;
import ecf.aws.testing.MotoContainer;
import ecf.core.port.Memories;
import ecf.core.port.testing.MemoriesContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The contract in containers.
@Tag("containers")
class DynamoMemoriesContainerIT {
  abstract static class InContainer implements MemoriesContract {
    private final AwsEndpoint endpoint;
    private final DynamoDbClient client;

    InContainer(AwsEndpoint endpoint) {
      this.endpoint = endpoint;
      this.client = DynamoTable.client(endpoint.uri());
    }

    @BeforeEach
    void anEmptyTable() {
      DynamoTable.create(endpoint, "pk", "sk");
    }

    @AfterEach
    void closed() {
      client.close();
    }

    @Override
    public Memories open(String name, String region, String pass) {
      return DynamoTable.open(client, name, region, pass);
    }
  }

  /// Amazon's own local DynamoDB.
  @Nested
  class OnLocalStack extends InContainer {
    @RegisterExtension static final LocalStack localStack = LocalStack.shared();

    OnLocalStack() {
      super(localStack);
    }
  }

  @Nested
  class OnMoto extends InContainer {
    @RegisterExtension static final MotoContainer moto = MotoContainer.shared();

    OnMoto() {
      super(moto);
    }
  }
}
