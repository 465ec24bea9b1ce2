package ecf.aws.client;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;

/// The SDK's standard retries, and the errors that they miss although the next attempt may well
/// succeed.
final class Retries {
  /// Throttling by another name; the SDK waits longer before it tries again.
  private static final Set<String> THROTTLED =
      Set.of("RateExceeded", "ConcurrentUpdateException", "RequestThrottled");

  private static final Set<String> PASSING = Set.of("ResourceContention");

  private Retries() {}

  /// One for each client: it counts what the service still bears.
  static StandardRetryStrategy strategy(int attempts) {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(attempts)
        .retryOnException(thrown -> isOneOf(THROTTLED, thrown) || isOneOf(PASSING, thrown))
        .treatAsThrottling(thrown -> isThrottling(thrown) || isOneOf(THROTTLED, thrown))
        .build();
  }

  private static boolean isThrottling(Throwable thrown) {
    return thrown instanceof AwsServiceException error && error.isThrottlingException();
  }

  private static boolean isOneOf(Set<String> codes, Throwable thrown) {
    return AwsErrors.code(thrown).filter(codes::contains).isPresent();
  }
}
