package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.GroupSpec;
import ecf.core.model.Resource;
import ecf.core.model.TargetState;
import ecf.core.port.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ecs.model.Task;

/// Which members fit into which target groups. The group's instance is i-1, the service's task has
/// the address 10.0.0.1.
class GroupTargetMappingTest {
  private static final AwsFleet.Service CHECKOUT = new AwsFleet.Service("shop", "checkout");
  private static final Map<String, GroupSpec.Members> MEMBERS =
      Map.of(
          "group", Specs.ofGroup("web-asg"),
          "service",
              new GroupSpec.Members.Fleet(Resource.of(EcsServiceKind.NAME, "shop", "checkout")),
          "tags", new GroupSpec.Members.Tagged(Map.of("app", "web")),
          "addresses",
              new GroupSpec.Members.Addresses(List.of(GroupSpec.Members.Entry.of("10.0.0.9"))));

  @ParameterizedTest(name = "{0} in a group of type {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "group     | instance | i-1:80",
        "group     | ip       | its members are instances, but the group takes ip targets;"
            + " use a target group of type instance",
        "tags      | ip       | its members are instances, but the group takes ip targets;"
            + " use a target group of type instance",
        "addresses | ip       | 10.0.0.9:80",
        "addresses | instance | its members are addresses, but the group takes instance targets;"
            + " use a target group of type ip",
        "service   | ip       | 10.0.0.1:80",
        "service   | instance | its tasks have addresses of their own, but the group takes instance"
            + " targets; use a target group of type ip",
        "service   | lambda   | its members are tasks, but the group takes lambda targets;"
            + " use a target group of type ip, or instance where they have no addresses of their"
            + " own",
        "service   | alb      | its members are tasks, but the group takes alb targets;"
            + " use a target group of type ip, or instance where they have no addresses of their"
            + " own",
        "tags      | lambda   | its members are instances, but the group takes lambda targets;"
            + " use a target group of type instance",
        "addresses | lambda   | its members are addresses, but the group takes lambda targets;"
            + " use a target group of type ip",
        "addresses | alb      | its members are addresses, but the group takes alb targets;"
            + " use a target group of type ip",
        "group     | alb      | its members are instances, but the group takes alb targets;"
            + " use a target group of type instance",
      })
  void membersFit(String members, String type, String outcome) {
    assertThat(shown(members, new TargetGroupFacts("arn", OptionalInt.of(80), type)))
        .isEqualTo(outcome);
  }

  @Test
  void aGroupWithoutAPortNeedsOneOfTheFile() {
    assertThat(shown("group", new TargetGroupFacts("arn", OptionalInt.empty(), "instance")))
        .isEqualTo("the group has no port of its own; write the members' port as `port`");
  }

  private static String shown(String members, TargetGroupFacts facts) {
    var group =
        AutoScalingGroup.builder()
            .autoScalingGroupName("web-asg")
            .instances(AsAws.instance("i-1", "InService", _ -> {}))
            .build();
    var task =
        Task.builder()
            .lastStatus("RUNNING")
            .attachments(attachment ->
                attachment.details(detail -> detail.name("privateIPv4Address").value("10.0.0.1")))
            .build();
    var seen =
        new Seen(
            Map.of(),
            Map.of("web-asg", new Answer.Got<>(group)),
            Map.of(),
            Map.of(CHECKOUT, new Answer.Got<>(new EcsTasks.Running(List.of(task), Map.of()))));
    var spec = Specs.targetGroup("web-tg", Optional.ofNullable(MEMBERS.get(members)).orElseThrow());
    return switch (new GroupTargetMapping(seen).group(spec, facts, List.of())) {
      case Answer.Got<TargetState.Group>(var found) -> found.members().getFirst().toString();
      case Answer.Failed<TargetState.Group>(var why) -> why.message() + "; " + why.hint();
    };
  }
}
