package ecf.aws.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.entry;

import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.Fault;
import ecf.aws.testing.Moto;
import ecf.core.model.ProviderFailure;
import ecf.core.model.ProviderFailure.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.EcsException;

/// What leaves this process, how often, and what is said when no answer comes.
class AwsClientsTest {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);

  private final AwsClients clients = clients(proxy.environment());

  @AfterEach
  void close() {
    clients.close();
  }

  @Test
  void everyCallIsCountedAsTheProxySeesIt() {
    clients.ecs().listClusters();
    clients.ecs().listClusters();
    clients.autoScaling().describeAutoScalingGroups();
    clients.applicationAutoScaling().describeScalableTargets(all -> all.serviceNamespace("ecs"));
    clients.cloudWatch().listMetrics();
    clients.ec2().describeInstances();
    clients.elbV2().describeTargetGroups();
    clients.sts().getCallerIdentity();
    clients.dynamoDb().listTables();
    clients.s3().createBucket(bucket -> bucket.bucket("configs"));
    clients
        .serviceQuotas()
        .call("GetServiceQuota", Map.of("ServiceCode", "vpc", "QuotaCode", "L-F678F1CE"));

    assertThat(clients.calls())
        .containsExactlyEntriesOf(new TreeMap<>(proxy.calls()))
        .contains(
            entry("ecs:ListClusters", 2),
            entry("elbv2:DescribeTargetGroups", 1),
            entry("application-autoscaling:DescribeScalableTargets", 1),
            entry("cloudwatch:ListMetrics", 1),
            entry("service-quotas:GetServiceQuota", 1),
            entry("sts:GetCallerIdentity", 1));
  }

  @ParameterizedTest(name = "{1}: {2} attempts of 2")
  @CsvSource({
    "400, RateExceeded, 2",
    "400, Throttling, 2",
    "500, ResourceContention, 2",
    "400, ConcurrentUpdateException, 2",
    "500, InternalFailure, 2",
    "400, ScalingActivityInProgress, 1",
    "400, ValidationError, 1",
  })
  void whatMaySoonSucceedIsTriedAgain(int status, String code, int attempts) {
    var call = "autoscaling:DescribeAutoScalingGroups";
    proxy.always(call, new Fault.Refusal(status, code, "not now"));
    try (var twice = clients(with("AWS_MAX_ATTEMPTS", "2"))) {
      var thrown = catchThrowable(() -> twice.autoScaling().describeAutoScalingGroups());

      assertThat(thrown).isNotNull();
      assertThat(proxy.calls()).containsExactly(entry(call, attempts));
      assertThat(twice.calls()).containsExactly(entry(call, attempts));
    }
  }

  @Test
  void aCallThatSucceedsAtItsSecondAttemptIsCountedTwice() {
    proxy.next("ecs:ListClusters", Fault.Kind.RESET);

    clients.ecs().listClusters();

    assertThat(clients.calls()).containsExactly(entry("ecs:ListClusters", 2));
    assertThat(proxy.calls()).containsExactly(entry("ecs:ListClusters", 2));
  }

  @Test
  void theNumberOfAttemptsIsTheEnvironments() {
    try (var once = clients(with("AWS_MAX_ATTEMPTS", "1"))) {
      proxy.always("ecs:ListClusters", Fault.Kind.SERVER_ERROR);

      assertThatThrownBy(() -> once.ecs().listClusters()).isInstanceOf(EcsException.class);
      assertThat(proxy.calls()).containsExactly(entry("ecs:ListClusters", 1));
    }
  }

  @Test
  void anAddressWhereNobodyAnswersIsNamed() {
    try (var lost = clients(with("AWS_ENDPOINT_URL", "http://127.0.0.1:9"))) {
      var failure = failure(() -> lost.ecs().listClusters());

      assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(failure.message()).isEqualTo("nobody answers at 127.0.0.1:9");
      assertThat(failure.retryable()).isTrue();
    }
  }

  @Test
  void aHostThatIsNotKnownIsNamed() {
    try (var lost = clients(with("AWS_ENDPOINT_URL", "https://ecf-aws.invalid"))) {
      var failure = failure(() -> lost.ecs().listClusters());

      assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(failure.message()).isEqualTo("the host ecf-aws.invalid is not known");
    }
  }

  @Test
  void aConnectionThatBreaksIsToldAsSuch() {
    proxy.always("ecs:ListClusters", Fault.Kind.RESET);

    var failure = failure(() -> clients.ecs().listClusters());

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure.message()).startsWith("the connection to 127.0.0.1:").endsWith(" broke");
  }

  @ParameterizedTest(name = "{0}, {1}, {2}: {3}, in doubt {4}")
  @CsvSource({
    "THROTTLED,          THROTTLED,    THROTTLED, THROTTLED,   false",
    "RESET_AFTER,        THROTTLED,    THROTTLED, THROTTLED,   true",
    "THROTTLED,          RESET_AFTER,  THROTTLED, THROTTLED,   true",
    "SERVER_ERROR_AFTER, THROTTLED,    THROTTLED, THROTTLED,   true",
    "RESET_AFTER,        SERVER_ERROR, DENIED,    DENIED,      true",
    "THROTTLED,          THROTTLED,    DENIED,    DENIED,      false",
    "THROTTLED,          THROTTLED,    RESET,     UNREACHABLE, true",
  })
  void whatAnyAttemptLeavesInDoubtStaysInDoubt(
      Fault.Kind first, Fault.Kind second, Fault.Kind third, Kind kind, boolean inDoubt) {
    proxy.next("ecs:ListClusters", first, second, third);

    var failure = failure(() -> clients.ecs().listClusters());

    assertThat(proxy.calls()).containsExactly(entry("ecs:ListClusters", 3));
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.inDoubt()).isEqualTo(inDoubt);
  }

  @Test
  void aLaterRefusalSaysThatItIsNotAllThatHappened() {
    proxy.next("ecs:ListClusters", Fault.Kind.RESET_AFTER, Fault.Kind.DENIED);

    assertThat(failure(() -> clients.ecs().listClusters()).message())
        .isEqualTo(
            "User: test is not authorized to perform: ecs:ListClusters (AccessDeniedException),"
                + " after an attempt without an answer");
  }

  @Test
  void withoutCredentialsNothingIsAskedOfAnyNetwork() {
    var bare =
        Map.of(
            "AWS_ENDPOINT_URL", proxy.uri().toString(),
            "AWS_EC2_METADATA_DISABLED", "true",
            "AWS_CONFIG_FILE", "target/none",
            "AWS_SHARED_CREDENTIALS_FILE", "target/none");
    try (var anonymous = clients(bare)) {
      long begun = System.nanoTime();
      var failure = failure(() -> anonymous.ecs().listClusters());

      assertThat(failure.kind()).isEqualTo(Kind.CREDENTIALS);
      assertThat(failure.hint()).contains("AWS_PROFILE");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
      assertThat(proxy.calls()).isEmpty();
    }
  }

  @Test
  void aProfileThatDoesNotExistIsNamed() {
    try (var stranger =
        new AwsClients(
            "us-east-1",
            Optional.of("nobody"),
            Optional.empty(),
            new AwsEnvironment(proxy.environment()))) {
      var failure = failure(() -> stranger.ecs().listClusters());

      assertThat(failure.kind()).isEqualTo(Kind.CREDENTIALS);
      assertThat(failure.message()).contains("nobody");
    }
  }

  @Test
  void aStatedEndpointWinsOverTheEnvironment() {
    var environment = new AwsEnvironment(with("AWS_ENDPOINT_URL", "http://127.0.0.1:9"));
    try (var stated =
        new AwsClients("us-east-1", Optional.empty(), Optional.of(proxy.uri()), environment)) {
      stated.ecs().listClusters();

      assertThat(stated.endpoint()).contains(proxy.uri());
      assertThat(proxy.calls()).containsExactly(entry("ecs:ListClusters", 1));
    }
  }

  @Test
  void oneServiceMayHaveAnEndpointOfItsOwn() {
    var environment = with("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
    environment.put("AWS_ENDPOINT_URL_AUTO_SCALING", proxy.uri().toString());
    try (var split = clients(environment)) {
      split.autoScaling().describeAutoScalingGroups();

      assertThat(split.endpoint()).contains(URI.create("http://127.0.0.1:9"));
    }
  }

  private static ProviderFailure failure(Runnable call) {
    return AwsErrors.failure("ecs:ListClusters", catchThrowable(call::run));
  }

  private static Map<String, String> with(String name, String value) {
    var environment = new HashMap<>(proxy.environment());
    environment.put(name, value);
    return environment;
  }

  private static AwsClients clients(Map<String, String> environment) {
    return new AwsClients(
        "us-east-1", Optional.empty(), Optional.empty(), new AwsEnvironment(environment));
  }
}
