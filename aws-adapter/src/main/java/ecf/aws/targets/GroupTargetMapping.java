package ecf.aws.targets;

import ecf.core.engine.GroupSpec;
import ecf.core.model.Member;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetState;
import ecf.core.port.Answer;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/// A target group, who is registered with it, and who should be. Pure.
///
/// @param seen everything else that the pass was told
record GroupTargetMapping(Seen seen) {
  Answer<TargetState.Group> group(
      GroupSpec spec, TargetGroupFacts facts, List<TargetHealthDescription> registered) {
    var port = spec.port().isPresent() ? spec.port() : facts.port();
    if (!fits(spec.members(), facts)) {
      return new Answer.Failed<>(misfit(spec.members(), facts));
    }
    if (port.isEmpty()) {
      return new Answer.Failed<>(
          invalid("the group has no port of its own", "write the members' port as `port`"));
    }
    return Answers.map(
        members(spec.members(), facts, port.getAsInt()),
        members ->
            new TargetState.Group(
                    facts.arn(),
                    TargetHealthMapping.registrations(registered),
                    members,
                    seen.ownerOf(facts.arn()),
                    facts.lookups())
                .activities(TargetHealthMapping.zonalShift(registered).stream().toList()));
  }

  /// Tasks fit into both types of groups, depending on their network mode.
  private static boolean fits(GroupSpec.Members members, TargetGroupFacts facts) {
    return switch (members) {
      case GroupSpec.Members.Fleet(var resource) ->
          switch (AwsFleet.of(resource)) {
            case AwsFleet.Group _ -> facts.takes(TargetTypeEnum.INSTANCE);
            case AwsFleet.Service _ ->
                facts.takes(TargetTypeEnum.INSTANCE) || facts.takes(TargetTypeEnum.IP);
          };
      case GroupSpec.Members.Tagged _, GroupSpec.Members.Listed _ ->
          facts.takes(TargetTypeEnum.INSTANCE);
      case GroupSpec.Members.Addresses _ -> facts.takes(TargetTypeEnum.IP);
    };
  }

  private Answer<List<Member>> members(
      GroupSpec.Members members, TargetGroupFacts facts, int port) {
    return switch (members) {
      case GroupSpec.Members.Fleet(var resource) ->
          switch (AwsFleet.of(resource)) {
            case AwsFleet.Group group ->
                Answers.map(seen.of(group), it -> MemberMapping.members(it, port));
            case AwsFleet.Service service ->
                Answers.flatMap(
                    Objects.requireNonNull(seen.tasks().get(service)),
                    tasks -> TaskMembers.of(tasks, facts.takes(TargetTypeEnum.IP), port));
          };
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

  private static ProviderFailure misfit(GroupSpec.Members members, TargetGroupFacts facts) {
    var they =
        switch (members) {
          case GroupSpec.Members.Fleet(var resource) ->
              AwsFleet.of(resource) instanceof AwsFleet.Service ? "tasks" : "instances";
          case GroupSpec.Members.Tagged _, GroupSpec.Members.Listed _ -> "instances";
          case GroupSpec.Members.Addresses _ -> "addresses";
        };
    var fitting =
        switch (they) {
          case "tasks" -> "ip, or instance where they have no addresses of their own";
          case "addresses" -> "ip";
          default -> "instance";
        };
    return invalid(
        "its members are " + they + ", but the group takes " + facts.type() + " targets",
        "use a target group of type " + fitting);
  }

  private static ProviderFailure invalid(String message, String hint) {
    return new ProviderFailure(
        ProviderFailure.Kind.INVALID, TargetGroups.DESCRIBE, message, hint, false);
  }
}
