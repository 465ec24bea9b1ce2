package ecf.aws.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.Fault;
import ecf.aws.testing.Moto;
import ecf.core.memory.Intent;
import ecf.core.memory.TargetMemory;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Resource;
import ecf.core.port.Memories;
import ecf.core.port.Unavailable;
import ecf.core.port.testing.MemoriesContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The contract on moto, and what only a table far away can do: lose answers, refuse, be missing.
class DynamoMemoriesTest implements MemoriesContract {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);
  private static final DynamoDbClient CLIENT = DynamoTable.client(proxy.uri());

  @BeforeEach
  void anEmptyTable() {
    moto.reset();
    DynamoTable.create(moto, "pk", "sk");
  }

  @AfterAll
  static void closed() {
    CLIENT.close();
  }

  @Override
  public Memories open(String name, String region, String pass) {
    return DynamoTable.open(CLIENT, name, region, pass);
  }

  private Memories open(String pass) {
    return open("shop", "eu-central-1", pass);
  }

  @Test
  void loadingAsksForAHundredAtOnce() {
    try (var memories = open("p1")) {
      memories.load(resources(250));
      assertThat(proxy.calls()).containsExactly(entry("dynamodb:BatchGetItem", 3));
    }
  }

  @Test
  void aResourceIsAskedForOnce() {
    try (var memories = open("p1")) {
      memories.save(Map.of(CHECKOUT, FRESH));
      assertThat(memories.load(List.of(CHECKOUT, CHECKOUT))).containsOnlyKeys(CHECKOUT);
    }
  }

  @Test
  void loadingSeesTheLastSave() {
    try (var memories = open("p1")) {
      memories.load(List.of(CHECKOUT));
      assertThat(proxy.log().getFirst().text()).contains("\"ConsistentRead\":true");
    }
  }

  @Test
  void whatDynamoDbHadNoTimeForIsAskedAgain() {
    try (var memories = open("p1")) {
      memories.save(Map.of(CHECKOUT, FRESH, WORKERS, FRESH));
      proxy.reset();
      proxy.next("dynamodb:BatchGetItem", unprocessed(CHECKOUT, WORKERS), unprocessed(WORKERS));

      assertThat(memories.load(List.of(CHECKOUT, WORKERS))).containsOnlyKeys(WORKERS);
      assertThat(proxy.calls()).containsExactly(entry("dynamodb:BatchGetItem", 3));
    }
  }

  @Test
  void aTableThatServesNobodyIsNotAskedForEver() {
    try (var memories = open("p1")) {
      proxy.always("dynamodb:BatchGetItem", unprocessed(CHECKOUT));

      var failure =
          catchThrowableOfType(Unavailable.class, () -> memories.load(List.of(CHECKOUT))).failure();
      assertThat(failure.kind()).isEqualTo(ProviderFailure.Kind.THROTTLED);
      assertThat(failure.retryable()).isTrue();
    }
  }

  @Test
  void anItemHasTheKeysThatTheDocumentationNames() {
    try (var memories = open("p1")) {
      memories.save(Map.of(CHECKOUT, FRESH));
    }
    var item =
        moto.dynamoDb()
            .getItem(get ->
                get.tableName("ecf-aws")
                    .key(
                        Map.of(
                            "pk",
                            AttributeValue.fromS("shop#eu-central-1"),
                            "sk",
                            AttributeValue.fromS("ecsService/shop/checkout"))))
            .item();
    assertThat(item)
        .containsOnlyKeys("pk", "sk", "version", "document", "savedBy")
        .containsEntry("version", AttributeValue.fromN("1"));
  }

  /// The SDK asks again, and then our own save is in the way of itself.
  @ParameterizedTest
  @EnumSource(names = {"RESET_AFTER", "SERVER_ERROR_AFTER", "TIMEOUT_AFTER"})
  void aSaveWhoseFirstAnswerWasLostIsWon(Fault.Kind fault) {
    try (var memories = open("p1")) {
      memories.save(Map.of(CHECKOUT, FRESH));
      proxy.reset();
      proxy.next("dynamodb:PutItem", fault);

      var won = memories.save(Map.of(CHECKOUT, FRESH.claiming(claim("p1")).version(1)));

      assertThat(won).containsOnlyKeys(CHECKOUT);
      assertThat(proxy.calls()).containsExactly(entry("dynamodb:PutItem", 2));
      assertThat(memories.load(List.of(CHECKOUT))).isEqualTo(won);
    }
  }

  @Test
  void theFirstSaveOfAResourceIsWonInTheSameWay() {
    try (var memories = open("p1")) {
      proxy.next("dynamodb:PutItem", Fault.Kind.RESET_AFTER);
      assertThat(memories.save(Map.of(CHECKOUT, FRESH))).containsOnlyKeys(CHECKOUT);
    }
  }

  /// Equal documents of two passes are still two saves.
  @Test
  void aSaveOfAnotherPassIsNeverTakenForOurs() {
    try (var one = open("p1");
        var two = open("p2")) {
      assertThat(one.save(Map.of(CHECKOUT, FRESH))).isNotEmpty();
      proxy.next("dynamodb:PutItem", Fault.Kind.RESET);
      assertThat(two.save(Map.of(CHECKOUT, FRESH))).isEmpty();
    }
  }

  @Test
  void neitherIsAnEarlierSaveOfOurOwn() {
    try (var memories = open("p1")) {
      assertThat(memories.save(Map.of(CHECKOUT, FRESH))).isNotEmpty();
      assertThat(memories.save(Map.of(CHECKOUT, FRESH))).isEmpty();
    }
  }

  /// It took effect, but nobody knows: its pass must not act on it, nor may another one before it
  /// expires.
  @Test
  void aClaimThatIsNeverAnsweredCountsAsLost() {
    try (var memories = open("p1");
        var later = open("p2")) {
      proxy.always("dynamodb:PutItem", "ecsService/shop/checkout", Fault.Kind.RESET_AFTER);
      var claimed = FRESH.claiming(claim("p1"));

      var won = memories.save(Map.of(CHECKOUT, claimed, WORKERS, claimed));

      assertThat(won).containsOnlyKeys(WORKERS);
      var left = intent(later);
      assertThat(later.lives(left, left.expiresAt().minusNanos(1))).isTrue();
      assertThat(later.lives(left, left.expiresAt())).isFalse();
    }
  }

  @Test
  void whereNoSaveIsAnsweredTheStateCannotBeUsed() {
    try (var memories = open("p1")) {
      proxy.always("dynamodb:PutItem", Fault.Kind.DENIED);

      var failure =
          catchThrowableOfType(
                  Unavailable.class, () -> memories.save(Map.of(CHECKOUT, FRESH, WORKERS, FRESH)))
              .failure();
      assertThat(failure.call()).isEqualTo("dynamodb:PutItem");
      assertThat(failure.kind()).isEqualTo(ProviderFailure.Kind.DENIED);
      assertThat(failure.hint()).contains("dynamodb:PutItem");
    }
  }

  /// The SDK asks again, and finds nothing to delete any more.
  @ParameterizedTest
  @EnumSource(names = {"RESET_AFTER", "SERVER_ERROR_AFTER", "TIMEOUT_AFTER"})
  void whatIsForgottenButNotAnsweredForIsForgotten(Fault.Kind fault) {
    try (var memories = open("p1")) {
      var saved = memories.save(Map.of(CHECKOUT, FRESH));
      proxy.reset();
      proxy.next("dynamodb:DeleteItem", fault);

      assertThat(memories.forget(saved)).containsOnly(CHECKOUT);
      assertThat(proxy.calls()).containsExactly(entry("dynamodb:DeleteItem", 2));
      assertThat(memories.load(List.of(CHECKOUT))).isEmpty();
    }
  }

  @Test
  void whereNothingMayBeForgottenTheRightThatIsMissingIsNamed() {
    try (var memories = open("p1")) {
      var saved = memories.save(Map.of(CHECKOUT, FRESH, WORKERS, FRESH));
      proxy.always("dynamodb:DeleteItem", Fault.Kind.DENIED);

      var failure = catchThrowableOfType(Unavailable.class, () -> memories.forget(saved)).failure();
      assertThat(failure.kind()).isEqualTo(ProviderFailure.Kind.DENIED);
      assertThat(failure.hint()).contains("dynamodb:DeleteItem");
      assertThat(memories.deletes()).containsExactly(failure.call());
      assertThat(memories.load(saved.keySet())).isEqualTo(saved);
    }
  }

  @Test
  void aRefusedReadNamesTheRightThatIsMissing() {
    proxy.always("dynamodb:BatchGetItem", Fault.Kind.DENIED);
    var failure = failureOfLoad();
    assertThat(failure.kind()).isEqualTo(ProviderFailure.Kind.DENIED);
    assertThat(failure.hint()).contains("dynamodb:BatchGetItem");
  }

  @Test
  void aMissingTableIsToldWithTheCommandThatMakesIt() {
    moto.reset();
    var failure = failureOfLoad();

    assertThat(failure.kind()).isEqualTo(ProviderFailure.Kind.STATE);
    assertThat(failure.message()).isEqualTo("there is no table ecf-aws in us-east-1");
    assertThat(failure.hint())
        .isEqualTo(
            "make it: aws dynamodb create-table --table-name ecf-aws"
                + " --attribute-definitions AttributeName=pk,AttributeType=S"
                + " AttributeName=sk,AttributeType=S"
                + " --key-schema AttributeName=pk,KeyType=HASH AttributeName=sk,KeyType=RANGE"
                + " --billing-mode PAY_PER_REQUEST --region us-east-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "PK"})
  void aTableOfSomethingElseIsTold(String otherKey) {
    moto.reset();
    DynamoTable.create(moto, otherKey, "sk");

    assertThat(failureOfLoad().message())
        .startsWith("the table ecf-aws does not have the keys that ecf-aws needs (");
  }

  @Test
  void anItemOfSomethingElseIsToldByItsName() {
    moto.dynamoDb()
        .putItem(put ->
            put.tableName("ecf-aws")
                .item(
                    Map.of(
                        "pk",
                        AttributeValue.fromS("shop#eu-central-1"),
                        "sk",
                        AttributeValue.fromS("ecsService/shop/checkout"))));
    assertThat(failureOfLoad().message())
        .startsWith("ecsService/shop/checkout (shop#eu-central-1) in table ecf-aws cannot be read");
  }

  private ProviderFailure failureOfLoad() {
    try (var memories = open("p1")) {
      return catchThrowableOfType(Unavailable.class, () -> memories.load(List.of(CHECKOUT)))
          .failure();
    }
  }

  private static Intent intent(Memories memories) {
    return memories.load(List.of(CHECKOUT)).values().stream()
        .map(TargetMemory::intent)
        .flatMap(intent -> intent.stream())
        .findAny()
        .orElseThrow();
  }

  private static Intent claim(String pass) {
    return new Intent(4, 6, NOW, Optional.empty(), pass, NOW.plusSeconds(120));
  }

  private static List<Resource> resources(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Resource.of("ecsService", "shop", "service-" + i))
        .toList();
  }

  /// An answer that has nothing for these keys yet.
  private static Fault unprocessed(Resource... resources) {
    var keys =
        List.of(resources).stream()
            .map(each ->
                "{\"pk\":{\"S\":\"shop#eu-central-1\"},\"sk\":{\"S\":\"%s\"}}"
                    .formatted(each.key()))
            .collect(Collectors.joining(","));
    return new Fault.Reply(
        "{\"Responses\":{},\"UnprocessedKeys\":{\"ecf-aws\":{\"Keys\":[" + keys + "]}}}");
  }
}
