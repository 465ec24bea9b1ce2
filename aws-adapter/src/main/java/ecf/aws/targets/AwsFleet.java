package ecf.aws.targets;

import ecf.core.model.Resource;

/// A resource with a capacity, by the names that AWS's calls take. Whoever must treat each type in
/// its own way switches over these, so that the compiler finds what a new type needs.
sealed interface AwsFleet {
  record Service(String cluster, String service) implements AwsFleet {}

  record Group(String name) implements AwsFleet {}

  /// @throws IllegalArgumentException for a type that no kind of ours reads
  static AwsFleet of(Resource resource) {
    return switch (resource.type()) {
      case EcsServiceKind.NAME ->
          new Service(EcsServiceKind.cluster(resource), EcsServiceKind.service(resource));
      case AutoScalingGroupKind.NAME -> new Group(AutoScalingGroupKind.group(resource));
      default -> throw new IllegalArgumentException(resource + " has no capacity");
    };
  }
}
