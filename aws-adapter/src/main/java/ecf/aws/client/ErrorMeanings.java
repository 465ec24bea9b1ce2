package ecf.aws.client;

import ecf.core.model.ProviderFailure;
import ecf.core.model.ProviderFailure.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The table of AWS's error codes. A code has one meaning in every service that uses it.
final class ErrorMeanings {
  /// @param hint `%s` stands for the IAM action
  record Meaning(Kind kind, boolean retryable, String hint) {
    ProviderFailure failure(String call, String action, String message) {
      return new ProviderFailure(kind, call, message, hint.replace("%s", action), retryable);
    }
  }

  static final Meaning NO_CREDENTIALS =
      new Meaning(
          Kind.CREDENTIALS,
          false,
          "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run `aws sso"
              + " login`");

  private static final Meaning DENIED =
      new Meaning(
          Kind.DENIED, false, "allow %s in the IAM policy of the credentials that are in use");
  private static final Meaning NOT_FOUND =
      new Meaning(
          Kind.NOT_FOUND, false, "check its name in the file, and the region and account in use");
  private static final Meaning THROTTLED =
      new Meaning(
          Kind.THROTTLED,
          true,
          "the account's rate for this API is used up; the next pass tries again");
  private static final Meaning CONFLICT =
      new Meaning(Kind.CONFLICT, true, "something else is changing it; the next pass tries again");
  private static final Meaning INVALID =
      new Meaning(Kind.INVALID, false, "AWS does not accept this; the message says why");
  private static final Meaning LIMIT =
      new Meaning(
          Kind.LIMIT, false, "ask for less, or have the quota raised in AWS's Service Quotas");
  private static final Meaning PROVIDER =
      new Meaning(Kind.PROVIDER, true, "AWS had a problem; the next pass tries again");
  private static final Meaning TIMED_OUT =
      new Meaning(Kind.TIMED_OUT, true, "the next pass looks what became of it");

  private static final Map<String, Meaning> BY_CODE = new HashMap<>();

  static {
    put(
        DENIED,
        "AccessDenied",
        "AccessDeniedException",
        "UnauthorizedOperation",
        "UnauthorizedAccess",
        "NotAuthorized",
        "Forbidden");
    put(
        new Meaning(
            Kind.DENIED,
            false,
            "enable the region for the account, and the service where it takes a subscription"),
        "OptInRequired",
        "SubscriptionRequiredException",
        "RegionDisabledException");
    put(
        new Meaning(
            Kind.DENIED, true, "let Auto Scaling create its service-linked role, or create it"),
        "ServiceLinkedRoleFailure",
        "FailedResourceAccessException");
    put(
        new Meaning(Kind.CREDENTIALS, false, "these credentials are not valid; renew them"),
        "UnrecognizedClientException",
        "InvalidClientTokenId",
        "InvalidAccessKeyId",
        "InvalidSignatureException",
        "SignatureDoesNotMatch",
        "IncompleteSignature",
        "AuthFailure",
        "MissingAuthenticationToken",
        "MissingAuthenticationTokenException");
    put(
        new Meaning(
            Kind.CREDENTIALS, false, "the session is over: log in again, e.g. `aws sso login`"),
        "ExpiredToken",
        "ExpiredTokenException",
        "TokenRefreshRequired");
    put(
        new Meaning(Kind.CREDENTIALS, true, "check the clock of this machine"),
        "RequestExpired",
        "RequestTimeTooSkewed");
    put(
        NOT_FOUND,
        "ClusterNotFoundException",
        "ServiceNotFoundException",
        "MISSING",
        "TargetGroupNotFound",
        "LoadBalancerNotFound",
        "ListenerNotFound",
        "RuleNotFound",
        "InvalidInstanceID.NotFound",
        "ActiveInstanceRefreshNotFound",
        "ObjectNotFoundException",
        "ResourceNotFound",
        "ResourceNotFoundException",
        "NoSuchResourceException",
        "NotFound",
        "ParameterNotFound",
        "NoSuchBucket",
        "NoSuchKey");
    put(
        new Meaning(Kind.NOT_FOUND, false, "it is being deleted: take it out of the file"),
        "ServiceNotActiveException",
        "INACTIVE",
        "DRAINING",
        "DELETING");
    put(
        THROTTLED,
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RateExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "RequestLimitExceeded",
        "TooManyRequestsException",
        "BandwidthLimitExceeded",
        "ProvisionedThroughputExceededException",
        "PriorRequestNotComplete",
        "SlowDown");
    put(
        CONFLICT,
        "ConcurrentUpdateException",
        "ConcurrentModificationException",
        "ResourceContention",
        "ScalingActivityInProgress",
        "InstanceRefreshInProgress",
        "PriorityInUse",
        "AlreadyExists",
        "ResourceInUse",
        "ResourceInUseException",
        "ConditionalCheckFailedException",
        "TransactionConflictException",
        "TransactionCanceledException",
        "TransactionInProgressException");
    put(
        LIMIT,
        "LimitExceeded",
        "LimitExceededException",
        "TooManyTargets",
        "TooManyRegistrationsForTargetId",
        "TargetGroupAssociationLimit",
        "ItemCollectionSizeLimitExceededException");
    put(
        INVALID,
        "ValidationError",
        "ValidationException",
        "InvalidParameter",
        "InvalidParameterException",
        "InvalidParameterValue",
        "InvalidParameterCombination",
        "MissingParameter",
        "MalformedQueryString",
        "InvalidConfigurationRequest",
        "InvalidInstanceID.Malformed",
        "ClientException",
        "UnsupportedFeatureException",
        "PlatformUnknownException",
        "IdempotentParameterMismatch",
        "InvalidNextToken",
        "InvalidNextTokenException",
        "PermanentRedirect");
    put(
        new Meaning(
            Kind.INVALID, false, "only instances that run in the group's network can be members"),
        "InvalidTarget");
    put(
        PROVIDER,
        "InternalFailure",
        "InternalError",
        "InternalServerError",
        "InternalServiceError",
        "InternalServiceException",
        "InternalServiceFault",
        "ServerException",
        "ServiceUnavailable",
        "ServiceUnavailableException",
        "HealthUnavailable",
        "Unavailable");
    put(TIMED_OUT, "RequestTimeout", "RequestTimeoutException");
  }

  private ErrorMeanings() {}

  static Optional<Meaning> of(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /// Auto Scaling says of a group that does not exist that the request is not valid.
  static Optional<Meaning> of(String code, String message) {
    return code.equals("ValidationError") && message.contains("not found")
        ? Optional.of(NOT_FOUND)
        : of(code);
  }

  /// For errors without a code, or with one that is not known here. Emulators send 403 so.
  static Meaning ofStatus(int status) {
    return switch (status) {
      case 401, 403 -> DENIED;
      case 404 -> NOT_FOUND;
      case 408 -> TIMED_OUT;
      case 409 -> CONFLICT;
      case 429 -> THROTTLED;
      default -> status >= 500 ? PROVIDER : INVALID;
    };
  }

  private static void put(Meaning meaning, String... codes) {
    for (String code : codes) {
      BY_CODE.put(code, meaning);
    }
  }
}
