package ecf.aws.account;

import java.math.BigDecimal;
import java.util.Optional;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;

/// AWS's target tracking in the words of a file, where it tracks something that has a name there.
/// Pure.
final class Tracked {
  private Tracked() {}

  /// @param requests whether it has a load balancer, so that requests can be tracked
  static Optional<String> of(ScalingPolicy policy, boolean requests) {
    var tracking = policy.targetTrackingScalingPolicyConfiguration();
    if (tracking == null || tracking.predefinedMetricSpecification() == null) {
      return Optional.empty();
    }
    double target = tracking.targetValue();
    return switch (tracking.predefinedMetricSpecification().predefinedMetricTypeAsString()) {
      case "ECSServiceAverageCPUUtilization" -> percent("cpu", target);
      case "ECSServiceAverageMemoryUtilization" -> percent("memory", target);
      case "ALBRequestCountPerTarget" -> requests ? perMinute(target) : Optional.empty();
      case null, default -> Optional.empty();
    };
  }

  static Optional<String> of(
      software.amazon.awssdk.services.autoscaling.model.ScalingPolicy policy) {
    var tracking = policy.targetTrackingConfiguration();
    if (tracking == null || tracking.predefinedMetricSpecification() == null) {
      return Optional.empty();
    }
    return switch (tracking.predefinedMetricSpecification().predefinedMetricTypeAsString()) {
      case "ASGAverageCPUUtilization" -> percent("cpu", tracking.targetValue());
      case "ALBRequestCountPerTarget" -> perMinute(tracking.targetValue());
      case null, default -> Optional.empty();
    };
  }

  /// A share of 1 % or less would be taken for a mistake.
  private static Optional<String> percent(String signal, double target) {
    return target > 1 && target <= 100 ? Optional.of(line(signal, target, "")) : Optional.empty();
  }

  private static Optional<String> perMinute(double target) {
    return target > 0 ? Optional.of(line("requestsPerUnit", target, "/m")) : Optional.empty();
  }

  static String line(String signal, double target, String unit) {
    var plain = BigDecimal.valueOf(target).stripTrailingZeros().toPlainString();
    return "{type: targetTracking, signal: " + signal + ", target: " + plain + unit + "}";
  }
}
