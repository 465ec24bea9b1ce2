package ecf.aws.client;

import ecf.core.model.ProviderFailure;
import ecf.core.model.ProviderFailure.Kind;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/// What every error of AWS means for the person who must act. Never throws.
public final class AwsErrors {
  private static final int LONGEST = 400;

  /// Where the IAM prefix is not the CLI's name.
  private static final Map<String, String> IAM_PREFIXES =
      Map.of("elbv2", "elasticloadbalancing", "service-quotas", "servicequotas");

  /// Where the IAM action is not the operation.
  private static final Map<String, String> IAM_ACTIONS =
      Map.of(
          "s3:HeadObject",
          "s3:GetObject",
          "s3:ListObjectsV2",
          "s3:ListBucket",
          "lambda:Invoke",
          "lambda:InvokeFunction");

  private AwsErrors() {}

  /// @param call as it is counted, e.g. `elbv2:DescribeTargetHealth`
  public static ProviderFailure failure(String call, Throwable thrown) {
    var failure = ofLastAttempt(call, thrown);
    return EarlierAttempts.leaveDoubt(thrown) && !failure.inDoubt()
        ? failure.afterUnanswered()
        : failure;
  }

  private static ProviderFailure ofLastAttempt(String call, Throwable thrown) {
    for (@Nullable Throwable at = thrown; at != null; at = at.getCause()) {
      switch (at) {
        case AwsServiceException error -> {
          return answered(call, error);
        }
        case NoCredentials none -> {
          return credentials(call, text(none));
        }
        case ApiCallTimeoutException _, ApiCallAttemptTimeoutException _ -> {
          return silent(call, "no answer within " + AwsClients.waitingTime());
        }
        case NoAnswer none -> {
          return unanswered(call, none);
        }
        case UnknownHostException unknown -> {
          return unreachable(
              call, "the host " + text(unknown) + " is not known", "check region and endpoint");
        }
        default -> {}
      }
    }
    return unexplained(call, text(thrown));
  }

  /// A failure that an answer tells without being an error, e.g. one item of a batch.
  ///
  /// @param code as AWS names the error
  public static ProviderFailure failure(String call, String code, String message) {
    var meaning = ErrorMeanings.of(code).orElseGet(() -> ErrorMeanings.ofStatus(400));
    return meaning.failure(call, action(call), message);
  }

  /// The IAM action that a call needs: `elbv2:DescribeTargetHealth` needs
  /// `elasticloadbalancing:DescribeTargetHealth`.
  public static String action(String call) {
    int colon = call.indexOf(':');
    var prefix = colon < 0 ? call : call.substring(0, colon);
    return IAM_ACTIONS.getOrDefault(
        call, IAM_PREFIXES.getOrDefault(prefix, prefix) + call.substring(prefix.length()));
  }

  /// AWS's name of an error, where it told one.
  static Optional<String> code(Throwable thrown) {
    return thrown instanceof AwsServiceException error && error.awsErrorDetails() != null
        ? Optional.ofNullable(error.awsErrorDetails().errorCode()).filter(code -> !code.isBlank())
        : Optional.empty();
  }

  private static ProviderFailure answered(String call, AwsServiceException error) {
    var code = code(error);
    var told =
        error.awsErrorDetails() == null
            ? Optional.<String>empty()
            : Optional.ofNullable(error.awsErrorDetails().errorMessage())
                .filter(text -> !text.isBlank());
    var message =
        told.map(text ->
                code.filter(it -> !text.contains(it))
                    .map(it -> text + " (" + it + ")")
                    .orElse(text))
            .or(() -> code)
            .orElse("HTTP status " + error.statusCode());
    return code.flatMap(it -> ErrorMeanings.of(it, message))
        .orElseGet(() -> ErrorMeanings.ofStatus(error.statusCode()))
        .failure(call, action(call), plain(message));
  }

  private static ProviderFailure unanswered(String call, NoAnswer none) {
    var address = none.address();
    return switch (none.getCause()) {
      case ConnectException _ ->
          unreachable(
              call, "nobody answers at " + address, "check the endpoint, the network and proxies");
      case SocketTimeoutException slow when "Read timed out".equals(slow.getMessage()) ->
          silent(call, "no answer from " + address);
      case SSLException broken ->
          unreachable(
              call,
              "no trusted connection to " + address + " (" + plain(text(broken)) + ")",
              "check the certificate of the endpoint and proxies");
      case null, default ->
          unreachable(
              call,
              "the connection to " + address + " broke",
              "the next pass looks what became of it; check the network and proxies");
    };
  }

  private static ProviderFailure unreachable(String call, String message, String hint) {
    return new ProviderFailure(Kind.UNREACHABLE, call, message, hint, true);
  }

  private static ProviderFailure silent(String call, String message) {
    var hint = "the next pass looks what became of it; check the network and AWS's health";
    return new ProviderFailure(Kind.TIMED_OUT, call, message, hint, true);
  }

  private static ProviderFailure credentials(String call, String message) {
    return ErrorMeanings.NO_CREDENTIALS.failure(call, action(call), message);
  }

  /// The SDK tells these apart by their text alone.
  private static ProviderFailure unexplained(String call, String text) {
    boolean credentials =
        text.contains("credentials")
            || text.contains("SSO")
            || text.contains("Profile file")
            || text.contains("Token is expired");
    return credentials
        ? credentials(call, plain(text))
        : new ProviderFailure(
            Kind.PROVIDER, call, plain(text), "please report it if it happens again", false);
  }

  private static String text(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
  }

  /// One line of bounded length: it goes into logs and reports.
  private static String plain(String text) {
    var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
