package ecf.aws.client;

import java.io.Serial;
import software.amazon.awssdk.core.exception.SdkClientException;

/// There is plainly nothing to sign calls with.
final class NoCredentials extends SdkClientException {
  @Serial private static final long serialVersionUID = 1;

  NoCredentials() {
    super(builder().message("there are no credentials: no keys in the environment, no profile"));
  }
}
