package ecf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A newcomer does what the README says, and it works.
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK =
      Pattern.compile(
          "^```(?<language>\\w*)\\n(?<text>.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir private Path folder = Path.of("");

  static Stream<String> commands() throws IOException {
    return blocks("sh").stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("./ecf-aws "));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandWorks(String command) {
    var words =
        Arrays.stream(command.split(" "))
            .skip(1)
            .map(word -> word.startsWith("config-samples/") ? ROOT.resolve(word).toString() : word)
            .toArray(String[]::new);
    var result = Cli.in(folder).run(words);
    assertThat(result.exitCode()).as(result.toString()).isZero();
    assertThat(result.out()).isNotBlank();
  }

  @Test
  void theFirstResultIsTheOneThatIsShown() throws Exception {
    var first =
        Cli.in(folder).run("apply", ROOT.resolve("config-samples/quickstart.yaml").toString());
    var shown = blocks("").getFirst().lines().limit(4).toList();
    assertThat(first.out().lines().limit(4).toList()).isEqualTo(shown);
  }

  @Test
  void everyConfigurationIsValid() throws Exception {
    assertThat(blocks("yaml")).isNotEmpty();
    for (String yaml : blocks("yaml")) {
      checkValid(yaml);
    }
  }

  @Test
  void everyConfigurationOfItsPagesIsValid() throws Exception {
    var page = ROOT.resolve("config-samples/count-price-throttle.md");
    var yamls = blocks("yaml", Files.readString(page));
    assertThat(yamls).isNotEmpty();
    for (String yaml : yamls) {
      checkValid(yaml);
    }
  }

  private void checkValid(String yaml) throws IOException {
    var file = Files.writeString(folder.resolve("readme.yaml"), yaml);
    var result = Cli.in(folder).run("validate", file.toString());
    assertThat(result.exitCode()).as(result.toString()).isZero();
  }

  @Test
  void everyFileThatItNamesIsThere() throws Exception {
    var names = Pattern.compile("config-samples/[a-z-]+\\.yaml|\\]\\((?<link>[^)#:]+)\\)");
    assertThat(
            names
                .matcher(text())
                .results()
                .map(MatchResult::group)
                .map(name -> name.replaceFirst("^]\\(", "").replaceFirst("\\)$", ""))
                .filter(name -> !Files.exists(ROOT.resolve(name))))
        .isEmpty();
  }

  private static List<String> blocks(String language) throws IOException {
    return blocks(language, text());
  }

  private static List<String> blocks(String language, String text) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group("language").equals(language))
        .map(block -> block.group("text"))
        .toList();
  }

  private static String text() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }
}
