package ecf.aws.targets;

import ecf.core.engine.FleetSpec;
import ecf.core.model.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.InstancesDistribution;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.ec2.model.Subnet;

/// How an Auto Scaling group is set up. Pure; each thing that is looked at is a rule of its own.
final class GroupSetUp {
  /// So long before it is taken away AWS warns of a spot instance.
  static final int NOTICE_SECONDS = 120;

  private GroupSetUp() {}

  private static final List<Case.Rule<AutoScalingGroup>> RULES =
      List.of(
          GroupSetUp::launchConfiguration,
          GroupSetUp::oneZone,
          GroupSetUp::growingWarmPool,
          GroupSetUp::healthByInstance,
          GroupSetUp::protectedForEver,
          GroupSetUp::standby,
          GroupSetUp::heavyWeights,
          GroupSetUp::spotWithoutRebalance,
          GroupSetUp::drainedLongerThanNotice,
          GroupSetUp::noWarmUp,
          GroupSetUp::noTraffic,
          GroupSetUp::targetGroupElsewhere);

  static List<Finding> findings(FleetSpec spec, AutoScalingGroup group, SetUp around) {
    return new Case<>(spec, group, around).findings(RULES);
  }

  private static Optional<Finding> launchConfiguration(Case<AutoScalingGroup> it) {
    return it.there().launchConfigurationName() == null
        ? Optional.empty()
        : it.warning(
            "it launches from a launch configuration ("
                + it.there().launchConfigurationName()
                + ")",
            "AWS adds no instance types and no features to them any more.",
            "move the group to a launch template");
  }

  private static Optional<Finding> oneZone(Case<AutoScalingGroup> it) {
    return it.there().availabilityZones().stream().distinct().count() != 1
        ? Optional.empty()
        : it.warning(
            "all of it is in " + it.there().availabilityZones().getFirst(),
            "When that zone fails, all of it fails, and no scale-out helps.",
            "give the group subnets in more zones");
  }

  private static Optional<Finding> growingWarmPool(Case<AutoScalingGroup> it) {
    return GroupMapping.growsWithItsMaximum(it.there().warmPoolConfiguration())
        ? it.warning(
            "its warm pool grows with its MaxSize",
            "It keeps MaxSize less desired instances ready, each of which costs: now "
                + (it.there().maxSize() - it.there().desiredCapacity())
                + ".",
            "set MaxGroupPreparedCapacity at the warm pool")
        : Optional.empty();
  }

  private static Optional<Finding> healthByInstance(Case<AutoScalingGroup> it) {
    boolean behind = !GroupMapping.targetGroups(it.there()).isEmpty();
    boolean byInstance =
        Optional.ofNullable(it.there().healthCheckType())
            .filter(type -> !type.contains("ELB"))
            .isPresent();
    return behind && byInstance
        ? it.warning(
            "its health checks are of type EC2, and it stands behind a load balancer",
            "An instance that fails the load balancer's checks stays, and gets no traffic.",
            "set the group's health check type to ELB")
        : Optional.empty();
  }

  private static Optional<Finding> protectedForEver(Case<AutoScalingGroup> it) {
    return Boolean.TRUE.equals(it.there().newInstancesProtectedFromScaleIn())
        ? it.warning(
            "new instances are protected from scale-in",
            "It can grow and never shrink, unless somebody takes the protection away.",
            "turn the protection of new instances off, unless an ECS capacity provider wants it")
        : Optional.empty();
  }

  private static Optional<Finding> standby(Case<AutoScalingGroup> it) {
    var there =
        it.there().instances().stream()
            .filter(instance -> instance.lifecycleState() == LifecycleState.STANDBY)
            .map(instance -> instance.instanceId())
            .toList();
    return there.isEmpty()
        ? Optional.empty()
        : it.note(
            "in standby: " + String.join(", ", there),
            "They cost and are no capacity.",
            "bring them back with ExitStandby, or terminate them");
  }

  /// The desired capacity is brought about in whole instances: with less than two of the heaviest
  /// kind it jumps.
  private static Optional<Finding> heavyWeights(Case<AutoScalingGroup> it) {
    int heaviest =
        overrides(it.there())
            .filter(text -> text.matches("\\d{1,4}"))
            .mapToInt(Integer::parseInt)
            .max()
            .orElse(1);
    return heaviest > 1 && it.spec().capacity().min() < 2 * heaviest
        ? it.note(
            "one instance may count "
                + heaviest
                + ", and capacity.min is "
                + it.spec().capacity().min(),
            "The group overshoots by up to one instance, which is much at this size.",
            "keep capacity.min at twice the heaviest weight: " + 2 * heaviest)
        : Optional.empty();
  }

  private static Stream<String> overrides(AutoScalingGroup group) {
    return Optional.ofNullable(group.mixedInstancesPolicy()).stream()
        .flatMap(mixed -> Optional.ofNullable(mixed.launchTemplate()).stream())
        .flatMap(template -> template.overrides().stream())
        .map(override -> override.weightedCapacity())
        .filter(Objects::nonNull);
  }

  private static Optional<Finding> spotWithoutRebalance(Case<AutoScalingGroup> it) {
    return buysSpot(it.there()) && !Boolean.TRUE.equals(it.there().capacityRebalance())
        ? it.note(
            "it buys spot instances without capacity rebalancing",
            "An instance is replaced only when it is taken away, "
                + NOTICE_SECONDS
                + "s after"
                + " AWS says so.",
            "turn CapacityRebalance on")
        : Optional.empty();
  }

  private static Optional<Finding> noTraffic(Case<AutoScalingGroup> it) {
    return TargetGroupSetUp.unused(
        it.spec().id(), GroupMapping.targetGroups(it.there()), it.around());
  }

  private static Optional<Finding> drainedLongerThanNotice(Case<AutoScalingGroup> it) {
    return buysSpot(it.there())
        ? DrainedTooLong.of(it.spec().id(), GroupMapping.targetGroups(it.there()), it.around())
        : Optional.empty();
  }

  /// Whether some of its instances leave at short notice.
  static boolean buysSpot(AutoScalingGroup group) {
    return Optional.ofNullable(group.mixedInstancesPolicy())
        .flatMap(mixed -> Optional.ofNullable(mixed.instancesDistribution()))
        .map(InstancesDistribution::onDemandPercentageAboveBaseCapacity)
        .filter(percentage -> percentage < 100)
        .isPresent();
  }

  private static Optional<Finding> noWarmUp(Case<AutoScalingGroup> it) {
    boolean stated = it.spec().health().warmUp().isPresent();
    boolean own =
        Optional.ofNullable(it.there().defaultInstanceWarmup())
            .filter(seconds -> seconds >= 0)
            .isPresent();
    return stated || own
        ? Optional.empty()
        : it.note(
            "nobody says how long an instance warms up",
            "It counts as serving from its first second, while its cpu may still be that of a"
                + " start.",
            "write `health: {warmUp: 2m}`, or set the group's DefaultInstanceWarmup");
  }

  private static Optional<Finding> targetGroupElsewhere(Case<AutoScalingGroup> it) {
    var networks = networks(it.there(), it.around());
    return GroupMapping.targetGroups(it.there()).stream()
        .flatMap(arn -> it.around().targetGroup(arn).stream())
        .filter(group -> group.vpcId() != null)
        .filter(group -> networks.size() == 1 && !networks.contains(group.vpcId()))
        .findFirst()
        .flatMap(group ->
            it.warning(
                "its target group "
                    + group.targetGroupName()
                    + " is in another network ("
                    + group.vpcId()
                    + ")",
                "Its instances cannot be registered there.",
                "attach a target group of " + String.join("", networks)));
  }

  /// The networks that its subnets are in, as far as they are known.
  static Set<String> networks(AutoScalingGroup group, SetUp around) {
    var known = new TreeSet<String>();
    subnets(group).stream()
        .flatMap(id -> around.subnet(id).stream())
        .map(Subnet::vpcId)
        .filter(Objects::nonNull)
        .forEach(known::add);
    return known;
  }

  static Set<String> subnets(AutoScalingGroup group) {
    var ids = new HashSet<String>();
    var text = Objects.requireNonNullElse(group.vpcZoneIdentifier(), "");
    Stream.of(text.split(",")).map(String::strip).filter(id -> !id.isEmpty()).forEach(ids::add);
    return ids;
  }
}
