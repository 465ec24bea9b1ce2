package ecf.aws.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The version of this build, for the user agent of its calls.
final class Version {
  private static final String RESOURCE = "version.txt";

  private Version() {}

  static String text() {
    try (var in = Version.class.getResourceAsStream(RESOURCE)) {
      var bytes = Objects.requireNonNull(in, RESOURCE).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the version of this build cannot be read", e);
    }
  }
}
