package ecf.aws.account;

import ecf.aws.account.FirstFile.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.ResourceManagementType;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;

/// An ECS service as a target of a first file. Pure.
///
/// Where Application Auto Scaling has bounds for it, these are its capacity; else half to three
/// times what it has now: desired 4 gives 2 to 12, desired 1 gives 1 to 3.
final class ServiceTarget {
  private static final double DEFAULT_CPU = 60;

  private ServiceTarget() {}

  static Entry of(Service service, Inventory inventory) {
    var cluster = cluster(service);
    var what = "service " + service.serviceName() + " in " + cluster;
    var why = leftOut(service);
    if (why.isPresent()) {
      return new Entry.LeftOut(what, why.get());
    }
    var id = "service/" + cluster + "/" + service.serviceName();
    var scaled = scaled(id, inventory);
    if (scaled.isEmpty() && count(service) == 0) {
      return new Entry.LeftOut(what, "its desired count is 0");
    }
    var policies =
        inventory.policies().stream().filter(policy -> id.equals(policy.resourceId())).toList();
    var body = new ArrayList<String>();
    scaled.ifPresent(target -> body.addAll(owner(target, policies)));
    body.add("type: ecsService");
    body.add("cluster: " + Yaml.text(cluster));
    body.add("service: " + Yaml.text(service.serviceName()));
    body.add("capacity: " + capacity(service, scaled));
    body.add("policies:");
    tracked(service, policies).forEach(line -> body.add("  - " + line));
    return new Entry.Target(
        List.of(service.serviceName(), cluster + "-" + service.serviceName()), body);
  }

  /// The last part of its ARN.
  static String cluster(Service service) {
    var arn = Objects.requireNonNullElse(service.clusterArn(), "");
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  private static int count(Service service) {
    return Objects.requireNonNullElse(service.desiredCount(), 0);
  }

  private static Optional<String> leftOut(Service service) {
    if (!"ACTIVE".equals(service.status())) {
      return Optional.of("it is " + service.status());
    }
    if (service.schedulingStrategy() == SchedulingStrategy.DAEMON) {
      return Optional.of("a DAEMON has one task on each instance");
    }
    if (service.resourceManagementType() == ResourceManagementType.ECS) {
      return Optional.of("ECS Express Mode runs and scales it");
    }
    return Optional.ofNullable(service.deploymentController())
        .filter(by -> by.type() != DeploymentControllerType.ECS)
        .map(by -> "its deployments are " + by.typeAsString() + "'s; write it in when that suits");
  }

  private static Optional<ScalableTarget> scaled(String id, Inventory inventory) {
    return inventory.scaled().stream()
        .filter(target ->
            target.scalableDimension() == ScalableDimension.ECS_SERVICE_DESIRED_COUNT
                && id.equals(target.resourceId())
                && Objects.requireNonNullElse(target.maxCapacity(), 0) > 0)
        .findFirst();
  }

  private static List<String> owner(ScalableTarget target, List<ScalingPolicy> policies) {
    var names = FirstFile.sorted(policies.stream().map(ScalingPolicy::policyName));
    return List.of(
        "# Application Auto Scaling keeps it at "
            + target.minCapacity()
            + " to "
            + target.maxCapacity()
            + (names.isEmpty() ? "" : Yaml.comment(", by " + String.join(", ", names)))
            + ": these are its numbers.",
        "# Before `mode: act`, decide who scales it: `ownership: takeOver`, or `control: min`.");
  }

  private static String capacity(Service service, Optional<ScalableTarget> scaled) {
    int now = count(service);
    int min = scaled.map(ScalableTarget::minCapacity).orElse(Math.max(1, (now + 1) / 2));
    int max = scaled.map(ScalableTarget::maxCapacity).orElse(3 * now);
    return "{min: " + min + ", max: " + max + "}" + (scaled.isPresent() ? "" : "  # it has " + now);
  }

  private static List<String> tracked(Service service, List<ScalingPolicy> policies) {
    var lines =
        policies.stream()
            .flatMap(policy -> Tracked.of(policy, !service.loadBalancers().isEmpty()).stream())
            .distinct()
            .sorted()
            .toList();
    return lines.isEmpty() ? List.of(Tracked.line("cpu", DEFAULT_CPU, "")) : lines;
  }
}
