package ecf.aws.act;

import static java.util.Map.entry;

import ecf.core.model.ProviderFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The budgets for the writes of one account and region, and for its reads where the file states a
/// share of them. AWS counts there, so that all who send with the same clients have to share one of
/// these. Safe for use by several threads.
public final class CallBudgets {
  private final Map<String, CallBudget> byCall;

  public CallBudgets() {
    this(WaitableClock.SYSTEM);
  }

  public CallBudgets(WaitableClock time) {
    this(1, false, time);
  }

  /// Where the file states how much of the account's rates a pass may use: then reads are paced,
  /// too.
  ///
  /// @param share above 0 and at most 1
  public static CallBudgets of(double share) {
    return of(share, WaitableClock.SYSTEM);
  }

  static CallBudgets of(double share, WaitableClock time) {
    return new CallBudgets(share, true, time);
  }

  private CallBudgets(double share, boolean paceReads, WaitableClock time) {
    var all = new HashMap<>(writes(share, time));
    if (paceReads) {
      all.putAll(ReadBudgets.of(share, time));
    }
    this.byCall = Map.copyOf(all);
  }

  private static Map<String, CallBudget> writes(double share, WaitableClock time) {
    // ECS documents this for all that modifies services.
    var services = new CallBudget(50, 5, share, time);
    // Changing task definitions has a bucket of its own, and a small one.
    var definitions = new CallBudget(20, 1, share, time);
    // For tags ECS documents none: as cautious as for services.
    var tags = new CallBudget(50, 5, share, time);
    // Elastic Load Balancing has a bucket of its own for registrations.
    var registrations = new CallBudget(20, 4, share, time);
    // And one for whatever else changes something of it.
    var settings = new CallBudget(20, 3, share, time);
    // Auto Scaling publishes no numbers: these are cautious.
    var groups = new CallBudget(100, 10, share, time);
    // Application Auto Scaling has one of its own, and publishes no numbers either.
    var scalableTargets = new CallBudget(50, 5, share, time);
    return Map.ofEntries(
        entry("application-autoscaling:RegisterScalableTarget", scalableTargets),
        entry("ecs:UpdateService", services),
        entry("ecs:RegisterTaskDefinition", definitions),
        entry("ecs:TagResource", tags),
        entry("ecs:UntagResource", tags),
        entry("elbv2:RegisterTargets", registrations),
        entry("elbv2:DeregisterTargets", registrations),
        entry("elbv2:ModifyTargetGroupAttributes", settings),
        entry("elbv2:ModifyListener", settings),
        entry("elbv2:ModifyRule", settings),
        entry("autoscaling:SetDesiredCapacity", groups),
        entry("autoscaling:UpdateAutoScalingGroup", groups),
        entry("autoscaling:TerminateInstanceInAutoScalingGroup", groups),
        entry("autoscaling:SuspendProcesses", groups),
        entry("autoscaling:ResumeProcesses", groups),
        entry("autoscaling:CreateOrUpdateTags", groups),
        entry("autoscaling:DeleteTags", groups));
  }

  boolean pace(String call) {
    return byCall.containsKey(call);
  }

  /// Waits until the call may be sent, no longer than needed; one that has no budget goes at once.
  ///
  /// @param call as it is counted, e.g. `ecs:UpdateService`
  /// @return why it must not be sent
  public Optional<ProviderFailure> spend(String call) {
    return Optional.ofNullable(byCall.get(call)).flatMap(budget -> budget.spend(call));
  }
}
