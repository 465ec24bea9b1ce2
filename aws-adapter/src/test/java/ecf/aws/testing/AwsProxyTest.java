package ecf.aws.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;

class AwsProxyTest {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);

  @BeforeEach
  void emptyAccount() {
    moto.reset();
  }

  /// One call per wire protocol, by its name.
  private static final Map<String, Runnable> CALLS =
      Map.of(
          "ecs:ListClusters", () -> proxy.ecs().listClusters(),
          "autoscaling:DescribeAutoScalingGroups",
              () -> proxy.autoScaling().describeAutoScalingGroups(),
          "ec2:DescribeInstances", () -> proxy.ec2().describeInstances(),
          "cloudwatch:ListMetrics", () -> proxy.cloudWatch().listMetrics(),
          "s3:ListObjectsV2", () -> proxy.s3().listObjectsV2(list -> list.bucket("configs")));

  @Test
  void countsCallsByTheNamesOfTheCli() {
    moto.s3().createBucket(bucket -> bucket.bucket("configs"));

    CALLS.values().forEach(Runnable::run);
    proxy.ecs().listClusters();
    proxy.elbV2().describeTargetGroups();
    proxy.applicationAutoScaling().describeScalableTargets(all -> all.serviceNamespace("ecs"));
    proxy.dynamoDb().listTables();

    assertThat(proxy.calls())
        .containsExactly(
            entry("application-autoscaling:DescribeScalableTargets", 1),
            entry("autoscaling:DescribeAutoScalingGroups", 1),
            entry("cloudwatch:ListMetrics", 1),
            entry("dynamodb:ListTables", 1),
            entry("ec2:DescribeInstances", 1),
            entry("ecs:ListClusters", 2),
            entry("elbv2:DescribeTargetGroups", 1),
            entry("s3:ListObjectsV2", 1));
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of("ecs:ListClusters", Fault.Kind.THROTTLED, 400, "ThrottlingException"),
        Arguments.of("ecs:ListClusters", Fault.Kind.DENIED, 400, "AccessDeniedException"),
        Arguments.of("ecs:ListClusters", Fault.Kind.SERVER_ERROR, 500, "ServerException"),
        Arguments.of(
            "autoscaling:DescribeAutoScalingGroups", Fault.Kind.THROTTLED, 400, "Throttling"),
        Arguments.of(
            "autoscaling:DescribeAutoScalingGroups", Fault.Kind.DENIED, 403, "AccessDenied"),
        Arguments.of(
            "autoscaling:DescribeAutoScalingGroups",
            Fault.Kind.SERVER_ERROR,
            500,
            "InternalFailure"),
        Arguments.of("ec2:DescribeInstances", Fault.Kind.THROTTLED, 503, "RequestLimitExceeded"),
        Arguments.of("ec2:DescribeInstances", Fault.Kind.DENIED, 403, "UnauthorizedOperation"),
        Arguments.of("ec2:DescribeInstances", Fault.Kind.SERVER_ERROR, 500, "InternalError"),
        Arguments.of("cloudwatch:ListMetrics", Fault.Kind.THROTTLED, 400, "Throttling"),
        Arguments.of("cloudwatch:ListMetrics", Fault.Kind.DENIED, 403, "AccessDenied"),
        Arguments.of("cloudwatch:ListMetrics", Fault.Kind.SERVER_ERROR, 500, "InternalFailure"),
        Arguments.of("s3:ListObjectsV2", Fault.Kind.THROTTLED, 503, "SlowDown"),
        Arguments.of("s3:ListObjectsV2", Fault.Kind.DENIED, 403, "AccessDenied"),
        Arguments.of("s3:ListObjectsV2", Fault.Kind.SERVER_ERROR, 500, "InternalError"),
        Arguments.of(
            "ecs:ListClusters",
            new Fault.Refusal(400, "ClusterNotFoundException", "no such cluster"),
            400,
            "ClusterNotFoundException"));
  }

  @ParameterizedTest(name = "{1} on {0} is {2} {3}")
  @MethodSource("errors")
  void anErrorReachesTheSdkWithStatusCodeAndMessage(
      String call, Fault fault, int status, String code) {
    proxy.next(call, fault);

    var thrown =
        catchThrowableOfType(
            AwsServiceException.class, () -> CALLS.getOrDefault(call, () -> {}).run());

    assertThat(thrown.statusCode()).isEqualTo(status);
    assertThat(thrown.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(thrown.awsErrorDetails().errorMessage()).isNotBlank();
    assertThat(thrown.isThrottlingException()).isEqualTo(fault == Fault.Kind.THROTTLED);
    assertThat(proxy.calls()).containsExactly(entry(call, 1));
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(Fault.Kind.SERVER_ERROR, AwsServiceException.class, 0),
        Arguments.of(Fault.Kind.SERVER_ERROR_AFTER, AwsServiceException.class, 1),
        Arguments.of(Fault.Kind.RESET, SdkClientException.class, 0),
        Arguments.of(Fault.Kind.RESET_AFTER, SdkClientException.class, 1));
  }

  @ParameterizedTest(name = "after {0} there are {2} clusters")
  @MethodSource("broken")
  void aCallFailsBeforeOrAfterItsEffect(Fault fault, Class<Exception> expected, int clusters) {
    proxy.ecs().listClusters(); // so that a kept connection breaks, which some clients ask again
    proxy.always("ecs:CreateCluster", fault);

    assertThatThrownBy(() -> proxy.ecs().createCluster(create -> create.clusterName("shop")))
        .isInstanceOf(expected);

    assertThat(moto.ecs().listClusters().clusterArns()).hasSize(clusters);
    assertThat(proxy.calls())
        .containsExactly(entry("ecs:CreateCluster", 1), entry("ecs:ListClusters", 1));
  }

  @ParameterizedTest(name = "after {0} there are {1} clusters")
  @CsvSource({"TIMEOUT, 0", "TIMEOUT_AFTER, 1"})
  void aCallIsHeldBeforeOrAfterItsEffect(Fault.Kind fault, int clusters) {
    proxy.always("ecs:CreateCluster", fault);
    var create =
        CreateClusterRequest.builder()
            .clusterName("shop")
            .overrideConfiguration(o -> o.apiCallAttemptTimeout(Duration.ofSeconds(1)))
            .build();

    assertThatThrownBy(() -> proxy.ecs().createCluster(create))
        .isInstanceOf(ApiCallAttemptTimeoutException.class);

    await().until(() -> proxy.held() == 1); // the caller may give up before the call is through
    assertThat(moto.ecs().listClusters().clusterArns()).hasSize(clusters);
    proxy.reset();
    await().until(() -> proxy.held() == 0);
  }

  @Test
  void aFaultForTheNextCallsIsUsedUp() {
    proxy.next("ecs:ListClusters", Fault.Kind.THROTTLED, Fault.Kind.SERVER_ERROR);

    var codes =
        Stream.of(1, 2)
            .map(_ -> catchThrowableOfType(AwsServiceException.class, proxy.ecs()::listClusters))
            .map(thrown -> thrown.awsErrorDetails().errorCode())
            .toList();

    assertThat(codes).containsExactly("ThrottlingException", "ServerException");
    assertThat(proxy.ecs().listClusters().clusterArns()).isEmpty();
  }

  @Test
  void aFaultMayConcernOneResourceOnly() {
    proxy.always("ecs:CreateCluster", "shop", Fault.Kind.DENIED);

    proxy.ecs().createCluster(create -> create.clusterName("jobs"));

    assertThatThrownBy(() -> proxy.ecs().createCluster(create -> create.clusterName("shop")))
        .isInstanceOf(AwsServiceException.class);
  }

  @Test
  void aReplyOfTheTestsOwnReplacesTheAnswer() {
    var minute = Instant.parse("2026-11-21T10:00:00Z");
    proxy.next(
        "cloudwatch:GetMetricData",
        new Fault.CborReply(
            Map.of(
                "MetricDataResults",
                List.of(
                    Map.of(
                        "Id",
                        "cpu",
                        "StatusCode",
                        "PartialData",
                        "Timestamps",
                        List.of(minute),
                        "Values",
                        List.of(61.5))))));

    var result =
        proxy
            .cloudWatch()
            .getMetricData(GetMetricDataRequest.builder().build())
            .metricDataResults()
            .getFirst();

    assertThat(result.statusCode()).isEqualTo(StatusCode.PARTIAL_DATA);
    assertThat(result.timestamps()).containsExactly(minute);
    assertThat(result.values()).containsExactly(61.5);
  }
}
