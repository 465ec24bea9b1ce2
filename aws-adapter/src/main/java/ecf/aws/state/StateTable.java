package ecf.aws.state;

import ecf.core.memory.TargetMemory;
import ecf.core.model.Resource;
import ecf.core.port.MemoryCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/// How a memory lies in the table:
///
/// | attribute | what |
/// |---|---|
/// | `pk` (S), partition key | configuration name and region: `shop#eu-central-1` |
/// | `sk` (S), sort key | resource: `ecsService/shop/checkout` |
/// | `version` (N) | counts the saves |
/// | `document` (S) | the memory as JSON |
/// | `savedBy` (S) | the pass, and which of its saves |
record StateTable(String table, String name, Function<Resource, String> regions) {
  static final String PARTITION_KEY = "pk";
  static final String SORT_KEY = "sk";
  private static final String VERSION = "version";
  private static final String DOCUMENT = "document";
  private static final String SAVED_BY = "savedBy";

  /// None of them may be a word of the expression language, so each is named by a stand-in.
  static final Map<String, String> NAMES =
      Map.of("#pk", PARTITION_KEY, "#sk", SORT_KEY, "#version", VERSION, "#document", DOCUMENT);

  static final String PROJECTION = "#pk, #sk, #version, #document";

  Map<String, AttributeValue> key(Resource resource) {
    return Map.of(
        PARTITION_KEY,
        AttributeValue.fromS(partition(resource)),
        SORT_KEY,
        AttributeValue.fromS(resource.key()));
  }

  /// What of an item is its key.
  static Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
    var key = new HashMap<>(item);
    key.keySet().retainAll(Set.of(PARTITION_KEY, SORT_KEY));
    return key;
  }

  private String partition(Resource resource) {
    return name + "#" + regions.apply(resource);
  }

  TargetMemory memory(Resource resource, Map<String, AttributeValue> item) {
    var where = resource.key() + " (" + partition(resource) + ") in table " + table;
    return MemoryCodec.decode(
        value(item, DOCUMENT).map(AttributeValue::s).orElse(""),
        value(item, VERSION).map(AttributeValue::n).map(Long::parseLong).orElse(0L),
        where);
  }

  /// Takes effect only where the stored version is the one before.
  ///
  /// @param savedBy unlike that of any other save
  PutItemRequest put(Resource resource, TargetMemory next, String savedBy) {
    var key = key(resource);
    var put =
        PutItemRequest.builder()
            .tableName(table)
            .item(
                Map.of(
                    PARTITION_KEY,
                    Optional.ofNullable(key.get(PARTITION_KEY)).orElseThrow(),
                    SORT_KEY,
                    Optional.ofNullable(key.get(SORT_KEY)).orElseThrow(),
                    VERSION,
                    number(next.version()),
                    DOCUMENT,
                    AttributeValue.fromS(MemoryCodec.encode(next)),
                    SAVED_BY,
                    AttributeValue.fromS(savedBy)))
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    return next.version() == 1
        ? put.conditionExpression("attribute_not_exists(" + PARTITION_KEY + ")").build()
        : put.conditionExpression("#version = :before")
            .expressionAttributeNames(Map.of("#version", VERSION))
            .expressionAttributeValues(Map.of(":before", number(next.version() - 1)))
            .build();
  }

  /// Takes effect only where the stored version is this one. Where nothing is stored it has taken
  /// effect already.
  DeleteItemRequest delete(Resource resource, long version) {
    return DeleteItemRequest.builder()
        .tableName(table)
        .key(key(resource))
        .conditionExpression("attribute_not_exists(" + PARTITION_KEY + ") OR #version = :known")
        .expressionAttributeNames(Map.of("#version", VERSION))
        .expressionAttributeValues(Map.of(":known", number(version)))
        .build();
  }

  static boolean isSavedBy(Map<String, AttributeValue> item, String savedBy) {
    return value(item, SAVED_BY).map(AttributeValue::s).filter(savedBy::equals).isPresent();
  }

  private static Optional<AttributeValue> value(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name));
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
