package ecf.aws.packing;

import ecf.aws.unit.TaskSize;
import ecf.core.model.Packing.Demand;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PlacementConstraintType;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/// What the tasks of a service take of their instances, as ECS counts it when it places them. GPUs
/// and placement expressions do not count. Pure.
final class TaskMapping {
  private static final Set<String> FARGATE = Set.of("FARGATE", "FARGATE_SPOT");

  private TaskMapping() {}

  /// The task definition of a service whose tasks run on instances of the cluster.
  static Optional<String> definition(Service service) {
    return onInstances(service) ? TaskSize.definition(service) : Optional.empty();
  }

  private static boolean onInstances(Service service) {
    var providers = service.capacityProviderStrategy();
    return providers.isEmpty()
        ? service.launchType() == null || service.launchType() == LaunchType.EC2
        : providers.stream()
            .map(CapacityProviderStrategyItem::capacityProvider)
            .noneMatch(FARGATE::contains);
  }

  static Demand demand(Service service, TaskDefinition task) {
    return new Demand(
        service.serviceName(),
        Math.max(count(service.runningCount()), count(service.desiredCount())),
        TaskSize.of(task),
        task.networkMode() == NetworkMode.AWSVPC ? 1 : 0,
        onceAHost(service, task),
        service.schedulingStrategy() == SchedulingStrategy.DAEMON);
  }

  private static Set<String> onceAHost(Service service, TaskDefinition task) {
    var taken = new TreeSet<String>();
    boolean distinct =
        service.placementConstraints().stream()
            .anyMatch(each -> each.type() == PlacementConstraintType.DISTINCT_INSTANCE);
    if (distinct) {
      taken.add("a task of " + service.serviceName());
    }
    if (task.networkMode() != NetworkMode.AWSVPC) {
      task.containerDefinitions().stream()
          .map(ContainerDefinition::portMappings)
          .flatMap(List::stream)
          .flatMap(mapping -> port(mapping, task.networkMode() == NetworkMode.HOST).stream())
          .forEach(taken::add);
    }
    return taken;
  }

  /// A host port of 0 is any free one.
  private static Optional<String> port(PortMapping mapping, boolean host) {
    int port = count(host ? mapping.containerPort() : mapping.hostPort());
    var protocol = Objects.requireNonNullElse(mapping.protocolAsString(), "tcp");
    return port == 0 ? Optional.empty() : Optional.of(port + "/" + protocol);
  }

  private static int count(@Nullable Integer number) {
    return Objects.requireNonNullElse(number, 0);
  }
}
