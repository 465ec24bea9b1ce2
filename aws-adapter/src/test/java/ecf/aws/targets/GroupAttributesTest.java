package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.GroupSpec;
import ecf.core.guardrail.Rate;
import ecf.core.model.GroupSettings;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.port.Answer;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Problem;
import ecf.core.yaml.Problems;
import ecf.core.yaml.Source;
import ecf.core.yaml.YamlReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupAttributesTest {
  private final Problems problems = new Problems("ecf.yaml");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{algorithm: weighted_random} | {load_balancing.algorithm.type=weighted_random}",
        "{slowStart: 90s}             | {slow_start.duration_seconds=90}",
        "{deregistrationDelay: 2m}    | {deregistration_delay.timeout_seconds=120}",
        "{}                           | {}",
      })
  void theFilesWordsAreAwss(String yaml, String attributes) {
    assertThat(read(yaml).toString()).isEqualTo(attributes);
    assertThat(problems.kept()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{slowStart: 5s}  | slowStart: 5s is too short",
        "{slowStart: 1m, algorithm: least_outstanding_requests} | slowStart: AWS has a slow start"
            + " with the algorithm round_robin only",
      })
  void whatCannotBe(String yaml, String problem) {
    read(yaml);
    assertThat(problems.kept()).extracting(Problem::message).containsExactly(problem);
    assertThat(problems.kept().getFirst().at().column()).isGreaterThan(1);
  }

  @Test
  void theGroupsOwnThresholdsAreTheLargerOfBoth() {
    var settings =
        GroupAttributes.settings(
            Map.of(
                "target_group_health.dns_failover.minimum_healthy_targets.count", "off",
                "target_group_health.dns_failover.minimum_healthy_targets.percentage", "50",
                "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "3",
                "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
                    "off",
                "slow_start.duration_seconds", "60"));
    assertThat(settings.healthyUnits()).isEqualTo(3);
    assertThat(settings.healthyShare()).isEqualTo(0.5);
    assertThat(settings.slowStart()).isEqualTo(Duration.ofMinutes(1));
  }

  /// What the default comes to depends on the kind of load balancer, and is not asked.
  @ParameterizedTest(name = "cross-zone {0}: by zone {1}")
  @CsvSource({"false, true", "true, false", "use_load_balancer_configuration, false", ", false"})
  void trafficStaysInAZoneWhereItIsNotSharedOverZones(@Nullable String crossZone, boolean byZone) {
    var name = "load_balancing.cross_zone.enabled";
    Map<String, String> attributes = crossZone == null ? Map.of() : Map.of(name, crossZone);

    assertThat(GroupAttributes.matters(name)).isTrue();
    assertThat(GroupAttributes.settings(attributes).byZone()).isEqualTo(byZone);
  }

  @ParameterizedTest(name = "{0} where the group has {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{algorithm: round_robin}     | least_outstanding_requests | 0  | ",
        "{algorithm: weighted_random} | round_robin | 30 | the group has a slow start, which goes"
            + " with the algorithm round_robin only",
        "{algorithm: weighted_random, slowStart: 0s} | round_robin | 30 | ",
        "{algorithm: weighted_random} | none | 0 | this target group has no"
            + " load_balancing.algorithm.type",
      })
  void whatTheGroupCannotBeSetTo(String yaml, String algorithm, String slowStart, String why) {
    var now = new TreeMap<>(Map.of("slow_start.duration_seconds", slowStart));
    if (!algorithm.equals("none")) {
      now.put("load_balancing.algorithm.type", algorithm);
    }
    switch (GroupAttributes.checked(spec(read(yaml)), now)) {
      case Answer.Got<GroupSettings> _ -> assertThat(why).isNull();
      case Answer.Failed<GroupSettings>(var failure) ->
          assertThat(failure.message()).isEqualTo(why);
    }
  }

  private static GroupSpec spec(SortedMap<String, String> attributes) {
    return new GroupSpec(
        new TargetId("members"),
        Resource.of("targetGroup", "web-tg"),
        GroupSpec.Members.Listed.of("i-1"),
        OptionalInt.empty(),
        new Rate.Units(1),
        Optional.empty(),
        false,
        attributes,
        Set.of());
  }

  private SortedMap<String, String> read(String yaml) {
    var map =
        YamlReader.read(new Source("ecf.yaml", yaml), _ -> Optional.empty(), problems)
            .orElseThrow();
    return GroupAttributes.read(new Fields(map, "attributes", problems));
  }
}
