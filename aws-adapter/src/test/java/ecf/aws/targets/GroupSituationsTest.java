package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.Change;
import ecf.core.engine.Decision;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.Planner;
import ecf.core.memory.TargetMemory;
import ecf.core.memory.Traffic;
import ecf.core.model.TargetState;
import ecf.core.observation.GroupObservation;
import ecf.core.port.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// What becomes of the members of a target group in the states that AWS describes. Instances that
/// run are `a1`, in zone a, and so on; registered ones carry the state of their health, `shift` is
/// an override by a zonal shift. All were members before, and whoever is unhealthy has been so for
/// ten minutes, of which the file allows five.
class GroupSituationsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "all are well            | a1 b1    | a1:healthy b1:healthy | its 2 members are registered",
        "one is new              | a1 b1    | a1:healthy | +b1",
        "one is gone             | a1       | a1:healthy b1:healthy | -b1",
        "one is sick             | a1 b1    | a1:healthy b1:unhealthy | -b1",
        "one keeps connections   | a1 b1    | a1:healthy b1:unhealthy.draining | -b1",
        "one drains already      | a1       | a1:healthy b1:draining | its 1 members are"
            + " registered",
        "one waits for a check   | a1 b1    | a1:healthy b1:initial | its 2 members are registered",
        "checks are off          | a1       | a1:unavailable b1:unavailable | -b1",
        "all are sick            | a1       | a1:unhealthy b1:unhealthy | 1 gone and 1 sick members"
            + " stay: nobody is healthy, so traffic goes to all of them",
        "a shift, one is new     | a1 b1    | a1:healthy:shift | +b1",
        "a shift, one is gone    | a1       | a1:healthy:shift b1:healthy | 1 gone members stay: a"
            + " zonal shift keeps traffic from a zone",
        "a shift, one is sick    | a1 b1    | a1:healthy:shift b1:unhealthy | 1 sick members stay:"
            + " a zonal shift keeps traffic from a zone",
        "a shift that is over    | a1       | a1:healthy:over b1:healthy | -b1",
      })
  void members(String situation, String running, String registered, String outcome) {
    assertThat(decided(words(running), words(registered), Map.of()))
        .as(situation)
        .isEqualTo(outcome);
  }

  /// AWS tells no zone of an instance, so it is known while it runs.
  @ParameterizedTest(name = "cross-zone {0}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "true  | a1 a2 b1 | a1:healthy a2:healthy b1:unhealthy | -b1",
        "false | a1 a2 b1 | a1:healthy a2:healthy b1:unhealthy | 1 sick members stay: their zone"
            + " has nobody else who is healthy, and its traffic goes nowhere else",
        "false | a1 b1 b2 | a1:healthy b2:healthy b1:unhealthy | -b1",
        "false | a1       | a1:healthy b1:healthy | -b1",
        "use_load_balancer_configuration | a1 a2 b1 | a1:healthy a2:healthy b1:unhealthy | -b1",
      })
  void membersOfZones(String crossZone, String running, String registered, String outcome) {
    assertThat(
            decided(
                words(running),
                words(registered),
                Map.of("load_balancing.cross_zone.enabled", crossZone)))
        .isEqualTo(outcome);
  }

  private static String decided(
      List<String> running, List<String> registered, Map<String, String> attributes) {
    var group =
        AutoScalingGroup.builder()
            .autoScalingGroupName("web-asg")
            .instances(
                running.stream()
                    .map(id ->
                        AsAws.instance(
                            id, "InService", it -> it.availabilityZone(id.substring(0, 1))))
                    .toList())
            .build();
    var seen = new Seen(Map.of(), Map.of("web-asg", new Answer.Got<>(group)), Map.of(), Map.of());
    var described = registered.stream().map(GroupSituationsTest::described).toList();
    var facts = new TargetGroupFacts("arn", OptionalInt.of(80), "instance");
    return switch (new GroupTargetMapping(seen).group(spec(), facts, described)) {
      case Answer.Got<TargetState.Group>(var state) ->
          shown(
              Planner.decide(
                  spec(),
                  new GroupObservation(
                      state.settings(GroupAttributes.settings(attributes)),
                      memory(registered),
                      NOW)));
      case Answer.Failed<TargetState.Group>(var why) -> why.message();
    };
  }

  private static TargetHealthDescription described(String text) {
    var words = text.split(":");
    var builder =
        TargetHealthDescription.builder()
            .target(it -> it.id(words[0]).port(80))
            .targetHealth(it -> it.state(words[1]));
    if (words.length > 2) {
      var state = words[2].equals("shift") ? "zonal_shift_active" : "no_override";
      builder.administrativeOverride(it -> it.state(state));
    }
    return builder.build();
  }

  private static GroupSpec spec() {
    var spec = Specs.targetGroup("web-tg", Specs.ofGroup("web-asg"));
    return new GroupSpec(
        spec.id(),
        spec.resource(),
        spec.members(),
        spec.port(),
        spec.minHealthy(),
        Optional.of(Duration.ofMinutes(5)),
        false,
        spec.attributes(),
        spec.wakeOn());
  }

  private static TargetMemory memory(List<String> registered) {
    var sick = new HashMap<String, Instant>();
    registered.stream()
        .filter(each -> each.contains(":unhealthy"))
        .forEach(each -> sick.put(each.substring(0, 2) + ":80", NOW.minus(Duration.ofMinutes(10))));
    Set<String> ours =
        registered.stream().map(each -> each.substring(0, 2)).collect(Collectors.toSet());
    return TargetMemory.fresh("arn")
        .members(ours)
        .traffic(Traffic.ofMembers(sick, Map.of(), Map.of()));
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.split(" "));
  }

  private static String shown(Decision decision) {
    return decision.changes().isEmpty()
        ? decision.cause().reason().summary()
        : decision.changes().stream()
            .flatMap(GroupSituationsTest::shown)
            .collect(Collectors.joining(" "));
  }

  private static Stream<String> shown(Change change) {
    return change instanceof Change.Register(var joining)
        ? joining.stream().map(each -> "+" + each.member().id())
        : change instanceof Change.Deregister(var leaving)
            ? leaving.stream().map(each -> "-" + each.member().id())
            : Stream.of(change.toString());
  }
}
