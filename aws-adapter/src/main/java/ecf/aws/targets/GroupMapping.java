package ecf.aws.targets;

import ecf.aws.client.AwsErrors;
import ecf.aws.signal.LoadBalancing;
import ecf.core.model.Activity;
import ecf.core.model.CapacityRange;
import ecf.core.model.FleetInstance;
import ecf.core.model.Owner;
import ecf.core.model.TargetState;
import ecf.core.model.Zones;
import ecf.core.port.Answer;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.TrafficSourceIdentifier;
import software.amazon.awssdk.services.autoscaling.model.WarmPoolConfiguration;
import software.amazon.awssdk.services.autoscaling.model.WarmPoolStatus;

/// An Auto Scaling group as a fleet, counted in weighted units. Pure.
final class GroupMapping {
  /// Set by ECS on the groups whose size its capacity providers manage.
  private static final String ECS_TAG = "AmazonECSManaged";

  /// The capacity type of a group that counts instances or their weights.
  private static final String UNITS = "units";

  private static final Set<LifecycleState> PENDING =
      EnumSet.of(
          LifecycleState.PENDING, LifecycleState.PENDING_WAIT, LifecycleState.PENDING_PROCEED);

  private GroupMapping() {}

  /// @param remembered of earlier descriptions
  static Answer<TargetState.Fleet> fleet(AutoScalingGroup group, Map<String, String> remembered) {
    if (group.status() != null) { // it has one only while it is being deleted
      return new Answer.Failed<>(
          AwsErrors.failure(
              AutoScalingGroups.DESCRIBE,
              "DELETING",
              "group " + group.autoScalingGroupName() + ": " + group.status()));
    }
    if (group.minSize() > group.maxSize()) { // AWS refuses that, emulators do not
      return new Answer.Failed<>(
          AwsErrors.failure(
              AutoScalingGroups.DESCRIBE,
              "ValidationError",
              "its MinSize " + group.minSize() + " is above its MaxSize " + group.maxSize()));
    }
    return new Answer.Got<>(
        new TargetState.Fleet(
            group.autoScalingGroupARN(),
            group.desiredCapacity(),
            units(group, GroupMapping::isInService),
            units(group, GroupMapping::serves),
            units(group, GroupMapping::isPending),
            Optional.of(new CapacityRange(group.minSize(), group.maxSize())),
            activities(group),
            owner(group),
            LoadBalancing.described(targetGroups(group), remembered),
            warmUp(group),
            condition(group)));
  }

  /// As ARNs.
  static List<String> targetGroups(AutoScalingGroup group) {
    return Stream.concat(
            group.targetGroupARNs().stream(),
            group.trafficSources().stream()
                .filter(source -> "elbv2".equals(source.type()))
                .map(TrafficSourceIdentifier::identifier))
        .distinct()
        .toList();
  }

  /// The units of the instances that do what is asked. Where a group counts vCPUs or memory and its
  /// instances do not say how many they bring, each has an equal part of what is asked for.
  static int units(AutoScalingGroup group, Predicate<Instance> which) {
    return isCountedOtherwise(group)
        ? part(group, which)
        : group.instances().stream().filter(which).mapToInt(GroupMapping::weight).sum();
  }

  private static boolean isCountedOtherwise(AutoScalingGroup group) {
    var type = group.desiredCapacityType();
    return type != null
        && !UNITS.equals(type)
        && group.instances().stream().anyMatch(instance -> instance.weightedCapacity() == null);
  }

  private static int part(AutoScalingGroup group, Predicate<Instance> which) {
    long all = group.instances().stream().filter(it -> isInService(it) || isPending(it)).count();
    long some = group.instances().stream().filter(which).count();
    return all == 0 ? 0 : Math.toIntExact(group.desiredCapacity() * some / all);
  }

  static boolean isInService(Instance instance) {
    return instance.lifecycleState() == LifecycleState.IN_SERVICE;
  }

  static boolean serves(Instance instance) {
    return isInService(instance) && "Healthy".equalsIgnoreCase(instance.healthStatus());
  }

  /// In the words of the group, whose own health checks these are.
  static Optional<String> sickness(Instance instance) {
    return serves(instance)
        ? Optional.empty()
        : Optional.of("HealthStatus " + instance.healthStatus());
  }

  /// Those in service, one by one.
  static List<FleetInstance> instances(
      AutoScalingGroup group, Function<Instance, Optional<String>> sickness) {
    return group.instances().stream()
        .filter(GroupMapping::isInService)
        .map(each ->
            new FleetInstance(
                each.instanceId(),
                Objects.requireNonNullElse(each.availabilityZone(), ""),
                weight(each),
                isProtected(each),
                sickness.apply(each)))
        .sorted(Comparator.comparing(FleetInstance::id))
        .toList();
  }

  private static boolean isPending(Instance instance) {
    return PENDING.contains(instance.lifecycleState());
  }

  /// Both kinds count in the desired capacity, and Auto Scaling takes neither away.
  private static boolean isProtected(Instance instance) {
    return (isInService(instance) || isPending(instance))
        && Boolean.TRUE.equals(instance.protectedFromScaleIn());
  }

  private static TargetState.Fleet.Condition condition(AutoScalingGroup group) {
    return new TargetState.Fleet.Condition(
            units(group, instance -> isInService(instance) && !serves(instance)),
            units(group, GroupMapping::isProtected),
            new Zones.Known((int) group.availabilityZones().stream().distinct().count()))
        .warmPool(growsWithItsMaximum(group.warmPoolConfiguration()))
        .byZone(byZone(group));
  }

  /// Of those in service.
  private static SortedMap<String, Integer> byZone(AutoScalingGroup group) {
    var byZone = new TreeMap<String, Integer>();
    group.instances().stream()
        .map(Instance::availabilityZone)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(zone ->
            byZone.put(
                zone, units(group, it -> isInService(it) && zone.equals(it.availabilityZone()))));
    byZone.values().removeIf(units -> units == 0);
    return byZone;
  }

  /// A pool with a size of its own does not; -1 is how one says that it has none.
  static boolean growsWithItsMaximum(@Nullable WarmPoolConfiguration pool) {
    return pool != null
        && pool.status() != WarmPoolStatus.PENDING_DELETE
        && (pool.maxGroupPreparedCapacity() == null || pool.maxGroupPreparedCapacity() < 0);
  }

  static int weight(Instance instance) {
    return Optional.ofNullable(instance.weightedCapacity()).map(Integer::parseInt).orElse(1);
  }

  private static List<Activity> activities(AutoScalingGroup group) {
    return Stream.concat(
            Stream.of(LifecycleState.PENDING_WAIT, LifecycleState.TERMINATING_WAIT)
                .flatMap(state -> waiting(group, state).stream()),
            SuspendedProcesses.of(group))
        .toList();
  }

  private static Optional<Activity> waiting(AutoScalingGroup group, LifecycleState state) {
    long count =
        group.instances().stream().filter(instance -> instance.lifecycleState() == state).count();
    return count == 0
        ? Optional.empty()
        : Optional.of(
            Activity.of(
                Activity.Kind.LIFECYCLE_WAIT,
                count
                    + (count == 1 ? " instance waits" : " instances wait")
                    + " for a lifecycle hook ("
                    + state
                    + ")"));
  }

  private static Optional<Owner> owner(AutoScalingGroup group) {
    return group.tags().stream().anyMatch(tag -> ECS_TAG.equals(tag.key()))
        ? Optional.of(
            new Owner(
                "the managed scaling of an ECS capacity provider",
                "scale the services instead; `ownership: ignore` only where managed scaling is off",
                false))
        : Optional.empty();
  }

  /// -1 is how a group says that it has none.
  private static Optional<Duration> warmUp(AutoScalingGroup group) {
    return Optional.ofNullable(group.defaultInstanceWarmup())
        .filter(seconds -> seconds >= 0)
        .map(Duration::ofSeconds);
  }
}
