package ecf.aws.targets;

import ecf.core.model.Registration;
import ecf.core.model.TargetState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// Which units serve by the word of their load balancers: those that every one of the target groups
/// calls healthy. Pure.
///
/// @param healths of the target groups, by ARN
record ServingByTargetGroup(Map<String, List<TargetHealthDescription>> healths) {
  /// Tasks cannot be told apart in a target group, so they are counted: 4 run, 3 are healthy in one
  /// group and 4 in the other, 3 serve.
  ///
  /// @param groups within one entry, being healthy in either is enough
  TargetState.Fleet ofService(TargetState.Fleet fleet, List<List<String>> groups) {
    int healthy = groups.stream().mapToInt(this::healthy).min().orElse(0);
    return shifted(fleet.serving(Math.min(fleet.running(), healthy)));
  }

  /// @param attached the group's target groups
  TargetState.Fleet ofGroup(
      TargetState.Fleet fleet, AutoScalingGroup group, Collection<String> attached) {
    int units =
        GroupMapping.units(
            group,
            instance ->
                GroupMapping.isInService(instance)
                    && attached.stream()
                        .allMatch(arn -> serving(arn).contains(instance.instanceId())));
    return shifted(fleet.serving(units));
  }

  private int healthy(List<String> either) {
    return either.stream()
        .mapToInt(
            arn -> (int) registered(arn).stream().filter(each -> each.health().serves()).count())
        .sum();
  }

  private Set<String> serving(String arn) {
    return registered(arn).stream()
        .filter(each -> each.health().serves())
        .map(each -> each.member().id())
        .collect(Collectors.toSet());
  }

  private List<Registration> registered(String arn) {
    return TargetHealthMapping.registrations(Objects.requireNonNull(healths.get(arn), arn));
  }

  private TargetState.Fleet shifted(TargetState.Fleet fleet) {
    var activities = new ArrayList<>(fleet.activities());
    healths.values().stream()
        .flatMap(described -> TargetHealthMapping.zonalShift(described).stream())
        .findFirst()
        .ifPresent(activities::add);
    return fleet.activities(activities);
  }
}
