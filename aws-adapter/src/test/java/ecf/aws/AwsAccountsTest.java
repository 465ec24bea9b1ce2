package ecf.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import ecf.aws.state.DynamoMemories;
import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.Fault;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import ecf.core.config.ConfigReader;
import ecf.core.config.Loaded;
import ecf.core.config.ScalingConfig;
import ecf.core.engine.Decision;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Resource;
import ecf.core.pass.Mode;
import ecf.core.pass.Outcome;
import ecf.core.pass.Pass;
import ecf.core.pass.PassRequest;
import ecf.core.pass.PassResult;
import ecf.core.port.Memories;
import ecf.core.port.NoMemories;
import ecf.core.port.Unavailable;
import ecf.core.yaml.ProblemText;
import ecf.core.yaml.Source;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Several regions and accounts in one file, with services of the same names in each.
class AwsAccountsTest {
  private static final String SHOP =
      """
      version: 1
      name: shop
      providers:
        us: {region: us-east-1}
        eu: {region: eu-west-1}
        other:
          region: us-east-1
          assumeRole: {roleArn: "arn:aws:iam::111122223333:role/ecf"}
          account: "111122223333"
      signals:
        waiting: {type: cloudWatch, namespace: Shop, metric: Waiting, statistic: Maximum}
      defaults:
        capacity: {min: 1, max: 20}
        guardrails: {cooldown: {in: 0s}}
      targets:
        here:
          {type: ecsService, provider: us, cluster: shop, service: web, policies: [{type: targetTracking, signal: waiting, target: 40, perUnit: true}]}
        there:
          {type: ecsService, provider: eu, cluster: shop, service: web, policies: [{type: targetTracking, signal: waiting, target: 40, perUnit: true}]}
        elsewhere:
          {type: ecsService, provider: other, cluster: shop, service: web, policies: [{type: count, min: 3}]}
      """;

  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);

  @BeforeEach
  void twoRegions() {
    moto.reset();
    var us = World.in(moto);
    us.cluster("shop").service("web", 4);
    us.metric("Shop", "Waiting", Map.of(), 60);
    var eu = World.in(moto.in("eu-west-1"));
    eu.cluster("shop").service("web", 4);
    eu.metric("Shop", "Waiting", Map.of(), 80);
  }

  @Test
  void eachTargetIsReadAndChangedInItsOwnRegion() {
    var result = apply(SHOP, new NoMemories());
    assertThat(outcomes(result))
        .isEqualTo("elsewhere NOT_FOUND, here applied 4 → 6, there applied 4 → 8");
    assertThat(desired("us-east-1")).isEqualTo(6);
    assertThat(desired("eu-west-1")).isEqualTo(8);
    assertThat(result.calls())
        .as("calls add up over all, and nothing is asked twice in one of them")
        .contains(
            entry("ecs:DescribeServices", 3),
            entry("ecs:UpdateService", 2),
            entry("cloudwatch:GetMetricData", 2),
            entry("sts:AssumeRole", 1),
            entry("sts:GetCallerIdentity", 1));
    assertThat(proxy.calls()).isEqualTo(result.calls());
  }

  @Test
  void aRoleThatIsDeniedAndAnotherAccountFailTheirTargetsAlone() {
    var wrong =
        SHOP.replace(
            "us: {region: us-east-1}", "us: {region: us-east-1, account: \"444455556666\"}");
    proxy.always("sts:AssumeRole", Fault.Kind.DENIED);
    var result = apply(wrong, new NoMemories());
    assertThat(outcomes(result))
        .isEqualTo("elsewhere DENIED, here CREDENTIALS, there applied 4 → 8");
    assertThat(failure(result, "elsewhere").message()).startsWith("provider other: ");
    assertThat(failure(result, "here").message())
        .isEqualTo(
            "provider us: these credentials belong to account 123456789012, the file is for"
                + " 444455556666");
    assertThat(proxy.calls())
        .as("nothing is asked of them")
        .containsEntry("ecs:DescribeServices", 1);
  }

  @Test
  void withoutAnyRegionNothingBegins() {
    var config = config(SHOP.replaceAll("region: (.*)-1([},\n])", "profile: $1$2"));
    var environment = new HashMap<>(proxy.environment());
    environment.remove("AWS_REGION");
    environment.put("AWS_CONFIG_FILE", "/dev/null");
    var why =
        catchThrowableOfType(
            Unavailable.class, () -> AwsAccounts.connect(providers(config), environment));
    assertThat(why.failure().message()).isEqualTo("no region is set");
  }

  /// In one account the name and the region tell them apart, in another one of the same region the
  /// provider's name.
  @Test
  void memoriesOfTheSameNameAreKeptApart() {
    World.in(moto).stateTable("ecf-state");
    try (var provider = AwsAccounts.connect(providers(config(SHOP)), proxy.environment())) {
      var regions =
          Stream.of("us", "eu", "other")
              .map(name -> provider.region(Resource.of("ecsService", "shop", "web").in(name)))
              .toList();
      assertThat(regions).containsExactly("us-east-1", "eu-west-1", "us-east-1/other");
    }
    run(config(SHOP), "p1");
    var second = run(config(SHOP), "p2");
    assertThat(outcomes(second))
        .as("each found its own, and waits for what it did")
        .isEqualTo("elsewhere NOT_FOUND, here unchanged, there unchanged");
    assertThat(moto.dynamoDb().scan(scan -> scan.tableName("ecf-state")).items())
        .extracting(item -> text(item, "pk") + " " + text(item, "sk"))
        .containsExactlyInAnyOrder(
            "shop#us-east-1 ecsService/shop/web", "shop#eu-west-1 ecsService/shop/web");
    assertThat(second.calls()).as("both in one call").containsEntry("dynamodb:BatchGetItem", 1);
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name)).s();
  }

  private static PassResult run(ScalingConfig config, String pass) {
    try (var provider = AwsAccounts.connect(providers(config), proxy.environment());
        var memories =
            new DynamoMemories(
                provider.own().dynamoDb(),
                "ecf-state",
                config.name(),
                provider::region,
                pass,
                Duration.ofMinutes(2))) {
      return new Pass(provider, memories).run(PassRequest.all(config.targets(), Mode.APPLY));
    }
  }

  private static PassResult apply(String text, Memories memories) {
    var config = config(text);
    try (var provider = AwsAccounts.connect(providers(config), proxy.environment())) {
      return new Pass(provider, memories).run(PassRequest.all(config.targets(), Mode.APPLY));
    }
  }

  private static ScalingConfig config(String text) {
    var reader = new ConfigReader(List.of(new AwsProviderKind()), _ -> Optional.empty());
    return switch (reader.read(new Source("shop.yaml", text), "/etc/shop.yaml")) {
      case Loaded.Valid valid -> valid.config();
      case Loaded.Invalid(var source, var problems) ->
          throw new AssertionError(ProblemText.render(source, problems));
    };
  }

  private static SequencedMap<String, AwsSettings> providers(ScalingConfig config) {
    var aws = new LinkedHashMap<String, AwsSettings>();
    config.providers().forEach((name, settings) -> aws.put(name, (AwsSettings) settings));
    return aws;
  }

  private static int desired(String region) {
    return moto.in(region)
        .ecs()
        .describeServices(describe -> describe.cluster("shop").services("web"))
        .services()
        .getFirst()
        .desiredCount();
  }

  private static String outcomes(PassResult result) {
    return result.targets().stream()
        .map(each -> each.spec().id() + " " + outcome(each.outcome()))
        .collect(Collectors.joining(", "));
  }

  private static String outcome(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Applied(Decision.Resize(var _, int from, int to, var _, var _, var _), _) ->
          "applied " + from + " → " + to;
      case Outcome.Failed(var why, var _, var _) -> why.kind().name();
      case Outcome.Unchanged _ -> "unchanged";
      case Outcome other -> other.toString();
    };
  }

  private static ProviderFailure failure(PassResult result, String target) {
    return result.targets().stream()
        .filter(each -> each.spec().id().name().equals(target))
        .map(each -> ((Outcome.Failed) each.outcome()).why())
        .findFirst()
        .orElseThrow();
  }
}
