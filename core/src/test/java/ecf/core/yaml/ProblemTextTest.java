package ecf.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemTextTest {
  private static String render(String text, int line, int column, String message, String hint) {
    var problems = new Problems("shop.yaml");
    problems.error(new Position(line, column), message, hint);
    return ProblemText.render(new Source("shop.yaml", text), problems.all())
        .replace(System.lineSeparator(), "\n");
  }

  @Test
  void showsThePlaceTheLineACaretAndTheHint() {
    assertThat(
            render(
                "a:\n  cooldwon: 5m\n", 2, 3, "cooldwon: unknown key", "did you mean `cooldown`?"))
        .isEqualTo(
            """
            shop.yaml:2:3: cooldwon: unknown key
              2 |   cooldwon: 5m
                |   ^
                hint: did you mean `cooldown`?
            """);
  }

  @Test
  void leavesOutWhatIsNotThere() {
    assertThat(render("", 1, 1, "the file has no content", ""))
        .isEqualTo("shop.yaml:1:1: the file has no content\n");
  }

  @Test
  void saysWhatIsOnlyAWarningAndSeparatesProblemsByABlankLine() {
    var problems = new Problems("shop.yaml");
    problems.warn(new Position(1, 1), "doubtful");
    problems.error(new Position(2, 1), "wrong");
    assertThat(
            ProblemText.render(new Source("shop.yaml", "a\nb"), problems.all())
                .replace(System.lineSeparator(), "\n"))
        .isEqualTo(
            """
            shop.yaml:1:1: warning: doubtful
              1 | a
                | ^

            shop.yaml:2:1: wrong
              2 | b
                | ^
            """);
  }

  @Test
  void putsTheCaretBelowTheRightLetterBehindTabsAndWideLetters() {
    assertThat(render("\ta: 漢😀 x", 1, 8, "m", ""))
        .isEqualTo("shop.yaml:1:8: m\n  1 | \ta: 漢😀 x\n    | \t        ^\n");
  }

  @Test
  void putsTheCaretBehindTheLineAtMost() {
    assertThat(render("a:", 1, 40, "m", "")).endsWith("  1 | a:\n    |   ^\n");
  }

  @Test
  void cutsALongLineAroundTheCaret() {
    var line = "a: " + "x".repeat(500) + "!" + "y".repeat(500);
    assertThat(render(line, 1, 504, "m", ""))
        .isEqualTo(
            "shop.yaml:1:504: m\n"
                + "  1 | …"
                + "x".repeat(60)
                + "!"
                + "y".repeat(39)
                + "…\n"
                + "    |  "
                + " ".repeat(60)
                + "^\n");
  }

  @Test
  void cannotBeUsedToSteerATerminal() {
    var shown = render("a: \u001b[2J\u202Eb", 1, 4, "a: \u001b[2J is wrong\n2", "\u0007");
    assertThat(shown)
        .isEqualTo(
            """
            shop.yaml:1:4: a: \\u001b[2J is wrong\\n2
              1 | a: �[2J�b
                |    ^
                hint: \\u0007
            """);
  }
}
