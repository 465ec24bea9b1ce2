package ecf.aws.testing;

import java.util.Map;

/// What a proxy does to a call instead of passing it on and its answer back.
public sealed interface Fault {
  /// What AWS or the network does to callers. The codes are those of the service that was called.
  enum Kind implements Fault {
    /// "Rate exceeded"; the call had no effect.
    THROTTLED,
    /// The role lacks the right.
    DENIED,
    /// 500; the call had no effect.
    SERVER_ERROR,
    /// 500, but the call took effect.
    SERVER_ERROR_AFTER,
    /// No answer until the caller gives up; the call had no effect.
    TIMEOUT,
    /// No answer until the caller gives up, but the call took effect.
    TIMEOUT_AFTER,
    /// The connection breaks; the call had no effect.
    RESET,
    /// The connection breaks, but the call took effect.
    RESET_AFTER
  }

  /// Any other error code, written in the protocol of the call.
  record Refusal(int status, String code, String message) implements Fault {}

  /// An answer of the test's own in JSON or XML, with status 200, where the emulator's is wrong or
  /// too healthy.
  record Reply(String body) implements Fault {}

  /// The same in CBOR.
  ///
  /// @param body of texts, doubles, integers, instants, lists and maps
  record CborReply(Map<String, ?> body) implements Fault {}

  static Refusal throttled(Call call) {
    return switch (call.protocol()) {
      case EC2 -> new Refusal(503, "RequestLimitExceeded", "Request limit exceeded.");
      case REST_XML -> new Refusal(503, "SlowDown", "Please reduce your request rate.");
      case QUERY, CBOR -> new Refusal(400, "Throttling", "Rate exceeded");
      case JSON -> new Refusal(400, "ThrottlingException", "Rate exceeded");
    };
  }

  static Refusal denied(Call call) {
    var message = "User: test is not authorized to perform: " + call.name();
    return switch (call.protocol()) {
      case EC2 -> new Refusal(403, "UnauthorizedOperation", message);
      case QUERY, CBOR, REST_XML -> new Refusal(403, "AccessDenied", message);
      case JSON -> new Refusal(400, "AccessDeniedException", message);
    };
  }

  static Refusal serverError(Call call) {
    var code =
        switch (call.service()) {
          case "ec2", "s3" -> "InternalError";
          case "ecs" -> "ServerException";
          case "dynamodb" -> "InternalServerError";
          case "application-autoscaling" -> "InternalServiceException";
          default -> "InternalFailure";
        };
    return new Refusal(500, code, "We encountered an internal error. Please try again.");
  }
}
