package ecf.aws.targets;

import ecf.core.model.Finding;
import ecf.core.model.TargetId;
import java.util.Collection;
import java.util.Optional;

/// Units that leave at short notice, in a target group that drains for longer. Pure.
final class DrainedTooLong {
  private DrainedTooLong() {}

  static Optional<Finding> of(TargetId target, Collection<String> targetGroups, SetUp around) {
    return targetGroups.stream()
        .filter(arn ->
            around.delay(arn).filter(seconds -> seconds > GroupSetUp.NOTICE_SECONDS).isPresent())
        .findFirst()
        .map(arn ->
            Finding.warning(
                target,
                "it has spot capacity, and "
                    + TargetGroupSetUp.name(arn)
                    + " drains for "
                    + around.delay(arn).orElseThrow()
                    + "s",
                "AWS takes spot capacity away "
                    + GroupSetUp.NOTICE_SECONDS
                    + "s after it says so:"
                    + " requests that still run are cut off.",
                "set its deregistration delay to "
                    + (GroupSetUp.NOTICE_SECONDS - 30)
                    + "s or less"));
  }
}
