package ecf.aws.testing;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;

/// An Auto Scaling group of the test.
public record FleetGroup(World world, String name) {
  static FleetGroup create(World world, String name, int min, int max, int desired) {
    var template = world.launchTemplate();
    var subnet = world.subnet().subnetId();
    world
        .moto
        .autoScaling()
        .createAutoScalingGroup(create ->
            create
                .autoScalingGroupName(name)
                .minSize(min)
                .maxSize(max)
                .desiredCapacity(desired)
                .launchTemplate(t -> t.launchTemplateName(template).version("$Latest"))
                .vpcZoneIdentifier(subnet));
    return new FleetGroup(world, name);
  }

  /// Percent, averaged over the instances.
  public FleetGroup cpu(double... percent) {
    var dimensions = Map.of("AutoScalingGroupName", name);
    world.points.put("AWS/EC2", "CPUUtilization", dimensions, percent);
    return this;
  }

  /// Attaches the group, so that Auto Scaling registers and drains its instances there.
  public FleetGroup attachedTo(FleetTargetGroup targetGroup) {
    world
        .moto
        .autoScaling()
        .attachLoadBalancerTargetGroups(
            attach -> attach.autoScalingGroupName(name).targetGroupARNs(targetGroup.arn()));
    return this;
  }

  /// As while an instance refresh replaces the instances.
  public FleetGroup refreshing() {
    world.moto.set(
        "instance-refresh", "{\"group\": \"%s\", \"status\": \"InProgress\"}".formatted(name));
    return this;
  }

  /// As when AWS could not launch an instance, in its words.
  public FleetGroup launchesFail(String message) {
    world.moto.set(
        "launch-failure", "{\"group\": \"%s\", \"message\": \"%s\"}".formatted(name, message));
    return this;
  }

  /// As when the group's own health checks fail for an instance.
  public FleetGroup sick(String instance) {
    world
        .moto
        .autoScaling()
        .setInstanceHealth(set -> set.instanceId(instance).healthStatus("Unhealthy"));
    return this;
  }

  /// Has a lifecycle hook that waits before an instance goes.
  public FleetGroup waitsBeforeInstancesGo() {
    world
        .moto
        .autoScaling()
        .putLifecycleHook(put ->
            put.autoScalingGroupName(name)
                .lifecycleHookName("drain")
                .lifecycleTransition("autoscaling:EC2_INSTANCE_TERMINATING"));
    return this;
  }

  /// Protects instances from scale-in.
  public FleetGroup protect(List<String> instances) {
    world
        .moto
        .autoScaling()
        .setInstanceProtection(set ->
            set.autoScalingGroupName(name).instanceIds(instances).protectedFromScaleIn(true));
    return this;
  }

  public int desired() {
    return described().desiredCapacity();
  }

  public List<String> instances() {
    return described().instances().stream().map(Instance::instanceId).toList();
  }

  public AutoScalingGroup described() {
    return world
        .moto
        .autoScaling()
        .describeAutoScalingGroups(describe -> describe.autoScalingGroupNames(name))
        .autoScalingGroups()
        .getFirst();
  }
}
