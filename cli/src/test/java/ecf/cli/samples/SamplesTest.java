package ecf.cli.samples;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.aws.AwsProviderKind;
import ecf.aws.AwsSettings;
import ecf.core.config.ConfigReader;
import ecf.core.config.Loaded;
import ecf.core.config.ProviderKind;
import ecf.core.config.ScalingConfig;
import ecf.core.guardrail.GuardrailType;
import ecf.core.pass.Mode;
import ecf.core.pass.Pass;
import ecf.core.pass.PassRequest;
import ecf.core.pass.PassResult;
import ecf.core.policy.PolicyType;
import ecf.core.port.testing.InMemoryMemories;
import ecf.core.report.LanguageMarkdown;
import ecf.core.report.Style;
import ecf.core.report.TextReport;
import ecf.core.simulate.SimulatedProviderKind;
import ecf.core.testing.Golden;
import ecf.core.yaml.Fields;
import ecf.core.yaml.ProblemText;
import ecf.core.yaml.Problems;
import ecf.core.yaml.Source;
import ecf.core.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every sample is valid, and its plan for a stated world is known. The worlds and the plans are in
/// `golden/<sample>/observation.yaml` and `plan.txt`: read them side by side with the sample.
class SamplesTest {
  private static final Path SAMPLES = Path.of("..", "config-samples");
  private static final Path WORLDS = Path.of("src", "test", "resources", "golden");
  private static final int WIDTH = 100;

  static List<String> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.substring(0, name.length() - ".yaml".length()))
          .sorted()
          .toList();
    }
  }

  @Test
  void theSamplesAreReallyFound() throws IOException {
    assertThat(samples()).contains("minimal", "quickstart", "shop");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theSampleHasNoProblemAndNoWarning(String sample) throws IOException {
    assertThat(load(sample))
        .isInstanceOfSatisfying(
            Loaded.Valid.class,
            valid -> assertThat(ProblemText.render(valid.source(), valid.warnings())).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theSampleBeginsByTellingWhatItIsFor(String sample) throws IOException {
    var lines = Files.readAllLines(SAMPLES.resolve(sample + ".yaml"));
    assertThat(lines.get(0)).startsWith("# ");
    assertThat(lines.get(1)).startsWith("#");
    assertThat(lines).allMatch(line -> line.length() <= 140);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void thePlanIsAsItWas(String sample) throws IOException {
    var text = TextReport.render(plan(config(sample), sample), Style.plain(WIDTH));
    Golden.in("golden/" + sample).check("plan.txt", text);
  }

  @Test
  void thePageOfPoliciesAndGuardrailsSaysWhatTheProgramKnows() {
    Golden.in("../../../../config-samples")
        .check("policies-and-guardrails.md", LanguageMarkdown.render());
  }

  @ParameterizedTest
  @EnumSource(PolicyType.class)
  void everyPolicyHasASample(PolicyType type) throws IOException {
    assertThat(texts()).anyMatch(text -> text.contains("type: " + type.yamlName()));
  }

  @ParameterizedTest
  @EnumSource(GuardrailType.class)
  void everyGuardrailHasASample(GuardrailType type) throws IOException {
    assertThat(texts()).anyMatch(text -> text.contains("\n      " + type.yamlName() + ":"));
  }

  static List<String> texts() throws IOException {
    var texts = new ArrayList<String>();
    for (String sample : samples()) {
      texts.add(text(sample));
    }
    return texts;
  }

  static String text(String sample) throws IOException {
    return Files.readString(SAMPLES.resolve(sample + ".yaml"));
  }

  private static PassResult plan(ScalingConfig config, String sample) throws IOException {
    var world = world(sample, config);
    var store = new InMemoryMemories.Store();
    try (var earlier = store.open(config.name(), world.region(), "earlier")) {
      earlier.save(world.memories());
    }
    try (var memories = store.open(config.name(), world.region(), "this")) {
      var result =
          new Pass(world, memories, world.clock())
              .run(PassRequest.all(config.targets(), Mode.PLAN).within(config.limits()));
      return new PassResult(
          result.mode(),
          result.startedAt(),
          Duration.ZERO,
          result.calls(),
          result.targets(),
          result.notes(),
          isOfAws(config) ? result.tariff() : Optional.empty());
    }
  }

  private static boolean isOfAws(ScalingConfig config) {
    return config.providers().values().stream().allMatch(AwsSettings.class::isInstance);
  }

  private static ScalingConfig config(String sample) throws IOException {
    return switch (load(sample)) {
      case Loaded.Valid valid -> valid.config();
      case Loaded.Invalid(var source, var problems) ->
          throw new AssertionError(ProblemText.render(source, problems));
    };
  }

  static Loaded load(String sample) {
    var file = SAMPLES.resolve(sample + ".yaml");
    List<ProviderKind> kinds = List.of(new AwsProviderKind(), SimulatedProviderKind.of(file));
    return new ConfigReader(kinds, _ -> Optional.empty()).read(file);
  }

  private static StatedWorld world(String sample, ScalingConfig config) throws IOException {
    var file = WORLDS.resolve(sample).resolve("observation.yaml");
    assertThat(file).as("what the sample is planned for").exists();
    var source = new Source(file.toString(), Files.readString(file));
    var problems = new Problems(source.file());
    var world =
        YamlReader.read(source, _ -> Optional.empty(), problems)
            .map(root -> StatedWorld.read(new Fields(root, "", problems), config.targets()));
    assertThat(ProblemText.render(source, problems.all())).isEmpty();
    return world.orElseThrow();
  }
}
