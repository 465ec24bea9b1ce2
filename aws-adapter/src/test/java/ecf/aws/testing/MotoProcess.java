package ecf.aws.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A running moto. It ends when its standard input closes, hence with this JVM, however that ends.
///
/// @param process kept, because its standard input closes when nobody holds it
record MotoProcess(Process process, URI uri) {
  private static final String GREETING = "listening on ";

  static MotoProcess start(PythonEnvironment environment) {
    var log = Path.of("target", "moto.log").toAbsolutePath();
    try {
      Files.createDirectories(log.resolveSibling("."));
      var builder =
          new ProcessBuilder(
                  environment.python().toString(),
                  environment.launcher().resolve("serve.py").toString(),
                  "--with-parent")
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
      // settings of whoever runs the tests must not change what moto answers
      builder.environment().keySet().removeIf(name -> name.startsWith("MOTO_"));
      var process = builder.start();
      var address = firstLine(process);
      if (!address.startsWith(GREETING)) {
        process.destroyForcibly();
        throw new IllegalStateException("moto did not start; see " + log);
      }
      return new MotoProcess(process, URI.create("http://" + address.substring(GREETING.length())));
    } catch (IOException e) {
      throw new UncheckedIOException("moto did not start; see " + log, e);
    }
  }

  /// The first line, or nothing when the process ended or said nothing for two minutes.
  private static String firstLine(Process process) {
    var reader = process.inputReader(StandardCharsets.UTF_8);
    return CompletableFuture.supplyAsync(() -> line(reader))
        .completeOnTimeout("", 2, TimeUnit.MINUTES)
        .join();
  }

  private static String line(BufferedReader reader) {
    try {
      var line = reader.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
