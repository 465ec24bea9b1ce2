package ecf.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// The build writes its version into a resource.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    try (var file = Objects.requireNonNull(Version.class.getResourceAsStream("version.txt"))) {
      var version = new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
      return new String[] {"ecf-aws " + version};
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
