package ecf.aws.account;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.aws.AwsProviderKind;
import ecf.aws.client.AwsErrors;
import ecf.core.config.ConfigReader;
import ecf.core.config.Loaded;
import ecf.core.model.ProviderFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.ResourceManagementType;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/// What an account becomes in a first file.
class FirstFileTest {
  @TempDir private Path folder = Path.of("");

  record Row(String situation, Inventory inventory, String line) {
    @Override
    public String toString() {
      return situation;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row(
            "a service with 5", services(service(_ -> {})), "capacity: {min: 3, max: 15}  # it"),
        new Row(
            "a service with 1",
            services(service(it -> it.desiredCount(1))),
            "capacity: {min: 1, max: 3}  # it has 1"),
        new Row(
            "a DAEMON",
            services(service(it -> it.schedulingStrategy(SchedulingStrategy.DAEMON))),
            "#   service checkout in shop: a DAEMON has one task on each instance"),
        new Row(
            "CodeDeploy",
            services(service(it -> it.deploymentController(by -> by.type("CODE_DEPLOY")))),
            "#   service checkout in shop: its deployments are CODE_DEPLOY's"),
        new Row(
            "Express Mode",
            services(service(it -> it.resourceManagementType(ResourceManagementType.ECS))),
            "#   service checkout in shop: ECS Express Mode runs and scales it"),
        new Row(
            "a service that is being deleted",
            services(service(it -> it.status("DRAINING"))),
            "#   service checkout in shop: it is DRAINING"),
        new Row(
            "bounds of Application Auto Scaling", scaled(List.of()), "capacity: {min: 2, max: 30}"),
        new Row(
            "its target value of cpu",
            scaled(List.of(tracking("ECSServiceAverageCPUUtilization", 45))),
            "- {type: targetTracking, signal: cpu, target: 45}"),
        new Row(
            "its target value of memory",
            scaled(List.of(tracking("ECSServiceAverageMemoryUtilization", 72.5))),
            "- {type: targetTracking, signal: memory, target: 72.5}"),
        new Row(
            "its requests, which AWS counts by the minute",
            scaled(List.of(tracking("ALBRequestCountPerTarget", 600))),
            "- {type: targetTracking, signal: requestsPerUnit, target: 600/m}"),
        new Row(
            "a policy on a metric of its own",
            scaled(
                List.of(
                    ScalingPolicy.builder()
                        .resourceId("service/shop/checkout")
                        .policyName("queue")
                        .build())),
            "- {type: targetTracking, signal: cpu, target: 60}"),
        new Row(
            "a group",
            groups(group("web-asg", _ -> {})),
            "capacity: {min: 2, max: 12}  # it has 4"),
        new Row(
            "a group of a capacity provider",
            groups(group("ecs-asg", it -> it.tags(tag -> tag.key("AmazonECSManaged")))),
            "#   group ecs-asg: an ECS capacity provider sets its size"),
        new Row(
            "a group with a strange name",
            groups(group("web: \"a\" ${HOME} # 1", _ -> {})),
            "group: \"web: \\\"a\\\" $${HOME} # 1\""),
        new Row("a group called as a number", groups(group("2024", _ -> {})), "group: \"2024\""),
        new Row("a group called as a word of YAML", groups(group("null", _ -> {})), "\"null\":"),
        new Row(
            "a listener of which one group has all traffic: the other is its standby",
            routes(listener(weights(100, 0))),
            """
              shop-443:
                # HTTPS 443 of shop: these are its weights.
                # Before `mode: act`, make sure that nobody else changes them.
                type: listener
                listener: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/0a/0b"
                weights: {blue-tg: 100, green-tg: 0}
                policies:
                  - {type: failover, primary: blue-tg, standby: green-tg, signal: healthyHosts, below: 1}
            """),
        new Row(
            "a rule of which both groups have traffic",
            routes(rule(5, weights(60, 40))),
            """
              shop-443-rule-5:
                # Rule 5 of HTTPS 443 of shop: these are its weights.
                # Before `mode: act`, make sure that nobody else changes them.
                type: listener
                rule: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/shop/0a/0b/0c"
                weights: {blue-tg: 60, green-tg: 40}
                policies:
                  - {type: balance, signal: healthyHosts}
            """),
        new Row(
            "weights so small that a tenth of them is less than 1",
            routes(listener(weights(2, 1))),
            "- {type: balance, signal: healthyHosts, maxShift: 34%}"),
        new Row(
            "weights that are not stated, which are 1",
            routes(
                listener(
                    List.of(
                        TargetGroupTuple.builder().targetGroupArn(BLUE).build(),
                        TargetGroupTuple.builder().targetGroupArn(GREEN).build()))),
            "weights: {blue-tg: 1, green-tg: 1}"),
        new Row(
            "a listener without traffic",
            routes(listener(weights(0, 0))),
            "#   HTTPS 443 of shop: all its weights are 0"),
        new Row(
            "a rule whose groups ECS swaps",
            routes(
                service(it ->
                    it.loadBalancers(
                        LoadBalancer.builder()
                            .targetGroupArn(BLUE)
                            .advancedConfiguration(with -> with.alternateTargetGroupArn(GREEN))
                            .build())),
                rule(5, weights(100, 0))),
            "#   rule 5 of HTTPS 443 of shop: ECS moves its traffic when checkout is deployed"),
        new Row(
            "a listener whose groups CodeDeploy swaps",
            routes(
                service(it ->
                    it.deploymentController(by -> by.type("CODE_DEPLOY"))
                        .loadBalancers(LoadBalancer.builder().targetGroupArn(GREEN).build())),
                listener(weights(90, 10))),
            "#   HTTPS 443 of shop: CODE_DEPLOY moves its traffic when checkout is deployed"),
        new Row(
            "a listener before a service that is deployed in place",
            routes(
                service(
                    it -> it.loadBalancers(LoadBalancer.builder().targetGroupArn(BLUE).build())),
                listener(weights(90, 10))),
            "  shop-443:"),
        new Row(
            "a question without an answer",
            inventory(
                List.of(service(_ -> {})),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                    AwsErrors.failure("elbv2:DescribeTargetGroups", "AccessDenied", "no\nnever"))),
            "#   elbv2:DescribeTargetGroups: no never"));
  }

  /// The file is valid whatever an account has.
  @ParameterizedTest
  @MethodSource("rows")
  void what(Row row) throws IOException {
    var first = FirstFile.of(row.inventory, Optional.of("team: a"));
    assertThat(first.text()).contains(row.line);
    if (first.targets() > 0) {
      assertThat(load(first.text()))
          .isInstanceOfSatisfying(
              Loaded.Valid.class, valid -> assertThat(valid.warnings()).isEmpty());
    }
  }

  @Test
  void namesAreValidAndUnique() throws IOException {
    var first =
        FirstFile.of(
            groups(
                group("web", _ -> {}),
                group("web!", _ -> {}),
                group("web?", _ -> {}),
                group("€", _ -> {}),
                group("a".repeat(255), _ -> {})),
            Optional.empty());
    assertThat(load(first.text()))
        .isInstanceOfSatisfying(
            Loaded.Valid.class,
            valid ->
                assertThat(valid.config().targets())
                    .extracting(target -> target.id().name())
                    .contains("web", "web-", "web--2")
                    .hasSize(5));
  }

  @Test
  void whatWasNotLookedAtIsSaid() {
    var beyond = new Routes(List.of(), List.of("rules of listeners: 100 of 120"), List.of());
    assertThat(FirstFile.of(inventory(List.of(service(_ -> {})), beyond), Optional.empty()).text())
        .contains("# Left out:\n#   rules of listeners: 100 of 120\n");
  }

  @Test
  void theOrderOfTheAccountDoesNotMatter() {
    var some =
        IntStream.range(0, 20)
            .mapToObj(i -> service(it -> it.serviceName("service-" + i)))
            .toList();
    assertThat(FirstFile.of(services(some.toArray(Service[]::new)), Optional.empty()))
        .isEqualTo(
            FirstFile.of(services(some.reversed().toArray(Service[]::new)), Optional.empty()));
  }

  private Loaded load(String text) throws IOException {
    var file = Files.writeString(folder.resolve("first.yaml"), text);
    return new ConfigReader(List.of(new AwsProviderKind()), _ -> Optional.empty()).read(file);
  }

  private static Service service(Consumer<Service.Builder> state) {
    var service =
        Service.builder()
            .serviceName("checkout")
            .clusterArn("arn:aws:ecs:eu-west-1:123456789012:cluster/shop")
            .status("ACTIVE")
            .loadBalancers(LoadBalancer.builder().targetGroupArn("arn").build())
            .desiredCount(5);
    state.accept(service);
    return service.build();
  }

  private static AutoScalingGroup group(String name, Consumer<AutoScalingGroup.Builder> state) {
    var group =
        AutoScalingGroup.builder()
            .autoScalingGroupName(name)
            .minSize(2)
            .maxSize(12)
            .desiredCapacity(4);
    state.accept(group);
    return group.build();
  }

  private static ScalingPolicy tracking(String metric, double target) {
    return ScalingPolicy.builder()
        .resourceId("service/shop/checkout")
        .policyName("tracking")
        .targetTrackingScalingPolicyConfiguration(how ->
            how.targetValue(target)
                .predefinedMetricSpecification(it -> it.predefinedMetricType(metric)))
        .build();
  }

  private static Inventory services(Service... services) {
    return inventory(List.of(services), List.of(), List.of(), List.of(), List.of());
  }

  private static Inventory groups(AutoScalingGroup... groups) {
    return inventory(List.of(), List.of(groups), List.of(), List.of(), List.of());
  }

  private static Inventory scaled(List<ScalingPolicy> policies) {
    var target =
        ScalableTarget.builder()
            .resourceId("service/shop/checkout")
            .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
            .minCapacity(2)
            .maxCapacity(30)
            .build();
    return inventory(List.of(service(_ -> {})), List.of(), List.of(target), policies, List.of());
  }

  private static final String ELB = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:";
  private static final String BLUE = ELB + "targetgroup/blue-tg/0d";
  private static final String GREEN = ELB + "targetgroup/green-tg/0e";

  private static List<TargetGroupTuple> weights(int blue, int green) {
    return List.of(
        TargetGroupTuple.builder().targetGroupArn(GREEN).weight(green).build(),
        TargetGroupTuple.builder().targetGroupArn(BLUE).weight(blue).build());
  }

  private static Route listener(List<TargetGroupTuple> groups) {
    return Route.of(https(groups));
  }

  private static Route rule(int priority, List<TargetGroupTuple> groups) {
    return Route.of(
        Rule.builder()
            .ruleArn(ELB + "listener-rule/app/shop/0a/0b/0c")
            .priority(Integer.toString(priority))
            .actions(forward(groups))
            .build(),
        https(groups));
  }

  private static Listener https(List<TargetGroupTuple> groups) {
    return Listener.builder()
        .listenerArn(ELB + "listener/app/shop/0a/0b")
        .loadBalancerArn(ELB + "loadbalancer/app/shop/0a")
        .protocol(ProtocolEnum.HTTPS)
        .port(443)
        .defaultActions(forward(groups))
        .build();
  }

  private static Action forward(List<TargetGroupTuple> groups) {
    return Action.builder()
        .type(ActionTypeEnum.FORWARD)
        .forwardConfig(config -> config.targetGroups(groups))
        .build();
  }

  private static Inventory routes(Route... routes) {
    return inventory(List.of(), new Routes(List.of(routes), List.of(), List.of()));
  }

  private static Inventory routes(Service service, Route route) {
    return inventory(List.of(service), new Routes(List.of(route), List.of(), List.of()));
  }

  private static Inventory inventory(List<Service> services, Routes routes) {
    var plain = inventory(services, List.of(), List.of(), List.of(), List.of());
    return new Inventory(
        plain.account(),
        plain.region(),
        plain.services(),
        plain.groups(),
        plain.scaled(),
        plain.policies(),
        plain.groupPolicies(),
        plain.targetGroups(),
        routes,
        plain.unread());
  }

  private static Inventory inventory(
      List<Service> services,
      List<AutoScalingGroup> groups,
      List<ScalableTarget> scaled,
      List<ScalingPolicy> policies,
      List<ProviderFailure> unread) {
    return new Inventory(
        "123456789012",
        "eu-west-1",
        services,
        groups,
        scaled,
        policies,
        List.of(),
        List.of(),
        Routes.none(),
        unread);
  }
}
