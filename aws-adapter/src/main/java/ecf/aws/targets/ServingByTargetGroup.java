package ecf.aws.targets;

import static ecf.core.model.Registration.Health.UNHEALTHY;

import ecf.core.model.Registration;
import ecf.core.model.TargetState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// Which units serve by the word of their load balancers: those that every one of the target groups
/// calls healthy. Sick are those that run and that one of them calls unhealthy; who is only young
/// is neither. Pure.
///
/// @param healths of the target groups, by ARN
record ServingByTargetGroup(Map<String, List<TargetHealthDescription>> healths) {
  /// Tasks cannot be told apart in a target group, so they are counted: 4 run, 3 are healthy and
  /// one unhealthy in one group, and 4 are healthy in the other: 3 serve, one is sick.
  ///
  /// @param groups within one entry, being healthy in either is enough
  TargetState.Fleet ofService(TargetState.Fleet fleet, List<List<String>> groups) {
    int healthy = count(groups, Registration.Health::serves).min().orElse(0);
    int sick = count(groups, UNHEALTHY::equals).max().orElse(0);
    int serving = Math.min(fleet.running(), healthy);
    return seen(fleet, serving, Math.min(fleet.running() - serving, sick));
  }

  /// @param attached the group's target groups
  TargetState.Fleet ofGroup(
      TargetState.Fleet fleet, AutoScalingGroup group, Collection<String> attached) {
    int serving =
        GroupMapping.units(
            group,
            instance ->
                GroupMapping.isInService(instance)
                    && attached.stream()
                        .allMatch(arn -> has(arn, instance, Registration.Health::serves)));
    int sick =
        GroupMapping.units(
            group,
            instance ->
                GroupMapping.isInService(instance)
                    && attached.stream().anyMatch(arn -> has(arn, instance, UNHEALTHY::equals)));
    return seen(fleet, serving, sick);
  }

  /// Why one of the target groups calls an instance unhealthy, in the load balancer's words.
  Optional<String> sickness(Instance instance, Collection<String> attached) {
    return attached.stream()
        .flatMap(arn -> registered(arn).stream())
        .filter(each -> each.member().id().equals(instance.instanceId()))
        .filter(each -> each.health() == UNHEALTHY)
        .map(Registration::why)
        .findFirst();
  }

  /// How many are so in each entry.
  private IntStream count(List<List<String>> entries, Predicate<Registration.Health> health) {
    return entries.stream()
        .mapToInt(either ->
            (int)
                either.stream()
                    .flatMap(arn -> registered(arn).stream())
                    .filter(each -> health.test(each.health()))
                    .count());
  }

  private boolean has(String arn, Instance instance, Predicate<Registration.Health> health) {
    return registered(arn).stream()
        .filter(each -> each.member().id().equals(instance.instanceId()))
        .anyMatch(each -> health.test(each.health()));
  }

  private List<Registration> registered(String arn) {
    return TargetHealthMapping.registrations(Objects.requireNonNull(healths.get(arn), arn));
  }

  private TargetState.Fleet seen(TargetState.Fleet fleet, int serving, int sick) {
    var activities = new ArrayList<>(fleet.activities());
    healths.values().stream()
        .flatMap(described -> TargetHealthMapping.zonalShift(described).stream())
        .findFirst()
        .ifPresent(activities::add);
    var before = fleet.condition();
    return fleet.serving(serving).activities(activities).condition(before.unhealthy(sick));
  }
}
