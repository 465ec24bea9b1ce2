package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.aws.client.AwsErrors;
import ecf.core.engine.FleetSpec;
import ecf.core.port.Answer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ecs.model.CapacityProvider;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.ManagedDraining;
import software.amazon.awssdk.services.ecs.model.ManagedScalingStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// What doctor says of a service as AWS describes it.
class ServiceSetUpTest {
  private static final String TG =
      "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web-tg/0123456789abcdef";
  private static final String RUNS = "note: its tasks count as serving from the moment they run";

  record Row(String situation, Consumer<Service.Builder> state, String... told) {
    @Override
    public String toString() {
      return situation;
    }
  }

  static Stream<Row> services() {
    return Stream.of(
        new Row("a service whose containers are checked", it -> it.taskDefinition("checked")),
        new Row(
            "a service that nobody checks",
            it -> it.taskDefinition("unchecked"),
            "note: nobody checks the health of its tasks"),
        new Row("a definition that could not be read", it -> it.taskDefinition("denied")),
        new Row(
            "a load balancer that is not asked",
            it -> it.taskDefinition("unchecked").loadBalancers(behind()),
            RUNS),
        new Row(
            "CodeDeploy",
            it -> it.deploymentController(by -> by.type(DeploymentControllerType.CODE_DEPLOY)),
            "note: CodeDeploy deploys it"),
        new Row(
            "a circuit breaker",
            it ->
                it.deploymentConfiguration(
                    how -> how.deploymentCircuitBreaker(b -> b.enable(true).rollback(true)))),
        new Row(
            "no circuit breaker",
            it ->
                it.deploymentConfiguration(
                    how -> how.deploymentCircuitBreaker(b -> b.enable(false).rollback(false))),
            "note: its deployments have no circuit breaker"),
        new Row("two zones", in("subnet-1", "subnet-2")),
        new Row(
            "two subnets of one zone",
            in("subnet-1", "subnet-3"),
            "warning: all of its tasks are in eu-west-1a"),
        new Row("a subnet that nobody knows", in("subnet-1", "subnet-9")),
        new Row(
            "spot in a target group that drains for five minutes",
            it -> it.capacityProviderStrategy(strategy("FARGATE_SPOT")).loadBalancers(behind()),
            RUNS,
            "warning: it has spot capacity, and web-tg drains for 300s"),
        new Row("a sound capacity provider", on("sound")),
        new Row(
            "a capacity provider that does not drain",
            on("hasty"),
            "warning: capacity provider hasty has no managed draining"),
        new Row(
            "a capacity provider that does not scale",
            on("fixed"),
            "note: capacity provider fixed does not scale its instances"));
  }

  @ParameterizedTest
  @MethodSource("services")
  void aService(Row row) {
    assertThat(told(Specs.service("shop", "checkout"), row.state)).containsExactly(row.told);
  }

  @Test
  void aLoadBalancerThatIsAskedIsAllThatOneNeeds() {
    var spec = Specs.healthyByTargetGroup(Specs.service("shop", "checkout"));
    assertThat(told(spec, it -> it.loadBalancers(behind()))).isEmpty();
  }

  @Test
  void aTargetGroupThatNoLoadBalancerKnowsIsToldOf() {
    var spec = Specs.healthyByTargetGroup(Specs.service("shop", "checkout"));
    var idle = LoadBalancer.builder().targetGroupArn("arn:idle").build();
    assertThat(told(spec, it -> it.loadBalancers(behind(), idle)))
        .containsExactly("warning: no load balancer sends traffic to idle-tg");
  }

  private static List<String> told(FleetSpec spec, Consumer<Service.Builder> state) {
    var service = Service.builder().serviceName("checkout");
    state.accept(service);
    return ServiceSetUp.findings(spec, service.build(), around()).stream()
        .map(finding -> finding.severity().text() + ": " + finding.what())
        .toList();
  }

  private static SetUp around() {
    return new SetUp(
        Map.of(
            "arn:idle", new Answer.Got<>(TargetGroup.builder().targetGroupName("idle-tg").build())),
        Map.of(TG, new Answer.Got<>(300)),
        new Answer.Got<>(
            Map.of(
                "subnet-1", subnet("eu-west-1a"),
                "subnet-2", subnet("eu-west-1b"),
                "subnet-3", subnet("eu-west-1a"))),
        new Answer.Got<>(
            Map.of(
                "sound", provider("sound", ManagedDraining.ENABLED, ManagedScalingStatus.ENABLED),
                "hasty", provider("hasty", ManagedDraining.DISABLED, ManagedScalingStatus.ENABLED),
                "fixed",
                    provider("fixed", ManagedDraining.ENABLED, ManagedScalingStatus.DISABLED))),
        Map.of(
            "checked",
            new Answer.Got<>(
                task(
                    ContainerDefinition.builder()
                        .healthCheck(check -> check.command("true"))
                        .build())),
            "unchecked",
            new Answer.Got<>(task(ContainerDefinition.builder().build())),
            "denied",
            new Answer.Failed<>(
                AwsErrors.failure("ecs:DescribeTaskDefinition", "AccessDeniedException", "no"))));
  }

  private static TaskDefinition task(ContainerDefinition container) {
    return TaskDefinition.builder().containerDefinitions(container).build();
  }

  private static Subnet subnet(String zone) {
    return Subnet.builder().availabilityZone(zone).build();
  }

  private static CapacityProvider provider(
      String name, ManagedDraining draining, ManagedScalingStatus scaling) {
    return CapacityProvider.builder()
        .name(name)
        .autoScalingGroupProvider(
            group -> group.managedDraining(draining).managedScaling(how -> how.status(scaling)))
        .build();
  }

  private static CapacityProviderStrategyItem strategy(String provider) {
    return CapacityProviderStrategyItem.builder().capacityProvider(provider).weight(1).build();
  }

  private static Consumer<Service.Builder> on(String provider) {
    return it -> it.capacityProviderStrategy(strategy(provider));
  }

  private static Consumer<Service.Builder> in(String... subnets) {
    return it ->
        it.networkConfiguration(
            network -> network.awsvpcConfiguration(vpc -> vpc.subnets(subnets)));
  }

  private static LoadBalancer behind() {
    return LoadBalancer.builder().targetGroupArn(TG).build();
  }
}
