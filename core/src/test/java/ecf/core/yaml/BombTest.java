package ecf.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Texts made to exhaust a reader: each ends in one clear problem, early.
class BombTest {
  @Test
  void aFileOfOneMebibyteIsReadAndOneByteMoreIsNot() {
    var full = "a: 1\n# " + "é".repeat((YamlReader.MAX_BYTES - 8) / 2) + "\n";
    assertThat(full.length()).isLessThan(YamlReader.MAX_BYTES);
    assertThat(ReadText.of(full).problems()).isEmpty();
    assertThat(ReadText.of(full + "#").problems())
        .containsExactly(
            "1:1 the file has 1048577 bytes; at most 1048576 (1 MiB) are read"
                + " | split it into several configurations");
  }

  @Test
  void fiftyLevelsAreReadAndOneMoreIsNot() {
    assertThat(ReadText.of("a: " + "[".repeat(49) + "1" + "]".repeat(49)).problems()).isEmpty();
    assertThat(ReadText.of("a: " + "[".repeat(50) + "1" + "]".repeat(50)).problems())
        .containsExactly("1:53 nested more than 50 deep | flatten this part");
    var block =
        IntStream.range(0, 51).mapToObj(i -> " ".repeat(i) + "k:\n").collect(Collectors.joining());
    assertThat(ReadText.of(block + " ".repeat(51) + "k: 1\n").problems())
        .containsExactly("51:51 nested more than 50 deep | flatten this part");
  }

  @Test
  void anOpeningBracketForEveryByteEndsAtTheFiftyFirst() {
    assertThat(ReadText.of("[".repeat(1_000_000)).problems())
        .containsExactly("1:51 nested more than 50 deep | flatten this part");
    assertThat(ReadText.of("{".repeat(1_000_000)).problems())
        .containsExactly("1:51 nested more than 50 deep | flatten this part");
    assertThat(ReadText.of("? ".repeat(500_000)).problems())
        .containsExactly("1:101 nested more than 50 deep | flatten this part");
    assertThat(ReadText.of("- ".repeat(500_000)).problems())
        .containsExactly("1:101 nested more than 50 deep | flatten this part");
  }

  @Test
  void aHundredThousandKeysAndValuesAreReadAndOneMoreIsNot() {
    // the root, the key, the list and its items
    assertThat(ReadText.of("a:\n" + "- 1\n".repeat(99_997)).problems()).isEmpty();
    assertThat(ReadText.of("a:\n" + "- 1\n".repeat(99_998)).problems())
        .containsExactly(
            "99999:3 the file has more than 100000 keys and values"
                + " | split it into several configurations");
  }

  @Test
  void aliasesAreNotFollowed() {
    var laughs =
        "a: &a [x, x]\n"
            + IntStream.range(1, 25)
                .mapToObj(i -> "%c: &%1$c [*%2$c, *%2$c]\n".formatted('a' + i, 'a' + i - 1))
                .collect(Collectors.joining());
    var read = ReadText.of(laughs);
    assertThat(read.problems()).hasSize(25 + 2 * 24);
    assertThat(read.problems()).allMatch(p -> p.contains("anchors (`&`) and aliases (`*`)"));
    assertThat(count(read.root().orElseThrow())).isEqualTo(1 + 25 + 2 + 2 * 24);
  }

  private static int count(Node node) {
    return switch (node) {
      case Node.Mapping map -> 1 + map.entries().stream().mapToInt(e -> count(e.value())).sum();
      case Node.Sequence list -> 1 + list.items().stream().mapToInt(BombTest::count).sum();
      case Node.Scalar _, Node.Unreadable _ -> 1;
    };
  }

  @Test
  void aVeryLongValueOrKeyIsOneProblem() {
    var fits = "x".repeat(YamlReader.MAX_SCALAR);
    var problem = " this text is longer than 65536 characters | is a quote or a bracket missing?";
    assertThat(ReadText.of("a: " + fits).problems()).isEmpty();
    assertThat(ReadText.of("a: " + fits + "x").problems()).containsExactly("1:4" + problem);
    assertThat(ReadText.of("? " + fits + "x\n: 1").problems()).containsExactly("1:3" + problem);
  }

  @Test
  void theEnvironmentCannotMakeTheFileLarge() {
    var problems = new Problems("shop.yaml");
    var value = "x".repeat(60_000);
    YamlReader.read(
        new Source("shop.yaml", "a:\n" + "- ${BIG}\n".repeat(10_000)),
        _ -> Optional.of(value),
        problems);
    assertThat(ReadText.lines(problems).getFirst())
        .isEqualTo(
            "19:3 the environment's values make the file longer than 1 MiB | use a shorter value");
  }

  @Test
  void aHundredProblemsAreReportedAndTheOthersCounted() {
    var read = ReadText.of("b: 1\n".repeat(5_000));
    assertThat(read.problems()).hasSize(101);
    assertThat(read.problems().get(99)).startsWith("101:1 b: this key is here twice");
    assertThat(read.problems().getLast())
        .isEqualTo("101:1 and 4899 more problems | mend these first, then look again");
  }
}
