package ecf.aws.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A virtual environment with moto, made once per version of `requirements.txt` and shared by all
/// modules of the build. It lies in the reactor's `.build`, which `mvn clean` leaves alone.
///
/// @param python the interpreter that has moto
/// @param launcher the folder of `serve.py`
record PythonEnvironment(Path python, Path launcher) {
  private static final String REQUIREMENTS = "requirements.txt";
  private static final List<String> LAUNCHER =
      List.of(
          "serve.py",
          "first_calls.py",
          "cloudwatch_cbor.py",
          "metric_index.py",
          "steady_fleet.py",
          "control.py");

  static PythonEnvironment prepared() throws MotoUnavailable {
    try {
      var build = Files.createDirectories(reactorRoot().resolve(".build"));
      var home = build.resolve("moto-" + hash(List.of(REQUIREMENTS)));
      var lock = build.resolve(home.getFileName() + ".lock");
      // several modules and forks may get here at once: one installs, the others wait
      try (var channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        if (!Files.exists(home.resolve("complete"))) {
          install(home);
        }
        return new PythonEnvironment(home.resolve("bin/python"), launcher(home));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare moto", e);
    }
  }

  /// The folder of the reactor's pom, above the module that is being tested.
  static Path reactorRoot() throws IOException {
    var start = Path.of("").toAbsolutePath();
    for (var folder = start; folder != null; folder = folder.getParent()) {
      var pom = folder.resolve("pom.xml");
      if (Files.exists(pom) && Files.readString(pom).contains("<modules>")) {
        return folder;
      }
    }
    throw new IOException("no pom with modules at or above " + start);
  }

  private static void install(Path home) throws IOException, MotoUnavailable {
    delete(home);
    Files.createDirectories(home);
    var log = home.resolve("install.log");
    System.err.println("[ecf] installing moto into " + home + " (once)");
    Files.write(home.resolve(REQUIREMENTS), resource(REQUIREMENTS));
    run(log, "python3", "-m", "venv", home.toString());
    run(
        log,
        home.resolve("bin/python").toString(),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--requirement",
        home.resolve(REQUIREMENTS).toString());
    Files.createFile(home.resolve("complete"));
  }

  private static void run(Path log, String... command) throws IOException, MotoUnavailable {
    var line = String.join(" ", command);
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new MotoUnavailable("`" + line + "` cannot be started: " + e.getMessage() + ".");
    }
    try {
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new MotoUnavailable("`" + line + "` did not end within 10 minutes.");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new MotoUnavailable("`" + line + "` was interrupted.");
    }
    if (process.exitValue() != 0) {
      throw new MotoUnavailable("`" + line + "` failed:\n" + Files.readString(log).strip() + "\n");
    }
  }

  private static Path launcher(Path home) throws IOException {
    var folder = Files.createDirectories(home.resolve("launcher-" + hash(LAUNCHER)));
    for (var name : LAUNCHER) {
      if (!Files.exists(folder.resolve(name))) {
        Files.write(folder.resolve(name), resource(name));
      }
    }
    return folder;
  }

  private static String hash(List<String> names) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var name : names) {
        digest.update(resource(name));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = PythonEnvironment.class.getResourceAsStream("/moto/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
