package ecf.aws.testing;

import java.util.Map;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;

/// An ECS service of the test.
public record FleetService(World world, String cluster, String name) {
  private static final String FAMILY = "web";
  private static final int PORT = 8080;

  static FleetService create(World world, String cluster, String name, int desired) {
    world
        .moto
        .ecs()
        .registerTaskDefinition(register ->
            register
                .family(FAMILY)
                .containerDefinitions(
                    ContainerDefinition.builder().name(FAMILY).image("web:1").memory(512).build()));
    world
        .moto
        .ecs()
        .createService(create ->
            create.cluster(cluster).serviceName(name).taskDefinition(FAMILY).desiredCount(desired));
    return new FleetService(world, cluster, name);
  }

  /// Percent of the reserved CPU, averaged over the tasks.
  public FleetService cpu(double... percent) {
    return metric("CPUUtilization", percent);
  }

  /// Percent of the reserved memory, averaged over the tasks.
  public FleetService memory(double... percent) {
    return metric("MemoryUtilization", percent);
  }

  /// Gives each task an address of its own in one of these zones' default subnets.
  public FleetService spreadOver(String... zones) {
    var subnets =
        world
            .moto
            .ec2()
            .describeSubnets(describe ->
                describe.filters(filter -> filter.name("availability-zone").values(zones)))
            .subnets()
            .stream()
            .map(Subnet::subnetId)
            .toList();
    world
        .moto
        .ecs()
        .updateService(update ->
            update
                .cluster(cluster)
                .service(name)
                .networkConfiguration(
                    network -> network.awsvpcConfiguration(vpc -> vpc.subnets(subnets))));
    return this;
  }

  private FleetService metric(String metric, double... values) {
    var dimensions = Map.of("ClusterName", cluster, "ServiceName", name);
    world.points.put("AWS/ECS", metric, dimensions, values);
    return this;
  }

  /// Makes the service register its tasks in a target group.
  public FleetService behind(FleetTargetGroup group) {
    var balancer =
        LoadBalancer.builder()
            .targetGroupArn(group.arn())
            .containerName(FAMILY)
            .containerPort(PORT)
            .build();
    world
        .moto
        .ecs()
        .updateService(update -> update.cluster(cluster).service(name).loadBalancers(balancer));
    return this;
  }

  /// Registers the count with Application Auto Scaling, to which it belongs from then on.
  public FleetService scaledByAws() {
    world
        .moto
        .applicationAutoScaling()
        .registerScalableTarget(register ->
            register
                .serviceNamespace(ServiceNamespace.ECS)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .resourceId("service/" + cluster + "/" + name)
                .minCapacity(1)
                .maxCapacity(9));
    return this;
  }

  /// As while tasks start: the newest deployment has not come to its end.
  public FleetService deploying(int running, int pending) {
    return state(running, pending, "IN_PROGRESS");
  }

  /// As when tasks could not start and the circuit breaker gave up.
  public FleetService deploymentFailed(int running) {
    return state(running, 0, "FAILED");
  }

  private FleetService state(int running, int pending, String rollout) {
    world.moto.set(
        "service",
        """
        {"cluster": "%s", "service": "%s", "running": %d, "pending": %d, "rolloutState": "%s"}
        """
            .formatted(cluster, name, running, pending, rollout));
    return this;
  }

  /// Its scalable target.
  ///
  /// @throws java.util.NoSuchElementException where it has none
  public ScalableTarget scalableTarget() {
    return world
        .moto
        .applicationAutoScaling()
        .describeScalableTargets(describe ->
            describe
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceIds("service/" + cluster + "/" + name))
        .scalableTargets()
        .getFirst();
  }

  public int desired() {
    return described().desiredCount();
  }

  public Service described() {
    return world
        .moto
        .ecs()
        .describeServices(describe -> describe.cluster(cluster).services(name))
        .services()
        .getFirst();
  }
}
