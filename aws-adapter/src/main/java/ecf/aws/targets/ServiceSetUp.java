package ecf.aws.targets;

import ecf.aws.unit.TaskSize;
import ecf.core.engine.FleetSpec;
import ecf.core.model.Finding;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.CapacityProvider;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.ManagedDraining;
import software.amazon.awssdk.services.ecs.model.ManagedScalingStatus;
import software.amazon.awssdk.services.ecs.model.Service;

/// How an ECS service is set up. Pure; each thing that is looked at is a rule of its own.
final class ServiceSetUp {
  private static final String SPOT = "FARGATE_SPOT";

  /// Providers of AWS's own, which nobody can set up.
  private static final Set<String> BUILT_IN = Set.of("FARGATE", SPOT);

  private ServiceSetUp() {}

  private static final List<Case.Rule<Service>> RULES =
      List.of(
          ServiceSetUp::codeDeploy,
          ServiceSetUp::noCircuitBreaker,
          ServiceSetUp::oneZone,
          ServiceSetUp::healthNotAsked,
          ServiceSetUp::noHealth,
          ServiceSetUp::noTraffic,
          ServiceSetUp::drainedLongerThanNotice,
          ServiceSetUp::providerDoesNotDrain,
          ServiceSetUp::providerDoesNotScale);

  static List<Finding> findings(FleetSpec spec, Service service, SetUp around) {
    return new Case<>(spec, service, around).findings(RULES);
  }

  private static List<String> targetGroups(Service service) {
    return ServiceMapping.targetGroups(service).stream().flatMap(List::stream).toList();
  }

  private static boolean isControlledBy(Service service, DeploymentControllerType type) {
    var controller = service.deploymentController();
    return controller == null ? type == DeploymentControllerType.ECS : controller.type() == type;
  }

  private static Optional<Finding> codeDeploy(Case<Service> it) {
    return isControlledBy(it.there(), DeploymentControllerType.CODE_DEPLOY)
        ? it.note(
            "CodeDeploy deploys it",
            "While it moves traffic two task sets run, and the service does not scale in.",
            "nothing; ECS's own blue/green deployments need no CodeDeploy")
        : Optional.empty();
  }

  private static Optional<Finding> noCircuitBreaker(Case<Service> it) {
    var configuration = it.there().deploymentConfiguration();
    boolean told =
        configuration != null
            && isControlledBy(it.there(), DeploymentControllerType.ECS)
            && configuration.deploymentCircuitBreaker() != null;
    return told && !Boolean.TRUE.equals(configuration.deploymentCircuitBreaker().enable())
        ? it.note(
            "its deployments have no circuit breaker",
            "One whose tasks fail goes on for hours, and as long the service does not scale.",
            "turn the deployment circuit breaker on, with rollback")
        : Optional.empty();
  }

  private static Optional<Finding> oneZone(Case<Service> it) {
    var subnets = ServiceZones.subnets(it.there());
    var zones = new TreeSet<String>();
    subnets.stream()
        .flatMap(id -> it.around().subnet(id).stream())
        .map(subnet -> String.valueOf(subnet.availabilityZone()))
        .forEach(zones::add);
    boolean allKnown = subnets.stream().allMatch(id -> it.around().subnet(id).isPresent());
    return allKnown && zones.size() == 1
        ? it.warning(
            "all of its tasks are in " + zones.first(),
            "When that zone fails, all of it fails, and no scale-out helps.",
            "give the service subnets in more zones")
        : Optional.empty();
  }

  private static Optional<Finding> healthNotAsked(Case<Service> it) {
    return !targetGroups(it.there()).isEmpty() && !it.spec().health().byTargetGroup()
        ? it.note(
            "its tasks count as serving from the moment they run",
            "Its load balancer knows better, and is not asked.",
            "write `health: {source: targetGroup}`: one more call a pass, and a unit serves when"
                + " it gets traffic")
        : Optional.empty();
  }

  private static Optional<Finding> noHealth(Case<Service> it) {
    boolean none =
        TaskSize.definition(it.there())
            .flatMap(arn -> it.around().definition(arn))
            .filter(task ->
                task.containerDefinitions().stream()
                    .noneMatch(container -> container.healthCheck() != null))
            .isPresent();
    return targetGroups(it.there()).isEmpty() && none
        ? it.note(
            "nobody checks the health of its tasks",
            "It has no load balancer, and its containers no health check: a task that hangs counts"
                + " as serving.",
            "give its main container a `healthCheck`")
        : Optional.empty();
  }

  private static Optional<Finding> noTraffic(Case<Service> it) {
    return TargetGroupSetUp.unused(it.spec().id(), targetGroups(it.there()), it.around());
  }

  private static Optional<Finding> drainedLongerThanNotice(Case<Service> it) {
    return buysSpot(it.there())
        ? DrainedTooLong.of(it.spec().id(), targetGroups(it.there()), it.around())
        : Optional.empty();
  }

  /// Whether some of its tasks leave at short notice.
  static boolean buysSpot(Service service) {
    return service.capacityProviderStrategy().stream()
        .map(CapacityProviderStrategyItem::capacityProvider)
        .anyMatch(SPOT::equals);
  }

  /// Those whose instances are somebody's to set up.
  static Set<String> providers(Service service) {
    var names = new TreeSet<String>();
    service.capacityProviderStrategy().stream()
        .map(CapacityProviderStrategyItem::capacityProvider)
        .filter(Objects::nonNull)
        .filter(name -> !BUILT_IN.contains(name))
        .forEach(names::add);
    return names;
  }

  private static Optional<Finding> providerDoesNotDrain(Case<Service> it) {
    return described(it)
        .filter(provider ->
            provider.autoScalingGroupProvider().managedDraining() == ManagedDraining.DISABLED)
        .findFirst()
        .flatMap(provider ->
            it.warning(
                "capacity provider " + provider.name() + " has no managed draining",
                "When an instance goes, its tasks are stopped with it.",
                "turn managedDraining on"));
  }

  private static Optional<Finding> providerDoesNotScale(Case<Service> it) {
    return described(it)
        .filter(provider ->
            Optional.ofNullable(provider.autoScalingGroupProvider().managedScaling())
                .filter(scaling -> scaling.status() == ManagedScalingStatus.DISABLED)
                .isPresent())
        .findFirst()
        .flatMap(provider ->
            it.note(
                "capacity provider " + provider.name() + " does not scale its instances",
                "More tasks find no place once its instances are full.",
                "scale its group here too, with a `binPack` or `follow` policy"));
  }

  private static Stream<CapacityProvider> described(Case<Service> it) {
    return providers(it.there()).stream()
        .flatMap(name -> it.around().provider(name).stream())
        .filter(provider -> provider.autoScalingGroupProvider() != null);
  }
}
