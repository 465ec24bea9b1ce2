package ecf.core.config;

import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Shape;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a configuration is called: it names the state and the reports.
final class ConfigName {
  static final String PATTERN = "[a-z0-9][a-z0-9-]{0,62}";

  static final Key KEY =
      Key.optional(
          "name",
          new Shape.Written(PATTERN),
          "names the state and the reports; default: from the file's name and place");

  private static final Pattern NAME = Pattern.compile(PATTERN);
  private static final int LONGEST = 63;
  private static final int DIGITS = 8;

  private ConfigName() {}

  static String read(Fields fields, String address) {
    return fields.optionalParsed("name", ConfigName::parse).orElseGet(() -> made(address));
  }

  private static Parsed<String> parse(String text) {
    return NAME.matcher(text).matches()
        ? Parsed.value(text)
        : Parsed.wrong(
            "is not a name: a-z, 0-9 and -, at most " + LONGEST + " characters",
            "write " + fitting(text, LONGEST));
  }

  /// The base name and the beginning of the SHA-256 of the address: `/etc/ecf/shop.yaml` is `shop-`
  /// and 8 digits, another `shop.yaml` elsewhere has others.
  static String made(String address) {
    var base = address.substring(address.lastIndexOf('/') + 1).replaceFirst("\\.[^.]*$", "");
    return fitting(base, LONGEST - DIGITS - 1) + "-" + digest(address).substring(0, DIGITS);
  }

  private static String fitting(String text, int longest) {
    var plain =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    var some = plain.isEmpty() ? "config" : plain;
    return some.substring(0, Math.min(longest, some.length())).replaceAll("-+$", "");
  }

  private static String digest(String text) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
