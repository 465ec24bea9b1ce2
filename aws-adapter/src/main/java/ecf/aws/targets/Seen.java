package ecf.aws.targets;

import ecf.core.engine.GroupSpec;
import ecf.core.model.Activity;
import ecf.core.model.Owner;
import ecf.core.port.Answer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ecs.model.Service;

/// What a pass was told of services, groups and instances: everything that names are enough for.
///
/// @param instances of the members that do not come from a group
/// @param tasks of the services whose tasks are members
record Seen(
    Map<AwsFleet.Service, Answer<Service>> services,
    Map<String, Answer<AutoScalingGroup>> groups,
    Map<GroupSpec.Members, Answer<List<Instance>>> instances,
    Map<AwsFleet.Service, Answer<EcsTasks.Running>> tasks) {
  /// Without tasks.
  Seen(
      Map<AwsFleet.Service, Answer<Service>> services,
      Map<String, Answer<AutoScalingGroup>> groups,
      Map<GroupSpec.Members, Answer<List<Instance>>> instances) {
    this(services, groups, instances, Map.of());
  }

  Answer<Service> of(AwsFleet.Service name) {
    return Objects.requireNonNull(services.get(name));
  }

  Answer<AutoScalingGroup> of(AwsFleet.Group group) {
    return Objects.requireNonNull(groups.get(group.name()));
  }

  /// Of a fleet, as far as it was described: a unit serves when it is healthy in one group of each
  /// list.
  List<List<String>> targetGroups(AwsFleet fleet) {
    return switch (fleet) {
      case AwsFleet.Service service ->
          got(of(service)).map(ServiceMapping::targetGroups).orElse(List.of());
      case AwsFleet.Group group ->
          got(of(group)).stream()
              .flatMap(found -> GroupMapping.targetGroups(found).stream())
              .map(List::of)
              .toList();
    };
  }

  /// Who registers and deregisters in this target group by itself, of those that are in here.
  Optional<Owner> ownerOf(String targetGroup) {
    return groups.values().stream()
        .flatMap(answer -> got(answer).stream())
        .filter(group -> GroupMapping.targetGroups(group).contains(targetGroup))
        .map(group -> "the Auto Scaling group " + group.autoScalingGroupName())
        .findFirst()
        .or(() ->
            services.values().stream()
                .flatMap(answer -> got(answer).stream())
                .filter(ServiceMapping::isActive)
                .filter(service -> ServiceMapping.attached(service).contains(targetGroup))
                .map(service -> "the ECS service " + service.serviceName())
                .findFirst())
        .map(who ->
            new Owner(
                who + ", which it is attached to",
                "take it out of the file: its members come and go by themselves",
                true));
  }

  /// Deployments of the services that a target group belongs to: they move traffic themselves.
  List<Activity> deploymentsOf(String targetGroup) {
    return services.values().stream()
        .flatMap(answer -> got(answer).stream())
        .filter(service -> ServiceMapping.attached(service).contains(targetGroup))
        .filter(ServiceMapping::isDeploying)
        .flatMap(service -> ServiceMapping.activities(service).stream())
        .toList();
  }

  static <T> Optional<T> got(Answer<T> answer) {
    return answer instanceof Answer.Got<T>(var value) ? Optional.of(value) : Optional.empty();
  }
}
