package ecf.aws.targets;

import ecf.aws.client.Lanes;
import ecf.core.engine.FleetSpec;
import ecf.core.model.Owner;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetId;
import ecf.core.port.Answer;
import ecf.core.port.Targets.Membership;
import ecf.core.port.Waiting;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/// Looks for whoever else registers and deregisters in target groups that are about to change. A
/// target group does not tell to whom it is attached, so all Auto Scaling groups of the account are
/// gone through, a hundred in a call and without their instances; and the services of the file that
/// nobody described yet. Other services would take a call for each ten that there are, in every
/// cluster: those are not looked for.
final class OwnersOfMembers {
  private final AutoScalingGroups groups;
  private final EcsServices services;

  OwnersOfMembers(AutoScalingGroups groups, EcsServices services) {
    this.groups = groups;
    this.services = services;
  }

  Map<TargetId, Answer<Optional<Owner>>> of(
      Collection<Membership> asked, Collection<FleetSpec> others) {
    var answers = new HashMap<TargetId, Answer<Optional<Owner>>>();
    var everywhere = everywhere(others);
    asked.forEach(each ->
        answers.put(
            each.spec().id(),
            Answers.map(everywhere, seen -> seen.ownerOf(each.state().identity()))));
    return answers;
  }

  /// All of it, or the failure of one question.
  private Answer<Seen> everywhere(Collection<FleetSpec> others) {
    var names = new HashSet<AwsFleet.Service>();
    for (FleetSpec each : others) {
      if (AwsFleet.of(each.resource()) instanceof AwsFleet.Service service) {
        names.add(service);
      }
    }
    try (var side = Lanes.side()) {
      var ofServices = side.submit(() -> services.describe(names));
      var ofGroups = groups.attached();
      var described = Waiting.on(ofServices);
      return described.values().stream()
          .flatMap(answer ->
              answer instanceof Answer.Failed<?>(var why)
                      && why.kind() != ProviderFailure.Kind.NOT_FOUND
                  ? Stream.of(why)
                  : Stream.empty())
          .findFirst()
          .<Answer<Seen>>map(Answer.Failed::new)
          .orElseGet(
              () -> Answers.map(ofGroups, all -> new Seen(described, byName(all), Map.of())));
    }
  }

  private static Map<String, Answer<AutoScalingGroup>> byName(List<AutoScalingGroup> all) {
    return all.stream()
        .collect(
            Collectors.toMap(
                AutoScalingGroup::autoScalingGroupName, Answer.Got::new, (one, _) -> one));
  }
}
