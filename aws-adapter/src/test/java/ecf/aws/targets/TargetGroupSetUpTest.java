package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.GroupSpec;
import ecf.core.model.Resource;
import ecf.core.port.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// What doctor says of a target group and the members that a file gives it.
class TargetGroupSetUpTest {
  private static final GroupSpec.Members GROUP = Specs.ofGroup("web-asg");
  private static final GroupSpec.Members SERVICE =
      new GroupSpec.Members.Fleet(Resource.of(EcsServiceKind.NAME, "shop", "checkout"));
  private static final GroupSpec.Members TAGGED =
      new GroupSpec.Members.Tagged(Map.of("app", "web"));
  private static final TargetGroup SOUND =
      TargetGroup.builder()
          .targetGroupName("web-tg")
          .port(8080)
          .vpcId("vpc-1")
          .healthCheckEnabled(true)
          .loadBalancerArns("arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/app/web/1")
          .build();

  record Row(String situation, GroupSpec spec, TargetGroup group, String... told) {
    @Override
    public String toString() {
      return situation;
    }
  }

  static Stream<Row> groups() {
    return Stream.of(
        new Row("a group of instances", of(GROUP), SOUND),
        new Row(
            "behind no load balancer",
            of(GROUP),
            SOUND.toBuilder().loadBalancerArns(List.of()).build(),
            "warning: no load balancer sends traffic to it"),
        new Row(
            "health checks off",
            of(GROUP),
            SOUND.toBuilder().healthCheckEnabled(false).build(),
            "warning: its health checks are off"),
        new Row(
            "nobody but its members",
            Specs.exclusive(of(GROUP)),
            SOUND,
            "note: `exclusive` takes out whoever is not among its members"),
        new Row(
            "in another network than its group",
            of(GROUP),
            SOUND.toBuilder().vpcId("vpc-2").build(),
            "problem: it is in vpc-2, its members in vpc-1"),
        new Row(
            "in another network than its tagged instances",
            of(TAGGED),
            SOUND.toBuilder().vpcId("vpc-2").build(),
            "problem: it is in vpc-2, its members in vpc-1"),
        new Row(
            "instances at another port than the group's",
            Specs.listening(9090, of(GROUP)),
            SOUND,
            "note: members are registered at port 9090, the group's own is 8080"),
        new Row("tasks at the port of their container", Specs.listening(80, of(SERVICE)), SOUND),
        new Row(
            "tasks at a port where no container listens",
            of(SERVICE),
            SOUND,
            "warning: members are registered at port 8080, the containers listen at 80, 443"));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void aTargetGroup(Row row) {
    assertThat(
            TargetGroupSetUp.findings(row.spec, row.group, seen(), around()).stream()
                .map(finding -> finding.severity().text() + ": " + finding.what()))
        .containsExactly(row.told);
  }

  private static GroupSpec of(GroupSpec.Members members) {
    return Specs.targetGroup("web-tg", members);
  }

  private static Seen seen() {
    return new Seen(
        Map.of(
            new AwsFleet.Service("shop", "checkout"),
            new Answer.Got<>(Service.builder().taskDefinition("checkout:7").build())),
        Map.of(
            "web-asg",
            new Answer.Got<>(AutoScalingGroup.builder().vpcZoneIdentifier("subnet-1").build())),
        Map.of(TAGGED, new Answer.Got<>(List.of(Instance.builder().vpcId("vpc-1").build()))));
  }

  private static SetUp around() {
    var none = SetUp.none();
    var ports =
        Stream.of(80, 443).map(port -> PortMapping.builder().containerPort(port).build()).toList();
    return new SetUp(
        Map.of(),
        Map.of(),
        new Answer.Got<>(Map.of("subnet-1", Subnet.builder().vpcId("vpc-1").build())),
        none.providers(),
        Map.of(
            "checkout:7",
            new Answer.Got<>(
                TaskDefinition.builder()
                    .containerDefinitions(ContainerDefinition.builder().portMappings(ports).build())
                    .build())));
  }
}
