package ecf.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A source tree with the real launcher and with a JDK and a Maven that only say what they were
/// asked to do, so that every case of the launcher runs in milliseconds.
final class LauncherTree {
  private static final String JAVA =
      """
      #!/bin/sh
      for arg; do
        case $arg in
          -XX:AOTCacheOutput=*) echo cache >"${arg#*=}"; exit ;;
          -XX:AOTCache=*) echo "with cache" ;;
        esac
      done
      while [ "$1" != ecf.cli.EcfAws ]; do shift; done
      shift
      echo "arguments:$*"
      [ "${1:-}" != exit ] || exit "$2"
      if [ "${1:-}" = wait ]; then
        trap 'exit 42' TERM
        echo ready
        read -r _
      fi
      """;

  /// Makes what the real build makes; the file `fail` fails it, the pipe `gate` holds it.
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$*" >>maven.log
      echo "output of maven"
      [ ! -p gate ] || read -r _ <gate
      [ ! -f fail ] || exit 1
      mkdir -p cli/target/lib
      echo "$(wc -l <maven.log)" >cli/target/ecf-aws.jar
      """;

  record Result(int exit, String out, String err) {}

  final Path root;
  final Path launcher;
  private final Path tools;

  LauncherTree(Path folder) throws IOException {
    root = Files.createDirectories(folder.resolve("a tree"));
    tools = Files.createDirectories(folder.resolve("tools"));
    launcher = root.resolve("ecf-aws");
    var project = Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());
    Files.copy(project.resolve("ecf-aws"), launcher);
    for (var sources : List.of("core/src/main", "aws-adapter/src/main", "cli/src/main")) {
      Files.createDirectories(root.resolve(sources));
    }
    jdk("25.0.1");
    executable(tools.resolve("mvn"), MAVEN);
  }

  /// Replaces the JDK: its release file is all that the launcher asks for the version.
  void jdk(String version) throws IOException {
    Files.createDirectories(tools.resolve("jdk/bin"));
    Files.writeString(tools.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");
    executable(tools.resolve("jdk/bin/java"), JAVA);
    executable(tools.resolve("jdk/bin/javac"), "#!/bin/sh\n");
    if (!Files.isSymbolicLink(tools.resolve("java"))) {
      Files.createSymbolicLink(tools.resolve("java"), Path.of("jdk/bin/java"));
    }
  }

  void source(String name, Instant changed) throws IOException {
    var file = Files.writeString(root.resolve("core/src/main").resolve(name), "");
    Files.setLastModifiedTime(file, FileTime.from(changed));
  }

  List<String> builds() throws IOException {
    var log = root.resolve("maven.log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  Process start(Path launcher, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).directory(tools.toFile());
    var environment = process.environment();
    environment.put("PATH", tools + ":" + environment.get("PATH"));
    environment.put("ECF_JVM_DIR", tools.toString());
    environment.put("HOME", tools.toString());
    environment.remove("JAVA_HOME");
    return process.start();
  }

  static Result result(Process process) throws IOException, InterruptedException {
    process.outputWriter(UTF_8).close();
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    var err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, SECONDS)).isTrue();
    return new Result(process.exitValue(), out, err);
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    return result(start(launcher, arguments));
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
