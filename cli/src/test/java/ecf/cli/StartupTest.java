package ecf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a command does not need is not loaded: that is what starting fast comes to.
class StartupTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void helpLoadsNothingButTheCommandLine() throws Exception {
    for (String option : List.of("--help", "--version")) {
      assertThat(loaded(option))
          .anyMatch(name -> name.startsWith("picocli."))
          .noneMatch(name -> name.startsWith("tools.jackson."))
          .noneMatch(name -> name.startsWith("org.snakeyaml."))
          .noneMatch(name -> name.startsWith("software.amazon."))
          .noneMatch(name -> name.startsWith("org.sqlite."));
    }
  }

  @Test
  void validateOpensNothing() throws Exception {
    var simulated = Samples.write(folder, "shop.yaml", "checkout");
    var aws =
        Samples.text(
            folder,
            "aws.yaml",
            """
            version: 1
            provider: {endpoint: "http://127.0.0.1:1"}
            targets:
              checkout:
                type: ecsService
                cluster: shop
                service: checkout
                capacity: {min: 2, max: 40}
                policies: [{type: targetTracking, signal: cpu, target: 60}]
            """);
    assertThat(loaded("validate", simulated.toString(), aws.toString()))
        .anyMatch(name -> name.startsWith("org.snakeyaml."))
        .noneMatch(name -> name.startsWith("software.amazon."))
        .noneMatch(name -> name.startsWith("org.sqlite."));
  }

  /// The classes that a process of its own loads.
  private List<String> loaded(String... args) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xlog:class+load:stdout:none", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), EcfAws.class.getName()));
    command.addAll(List.of(args));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().map(line -> line.replaceFirst(" source:.*", "")).toList();
  }
}
