package ecf.aws.client;

import ecf.core.yaml.Parsed;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/// The address of something that answers AWS's APIs. Signed calls go nowhere unencrypted but to
/// this machine itself.
public final class Endpoint {
  private static final String EXAMPLE = "for example http://127.0.0.1:5000";

  /// As they stand in an URI, IPv6 in brackets. No name is resolved here: who controls a name
  /// server could make any name loopback.
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private Endpoint() {}

  /// `https://…` to anywhere, `http://…` to loopback.
  public static Parsed<URI> parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      return Parsed.wrong("is not an address", EXAMPLE);
    }
    if (uri.getScheme() == null || uri.getHost() == null || uri.getUserInfo() != null) {
      return Parsed.wrong("is not an address", EXAMPLE);
    }
    return switch (uri.getScheme()) {
      case "https" -> Parsed.value(uri);
      case "http" ->
          LOOPBACK.contains(uri.getHost())
              ? Parsed.value(uri)
              : Parsed.wrong(
                  "is not encrypted: http is for this machine only",
                  "write https://, or an address of loopback, " + EXAMPLE);
      default -> Parsed.wrong("is neither http nor https", EXAMPLE);
    };
  }
}
