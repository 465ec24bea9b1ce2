package ecf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the program says about itself is true.
class HelpTest {
  private static final List<String> COMMANDS =
      List.of(
          "init",
          "validate",
          "plan",
          "apply",
          "status",
          "doctor",
          "explain",
          "suspend",
          "resume",
          "release",
          "schema",
          "policy-types");

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void theFilesOfTheExamples() {
    Samples.write(folder, "shop.yaml", "basket", "checkout");
    Samples.write(folder, "jobs.yaml", "workers");
  }

  static Stream<String> examples() {
    var cli = Cli.in(Path.of(""));
    return Stream.concat(Stream.of(""), COMMANDS.stream())
        .map(command -> command.isEmpty() ? cli.run("--help") : cli.run(command, "--help"))
        .flatMap(help -> help.out().lines())
        .filter(line -> line.startsWith("  ecf-aws "))
        .map(String::strip)
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleWorks(String example) {
    var words =
        Arrays.stream(example.replaceFirst("\\s+[#>].*", "").split(" "))
            .skip(1)
            .map(word -> word.endsWith(".yaml") ? folder.resolve(word).toString() : word)
            .toArray(String[]::new);
    var result = Cli.in(folder).reaching(FakeCloud.busy(90)).run(words);
    assertThat(result.exitCode())
        .as(result.toString())
        .isEqualTo(example.contains("--detailed-exitcode") ? 10 : 0);
  }

  @Test
  void everyCommandHasExamplesOfItsOwn() {
    for (String command : COMMANDS) {
      assertThat(examples().anyMatch(example -> example.startsWith("ecf-aws " + command)))
          .as(command)
          .isTrue();
    }
  }

  @Test
  void helpGoesToStdoutAndFitsTheSmallestTerminal() {
    for (String command : COMMANDS) {
      var help = Cli.in(folder).run(command, "--help");
      assertThat(help.exitCode()).isZero();
      assertThat(help.err()).isEmpty();
      assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
    }
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    assertThat(Cli.in(folder).run("--version").out()).matches("ecf-aws \\d+\\.\\d+\\.\\d+\\S*\n");
  }

  @Test
  void aCompletionScript() {
    assertThat(Cli.in(folder).run("completion").out())
        .contains("complete -F", "--detailed-exitcode");
  }
}
