package ecf.aws.state;

import ecf.aws.testing.LocalStack;
import ecf.core.port.Memories;
import ecf.core.port.testing.MemoriesContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The contract on another implementation of DynamoDB than moto's: Amazon's own local one.
@Tag("containers")
class DynamoMemoriesLocalStackIT implements MemoriesContract {
  @RegisterExtension static final LocalStack localStack = LocalStack.shared();
  private DynamoDbClient client;

  @BeforeEach
  void anEmptyTable() {
    DynamoTable.create(localStack, "pk", "sk");
    client = DynamoTable.client(localStack.uri());
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
