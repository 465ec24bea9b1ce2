package ecf.aws.targets;

import ecf.core.model.Owner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.autoscaling.model.PredictiveScalingMode;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupAction;

/// Who else sets a capacity, as the questions before a change tell. Pure.
final class Owners {
  private static final String PREDICTIVE = "PredictiveScaling";
  static final String ALARM_NOTIFICATION = "AlarmNotification";
  static final String SCHEDULED_ACTIONS = "ScheduledActions";

  /// As ECS names the policies of capacity providers.
  private static final String OF_ECS = "ECSManagedAutoScalingPolicy-";

  private static final int NAMED = 3;

  private Owners() {}

  /// A service that is registered with Application Auto Scaling is brought back into its bounds
  /// even without policies. Who suspended all of it has let go.
  static Optional<Owner> of(ScalableTarget target) {
    var state = target.suspendedState();
    boolean suspended =
        state != null
            && Boolean.TRUE.equals(state.dynamicScalingInSuspended())
            && Boolean.TRUE.equals(state.dynamicScalingOutSuspended())
            && Boolean.TRUE.equals(state.scheduledScalingSuspended());
    return suspended
        ? Optional.empty()
        : Optional.of(
            new Owner(
                "application-autoscaling",
                "deregister or suspend its scalable target "
                    + target.resourceId()
                    + ", or write `ownership: takeOver` or `ownership: ignore`",
                false,
                Optional.of(TakenOver.of(state).text())));
  }

  /// @param suspended processes of the group: what is suspended sets nothing
  static Optional<Owner> of(
      List<ScalingPolicy> policies,
      List<ScheduledUpdateGroupAction> actions,
      Set<String> suspended,
      Instant now) {
    var acting =
        policies.stream()
            .filter(policy -> acts(policy) && !isSuspended(policy, suspended))
            .map(ScalingPolicy::policyName)
            .toList();
    boolean foresees = policies.stream().anyMatch(policy -> acts(policy) && isPredictive(policy));
    var ahead =
        actions.stream()
            .filter(action -> !suspended.contains(SCHEDULED_ACTIONS) && isAhead(action, now))
            .map(ScheduledUpdateGroupAction::scheduledActionName)
            .toList();
    var who = new ArrayList<String>();
    counted(acting, "an Auto Scaling policy", "Auto Scaling policies").ifPresent(who::add);
    counted(ahead, "a scheduled action", "scheduled actions").ifPresent(who::add);
    return who.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Owner(
                String.join(" and ", who),
                hint(acting, foresees),
                false,
                isOfEcs(acting) || foresees
                    ? Optional.empty()
                    : Optional.of(TakenOver.ofProcesses(suspended).text())));
  }

  /// A predictive policy that only forecasts sets nothing. Emulators leave `enabled` out.
  private static boolean acts(ScalingPolicy policy) {
    boolean enabled = !Boolean.FALSE.equals(policy.enabled());
    return enabled && (!isPredictive(policy) || scales(policy));
  }

  /// No alarm sets off a predictive policy, and AWS names no process that stops it.
  private static boolean isSuspended(ScalingPolicy policy, Set<String> suspended) {
    return suspended.contains(ALARM_NOTIFICATION) && !isPredictive(policy);
  }

  private static boolean isPredictive(ScalingPolicy policy) {
    return PREDICTIVE.equals(policy.policyType());
  }

  private static boolean scales(ScalingPolicy predictive) {
    return Optional.ofNullable(predictive.predictiveScalingConfiguration())
        .filter(config -> config.mode() == PredictiveScalingMode.FORECAST_AND_SCALE)
        .isPresent();
  }

  private static boolean isAhead(ScheduledUpdateGroupAction action, Instant now) {
    boolean over =
        Optional.ofNullable(action.endTime()).filter(end -> !end.isAfter(now)).isPresent();
    boolean repeats =
        Optional.ofNullable(action.recurrence()).filter(it -> !it.isBlank()).isPresent();
    boolean starts = Optional.ofNullable(action.startTime()).filter(now::isBefore).isPresent();
    return !over && (repeats || starts);
  }

  /// A capacity provider would only set it again.
  private static boolean isOfEcs(List<String> policies) {
    return policies.stream().anyMatch(name -> name.startsWith(OF_ECS));
  }

  private static String hint(List<String> policies, boolean foresees) {
    if (isOfEcs(policies)) {
      return "turn off managed scaling at the ECS capacity provider, or write `ownership: ignore`";
    }
    return foresees
        ? "set its predictive policy to ForecastOnly, for that cannot be taken over, or write"
            + " `ownership: ignore`"
        : "disable or delete what scales the group, or write `ownership: takeOver` or"
            + " `ownership: ignore`";
  }

  /// `an Auto Scaling policy (cpu-50)`, `scheduled actions (a, b, c and 2 more)`.
  private static Optional<String> counted(List<String> names, String one, String many) {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    var first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    var rest = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
    return Optional.of((names.size() == 1 ? one : many) + " (" + first + rest + ")");
  }
}
