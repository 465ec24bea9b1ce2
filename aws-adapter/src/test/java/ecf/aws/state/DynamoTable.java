package ecf.aws.state;

import ecf.aws.testing.AwsEndpoint;
import ecf.core.port.Memories;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// The table of the tests, and memories in it.
final class DynamoTable {
  static final String NAME = "ecf-aws";

  private DynamoTable() {}

  /// An empty one in place of whatever is there.
  static void create(AwsEndpoint at, String partitionKey, String sortKey) {
    try {
      at.dynamoDb().deleteTable(table -> table.tableName(NAME));
      at.dynamoDb().waiter().waitUntilTableNotExists(table -> table.tableName(NAME));
    } catch (ResourceNotFoundException e) {
      // the first test's
    }
    at.dynamoDb()
        .createTable(table ->
            table
                .tableName(NAME)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    one -> one.attributeName(partitionKey).attributeType(ScalarAttributeType.S),
                    two -> two.attributeName(sortKey).attributeType(ScalarAttributeType.S))
                .keySchema(
                    one -> one.attributeName(partitionKey).keyType(KeyType.HASH),
                    two -> two.attributeName(sortKey).keyType(KeyType.RANGE)));
    at.dynamoDb().waiter().waitUntilTableExists(table -> table.tableName(NAME));
  }

  static Memories open(DynamoDbClient client, String name, String region, String pass) {
    return new DynamoMemories(client, NAME, name, _ -> region, pass, Duration.ofMinutes(2));
  }

  /// Asks again as the real one does, but gives up an attempt sooner.
  static DynamoDbClient client(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(options ->
            options.retryStrategy(RetryMode.STANDARD).apiCallAttemptTimeout(Duration.ofSeconds(3)))
        .build();
  }
}
