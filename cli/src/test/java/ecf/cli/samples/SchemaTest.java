package ecf.cli.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import ecf.aws.AwsProviderKind;
import ecf.core.config.LanguageContract;
import ecf.core.config.ProviderKind;
import ecf.core.simulate.SimulatedProviderKind;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// What editors are told of the language is what the readers take.
class SchemaTest {
  private static final List<ProviderKind> KINDS =
      List.of(new AwsProviderKind(), new SimulatedProviderKind());

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(ecf.core.config.Schema.json(KINDS));

  static Stream<ProviderKind> kinds() {
    return KINDS.stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyProvidersReadersKnowTheKeysOfTheSchema(ProviderKind kind) {
    LanguageContract.holds(kind);
  }

  @ParameterizedTest
  @MethodSource("ecf.cli.samples.SamplesTest#texts")
  void editorsFindNothingWrongInASample(String text) {
    assertThat(SCHEMA.validate(yaml(text)).stream().map(Error::toString)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "capacity: {min: 2, max: 40} -> capacity: {min: 2, most: 40}",
        "capacity: {min: 2, max: 40} -> capacity: {min: two, max: 40}",
        "type: ecsService -> type: ecsServices",
        "cluster: shop -> clustre: shop",
        "target: 60 -> target: 60ms",
        "type: targetTracking -> type: step",
        "version: 1 -> version: 2",
        "targets: -> target:"
      })
  void editorsFindMistakes(String mistake) throws IOException {
    var change = mistake.split(" -> ", 2);
    var minimal = SamplesTest.text("minimal");
    assertThat(minimal).contains(change[0]);
    assertThat(SCHEMA.validate(yaml(minimal.replace(change[0], change[1])))).isNotEmpty();
  }

  @Test
  void aVariableMayStandWhereverASingleValueMay() throws IOException {
    var file =
        SamplesTest.text("minimal")
            .replace("min: 2", "min: \"${MIN}\"")
            .replace("target: 60", "target: \"${TARGET:-60}\"");
    assertThat(SCHEMA.validate(yaml(file))).isEmpty();
  }

  private static JsonNode yaml(String text) {
    return YAMLMapper.shared().readTree(text);
  }
}
