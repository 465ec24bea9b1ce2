package ecf.aws.targets;

import ecf.core.model.Owner;
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
                    + ", or write `ownership: ignore`",
                false));
  }

  /// @param suspended processes of the group: what is suspended sets nothing
  static Optional<Owner> of(
      List<ScalingPolicy> policies,
      List<ScheduledUpdateGroupAction> actions,
      Set<String> suspended) {
    boolean deafToAlarms = suspended.contains("AlarmNotification");
    var who = new ArrayList<String>();
    policies.stream()
        .filter(Owners::acts)
        .filter(policy -> !deafToAlarms || isPredictive(policy))
        .map(policy -> "Auto Scaling policy " + policy.policyName())
        .forEach(who::add);
    if (!suspended.contains("ScheduledActions")) {
      actions.stream()
          .map(action -> "scheduled action " + action.scheduledActionName())
          .forEach(who::add);
    }
    return who.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Owner(
                String.join(", ", who),
                "delete or disable it, or write `ownership: ignore`",
                false));
  }

  /// A predictive policy that only forecasts sets nothing. Emulators leave `enabled` out.
  private static boolean acts(ScalingPolicy policy) {
    boolean enabled = !Boolean.FALSE.equals(policy.enabled());
    return enabled && (!isPredictive(policy) || scales(policy));
  }

  private static boolean isPredictive(ScalingPolicy policy) {
    return PREDICTIVE.equals(policy.policyType());
  }

  private static boolean scales(ScalingPolicy predictive) {
    return Optional.ofNullable(predictive.predictiveScalingConfiguration())
        .filter(config -> config.mode() == PredictiveScalingMode.FORECAST_AND_SCALE)
        .isPresent();
  }
}
