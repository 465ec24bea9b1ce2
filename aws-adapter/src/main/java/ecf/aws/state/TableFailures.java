package ecf.aws.state;

import ecf.aws.client.AwsErrors;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Unavailable;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/// What goes wrong only with a table; everything else means what it means everywhere at AWS.
record TableFailures(String table, Supplier<String> region) {
  static final String LOAD = "dynamodb:BatchGetItem";
  static final String SAVE = "dynamodb:PutItem";
  static final String FORGET = "dynamodb:DeleteItem";

  ProviderFailure of(String call, SdkException e) {
    return switch (e) {
      case ResourceNotFoundException _ ->
          failure(
              call, "there is no table " + table + " in " + region.get(), "make it: " + creation());
      case AwsServiceException error when call.equals(LOAD) && isInvalid(error) ->
          failure(
              call,
              "the table "
                  + table
                  + " does not have the keys that ecf-aws needs ("
                  + error.awsErrorDetails().errorMessage()
                  + ")",
              "name another table in state, and make it: " + creation());
      default -> AwsErrors.failure(call, e);
    };
  }

  Unavailable throttled() {
    return new Unavailable(
        new ProviderFailure(
            ProviderFailure.Kind.THROTTLED,
            LOAD,
            "the table " + table + " has no capacity left to read from",
            "give it more read capacity, or let it grow on demand; the next pass tries again",
            true));
  }

  /// The command that makes the table, for the shell.
  private String creation() {
    return String.join(
        " ",
        "aws dynamodb create-table --table-name",
        table,
        "--attribute-definitions",
        "AttributeName=" + StateTable.PARTITION_KEY + ",AttributeType=S",
        "AttributeName=" + StateTable.SORT_KEY + ",AttributeType=S",
        "--key-schema",
        "AttributeName=" + StateTable.PARTITION_KEY + ",KeyType=HASH",
        "AttributeName=" + StateTable.SORT_KEY + ",KeyType=RANGE",
        "--billing-mode PAY_PER_REQUEST --region",
        region.get());
  }

  /// Keys are all that a read of ours can have wrong.
  private static boolean isInvalid(AwsServiceException error) {
    return error.awsErrorDetails() != null
        && "ValidationException".equals(error.awsErrorDetails().errorCode());
  }

  private static ProviderFailure failure(String call, String message, String hint) {
    return new ProviderFailure(ProviderFailure.Kind.STATE, call, message, hint, false);
  }
}
