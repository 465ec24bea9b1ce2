package ecf.core.yaml;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Addresses of the web: what is sent there goes nowhere unencrypted but to this machine itself,
/// and what follows the host may be a secret.
public final class WebAddress {
  /// As they stand in an URI, IPv6 in brackets. No name is resolved here: who controls a name
  /// server could make any name loopback.
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private static final Pattern BEHIND_THE_HOST =
      Pattern.compile("(https?://[^\\s/?#\"'<>,}\\]]++)([/?#][^\\s\"'<>,}\\]]++)");

  private WebAddress() {}

  /// `https://…` to anywhere, `http://…` to loopback.
  ///
  /// @param example for the hint
  public static Parsed<URI> parse(String text, String example) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      return Parsed.wrong("is not an address", example);
    }
    if (uri.getScheme() == null || uri.getHost() == null || uri.getUserInfo() != null) {
      return Parsed.wrong("is not an address", example);
    }
    return switch (uri.getScheme()) {
      case "https" -> Parsed.value(uri);
      case "http" ->
          LOOPBACK.contains(uri.getHost())
              ? Parsed.value(uri)
              : Parsed.wrong(
                  "is not encrypted: http is for this machine only",
                  "write https://, or an address of loopback, " + example);
      default -> Parsed.wrong("is neither http nor https", example);
    };
  }

  /// The text with stars for what follows a host, one for each character:
  /// `https://hooks.example/a/b` is `https://hooks.example****`.
  static String masked(String text) {
    return text.contains("://")
        ? BEHIND_THE_HOST
            .matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(found.group(1)) + stars(found.group(2)))
        : text;
  }

  private static String stars(String text) {
    return "*".repeat(text.codePointCount(0, text.length()));
  }
}
