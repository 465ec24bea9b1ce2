package ecf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.aws.AwsSettings;
import ecf.aws.account.FirstFile;
import ecf.core.config.ProviderKind;
import ecf.core.config.ScalingConfig;
import ecf.core.port.Hooks;
import ecf.core.port.Memories;
import ecf.core.port.Notifier;
import ecf.core.port.Provider;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How commands end, and what they say when they do not end well.
class ExitCodesTest {
  @TempDir private Path folder = Path.of("");
  private String file = "";

  @BeforeEach
  void aFileWithTwoTargets() {
    file = Samples.write(folder, "shop.yaml", "basket", "checkout").toString();
  }

  private Cli cli() {
    return Cli.in(folder);
  }

  @ParameterizedTest(name = "cpu at {0} %: {1}")
  @CsvSource({"60, 0, 0", "90, 0, 10"})
  void planTellsPendingChangesWhereAskedTo(double cpu, int code, int detailed) {
    var cli = cli().reaching(FakeCloud.busy(cpu));
    assertThat(cli.run("plan", file).exitCode()).isEqualTo(code);
    assertThat(cli.run("plan", file, "--detailed-exitcode").exitCode()).isEqualTo(detailed);
  }

  @Test
  void someTargetsFailed() {
    var result =
        cli().reaching(FakeCloud.busy(90).denying("basket")).run("apply", file, "--color=never");
    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.out())
        .contains("! basket", "ecs:DescribeServices: not allowed", "hint: allow ecs:Describe")
        .containsPattern("\\+ checkout +4 → 6 +cpu 90 is above 60\n");
  }

  @Test
  void noTargetCouldBeServed() {
    var cli = cli().reaching(FakeCloud.busy(90).denying("basket", "checkout"));
    for (String command : List.of("plan", "apply", "status")) {
      assertThat(cli.run(command, file).exitCode()).as(command).isEqualTo(4);
    }
    assertThat(cli.run("explain", file, "basket").exitCode()).isEqualTo(4);
  }

  @Test
  void theSameHintIsGivenOnce() {
    var cli = cli().reaching(FakeCloud.busy(90).denying("basket", "checkout"));
    assertThat(cli.run("plan", file).out()).containsOnlyOnce("hint: allow ecs:DescribeServices");
  }

  @Test
  void theStateCannotBeUsed() {
    var blocked = Samples.text(folder, "blocked", "a file where a folder should be");
    var cli = cli().with("XDG_STATE_HOME", blocked.toString());
    var result = cli.run("apply", file);
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.out()).contains("! basket", "! checkout", "2 failed");
    var json = json(cli.run("apply", file, "-o", "json"));
    assertThat(json.get("summary").get("failed").intValue()).isEqualTo(2);
    assertThat(json.at("/targets/0/error/kind").stringValue()).isEqualTo("state");
  }

  @Test
  void aFileThatIsNotThere() {
    var result = cli().run("plan", folder.resolve("none.yaml").toString());
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("none.yaml:1:1", "there is no such file", "hint: ");
  }

  @Test
  void allProblemsOfAllFilesAtOnce() {
    var one = Samples.text(folder, "one.yaml", "version: 1\ntargts: {}\n").toString();
    var two = Samples.text(folder, "two.yaml", "version: 2\n").toString();
    var result = cli().run("validate", file, one, two);
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out()).isEqualTo(file + ": valid, 2 targets\n");
    assertThat(result.err()).contains("one.yaml:2:1", "did you mean `targets`?", "two.yaml:1:10");
    var json = json(cli().run("validate", "-o", "json", file, one, two));
    assertThat(json.get("schema").stringValue()).isEqualTo("ecf/problems/1");
    assertThat(json.get("problems").valueStream().map(each -> each.get("file").stringValue()))
        .contains(one, two)
        .doesNotContain(file);
  }

  @Test
  void problemsAreTheJsonOfEveryCommand() {
    var bad = Samples.text(folder, "bad.yaml", "version: 1\n").toString();
    for (String command : List.of("plan", "apply", "status")) {
      var result = cli().run(command, "-o", "json", bad);
      assertThat(result.exitCode()).as(command).isEqualTo(3);
      assertThat(json(result).get("schema").stringValue()).isEqualTo("ecf/problems/1");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | which command?",
        "plan | Missing required parameter: 'FILE'",
        "aply x.yaml | did you mean",
        "plan x.yaml --detailed | did you mean `--detailed-exitcode`?",
        "plan x.yaml -o xml | xml is neither text nor json",
        "plan x.yaml --color red | red is none of auto, always and never",
        "explain x.yaml | Missing required parameter: 'TARGET'",
        "suspend x.yaml --direction up | up is neither out nor in",
        "release x.yaml --direction in | Unknown option: '--direction'",
        "release | Missing required parameter: 'FILE'",
      })
  void aWrongCommandLine(String line, String message) {
    var result = cli().run(line.isEmpty() ? new String[0] : line.split(" "));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(message, "--help");
  }

  @Test
  void aTargetThatTheFileDoesNotHave() {
    var cli = cli().reaching(FakeCloud.busy(60));
    var result = cli.run("plan", file, "--target", "chekout");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("no target chekout", "did you mean `checkout`?");
    assertThat(cli.run("explain", file, "cart").err()).contains("known targets: basket, checkout");
    for (String command : List.of("suspend", "resume", "release")) {
      var unknown = cli.run(command, file, "chekout");
      assertThat(unknown.exitCode()).as(command).isEqualTo(2);
      assertThat(unknown.err()).contains("no target chekout", "did you mean `checkout`?");
    }
  }

  @Test
  void aBug() {
    var result = cli().reaching(new Broken(new IllegalStateException("odd"))).run("plan", file);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith(
            "ecf-aws: this is a bug, please report it: java.lang.IllegalStateException: odd")
        .doesNotContain("\tat ");
    var verbose =
        cli().reaching(new Broken(new StackOverflowError("deep"))).run("plan", "-v", file);
    assertThat(verbose.exitCode()).isEqualTo(1);
    assertThat(verbose.err()).contains("StackOverflowError: deep", "\tat ecf.cli.");
  }

  @Test
  void stdoutIsOneJsonDocumentWhateverHappens() {
    for (Connections cloud :
        List.of(
            FakeCloud.busy(60),
            FakeCloud.busy(90).owning("basket").at("http://127.0.0.1:5000"),
            FakeCloud.busy(90).denying("basket"),
            FakeCloud.busy(90).denying("basket", "checkout"))) {
      var cli = cli().reaching(cloud);
      for (String command : List.of("plan", "apply", "status")) {
        assertThat(json(cli.run(command, "-o", "json", file)).get("schema").stringValue())
            .isEqualTo("ecf/pass/1");
      }
      var explained = json(cli.run("explain", "--output=json", file, "basket"));
      assertThat(
              explained.get("targets").valueStream().map(each -> each.get("target").stringValue()))
          .containsExactly("basket");
    }
  }

  private static JsonNode json(Cli.Result result) {
    return JsonMapper.shared().readTree(result.out());
  }

  /// Throws what no caller expects.
  private record Broken(Throwable bug) implements Connections {
    @Override
    public List<ProviderKind> kinds(Path file) {
      switch (bug) {
        case RuntimeException exception -> throw exception;
        case Error error -> throw error;
        default -> throw new AssertionError(bug);
      }
    }

    @Override
    public Provider provider(ScalingConfig config) {
      throw new AssertionError("not reached");
    }

    @Override
    public List<String> endpoints(AwsSettings settings) {
      throw new AssertionError("not reached");
    }

    @Override
    public FirstFile firstFile(AwsSettings settings) {
      throw new AssertionError("not reached");
    }

    @Override
    public Memories memories(ScalingConfig config, Provider provider) {
      throw new AssertionError("not reached");
    }

    @Override
    public List<Notifier> notifiers(ScalingConfig config, Provider provider) {
      throw new AssertionError("not reached");
    }

    @Override
    public Hooks hooks(Provider provider, boolean commands) {
      throw new AssertionError("not reached");
    }

    @Override
    public List<String> endpoints(ScalingConfig config) {
      throw new AssertionError("not reached");
    }
  }
}
