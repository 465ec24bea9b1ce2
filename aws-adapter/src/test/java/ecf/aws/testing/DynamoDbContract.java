package ecf.aws.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// What every endpoint with DynamoDB must do: the one thing that the state of ecf-aws rests on, and
/// JSON as the wire protocol.
interface DynamoDbContract {
  AwsEndpoint endpoint();

  @Test
  default void aConditionalPutThatFailsChangesNothing() {
    var dynamo = endpoint().dynamoDb();
    var table = EndpointContract.fresh("memories");
    var id = AttributeDefinition.builder().attributeName("id").attributeType(ScalarAttributeType.S);
    var key = KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH);
    dynamo.createTable(create ->
        create
            .tableName(table)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(id.build())
            .keySchema(key.build()));
    dynamo.waiter().waitUntilTableExists(request -> request.tableName(table));
    var first =
        Map.of("id", AttributeValue.fromS("checkout"), "version", AttributeValue.fromN("1"));
    var second =
        Map.of("id", AttributeValue.fromS("checkout"), "version", AttributeValue.fromN("2"));
    dynamo.putItem(
        put -> put.tableName(table).item(first).conditionExpression("attribute_not_exists(id)"));

    assertThatThrownBy(() ->
            dynamo.putItem(put ->
                put.tableName(table).item(second).conditionExpression("attribute_not_exists(id)")))
        .isInstanceOf(ConditionalCheckFailedException.class);

    var kept =
        dynamo.getItem(get ->
            get.tableName(table)
                .consistentRead(true)
                .key(Map.of("id", AttributeValue.fromS("checkout"))));
    assertThat(kept.item()).isEqualTo(first);
  }
}
