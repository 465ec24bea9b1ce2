package ecf.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.yaml.Problem;
import ecf.core.yaml.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is said about every mistake that a configuration can hold: whole files and all that is said
/// of them, in `mistakes/*.txt`. Each row there is a title, the file, and after `=>` the place and
/// the message, with the hint in the line below.
class MistakesTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "FRACTION",
          "0.6",
          "SECRET",
          "hunter2",
          "WEBHOOK",
          "http://hooks.example.com/s3cret",
          CapacityFields.LIMIT_VARIABLE,
          "20000");

  record Row(String title, String file, String said) {
    @Override
    public String toString() {
      return title;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
            "file",
            "targets",
            "signals",
            "expressions",
            "policies",
            "guardrails",
            "layers",
            "notify",
            "hooks",
            "across",
            "providers",
            "select")
        .flatMap(name -> rows(name).stream());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everythingWrongIsSaidAtItsPlace(Row row) {
    var loaded = LabProvider.reader(ENVIRONMENT).read(new Source("shop.yaml", row.file), "shop");
    var problems =
        switch (loaded) {
          case Loaded.Valid valid -> valid.warnings();
          case Loaded.Invalid invalid -> invalid.problems();
        };
    assertThat(problems.stream().map(MistakesTest::told).collect(Collectors.joining()))
        .isEqualTo(row.said);
  }

  private static String told(Problem problem) {
    var warning = problem.severity() == Problem.Severity.WARNING ? "warning: " : "";
    var hint = problem.hint().isEmpty() ? "" : "   " + problem.hint() + "\n";
    return "=> " + problem.at() + " " + warning + problem.message() + "\n" + hint;
  }

  private static List<Row> rows(String name) {
    return Stream.of(text("mistakes/" + name + ".txt").split("(?m)^== "))
        .filter(block -> !block.isBlank())
        .map(MistakesTest::row)
        .toList();
  }

  private static Row row(String block) {
    int title = block.indexOf('\n');
    int file = block.indexOf("\n=> ") + 1;
    return new Row(
        block.substring(0, title),
        block.substring(title + 1, file),
        block.substring(file).stripTrailing() + "\n");
  }

  private static String text(String resource) {
    try (var in = Objects.requireNonNull(MistakesTest.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
