package ecf.aws.targets;

import ecf.core.model.Activity;
import ecf.core.model.Activity.Hinders;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;

/// What a group was told not to do, by a person or by AWS after a day of launches that failed: its
/// desired capacity would move, and its instances would not. Pure.
final class SuspendedProcesses {
  private SuspendedProcesses() {}

  static Stream<Activity> of(AutoScalingGroup group) {
    return group.suspendedProcesses().stream().flatMap(process -> hindrance(process).stream());
  }

  private static Optional<Activity> hindrance(SuspendedProcess process) {
    return switch (process.processName()) {
      case "Launch" -> told(process, Hinders.SCALE_OUT, "no instance comes up");
      case "Terminate" -> told(process, Hinders.SCALE_IN, "no instance goes");
      case "AddToLoadBalancer" ->
          told(process, Hinders.NOTHING, "new instances get no traffic until somebody adds them");
      case "ReplaceUnhealthy", "HealthCheck" ->
          told(process, Hinders.NOTHING, "sick instances stay");
      case null, default -> Optional.empty();
    };
  }

  private static Optional<Activity> told(SuspendedProcess process, Hinders hinders, String so) {
    var why =
        Optional.ofNullable(process.suspensionReason())
            .filter(reason -> !reason.isBlank())
            .map(reason -> " (" + reason + ")")
            .orElse("");
    return Optional.of(
        new Activity(
            Activity.Kind.SUSPENDED_PROCESS,
            process.processName() + " is suspended" + why + ": " + so,
            Optional.empty(),
            hinders));
  }
}
