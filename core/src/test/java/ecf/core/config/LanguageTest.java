package ecf.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.guardrail.GuardrailType;
import ecf.core.model.Reason;
import ecf.core.policy.PolicyType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The language as it is told to editors.
class LanguageTest {
  private static final JsonNode SCHEMA =
      JsonMapper.shared().readTree(Schema.json(List.of(new LabProvider())));

  @Test
  void theSchemaTellsOfExactlyTheKeysThatAreRead() {
    LanguageContract.holds(new LabProvider());
  }

  @Test
  void theSchemaListsTheCodesOfReasons() {
    assertThat(SCHEMA.at("/$defs/reasonCode/enum").valueStream().map(JsonNode::asString))
        .containsExactlyElementsOf(Stream.of(Reason.Code.values()).map(Reason.Code::text).toList());
  }

  @Test
  void theSchemaHasEveryPolicyAndGuardrail() {
    assertThat(
            SCHEMA
                .at("/$defs/policies/items/properties/type/anyOf/0/enum")
                .valueStream()
                .map(JsonNode::asString))
        .containsExactlyElementsOf(
            Stream.of(PolicyType.values()).map(PolicyType::yamlName).toList());
    assertThat(SCHEMA.at("/$defs/guardrails/properties").propertyNames())
        .containsExactlyElementsOf(
            Stream.of(GuardrailType.values()).map(GuardrailType::yamlName).toList());
  }

  @Test
  void aDefaultThatIsWrittenOutIsTheSameAsNone() {
    var without =
        Texts.fleet(
            """
            type: machines
            id: web
            capacity: {min: 1, max: 4}
            policies:
              - {type: targetTracking, signal: cpu, target: 60}
              - {type: step, signal: cpu, steps: [{above: 80, change: +1}]}
              - {type: schedule, from: 18:00, to: 20:00, min: 2}
            """);
    var with =
        Texts.fleet(
            """
            type: machines
            id: web
            capacity: {min: 1, max: 4}
            policies:
              - {type: targetTracking, signal: cpu, target: 60, tolerance: 10%}
              - {type: step, signal: cpu, steps: [{above: 80, change: +1}], datapoints: 2 of 3, minChange: 1}
              - {type: schedule, from: 18:00, to: 20:00, min: 2, zone: UTC}
            guardrails:
              missingData: holdScaleIn
              quota: {}
              protection: on
              busy: {allow: []}
              sickFleet: {unhealthy: 50%}
              flapping: off
              effectiveness: off
              blackout: off
              stabilization: {in: 5m, out: 0s}
              cooldown: {in: 5m, out: 0s}
              throttle: {in: 50%, per: 1m}
            health: {source: provider}
            ownership: refuse
            groupBounds: keep
            mode: act
            directions: both
            dependsOn: []
            priority: 0
            """);
    assertThat(with).isEqualTo(without);
  }
}
