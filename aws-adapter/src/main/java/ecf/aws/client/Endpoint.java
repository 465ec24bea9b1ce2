package ecf.aws.client;

import ecf.core.yaml.Parsed;
import ecf.core.yaml.WebAddress;
import java.net.URI;

/// The address of something that answers AWS's APIs. Signed calls go nowhere unencrypted but to
/// this machine itself.
public final class Endpoint {
  private static final String EXAMPLE = "for example http://127.0.0.1:5000";

  private Endpoint() {}

  /// `https://…` to anywhere, `http://…` to loopback.
  public static Parsed<URI> parse(String text) {
    return WebAddress.parse(text, EXAMPLE);
  }
}
