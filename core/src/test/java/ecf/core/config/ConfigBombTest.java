package ecf.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.yaml.Problem;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Small files that would be a lot of work if they were read naively: each is read, or ends in a
/// clear problem, at once.
class ConfigBombTest {
  private static final Duration FAR_TOO_LONG = Duration.ofMinutes(1);

  record Row(String title, String file, String said) {
    @Override
    public String toString() {
      return title;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row("thousands of targets", file("", targets(6_000, _ -> "")), "valid"),
        new Row(
            "thousands of targets that follow nobody known",
            file(
                "",
                targets(
                    3_000, i -> ", policies: [{type: follow, targets: [x" + i + "], ratio: 1}]")),
            "targets, item 1: x0 is not a target of this file"),
        new Row(
            "thousands of targets that follow each other in pairs",
            file(
                "",
                targets(
                    3_000,
                    i -> ", policies: [{type: follow, targets: [t" + (i ^ 1) + "], ratio: 1}]")),
            "these targets follow each other in a circle: t1 → t0 → t1"),
        new Row(
            "a rule set of thousands of policies that thousands of targets use",
            file(
                "ruleSets: {r: {policies: [" + "{type: count, min: 1},".repeat(8_000) + "]}}\n",
                targets(2_000, _ -> ", use: [r]")),
            "with what the targets share, the file has more than 100000 keys and values"),
        new Row(
            "defaults of thousands of alarms",
            file("defaults: {wakeOn: [" + "a, ".repeat(30_000) + "]}\n", targets(3_000, _ -> "")),
            "with what the targets share, the file has more than 100000 keys and values"),
        new Row(
            "thousands of rule sets",
            file(
                "ruleSets:\n" + lines(9_000, i -> "  r" + i + ": {ownership: ignore}"),
                targets(1, _ -> "")),
            "ruleSets: 9000 are too many: at most 100"),
        new Row(
            "thousands of names of rule sets",
            file(
                "ruleSets: {r: {ownership: ignore}}\n",
                targets(1, _ -> ", use: [" + lines(30_000, i -> "q" + i + ",") + "]")),
            "use, item 1: q0 is not a rule set of this file"),
        new Row(
            "thousands of signals that thousands of targets share",
            file(
                "signals:\n"
                    + lines(
                        3_000, i -> "  s" + i + ": {type: cloudWatch, namespace: A, metric: B}"),
                targets(3_000, _ -> "")),
            "signals: 3000 are too many: at most 500"),
        new Row(
            "names of thousands of letters",
            file(
                "",
                targets(
                    1,
                    _ ->
                        ", policies: ["
                            + lines(
                                10,
                                i ->
                                    "{type: targetTracking, signal: "
                                        + "u".repeat(60_000)
                                        + i
                                        + "},")
                            + "]")),
            "target: missing in policies, item 1 of target t0"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aBombEndsAtOnce(Row row) {
    var loaded = Assertions.assertTimeoutPreemptively(FAR_TOO_LONG, () -> Texts.read(row.file));
    var said =
        switch (loaded) {
          case Loaded.Valid _ -> List.of("valid");
          case Loaded.Invalid(var _, var problems) ->
              problems.stream()
                  .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                  .map(Problem::message)
                  .limit(1)
                  .toList();
        };
    assertThat(said).containsExactly(row.said);
  }

  private static String file(String shared, String targets) {
    return "version: 1\n" + shared + "targets:\n" + targets;
  }

  private static String targets(int count, IntFunction<String> more) {
    return lines(
        count,
        i ->
            "  t%d: {type: service, id: s%d, capacity: {min: 1, max: 4}%s}"
                .formatted(i, i, more.apply(i)));
  }

  private static String lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count)
        .mapToObj(i -> line.apply(i) + "\n")
        .collect(Collectors.joining());
  }
}
