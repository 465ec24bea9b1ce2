package ecf.aws.client;

import java.io.Serial;
import software.amazon.awssdk.core.exception.SdkClientException;

/// A call that never got an answer, with the address that it was sent to: the SDK does not tell it.
final class NoAnswer extends SdkClientException {
  @Serial private static final long serialVersionUID = 1;
  private final String address;

  /// @param address host and port
  NoAnswer(String address, Throwable cause) {
    super(builder().message("no answer from " + address).cause(cause));
    this.address = address;
  }

  String address() {
    return address;
  }
}
