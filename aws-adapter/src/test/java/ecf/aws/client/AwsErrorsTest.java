package ecf.aws.client;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.ProviderFailure.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.model.EcsException;

/// What every error means.
class AwsErrorsTest {
  /// Every error code that the APIs in use declare, by service.
  @ParameterizedTest(name = "{0} of {2}: {3}")
  @CsvSource({
    // CloudWatch
    "InternalServiceError, 500, cloudwatch:GetMetricData, PROVIDER, true",
    "InvalidNextToken, 400, cloudwatch:GetMetricData, INVALID, false",
    "InvalidParameterValue, 400, cloudwatch:GetMetricData, INVALID, false",
    "InvalidParameterCombination, 400, cloudwatch:GetMetricData, INVALID, false",
    "MissingParameter, 400, cloudwatch:GetMetricData, INVALID, false",
    "LimitExceeded, 400, cloudwatch:GetMetricData, LIMIT, false",
    "ConcurrentModificationException, 429, cloudwatch:GetMetricData, CONFLICT, true",
    "Throttling, 400, cloudwatch:GetMetricData, THROTTLED, true",
    "ThrottlingException, 400, cloudwatch:GetMetricData, THROTTLED, true",
    // ECS
    "ServiceNotFoundException, 400, ecs:UpdateService, NOT_FOUND, false",
    "ServiceNotActiveException, 400, ecs:UpdateService, NOT_FOUND, false",
    "ClusterNotFoundException, 400, ecs:DescribeServices, NOT_FOUND, false",
    "InvalidParameterException, 400, ecs:UpdateService, INVALID, false",
    "ClientException, 400, ecs:UpdateService, INVALID, false",
    "ServerException, 500, ecs:UpdateService, PROVIDER, true",
    "AccessDeniedException, 400, ecs:UpdateService, DENIED, false",
    "UnsupportedFeatureException, 400, ecs:UpdateService, INVALID, false",
    "PlatformUnknownException, 400, ecs:UpdateService, INVALID, false",
    // EC2 Auto Scaling
    "RateExceeded, 400, autoscaling:SetDesiredCapacity, THROTTLED, true",
    "ScalingActivityInProgress, 400, autoscaling:SetDesiredCapacity, CONFLICT, true",
    "ResourceContention, 500, autoscaling:SetDesiredCapacity, CONFLICT, true",
    "LimitExceeded, 400, autoscaling:UpdateAutoScalingGroup, LIMIT, false",
    "InstanceRefreshInProgress, 400, autoscaling:UpdateAutoScalingGroup, CONFLICT, true",
    "ActiveInstanceRefreshNotFound, 400, autoscaling:DescribeInstanceRefreshes, NOT_FOUND, false",
    "IdempotentParameterMismatch, 400, autoscaling:UpdateAutoScalingGroup, INVALID, false",
    "ServiceLinkedRoleFailure, 500, autoscaling:UpdateAutoScalingGroup, DENIED, true",
    "AlreadyExists, 400, autoscaling:UpdateAutoScalingGroup, CONFLICT, true",
    "ValidationError, 400, autoscaling:UpdateAutoScalingGroup, INVALID, false",
    // ELB
    "TooManyTargets, 400, elbv2:RegisterTargets, LIMIT, false",
    "TooManyRegistrationsForTargetId, 400, elbv2:RegisterTargets, LIMIT, false",
    "InvalidTarget, 400, elbv2:RegisterTargets, INVALID, false",
    "TargetGroupNotFound, 400, elbv2:DescribeTargetHealth, NOT_FOUND, false",
    "TargetGroupAssociationLimit, 400, elbv2:RegisterTargets, LIMIT, false",
    "HealthUnavailable, 500, elbv2:DescribeTargetHealth, PROVIDER, true",
    "InvalidConfigurationRequest, 400, elbv2:RegisterTargets, INVALID, false",
    "PriorityInUse, 400, elbv2:RegisterTargets, CONFLICT, true",
    // EC2
    "RequestLimitExceeded, 503, ec2:DescribeInstances, THROTTLED, true",
    "InvalidInstanceID.NotFound, 400, ec2:DescribeInstances, NOT_FOUND, false",
    "UnauthorizedOperation, 403, ec2:DescribeInstances, DENIED, false",
    // Application Auto Scaling
    "ConcurrentUpdateException, 400, application-autoscaling:DescribeScalableTargets, CONFLICT,"
        + " true",
    "InternalServiceException, 500, application-autoscaling:DescribeScalableTargets, PROVIDER,"
        + " true",
    "ObjectNotFoundException, 400, application-autoscaling:DescribeScalableTargets, NOT_FOUND,"
        + " false",
    "ValidationException, 400, application-autoscaling:DescribeScalableTargets, INVALID, false",
    "LimitExceededException, 400, application-autoscaling:DescribeScalableTargets, LIMIT, false",
    "FailedResourceAccessException, 400, application-autoscaling:DescribeScalableTargets, DENIED,"
        + " true",
    // Service Quotas
    "TooManyRequestsException, 429, service-quotas:GetServiceQuota, THROTTLED, true",
    "NoSuchResourceException, 404, service-quotas:GetServiceQuota, NOT_FOUND, false",
    // DynamoDB and S3
    "ResourceNotFoundException, 400, dynamodb:BatchGetItem, NOT_FOUND, false",
    "ConditionalCheckFailedException, 400, dynamodb:PutItem, CONFLICT, true",
    "ProvisionedThroughputExceededException, 400, dynamodb:PutItem, THROTTLED, true",
    "NoSuchKey, 404, s3:GetObject, NOT_FOUND, false",
    // every service
    "UnrecognizedClientException, 400, ecs:DescribeServices, CREDENTIALS, false",
    "InvalidClientTokenId, 403, sts:GetCallerIdentity, CREDENTIALS, false",
    "ExpiredToken, 403, autoscaling:DescribeAutoScalingGroups, CREDENTIALS, false",
    "ExpiredTokenException, 400, ecs:DescribeServices, CREDENTIALS, false",
    "RequestExpired, 400, ec2:DescribeInstances, CREDENTIALS, true",
    "OptInRequired, 403, ec2:DescribeInstances, DENIED, false",
  })
  void aCodeHasOneMeaning(String code, int status, String call, Kind kind, boolean retryable) {
    var failure = AwsErrors.failure(call, error(status, code, "as AWS says it"));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure.call()).isEqualTo(call);
    assertThat(failure.message()).isEqualTo("as AWS says it (" + code + ")");
    assertThat(failure.hint()).isNotBlank().doesNotContain("%s");
  }

  @ParameterizedTest(name = "status {0}: {1}")
  @CsvSource({
    "401, DENIED",
    "403, DENIED",
    "404, NOT_FOUND",
    "408, TIMED_OUT",
    "409, CONFLICT",
    "429, THROTTLED",
    "400, INVALID",
    "500, PROVIDER",
    "503, PROVIDER"
  })
  void withoutACodeTheStatusTells(int status, Kind kind) {
    var bare = EcsException.builder().statusCode(status).build();

    assertThat(AwsErrors.failure("ecs:DescribeServices", bare).kind()).isEqualTo(kind);
  }

  @ParameterizedTest(name = "{0} needs {1}")
  @CsvSource({
    "ecs:UpdateService, ecs:UpdateService",
    "elbv2:DescribeTargetHealth, elasticloadbalancing:DescribeTargetHealth",
    "application-autoscaling:DescribeScalableTargets,"
        + " application-autoscaling:DescribeScalableTargets",
    "s3:HeadObject, s3:GetObject",
  })
  void aDenialNamesTheIamAction(String call, String action) {
    var failure = AwsErrors.failure(call, error(403, "AccessDenied", "User: x is not authorized"));

    assertThat(failure.hint()).contains("allow " + action + " ");
  }

  @Test
  void aGroupThatDoesNotExistIsNotFoundAlthoughAutoScalingCallsItInvalid() {
    var failure =
        AwsErrors.failure(
            "autoscaling:SetDesiredCapacity",
            error(400, "ValidationError", "AutoScalingGroup name not found - web-asg"));

    assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
  }

  @Test
  void noAnswerInTimeLeavesDoubt() {
    for (Throwable late :
        new Throwable[] {
          ApiCallTimeoutException.create(30_000), ApiCallAttemptTimeoutException.create(10_000)
        }) {
      var failure = AwsErrors.failure("ecs:UpdateService", late);

      assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
      assertThat(failure.inDoubt()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Unable to load credentials from any of the providers in the chain",
    "Profile file contained no credentials for profile 'shop'",
    "Token is expired",
  })
  void theSdkTellsMissingCredentialsByTextAlone(String text) {
    var failure = AwsErrors.failure("ecs:DescribeServices", SdkClientException.create(text));

    assertThat(failure.kind()).isEqualTo(Kind.CREDENTIALS);
    assertThat(failure.message()).isEqualTo(text);
  }

  @Test
  void messagesAreOneLineOfBoundedLength() {
    var failure =
        AwsErrors.failure(
            "ecs:UpdateService",
            error(400, "ClientException", "a\nb\r\u001b[31mc" + "d".repeat(9_999)));

    assertThat(failure.message()).startsWith("a b [31mc").hasSizeLessThan(500);
  }

  @Test
  void whateverIsThrownHasAMeaning() {
    assertThat(AwsErrors.failure("ecs:UpdateService", new IllegalStateException()).message())
        .isEqualTo("IllegalStateException");
    assertThat(AwsErrors.failure("odd", error(418, "Teapot", "")).message()).isEqualTo("Teapot");
    assertThat(AwsErrors.failure("odd", EcsException.builder().build()).kind()).isNotNull();
  }

  @Test
  void anAnswerMayTellOfAFailureToo() {
    var failure =
        AwsErrors.failure("ecs:DescribeServices", "MISSING", "no service checkout in shop");

    assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(failure.message()).isEqualTo("no service checkout in shop");
    assertThat(AwsErrors.code(error(400, "X", "y"))).isEqualTo(Optional.of("X"));
  }

  private static AwsServiceException error(int status, String code, String message) {
    return EcsException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }
}
