package ecf.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// Whatever is done to a good file: it is read, or there is a problem inside it. Never an
/// exception.
class MutationTest {
  private static final long SEED = 20_261_121;
  private static final int DOCUMENTS = 5_000;

  private static final String GOOD =
      """
      version: 1
      name: shop-production   # names the state
      provider: {type: aws, account: "111122223333", region: eu-west-1}
      signals:
        visible: {type: cloudWatch, namespace: AWS/SQS, dimensions: {QueueName: "${NAME}"}, window: 3m}
      ruleSets:
        officeHours:
          policies: [{type: schedule, cron: "0 8 * * MON-FRI", for: 10h, zone: 'Europe/Berlin', min: 10}]
      targets:
        checkout:
          type: ecsService
          capacity: {min: 2, max: 40}
          use: [officeHours]
          policies:
            - {type: targetTracking, signal: cpu, target: 60%}
            - name: crowd
              type: step
              steps: [{above: 900/s, change: +50%}]
          note: >-
            text in two
            lines ${NAME}
      """;

  private static final List<String> PIECES =
      List.of(
          ":",
          ": ",
          "- ",
          "? ",
          "&a ",
          "*a",
          "!!str ",
          "!",
          "|",
          ">",
          "'",
          "\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          "#",
          "%",
          "@",
          "`",
          "\t",
          "\n",
          "\r",
          "\r\n",
          "---\n",
          "...\n",
          "%YAML 1.1\n",
          "<<: ",
          "${",
          "${X}",
          "${NAME}",
          "$${",
          "}",
          "~",
          "null",
          "\\",
          "\\x",
          "\\u12",
          "\\UFFFFFFFF",
          "\0",
          "\u0085",
          "\u2028",
          "\uFEFF",
          "\uD800",
          "\uDC00",
          "😀",
          "é",
          "0x1F",
          "010",
          "1e999",
          ".nan",
          "  ",
          " ",
          "yes",
          "60%",
          "-5m");

  private final Random random = new Random(SEED);

  private final List<BiFunction<String, Random, String>> mutations =
      List.of(
          MutationTest::insertPiece,
          MutationTest::removePart,
          MutationTest::changeByte,
          MutationTest::swapLines,
          MutationTest::changeIndentation,
          MutationTest::repeatPart,
          MutationTest::truncate);

  @Test
  void theFileItselfIsGood() {
    assertThat(isReadOrHasAProblemInsideIt(GOOD, 0)).isTrue();
  }

  @Test
  void aMutatedFileIsReadOrHasAProblemInsideIt() {
    int read = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      var text = GOOD;
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        text = mutations.get(random.nextInt(mutations.size())).apply(text, random);
      }
      if (isReadOrHasAProblemInsideIt(text, i)) {
        read++;
      }
    }
    assertThat(read).as("some texts stay good, seed %d", SEED).isBetween(1, DOCUMENTS - 1);
  }

  private static boolean isReadOrHasAProblemInsideIt(String text, int number) {
    var about = "seed " + SEED + ", document " + number + ":\n" + text;
    var problems = new Problems("shop.yaml");
    var source = new Source("shop.yaml", text);
    try {
      var root = ReadText.read(text, problems);
      root.ifPresent(map -> FieldsSample.read(new Fields(map, "", problems)));
      assertThat(root.isPresent() || problems.hasErrors()).as(about).isTrue();
      var lines = source.lines();
      for (var problem : problems.all()) {
        int line = problem.at().line();
        assertThat(line).as(about).isBetween(1, Math.max(1, lines.size()) + 1);
        int length = line > lines.size() ? 0 : lines.get(line - 1).length();
        assertThat(problem.at().column()).as(about).isLessThanOrEqualTo(length + 1);
        assertThat(problem.message()).as(about).isNotBlank();
      }
      assertThat(ProblemText.render(source, problems.all()).isEmpty())
          .as(about)
          .isEqualTo(problems.all().isEmpty());
    } catch (RuntimeException e) {
      throw new AssertionError(about, e);
    }
    return !problems.hasErrors();
  }

  private static String insertPiece(String text, Random random) {
    int at = random.nextInt(text.length() + 1);
    return text.substring(0, at) + PIECES.get(random.nextInt(PIECES.size())) + text.substring(at);
  }

  private static String removePart(String text, Random random) {
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + random.nextInt(12));
    return text.substring(0, from) + text.substring(to);
  }

  private static String repeatPart(String text, Random random) {
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + random.nextInt(60));
    return text.substring(0, to) + text.substring(from);
  }

  /// As a file with a flipped bit would arrive: decoded with replacement characters where it is no
  /// UTF-8 any more.
  private static String changeByte(String text, Random random) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String swapLines(String text, Random random) {
    var lines = new ArrayList<>(text.lines().toList());
    if (lines.size() > 1) {
      Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
    }
    return String.join("\n", lines);
  }

  private static String changeIndentation(String text, Random random) {
    var lines = new ArrayList<>(text.lines().toList());
    if (!lines.isEmpty()) {
      int i = random.nextInt(lines.size());
      lines.set(i, random.nextBoolean() ? " " + lines.get(i) : lines.get(i).replaceFirst("^ ", ""));
    }
    return String.join("\n", lines);
  }

  private static String truncate(String text, Random random) {
    return random.nextInt(4) == 0 ? text.substring(0, random.nextInt(text.length() + 1)) : text;
  }
}
