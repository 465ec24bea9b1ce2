package ecf.aws.targets;

import ecf.core.engine.GroupSpec;
import ecf.core.model.Member;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Placement;

/// Who should be registered with a target group. Pure.
final class MemberMapping {
  private MemberMapping() {}

  /// Whatever of the group is in service; whether it is well, the load balancer finds out itself.
  static List<Member> members(AutoScalingGroup group, int port) {
    return group.instances().stream()
        .filter(GroupMapping::isInService)
        .map(instance -> member(instance.instanceId(), port, instance.availabilityZone()))
        .sorted()
        .toList();
  }

  static List<Member> members(List<Instance> instances, int port) {
    return instances.stream()
        .map(instance -> member(instance.instanceId(), port, zone(instance)))
        .sorted()
        .toList();
  }

  /// Of the instances that run, the entries of the file, each on its own port.
  static List<Member> members(
      List<Instance> running, List<GroupSpec.Members.Entry> entries, int port) {
    var zones =
        running.stream().collect(Collectors.toMap(Instance::instanceId, MemberMapping::zone));
    return entries.stream()
        .filter(entry -> zones.containsKey(entry.id()))
        .map(entry ->
            member(
                entry.id(),
                entry.port().orElse(port),
                Objects.requireNonNull(zones.get(entry.id()))))
        .sorted()
        .toList();
  }

  /// Addresses, whose zones AWS finds out itself.
  static List<Member> addresses(List<GroupSpec.Members.Entry> entries, int port) {
    return entries.stream()
        .map(entry -> member(entry.id(), entry.port().orElse(port), ""))
        .sorted()
        .toList();
  }

  private static Member member(String id, int port, String zone) {
    return new Member(id, port, Objects.requireNonNullElse(zone, ""));
  }

  private static String zone(Instance instance) {
    return Optional.ofNullable(instance.placement()).map(Placement::availabilityZone).orElse("");
  }
}
