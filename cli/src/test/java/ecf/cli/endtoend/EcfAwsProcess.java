package ecf.cli.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import ecf.aws.testing.AwsEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Starts `./ecf-aws` as a user's shell would, with nothing in its environment but what it needs.
///
/// @param folder where its state, its files and its output are
record EcfAwsProcess(Path folder, Map<String, String> environment) {
  private static final long LONGEST_SECONDS = 120;

  /// A build that a shell runs in its background ignores SIGINT, and what it starts inherits that.
  private static final List<String> HEARS_INTERRUPTS =
      System.getProperty("os.name", "").equals("Linux")
          ? List.of("env", "--default-signal=INT")
          : List.of();

  record Result(int exitCode, String out, String err) {
    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }

    /// What became of a target, as JSON.
    JsonNode target(String name) {
      return json()
          .get("targets")
          .valueStream()
          .filter(each -> each.get("target").stringValue().equals(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + name + " in " + this));
    }
  }

  static EcfAwsProcess in(Path folder, AwsEndpoint endpoint) {
    var environment = new HashMap<>(endpoint.environment());
    environment.put("HOME", folder.toString());
    environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    environment.put("PATH", Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    return new EcfAwsProcess(folder, Map.copyOf(environment));
  }

  EcfAwsProcess with(String variable, String value) {
    var all = new HashMap<>(environment);
    all.put(variable, value);
    return new EcfAwsProcess(folder, Map.copyOf(all));
  }

  /// Its output goes to files: nobody has to read it for the process to go on.
  record Running(Process process, Path out, Path err) {
    Result result() throws IOException, InterruptedException {
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("it did not end: " + Files.readString(err));
      }
      return new Result(
          process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    /// `kill -9`: the launcher has become the JVM, so nothing is left of it.
    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }
  }

  Running start(String... args) throws IOException {
    var command = new ArrayList<>(HEARS_INTERRUPTS);
    command.add(launcher().toString());
    command.addAll(List.of(args));
    var out = Files.createTempFile(folder, "out", ".txt");
    var err = Files.createTempFile(folder, "err", ".txt");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }

  Result run(String... args) throws IOException, InterruptedException {
    return start(args).result();
  }

  private static Path launcher() {
    var module = Path.of("").toAbsolutePath();
    return Objects.requireNonNull(module.getParent()).resolve("ecf-aws");
  }
}
