package ecf.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FieldsTest {
  private static final String TARGET = "targets:\n  checkout:\n    type: ecsService\n";
  private static final String CAPACITY = "    capacity: {min: 2, max: 40}\n";

  record Mistake(String name, String text, String... problems) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// Lines of a target (after `capacity`, from line 6 on) and everything that is said about them.
  static Stream<Mistake> mistakesOfTargets() {
    return Stream.of(
        new Mistake(
            "a misspelt key",
            "cooldwon: {in: 5m}",
            "6:5 cooldwon: unknown key in target checkout | did you mean `cooldown`?"),
        new Mistake(
            "a key in another spelling",
            "warm-up: 5m",
            "6:5 warm-up: unknown key in target checkout | did you mean `warmUp`?"),
        new Mistake(
            "a key unlike all others",
            "cooldown: {speed: 5m}",
            "6:16 speed: unknown key in cooldown of target checkout | known keys: in"),
        new Mistake(
            "a duration without a unit",
            "warmUp: 300",
            "6:13 warmUp: 300 needs a unit | write 300s or 5m"),
        new Mistake(
            "a duration of odd seconds without a unit",
            "warmUp: 45",
            "6:13 warmUp: 45 needs a unit | write 45s"),
        new Mistake(
            "a duration with a long unit",
            "warmUp: 5 min",
            "6:13 warmUp: 5 min is not a duration | write 5m"),
        new Mistake(
            "a duration with a fraction",
            "warmUp: 1.5h",
            "6:13 warmUp: 1.5h is not a duration"
                + " | write a duration such as 90s, 5m, 1h30m or 14d"),
        new Mistake(
            "a negative duration",
            "warmUp: -5m",
            "6:13 warmUp: -5m is a negative duration"
                + " | write a duration such as 90s, 5m, 1h30m or 14d"),
        new Mistake("a duration too short", "for: 10s", "6:10 for: 10s is too small: at least 1m"),
        new Mistake("a duration too long", "for: 8d", "6:10 for: 8d is too large: at most 7d"),
        new Mistake(
            "a share without its sign",
            "tolerance: 10",
            "6:16 tolerance: 10 needs a `%`: a bare number is never a share | write 10%"),
        new Mistake(
            "a share above 100 %",
            "tolerance: 110%", "6:16 tolerance: 110% is too large: at most 100%"),
        new Mistake(
            "units as a fraction",
            "throttle: 1.5",
            "6:15 throttle: 1.5 is not a whole number | write a number such as 7"),
        new Mistake("negative units", "throttle: -1", "6:15 throttle: -1 is too small: at least 0"),
        new Mistake(
            "zero where it must be more",
            "weight: 0",
            "6:13 weight: 0 is too small: it must be above 0"),
        new Mistake(
            "not a number",
            "ratio: .nan",
            "6:12 ratio: .nan is not a number | write a number such as 7 or 0.5"),
        new Mistake(
            "a number beyond all", "ratio: 1e999", "6:12 ratio: 1e999 is too large a number"),
        new Mistake(
            "a number in quotes",
            "ratio: '7'",
            "6:12 ratio: \"7\" is text, not a number | write 7 without quotes"),
        new Mistake(
            "yes for true",
            "alarms: yes",
            "6:13 alarms: yes is not a boolean | write true or false"),
        new Mistake(
            "a boolean in quotes",
            "alarms: \"true\"",
            "6:13 alarms: \"true\" is text, not a boolean | write true without quotes"),
        new Mistake(
            "a word near a choice",
            "mode: observed",
            "6:11 mode: observed is not one of: act, observe | did you mean `observe`?"),
        new Mistake(
            "a word far from all choices",
            "control: everything",
            "6:14 control: everything is not one of: desired, min, minMax"),
        new Mistake(
            "false for off",
            "cooldown: false",
            "6:15 cooldown: false is not a value here | write off"),
        new Mistake(
            "a number as a text",
            "note: 42",
            "6:11 note: 42 is a number, not text | put it in quotes: \"42\""),
        new Mistake(
            "a blank text",
            "note: \" \"",
            "6:11 note: \" \" is empty | give a text, or remove the key"),
        new Mistake(
            "numbers among texts",
            "use: [a, 5, [b]]",
            "6:14 use, item 2: 5 is a number, not text | put it in quotes: \"5\"",
            "6:17 use, item 3: expected a single value, found a list"),
        new Mistake(
            "a text for a list",
            "use: officeHours",
            "6:10 use: expected a list, found officeHours | write it as [item, item]"),
        new Mistake(
            "a number among the texts of a map",
            "tags: {app: web, port: 80}",
            "6:28 port: 80 is a number, not text | put it in quotes: \"80\""),
        new Mistake(
            "a map for a duration",
            "warmUp: {of: 5m}",
            "6:13 warmUp: expected a single value, found a map"),
        new Mistake(
            "a word for a map",
            "cooldown: short",
            "6:15 cooldown: expected a map, found short"
                + " | write its keys below, or as {key: value}"),
        new Mistake(
            "a map for a list",
            "policies: {type: step}",
            "6:15 policies: expected a list, found a map | begin each item with `- `"),
        new Mistake(
            "a list for a map",
            "cooldown: [5m]",
            "6:15 cooldown: expected a map, found a list | remove the `-` before its keys"),
        new Mistake(
            "a kind that does not exist, whose other keys cannot be judged",
            "policies: [{type: stp, steps: []}]",
            "6:23 type: stp is not one of: targetTracking, step | did you mean `step`?"),
        new Mistake(
            "two keys of which one is possible",
            "policies: [{type: step, steps: [{above: 5/s, below: 1/s, change: +1}]}]",
            "6:50 below: not together with `above`"
                + " in steps, item 1 of policies, item 1 of target checkout | keep one of them"),
        new Mistake(
            "none of two keys",
            "policies: [{type: step, steps: [{change: +1}]}]",
            "6:37 above or below: missing"
                + " in steps, item 1 of policies, item 1 of target checkout"),
        new Mistake(
            "a rate with a strange unit",
            "policies: [{type: targetTracking, signal: cpu, target: 9/min}]",
            "6:60 target: 9/min is not a rate | write a rate such as 900/s, 54000/m or 3/h"),
        new Mistake(
            "a secret where a number should be: the file's text is shown",
            "ratio: ${SECRET}",
            "6:12 ratio: ${SECRET} is not a number | the value comes from the environment"),
        new Mistake(
            "a secret near a choice: no hint that tells it",
            "mode: \"${SECRET}\"",
            "6:11 mode: ${SECRET} is not one of: act, observe"
                + " | the value comes from the environment"),
        new Mistake(
            "a value that is wrong already is said once",
            "warmUp: ${PORT}",
            "6:13 warmUp: `${PORT}` is not set in the environment"
                + " | set PORT, or write `${PORT:-default}`"));
  }

  @ParameterizedTest
  @MethodSource("mistakesOfTargets")
  void aMistakeIsSaidAtItsPlace(Mistake mistake) {
    var text = "version: 1\n" + TARGET + CAPACITY + "    " + mistake.text() + "\n";
    assertThat(problemsOf(text)).containsExactly(mistake.problems());
  }

  @Test
  void missingKeysAreSaidAtTheNameOfTheirMap() {
    assertThat(problemsOf("targets:\n  checkout:\n    capacity: {max: 4}\n"))
        .containsExactly(
            "1:1 version: missing",
            "2:3 type: missing in target checkout",
            "3:5 min: missing in capacity of target checkout");
  }

  @Test
  void aMisspeltRequiredKeyIsOneProblemNotTwo() {
    assertThat(problemsOf("version: 1\ntargets:\n  checkout:\n    tpye: x\n    capactiy: {}\n"))
        .containsExactly(
            "4:5 tpye: unknown key in target checkout | did you mean `type`?",
            "5:5 capactiy: unknown key in target checkout | did you mean `capacity`?");
  }

  @Test
  void allProblemsAreFoundInOneGoInFileOrder() {
    assertThat(
            problemsOf(
                """
                nmae: shop
                version: 2
                targets:
                  checkout: 5
                  basket:
                    type: 7
                    capacity: {min: '2', max: 010}
                    warmUp: 60
                """))
        .containsExactly(
            "1:1 nmae: unknown key | did you mean `name`?",
            "2:10 version: 2 is too large: at most 1",
            "4:13 checkout: expected a map, found 5 | write its keys below, or as {key: value}",
            "6:11 type: 7 is a number, not text | put it in quotes: \"7\"",
            "7:21 min: \"2\" is text, not a number | write 2 without quotes",
            "7:31 max: 010 is not a whole number | write 10, without leading zeros",
            "8:13 warmUp: 60 needs a unit | write 60s or 1m");
  }

  static Stream<Arguments> goodValues() {
    return Stream.of(
        good("text", "shop", f -> f.text("k"), "shop"),
        good("a number in quotes is text", "'7'", f -> f.text("k"), "7"),
        good("a word of older YAML is text", "off", f -> f.text("k"), "off"),
        good("a number of the environment may be text", "${MIN}", f -> f.text("k"), "2"),
        good("and a number, even quoted", "\"${MIN}\"", f -> f.integer("k"), 2),
        good("what is written, number or not", "+2", f -> f.written("k"), "+2"),
        good("a negative whole number", "-3", f -> f.integer("k"), -3),
        good("the bounds are included", "5", f -> f.integer("k", 5, 5), 5),
        good("a number with a point", "0.25", f -> f.number("k"), 0.25),
        good("a number with an exponent", "1e3", f -> f.number("k"), 1000.0),
        good("true", "true", f -> f.flag("k"), true),
        good("a duration", "1h30m", f -> f.duration("k"), Duration.ofMinutes(90)),
        good("a share is a fraction", "60%", f -> f.share("k"), 0.6),
        good("a share to the digit", "0.7%", f -> f.share("k"), 0.007),
        good("units", "3", f -> f.unitsOrShare("k"), new Amount.Units(3)),
        good("a share of units", "150%", f -> f.unitsOrShare("k"), new Amount.Share(1.5)),
        good("a percentage", "60%", f -> f.quantity("k"), new Quantity(60, Quantity.Unit.PERCENT)),
        good(
            "a rate by the minute",
            "54000/m",
            f -> f.quantity("k"),
            new Quantity(900, Quantity.Unit.PER_SECOND)),
        good("a list of texts", "[a, \"7\"]", f -> f.texts("k"), List.of("a", "7")),
        good(
            "a map of texts in file order",
            "{b: x, a: \"1\"}",
            f -> List.copyOf(f.textMap("k").entrySet()),
            List.of(Map.entry("b", "x"), Map.entry("a", "1"))),
        good(
            "a choice by its name in the file",
            "observe",
            f -> f.choice("k", FieldsSample.Mode.class, FieldsSample.Mode::yamlName),
            FieldsSample.Mode.OBSERVE),
        good("off", "off", f -> f.off("k"), true),
        good(
            "a value of its own kind",
            "2 of 3",
            f -> f.parsed("k", text -> Parsed.value(text.split(" of ").length), 0),
            2));
  }

  private static Arguments good(
      String name, String value, Function<Fields, Object> read, Object expected) {
    return Arguments.argumentSet(name, value, read, expected);
  }

  @ParameterizedTest
  @MethodSource("goodValues")
  void aGoodValueIsRead(String value, Function<Fields, Object> read, Object expected) {
    var problems = new Problems("shop.yaml");
    var fields = fields("k: " + value + "\n", problems);
    assertThat(read.apply(fields)).isEqualTo(expected);
    fields.finish();
    assertThat(ReadText.lines(problems)).isEmpty();
    assertThat(fields.sound()).isTrue();
  }

  @Test
  void whatIsMissingHasItsFallback() {
    var problems = new Problems("shop.yaml");
    var fields = fields("other: 1\n", problems);
    assertThat(fields.text("a", "b")).isEqualTo("b");
    assertThat(fields.optionalText("a")).isEmpty();
    assertThat(fields.integer("a", 0, 9, 4)).isEqualTo(4);
    assertThat(fields.duration("a", Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
    assertThat(fields.share("a", 0.1)).isEqualTo(0.1);
    assertThat(fields.flag("a", true)).isTrue();
    assertThat(fields.map("a")).isEmpty();
    assertThat(fields.maps("a")).isEmpty();
    assertThat(fields.texts("a")).isEmpty();
    assertThat(fields.entries("a")).isEmpty();
    assertThat(fields.off("a")).isFalse();
    assertThat(fields.has("a")).isFalse();
    assertThat(ReadText.lines(problems)).isEmpty();
  }

  @Test
  void aStandInLiesInTheRangeThatWasAskedFor() {
    var fields = fields("a: x\n", new Problems("shop.yaml"));
    assertThat(fields.integer("a", 5, 9)).isEqualTo(5);
    assertThat(fields.integer("a", -9, -5)).isEqualTo(-5);
    assertThat(fields.number("a", 0, 0.5)).isEqualTo(0.5);
    assertThat(fields.positive("a")).isPositive();
    assertThat(fields.share("a", 0.8, 1)).isEqualTo(0.8);
    assertThat(fields.duration("a", Duration.ofHours(1), Duration.ofHours(2)))
        .isEqualTo(Duration.ofHours(1));
    assertThat(fields.text("b")).isNotBlank();
    assertThat(fields.choice("a", List.of("p", "q"))).isEqualTo("p");
  }

  @Test
  void aMapIsSoundUntilSomethingInItOrBelowIsWrong() {
    var fields = fields("a: {b: {c: x}}\nd: {e: 1}\nf: {g: null}\n", new Problems("shop.yaml"));
    var a = fields.map("a").orElseThrow();
    var b = a.map("b").orElseThrow();
    var d = fields.map("d").orElseThrow();
    d.integer("e");
    assertThat(fields.sound()).isTrue();
    b.integer("c");
    assertThat(List.of(fields.sound(), a.sound(), b.sound(), d.sound()))
        .containsExactly(false, false, false, true);
    var f = fields.map("f").orElseThrow();
    f.optionalText("g");
    assertThat(f.sound()).isFalse();
    assertThat(fields.requiredMap("missing").sound()).isFalse();
  }

  @Test
  void theSameMapIsReadInPartsByTwoReaders() {
    var problems = new Problems("shop.yaml");
    var fields = fields("a: {b: 1, c: 2}\n", problems);
    fields.map("a").orElseThrow().integer("b");
    fields.map("a").orElseThrow().integer("c");
    fields.finish();
    assertThat(ReadText.lines(problems)).isEmpty();
  }

  @Test
  void aReaderJudgesItemsOneByOneAndShowsTheFilesText() {
    var problems = new Problems("shop.yaml");
    var fields = fields("targets: [web, wbe, \"${SECRET}\"]\nsignal: ${SECRET}\n", problems);
    var known = List.of("web", "api");
    var found =
        fields.parsedItems(
            "targets",
            name ->
                known.contains(name)
                    ? Parsed.value(name)
                    : Parsed.wrong("is not a target", Nearest.hint(name, known, "targets")));
    fields.problem("signal", fields.shown("signal") + " is not a signal", "");
    assertThat(found).containsExactly("web");
    assertThat(ReadText.lines(problems))
        .containsExactly(
            "1:16 targets, item 2: wbe is not a target | did you mean `web`?",
            "1:21 targets, item 3: ${SECRET} is not a target"
                + " | the value comes from the environment",
            "2:9 signal: ${SECRET} is not a signal");
    assertThat(fields.shown("targets")).isEmpty();
  }

  @Test
  void aReaderAddsItsOwnProblemsAndWarnings() {
    var problems = new Problems("shop.yaml");
    var fields = fields("min: 5\nmax: 2\n", problems);
    int min = fields.integer("min");
    int max = fields.integer("max");
    fields.problem("min", min + " is above max, " + max, "swap them");
    fields.warn("price", "is not stated", "");
    assertThat(ReadText.lines(problems))
        .containsExactly("1:1 price: is not stated", "1:6 min: 5 is above max, 2 | swap them");
    assertThat(problems.all().getFirst().severity()).isEqualTo(Problem.Severity.WARNING);
    assertThat(fields.keyAt("max")).isEqualTo(new Position(2, 1));
    assertThat(fields.at("max")).isEqualTo(new Position(2, 6));
  }

  private static Fields fields(String text, Problems problems) {
    return new Fields(ReadText.read(text, problems).orElseThrow(), "", problems);
  }

  private static List<String> problemsOf(String text) {
    var problems = new Problems("shop.yaml");
    FieldsSample.read(fields(text, problems));
    return ReadText.lines(problems);
  }
}
