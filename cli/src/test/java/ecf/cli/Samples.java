package ecf.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Configurations for tests.
final class Samples {
  private Samples() {}

  /// Targets of the simulated provider, each of a service of its own with a load of 200 requests a
  /// second, of which a unit carries 100: 3 units are at 67 percent.
  static Path write(Path folder, String file, String... targets) {
    return text(folder, file, yaml("", targets));
  }

  static Path text(Path folder, String file, String text) {
    try {
      return Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param more whole lines at the top of the file
  static String yaml(String more, String... targets) {
    return more
        + """
        version: 1
        provider:
          type: simulated
          services:
        """
        + each(
            targets,
            """
                %1$s: {load: {base: 200/s, peak: 200/s, period: 1d}, unitRate: 100/s, initial: 3}
            """)
        + "targets:\n"
        + each(
            targets,
            """
              %1$s:
                type: simulatedService
                service: %1$s
                capacity: {min: 2, max: 30}
                policies: [{type: targetTracking, signal: cpu, target: 60}]
            """);
  }

  private static String each(String[] targets, String form) {
    return Arrays.stream(targets).map(form::formatted).collect(Collectors.joining());
  }
}
