package ecf.aws.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;

/// What a test arranges is what AWS's APIs then say, including what plain moto cannot.
class WorldTest {
  @RegisterExtension static final Moto moto = Moto.shared();
  private static final Instant NOW = Instant.parse("2026-11-21T10:07:30Z");

  private World world = World.at(moto, NOW);

  @BeforeEach
  void emptyAccount() {
    moto.reset();
    world = World.at(moto, NOW);
  }

  @Test
  void aServiceRunsAllItsTasks() {
    var service = world.cluster("shop").service("checkout", 7).described();

    assertThat(service.runningCount()).isEqualTo(7);
    assertThat(service.pendingCount()).isZero();
    assertThat(service.deployments())
        .singleElement()
        .satisfies(deployment -> {
          assertThat(deployment.rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
          assertThat(deployment.runningCount()).isEqualTo(7);
        });
  }

  @Test
  void anUpdatedServiceRunsItsNewTasksAndSoDoesItsDeployment() {
    var checkout = world.cluster("shop").service("checkout", 4);

    moto.ecs().updateService(update -> update.cluster("shop").service("checkout").desiredCount(6));

    assertThat(checkout.desired()).isEqualTo(6);
    assertThat(checkout.described().runningCount()).isEqualTo(6);
    assertThat(checkout.described().deployments().getFirst().desiredCount()).isEqualTo(6);
  }

  @Test
  void aServiceMayBeDeploying() {
    var service = world.cluster("shop").service("checkout", 4).deploying(3, 1).described();

    assertThat(service.runningCount()).isEqualTo(3);
    assertThat(service.pendingCount()).isEqualTo(1);
    assertThat(service.deployments().getFirst().rolloutState())
        .isEqualTo(DeploymentRolloutState.IN_PROGRESS);
  }

  @Test
  void aServiceMayBeBehindATargetGroup() {
    var group = world.targetGroup("web-tg");

    var service = world.cluster("shop").service("checkout", 1).behind(group).described();

    assertThat(service.loadBalancers())
        .extracting(balancer -> balancer.targetGroupArn())
        .containsExactly(group.arn());
  }

  @Test
  void aGroupHasItsInstancesInService() {
    var group = world.group("web-asg", 2, 20, 3);

    assertThat(group.described().instances())
        .hasSize(3)
        .allMatch(instance -> instance.lifecycleState() == LifecycleState.IN_SERVICE);
    assertThat(group.protect(List.of(group.instances().getFirst())).described().instances())
        .extracting(instance -> instance.protectedFromScaleIn())
        .containsExactlyInAnyOrder(true, false, false);
  }

  @Test
  void instancesOfAnAttachedGroupAreMembers() {
    var targets = world.targetGroup("web-tg");

    var group = world.group("web-asg", 2, 20, 2).attachedTo(targets);

    assertThat(targets.members()).containsOnlyKeys(group.instances());
  }

  @Test
  void membersAreHealthyUnlessATestSaysOtherwise() {
    var good = world.instance(Map.of("app", "web"));
    var sick = world.instance(Map.of("app", "web"));

    var targets = world.targetGroup("web-tg").register(List.of(good, sick)).unhealthy(sick);

    assertThat(targets.members()).containsOnly(entry(good, "healthy"), entry(sick, "unhealthy"));
  }

  @Test
  void onlyAGroupThatRefreshesHasARefresh() {
    var web = world.group("web-asg", 1, 2, 1);
    var jobs = world.group("jobs-asg", 1, 2, 1).refreshing();

    assertThat(refreshes(web)).isEmpty();
    assertThat(refreshes(jobs)).containsExactly("InProgress");
  }

  private static List<String> refreshes(FleetGroup group) {
    return moto
        .autoScaling()
        .describeInstanceRefreshes(describe -> describe.autoScalingGroupName(group.name()))
        .instanceRefreshes()
        .stream()
        .map(refresh -> refresh.statusAsString())
        .toList();
  }

  @Test
  void pointsLieOnCompleteMinutesOldestFirst() {
    world.cluster("shop").service("checkout", 4).cpu(10, 20, 30);

    var cpu = read("AWS/ECS", "CPUUtilization", SHOP_CHECKOUT);

    assertThat(cpu.values()).containsExactly(30.0, 20.0, 10.0);
    assertThat(cpu.timestamps())
        .startsWith(Instant.parse("2026-11-21T10:06:00Z"))
        .endsWith(Instant.parse("2026-11-21T10:04:00Z"));
  }

  @Test
  void oneNumberIsFlatForHalfAnHour() {
    world.cluster("shop").service("checkout", 4).memory(55);

    assertThat(read("AWS/ECS", "MemoryUtilization", SHOP_CHECKOUT).values())
        .hasSize(30)
        .containsOnly(55.0);
  }

  @Test
  void metricsOfOneNameInTwoNamespacesAreTwo() {
    world.metric("Shop", "Backlog", Map.of("Queue", "orders"), 7);
    world.metric("Lab", "Backlog", Map.of("Queue", "orders"), 1);

    assertThat(read("Shop", "Backlog", Map.of("Queue", "orders")).values()).containsOnly(7.0);
  }

  @Test
  void aMetricOfATargetGroupNamesItsLoadBalancer() {
    var group = world.targetGroup("web-tg");
    var balancer = group.behind("web");

    group.metric("RequestCount", balancer, 600);

    var dimensions =
        Map.of(
            "TargetGroup", group.arn().substring(group.arn().indexOf("targetgroup/")),
            "LoadBalancer", balancer.substring(balancer.indexOf("app/")));
    assertThat(read("AWS/ApplicationELB", "RequestCount", dimensions).values()).hasSize(30);
  }

  @Test
  void fiveHundredQueriesAreAnsweredInOneCall() {
    IntStream.range(0, 500).forEach(i -> world.metric("Shop", "Load", Map.of("Unit", "u" + i), i));
    var queries =
        IntStream.range(0, 500)
            .mapToObj(i -> query("q" + i, "Shop", "Load", Map.of("Unit", "u" + i)))
            .toList();

    var results =
        moto.cloudWatch()
            .getMetricData(
                get -> get.startTime(NOW.minusSeconds(600)).endTime(NOW).metricDataQueries(queries))
            .metricDataResults();

    assertThat(results).hasSize(500);
    assertThat(results.get(499).values()).containsOnly(499.0);
  }

  private static final Map<String, String> SHOP_CHECKOUT =
      Map.of("ClusterName", "shop", "ServiceName", "checkout");

  private static MetricDataResult read(
      String namespace, String name, Map<String, String> dimensions) {
    var start = Instant.parse("2026-11-21T09:00:00Z");
    return moto.cloudWatch()
        .getMetricData(get ->
            get.startTime(start)
                .endTime(NOW)
                .metricDataQueries(query("q", namespace, name, dimensions)))
        .metricDataResults()
        .getFirst();
  }

  private static MetricDataQuery query(
      String id, String namespace, String name, Map<String, String> dimensions) {
    var named =
        dimensions.entrySet().stream()
            .map(d -> Dimension.builder().name(d.getKey()).value(d.getValue()).build())
            .toList();
    var metric = Metric.builder().namespace(namespace).metricName(name).dimensions(named).build();
    return MetricDataQuery.builder()
        .id(id)
        .metricStat(stat -> stat.metric(metric).period(60).stat("Average"))
        .build();
  }
}
