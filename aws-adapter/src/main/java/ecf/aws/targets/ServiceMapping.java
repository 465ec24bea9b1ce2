package ecf.aws.targets;

import ecf.aws.client.AwsErrors;
import ecf.aws.signal.LoadBalancing;
import ecf.core.model.Activity;
import ecf.core.model.Owner;
import ecf.core.model.TargetState;
import ecf.core.port.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.ResourceManagementType;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;

/// An ECS service as a fleet. Pure.
final class ServiceMapping {
  private static final String PRIMARY = "PRIMARY";

  private ServiceMapping() {}

  /// @param remembered of earlier descriptions
  static Answer<TargetState.Fleet> fleet(Service service, Map<String, String> remembered) {
    if (!isActive(service)) {
      return new Answer.Failed<>(
          AwsErrors.failure(
              EcsServices.DESCRIBE,
              String.valueOf(service.status()),
              "service " + service.serviceName() + " is " + service.status()));
    }
    var groups = targetGroups(service).stream().flatMap(List::stream).distinct().toList();
    return new Answer.Got<>(
        new TargetState.Fleet(
            identity(service),
            count(service.desiredCount()),
            count(service.runningCount()),
            count(service.runningCount()),
            count(service.pendingCount()),
            Optional.empty(),
            activities(service),
            owner(service),
            lookups(service, groups, remembered)));
  }

  private static Map<String, String> lookups(
      Service service, List<String> groups, Map<String, String> remembered) {
    var known = new TreeMap<>(LoadBalancing.described(groups, remembered));
    known.putAll(ServiceZones.remembered(service, remembered));
    return known;
  }

  /// ECS shows a deleted service for a while.
  static boolean isActive(Service service) {
    return "ACTIVE".equals(service.status());
  }

  /// The target groups that a task must be healthy in, as ARNs. Between the groups of one entry
  /// traffic moves at a deployment, so being healthy in one of them is enough.
  static List<List<String>> targetGroups(Service service) {
    return loadBalancers(service)
        .map(entry ->
            Stream.of(Optional.ofNullable(entry.targetGroupArn()), alternate(entry))
                .flatMap(Optional::stream)
                .toList())
        .filter(groups -> !groups.isEmpty())
        .toList();
  }

  /// Every target group that its tasks come and go in, also where CodeDeploy has not moved traffic
  /// to yet, or has moved it from.
  static Set<String> attached(Service service) {
    return Stream.concat(
            service.loadBalancers().stream(),
            service.taskSets().stream().flatMap(set -> set.loadBalancers().stream()))
        .flatMap(entry -> Stream.of(Optional.ofNullable(entry.targetGroupArn()), alternate(entry)))
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  /// While CodeDeploy moves traffic, the task set that has it knows the load balancer.
  private static Stream<LoadBalancer> loadBalancers(Service service) {
    return service.taskSets().stream()
        .filter(set -> PRIMARY.equals(set.status()) && !set.loadBalancers().isEmpty())
        .findFirst()
        .map(set -> set.loadBalancers().stream())
        .orElseGet(() -> service.loadBalancers().stream());
  }

  private static Optional<String> alternate(LoadBalancer entry) {
    return Optional.ofNullable(entry.advancedConfiguration())
        .flatMap(advanced -> Optional.ofNullable(advanced.alternateTargetGroupArn()));
  }

  /// A service that is made anew has the ARN of the old one, but not its time.
  private static String identity(Service service) {
    return service.serviceArn()
        + Optional.ofNullable(service.createdAt()).map(at -> "@" + at).orElse("");
  }

  /// Whether something moves from old tasks to new ones; a deployment that has failed moves
  /// nothing.
  static boolean isDeploying(Service service) {
    return service.deployments().size() > 1
        || service.taskSets().size() > 1
        || service.deployments().stream()
            .anyMatch(each -> each.rolloutState() == DeploymentRolloutState.IN_PROGRESS);
  }

  static List<Activity> activities(Service service) {
    var found = new ArrayList<Activity>();
    primary(service).flatMap(newest -> deployment(newest, service)).ifPresent(found::add);
    if (service.taskSets().size() > 1) {
      found.add(
          new Activity(
              Activity.Kind.DEPLOYMENT,
              "a deployment moves traffic between task sets",
              service.taskSets().stream()
                  .map(set -> Optional.ofNullable(set.createdAt()))
                  .flatMap(Optional::stream)
                  .max(Instant::compareTo),
              Activity.Hinders.SCALE_IN));
    }
    return found;
  }

  private static Optional<Deployment> primary(Service service) {
    return service.deployments().stream().filter(each -> PRIMARY.equals(each.status())).findFirst();
  }

  /// ECS counts failed tasks only until one of the deployment's tasks runs.
  private static Optional<Activity> deployment(Deployment newest, Service service) {
    boolean failed = newest.rolloutState() == DeploymentRolloutState.FAILED;
    boolean underWay =
        newest.rolloutState() == DeploymentRolloutState.IN_PROGRESS
            || service.deployments().size() > 1;
    int failedTasks = count(newest.failedTasks());
    if (!failed && !underWay) {
      return Optional.empty();
    }
    var word =
        failed
            ? " failed"
            : failedTasks > 0 ? " in progress, " + failedTasks + " tasks failed" : " in progress";
    return Optional.of(
        new Activity(
            Activity.Kind.DEPLOYMENT,
            "deployment " + newest.id() + word,
            Optional.ofNullable(newest.createdAt()),
            failed || failedTasks > 0 ? Activity.Hinders.BOTH : Activity.Hinders.SCALE_IN));
  }

  private static Optional<Owner> owner(Service service) {
    if (service.schedulingStrategy() == SchedulingStrategy.DAEMON) {
      return owner("its DAEMON strategy: one task on each instance");
    }
    if (service.resourceManagementType() == ResourceManagementType.ECS) {
      return owner("ECS Express Mode, which runs and scales the service");
    }
    var controller = service.deploymentController();
    return controller != null && controller.type() == DeploymentControllerType.EXTERNAL
        ? owner("an external deployment controller, which scales its task sets")
        : Optional.empty();
  }

  private static Optional<Owner> owner(String who) {
    return Optional.of(new Owner(who, "take it out of the file", true));
  }

  private static int count(Integer units) {
    return Objects.requireNonNullElse(units, 0);
  }
}
