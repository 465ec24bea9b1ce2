package ecf.aws.targets;

import ecf.core.engine.GroupSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.model.Member;
import ecf.core.model.TargetState;
import ecf.core.port.Answer;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// Registers members. Of an address outside the VPC of its group nobody can tell the zone: it must
/// be registered for all of them, and no other may be. Which those are is asked only when addresses
/// of the file's choice are registered.
final class Registering {
  private final TargetGroups targetGroups;
  private final Networks networks;

  Registering(TargetGroups targetGroups, Networks networks) {
    this.targetGroups = targetGroups;
    this.networks = networks;
  }

  TargetGroups.Taken register(TargetSpec spec, TargetState.Group group, List<Member> members) {
    boolean chosen =
        spec instanceof GroupSpec target && target.members() instanceof GroupSpec.Members.Addresses;
    var zoned = chosen ? zoned(group.identity(), members) : members;
    return targetGroups.register(group.identity(), zoned);
  }

  /// Where EC2 does not tell, as they are: those inside the VPC need nothing else.
  private List<Member> zoned(String arn, List<Member> members) {
    var found = Objects.requireNonNull(targetGroups.find(List.of(arn)).get(arn));
    var ranges =
        Answers.flatMap(Answers.map(found, TargetGroup::vpcId), vpc -> networks.ranges(vpc));
    return ranges instanceof Answer.Got<List<AddressRange>>(var known)
        ? members.stream().map(member -> zoned(member, known)).toList()
        : members;
  }

  private static Member zoned(Member member, List<AddressRange> ranges) {
    return ranges.stream().anyMatch(range -> range.has(member.id()))
        ? member
        : new Member(member.id(), member.port(), TargetGroups.ALL_ZONES);
  }
}
