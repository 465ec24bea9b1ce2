package ecf.aws.targets;

import ecf.core.engine.GroupSpec;
import ecf.core.model.Member;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetState;
import ecf.core.port.Answer;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// A target group, who is registered with it, and who should be. Pure.
///
/// @param seen everything else that the pass was told
record GroupTargetMapping(Seen seen) {
  Answer<TargetState.Group> group(
      GroupSpec spec, TargetGroupFacts facts, List<TargetHealthDescription> registered) {
    var port = spec.port().isPresent() ? spec.port() : facts.port();
    if (!facts.takesInstances() || port.isEmpty()) {
      return new Answer.Failed<>(misfit(facts));
    }
    return Answers.map(
        members(spec.members(), port.getAsInt()),
        members ->
            new TargetState.Group(
                facts.arn(),
                TargetHealthMapping.registrations(registered),
                members,
                seen.ownerOf(facts.arn()),
                facts.lookups()));
  }

  private Answer<List<Member>> members(GroupSpec.Members members, int port) {
    return switch (members) {
      case GroupSpec.Members.Fleet(var resource) ->
          Answers.map(
              seen.of(new AwsFleet.Group(AutoScalingGroupKind.group(resource))),
              group -> MemberMapping.members(group, port));
      case GroupSpec.Members.Tagged _ ->
          Answers.map(
              Objects.requireNonNull(seen.instances().get(members)),
              instances -> MemberMapping.members(instances, port));
      case GroupSpec.Members.Listed(var entries) ->
          Answers.map(
              Objects.requireNonNull(seen.instances().get(members)),
              instances -> MemberMapping.members(instances, entries, port));
      case GroupSpec.Members.Addresses(var entries) ->
          new Answer.Got<>(MemberMapping.addresses(entries, port));
    };
  }

  private static ProviderFailure misfit(TargetGroupFacts facts) {
    return new ProviderFailure(
        ProviderFailure.Kind.INVALID,
        TargetGroups.DESCRIBE,
        "its members are instances, but the group takes "
            + facts.type().orElse("none")
            + " targets",
        "use a target group of type instance",
        false);
  }
}
