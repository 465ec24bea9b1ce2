package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.FleetSpec;
import ecf.core.port.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;
import software.amazon.awssdk.services.autoscaling.model.MixedInstancesPolicy;
import software.amazon.awssdk.services.autoscaling.model.WarmPoolConfiguration;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// What doctor says of a group as AWS describes it.
class GroupSetUpTest {
  private static final String TG =
      "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web-tg/0123456789abcdef";

  record Row(String situation, Consumer<AutoScalingGroup.Builder> state, String... told) {
    @Override
    public String toString() {
      return situation;
    }
  }

  static Stream<Row> groups() {
    return Stream.of(
        new Row("a sound group", _ -> {}),
        new Row(
            "a launch configuration",
            it -> it.launchConfigurationName("web-2019"),
            "warning: it launches from a launch configuration (web-2019)"),
        new Row(
            "one zone",
            it -> it.availabilityZones("eu-west-1a"),
            "warning: all of it is in eu-west-1a"),
        new Row(
            "a warm pool as large as the group may still grow",
            it -> it.warmPoolConfiguration(WarmPoolConfiguration.builder().build()),
            "warning: its warm pool grows with its MaxSize"),
        new Row(
            "a warm pool with a size of its own",
            it ->
                it.warmPoolConfiguration(
                    WarmPoolConfiguration.builder().maxGroupPreparedCapacity(8).build())),
        new Row(
            "a load balancer, whose checks count",
            it -> it.targetGroupARNs(TG).healthCheckType("EC2,ELB")),
        new Row(
            "a load balancer, whose checks do not count",
            it -> it.targetGroupARNs(TG).healthCheckType("EC2"),
            "warning: its health checks are of type EC2, and it stands behind a load balancer"),
        new Row(
            "a target group that no load balancer knows",
            it -> it.targetGroupARNs("arn:idle").healthCheckType("ELB"),
            "warning: no load balancer sends traffic to idle-tg"),
        new Row(
            "every new instance protected",
            it -> it.newInstancesProtectedFromScaleIn(true),
            "warning: new instances are protected from scale-in"),
        new Row(
            "an instance in standby",
            it ->
                it.instances(
                    Instance.builder().instanceId("i-1").lifecycleState("InService").build(),
                    Instance.builder().instanceId("i-2").lifecycleState("Standby").build()),
            "note: in standby: i-2"),
        new Row(
            "weights above half of capacity.min",
            it -> it.mixedInstancesPolicy(weighted("1", "8")),
            "note: one instance may count 8, and capacity.min is 1"),
        new Row(
            "spot, rebalanced and drained in time",
            it -> it.mixedInstancesPolicy(spot()).capacityRebalance(true)),
        new Row(
            "spot that is not rebalanced",
            it -> it.mixedInstancesPolicy(spot()),
            "note: it buys spot instances without capacity rebalancing"),
        new Row(
            "spot in a target group that drains for five minutes",
            it ->
                it.mixedInstancesPolicy(spot())
                    .capacityRebalance(true)
                    .targetGroupARNs(TG)
                    .healthCheckType("ELB"),
            "warning: it has spot capacity, and web-tg drains for 300s"),
        new Row(
            "no warm-up anywhere",
            it -> it.defaultInstanceWarmup(null),
            "note: nobody says how long an instance warms up"),
        new Row(
            "a target group of another network",
            it ->
                it.targetGroupARNs(TG)
                    .healthCheckType("ELB")
                    .vpcZoneIdentifier("subnet-9, subnet-8"),
            "warning: its target group web-tg is in another network (vpc-1)"),
        new Row(
            "subnets that nobody knows",
            it -> it.targetGroupARNs(TG).healthCheckType("ELB").vpcZoneIdentifier("subnet-0")));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void aGroup(Row row) {
    var group =
        AutoScalingGroup.builder()
            .autoScalingGroupName("web-asg")
            .minSize(2)
            .maxSize(12)
            .desiredCapacity(4)
            .availabilityZones("eu-west-1a", "eu-west-1b")
            .defaultInstanceWarmup(60);
    row.state.accept(group);

    assertThat(told(Specs.group("web-asg"), group.build())).containsExactly(row.told);
  }

  @ParameterizedTest(name = "warm-up of {0}")
  @MethodSource("warmUps")
  void aWarmUpOfTheFileIsEnough(Duration warmUp) {
    var spec = Specs.group("web-asg");
    var stated =
        spec.health(new FleetSpec.Health(FleetSpec.HealthSource.PROVIDER, Optional.of(warmUp)));
    var group =
        AutoScalingGroup.builder().autoScalingGroupName("web-asg").minSize(1).maxSize(2).build();

    assertThat(told(stated, group)).isEmpty();
  }

  static Stream<Duration> warmUps() {
    return Stream.of(Duration.ZERO, Duration.ofMinutes(2));
  }

  private static List<String> told(FleetSpec spec, AutoScalingGroup group) {
    return GroupSetUp.findings(spec, group, around()).stream()
        .map(finding -> finding.severity().text() + ": " + finding.what())
        .toList();
  }

  private static SetUp around() {
    var none = SetUp.none();
    return new SetUp(
        Map.of(
            TG,
            new Answer.Got<>(
                TargetGroup.builder()
                    .targetGroupArn(TG)
                    .targetGroupName("web-tg")
                    .vpcId("vpc-1")
                    .loadBalancerArns("arn:web")
                    .build()),
            "arn:idle",
            new Answer.Got<>(TargetGroup.builder().targetGroupName("idle-tg").build())),
        Map.of(TG, new Answer.Got<>(300)),
        new Answer.Got<>(Map.of("subnet-8", subnet("subnet-8"), "subnet-9", subnet("subnet-9"))),
        none.providers(),
        none.definitions());
  }

  private static Subnet subnet(String id) {
    return Subnet.builder().subnetId(id).vpcId("vpc-2").availabilityZone("eu-west-1a").build();
  }

  private static MixedInstancesPolicy spot() {
    return MixedInstancesPolicy.builder()
        .instancesDistribution(split -> split.onDemandPercentageAboveBaseCapacity(40))
        .build();
  }

  private static MixedInstancesPolicy weighted(String... weights) {
    return MixedInstancesPolicy.builder()
        .launchTemplate(template ->
            template.overrides(
                Stream.of(weights)
                    .map(weight ->
                        LaunchTemplateOverrides.builder().weightedCapacity(weight).build())
                    .toList()))
        .build();
  }
}
