package ecf.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.Objective;
import ecf.core.policy.NamedPolicy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Built-in below objective below defaults below each rule set below the target: layered files, and
/// the same written out at the target.
class LayersTest {
  record Row(String title, String layers, String target, String writtenOut) {
    @Override
    public String toString() {
      return title;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row(
            "a default, and the target's own value that wins",
            "defaults: {guardrails: {cooldown: {in: 10m, out: 1m}, busy: off}, ownership: ignore}",
            "guardrails: {cooldown: {in: 7m}}",
            "guardrails: {cooldown: {in: 7m, out: 1m}, busy: off}\nownership: ignore"),
        new Row(
            "half a capacity each",
            "defaults: {capacity: {max: 30}}",
            "capacity: {min: 3}",
            "capacity: {min: 3, max: 30}"),
        new Row(
            "rule sets in the order in which they are used, above the defaults",
            """
            defaults: {guardrails: {cooldown: {in: 1m}, stabilization: {in: 1m}, throttle: {in: 1}}}
            ruleSets:
              second: {guardrails: {cooldown: {in: 3m}}}
              first: {guardrails: {cooldown: {in: 2m}, stabilization: {in: 2m}}}
            """,
            "use: [first, second]",
            "guardrails: {cooldown: {in: 3m}, stabilization: {in: 2m}, throttle: {in: 1}}"),
        new Row(
            "policies are appended, those of rule sets first",
            """
            ruleSets:
              night: {policies: [{type: count, max: 3}]}
              day: {policies: [{type: count, min: 2}]}
            """,
            "use: [day, night]\npolicies: [{type: targetTracking, signal: cpu, target: 60}]",
            """
            policies:
              - {type: count, min: 2}
              - {type: count, max: 3}
              - {type: targetTracking, signal: cpu, target: 60}
            """),
        new Row(
            "any other list replaces",
            "defaults: {wakeOn: [one, two], guardrails: {busy: {allow: [deployment]}}}",
            "wakeOn: [three]\nguardrails: {busy: {allow: [pendingUnits]}}",
            "wakeOn: [three]\nguardrails: {busy: {allow: [pendingUnits]}}"),
        new Row(
            "off switches one off, and settings switch it on again",
            "defaults: {guardrails: {cooldown: off, stabilization: {in: 9m}}}",
            "guardrails: {cooldown: {in: 2m}, stabilization: off}",
            "guardrails: {cooldown: {in: 2m}, stabilization: off}"),
        new Row(
            "one form of missing data replaces the other",
            "defaults: {guardrails: {missingData: {lastGood: 20m}}}",
            "guardrails: {missingData: {scaleOutTo: 4}}",
            "guardrails: {missingData: {scaleOutTo: 4}}"),
        new Row(
            "signals by name and by key",
            """
            defaults:
              signals:
                cpu: {period: 5m, aggregate: max}
                backlog: {type: cloudWatch, namespace: AWS/SQS, metric: Visible, period: 5m}
            """,
            """
            signals: {cpu: {window: 15m}, backlog: {statistic: Maximum}}
            policies:
              - {type: targetTracking, signal: cpu, target: 60}
              - {type: targetTracking, signal: backlog, target: 60, perUnit: false}
            """,
            """
            signals:
              cpu: {period: 5m, aggregate: max, window: 15m}
              backlog:
                {type: cloudWatch, namespace: AWS/SQS, metric: Visible, period: 5m, statistic: Maximum}
            policies:
              - {type: targetTracking, signal: cpu, target: 60}
              - {type: targetTracking, signal: backlog, target: 60, perUnit: false}
            """),
        new Row(
            "rule sets for all who name none themselves",
            """
            defaults: {use: [calm]}
            ruleSets: {calm: {guardrails: {cooldown: {in: 1h}}}}
            """,
            "ownership: ignore",
            "ownership: ignore\nguardrails: {cooldown: {in: 1h}}"),
        new Row(
            "no rule set, although all others have one",
            """
            defaults: {use: [calm]}
            ruleSets: {calm: {guardrails: {cooldown: {in: 1h}}}}
            """,
            "use: []",
            "ownership: refuse"),
        new Row(
            "keys that this type of target does not have",
            "defaults: {groupBounds: write, port: 80, minHealthy: 2, health: {warmUp: 1m}}",
            "ownership: ignore",
            "ownership: ignore\nhealth: {warmUp: 1m}"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void layersAreTheSameAsWrittenOut(Row row) {
    assertThat(fleet(row.layers, row.target)).isEqualTo(fleet("", row.writtenOut));
  }

  static Stream<Row> objectives() {
    return Stream.of(
        new Row(
            "performance: stabilization.in 15m, cooldown.in 10m, throttle.in 10%,"
                + " missingData.lastGood 10m",
            "",
            "objective: performance",
            """
            guardrails:
              stabilization: {in: 15m}
              cooldown: {in: 10m}
              throttle: {in: 10%}
              missingData: {lastGood: 10m}
            """),
        new Row(
            "cost: stabilization.in 3m, cooldown.in 3m, tolerance 5%",
            "",
            """
            objective: cost
            policies:
              - {type: targetTracking, signal: cpu, target: 60}
              - {type: targetTracking, signal: memory, target: 60, tolerance: 20%}
            """,
            """
            guardrails: {stabilization: {in: 3m}, cooldown: {in: 3m}}
            policies:
              - {type: targetTracking, signal: cpu, target: 60, tolerance: 5%}
              - {type: targetTracking, signal: memory, target: 60, tolerance: 20%}
            """),
        new Row(
            "cost: cooldown.in 3m",
            "defaults: {objective: cost, guardrails: {stabilization: {in: 8m}}}",
            "policies: [{type: count, min: 2}]",
            """
            guardrails: {stabilization: {in: 8m}, cooldown: {in: 3m}}
            policies: [{type: count, min: 2}]
            """),
        new Row(
            "performance: stabilization.in 15m, cooldown.in 10m",
            "defaults: {objective: cost}\nruleSets: {fast: {objective: performance}}",
            "use: [fast]\nguardrails: {throttle: off, missingData: hold}",
            """
            guardrails:
              stabilization: {in: 15m}
              cooldown: {in: 10m}
              throttle: off
              missingData: hold
            """));
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void anObjectiveIsTheSameAsWrittenOut(Row row) {
    var fleet = fleet(row.layers, row.target);
    assertThat(fleet.objective().map(Objective::toString)).hasValue("objective " + row.title);
    assertThat(withoutObjective(fleet)).isEqualTo(fleet("", row.writtenOut));
  }

  @Test
  void availabilityAsksTheTargetGroupWhereThereIsOne() {
    var service = fleet("", "objective: availability");
    assertThat(service.health().source()).isEqualTo(FleetSpec.HealthSource.TARGET_GROUP_IF_ANY);
    assertThat(service.objective().map(Objective::settings))
        .hasValue(
            List.of(
                "health.source targetGroup where there is one",
                "min at least one unit for each zone and one more",
                "stabilization.in 15m",
                "throttle.in 10%"));
    assertThat(fleet("", "objective: availability\nhealth: {source: provider}").health().source())
        .as("the file's own word wins")
        .isEqualTo(FleetSpec.HealthSource.PROVIDER);
  }

  @Test
  void aGroupOfMembersHasWhatItKnowsOfTheDefaults() {
    var config =
        Texts.valid(
            """
            version: 1
            defaults: {objective: cost, port: 8080, members: {machines: web}, guardrails: {busy: off}}
            targets: {members: {type: circle, id: web}}
            """);
    assertThat(config)
        .isEqualTo(
            Texts.valid(
                """
                version: 1
                targets: {members: {type: circle, id: web, port: 8080, members: {machines: web}}}
                """));
  }

  @Test
  void policiesOfRuleSetsAreNamedLikeOthers() {
    var fleet =
        fleet(
            "ruleSets: {night: {policies: [{type: count, max: 3}]}}",
            "use: [night]\npolicies: [{type: count, min: 2}]");
    assertThat(fleet.policies().stream().map(NamedPolicy::name))
        .containsExactly("count", "count-2");
  }

  private static FleetSpec fleet(String layers, String target) {
    var own = target.contains("policies:") || layers.contains("policies:") ? "" : POLICIES;
    var capacity = target.contains("capacity:") ? "" : "capacity: {min: 1, max: 9}\n";
    var keys = "type: service\nid: web\n" + capacity + target.stripTrailing() + "\n" + own;
    var text = "version: 1\n" + layers.stripTrailing() + "\ntargets:\n  web:\n" + keys.indent(4);
    return (FleetSpec) Texts.valid(text).targets().getFirst();
  }

  private static final String POLICIES =
      "policies: [{type: targetTracking, signal: cpu, target: 60}]\n";

  private static FleetSpec withoutObjective(FleetSpec spec) {
    return new FleetSpec(
        spec.id(),
        spec.resource(),
        spec.capacity(),
        spec.policies(),
        spec.guardrails(),
        spec.signals(),
        spec.health(),
        spec.conduct(),
        spec.ties(),
        spec.wakeOn());
  }
}
