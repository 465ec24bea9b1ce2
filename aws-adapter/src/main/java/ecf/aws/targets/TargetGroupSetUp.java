package ecf.aws.targets;

import ecf.aws.unit.TaskSize;
import ecf.core.engine.GroupSpec;
import ecf.core.model.Finding;
import ecf.core.model.TargetId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// How a target group fits the members that the file gives it. Pure. A type that does not fit fails
/// the target, and an owner is told with the owners.
final class TargetGroupSetUp {
  private TargetGroupSetUp() {}

  /// `web-tg` of its ARN.
  static String name(String arn) {
    return arn.replaceFirst("^.*:targetgroup/([^/]+)/.*$", "$1");
  }

  static List<Finding> findings(GroupSpec spec, TargetGroup group, Seen seen, SetUp around) {
    var findings = new ArrayList<Finding>();
    unused(spec.id(), "it", group).ifPresent(findings::add);
    if (Boolean.FALSE.equals(group.healthCheckEnabled())) {
      findings.add(
          Finding.warning(
              spec.id(),
              "its health checks are off",
              "Every member counts as serving, sick or not.",
              "turn its health checks on"));
    }
    if (spec.exclusive()) {
      findings.add(
          Finding.note(
              spec.id(),
              "`exclusive` takes out whoever is not among its members",
              "A group that is attached to it is found by itself; a service is known only where the"
                  + " file names it.",
              "name every service behind it in the file, or leave out `exclusive`"));
    }
    elsewhere(spec, group, seen, around).ifPresent(findings::add);
    otherPort(spec, group, seen, around).ifPresent(findings::add);
    return findings;
  }

  /// Of a service or a group whose units are registered where nobody sends them anything.
  static Optional<Finding> unused(TargetId target, Collection<String> arns, SetUp around) {
    return arns.stream()
        .flatMap(arn -> around.targetGroup(arn).stream())
        .flatMap(group -> unused(target, group.targetGroupName(), group).stream())
        .findFirst();
  }

  private static Optional<Finding> unused(TargetId target, String name, TargetGroup group) {
    return group.loadBalancerArns().isEmpty()
        ? Optional.of(
            Finding.warning(
                target,
                "no load balancer sends traffic to " + name,
                "Its members are neither checked nor used.",
                "name it in a listener or a rule"))
        : Optional.empty();
  }

  private static Optional<Finding> elsewhere(
      GroupSpec spec, TargetGroup group, Seen seen, SetUp around) {
    var networks = networks(spec, seen, around);
    return group.vpcId() == null || networks.size() != 1 || networks.contains(group.vpcId())
        ? Optional.empty()
        : Optional.of(
            Finding.problem(
                spec.id(),
                "it is in " + group.vpcId() + ", its members in " + String.join("", networks),
                "AWS registers no instances of another network.",
                "use a target group of " + String.join("", networks)));
  }

  private static Set<String> networks(GroupSpec spec, Seen seen, SetUp around) {
    return switch (spec.members()) {
      case GroupSpec.Members.Fleet(var resource) ->
          switch (AwsFleet.of(resource)) {
            case AwsFleet.Group group ->
                Seen.got(seen.of(group))
                    .map(it -> GroupSetUp.networks(it, around))
                    .orElse(Set.of());
            case AwsFleet.Service _ -> Set.of(); // addresses of other networks may be reached
          };
      case GroupSpec.Members.Tagged _, GroupSpec.Members.Listed _ ->
          Optional.ofNullable(seen.instances().get(spec.members())).flatMap(Seen::got).stream()
              .flatMap(List::stream)
              .map(Instance::vpcId)
              .filter(Objects::nonNull)
              .collect(Collectors.toCollection(TreeSet::new));
      case GroupSpec.Members.Addresses _ -> Set.of();
    };
  }

  /// Where a service's containers listen is known; where an instance does is not.
  private static Optional<Finding> otherPort(
      GroupSpec spec, TargetGroup group, Seen seen, SetUp around) {
    var listening = ports(spec, seen, around);
    int port = spec.port().orElseGet(() -> Objects.requireNonNullElse(group.port(), 0));
    if (port > 0 && !listening.isEmpty() && !listening.contains(port)) {
      return Optional.of(
          Finding.warning(
              spec.id(),
              "members are registered at port "
                  + port
                  + ", the containers listen at "
                  + listening.stream().map(String::valueOf).collect(Collectors.joining(", ")),
              "Nobody answers there, so every member fails its checks.",
              "correct `port`, or the container's port mapping"));
    }
    return spec.port().isPresent()
            && group.port() != null
            && spec.port().getAsInt() != group.port()
            && listening.isEmpty()
        ? Optional.of(
            Finding.note(
                spec.id(),
                "members are registered at port " + port + ", the group's own is " + group.port(),
                "That is right where they listen there; whoever registers by hand uses the other.",
                "nothing, or leave out `port`"))
        : Optional.empty();
  }

  private static Set<Integer> ports(GroupSpec spec, Seen seen, SetUp around) {
    var ports = new TreeSet<Integer>();
    if (spec.members() instanceof GroupSpec.Members.Fleet(var resource)
        && AwsFleet.of(resource) instanceof AwsFleet.Service name) {
      Seen.got(seen.of(name))
          .flatMap(TaskSize::definition)
          .flatMap(around::definition)
          .ifPresent(task ->
              task.containerDefinitions().stream()
                  .flatMap(container -> container.portMappings().stream())
                  .map(PortMapping::containerPort)
                  .filter(Objects::nonNull)
                  .forEach(ports::add));
    }
    return ports;
  }
}
