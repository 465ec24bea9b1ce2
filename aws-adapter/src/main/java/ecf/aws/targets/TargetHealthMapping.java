package ecf.aws.targets;

import ecf.core.model.Activity;
import ecf.core.model.Member;
import ecf.core.model.Registration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetAdministrativeOverrideStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// Who is registered with a target group, and how they are. Pure.
final class TargetHealthMapping {
  private TargetHealthMapping() {}

  static List<Registration> registrations(List<TargetHealthDescription> described) {
    return described.stream().map(TargetHealthMapping::registration).toList();
  }

  /// A zone whose traffic was moved away has healthy members without work; nothing may be taken
  /// from the others meanwhile.
  static Optional<Activity> zonalShift(List<TargetHealthDescription> described) {
    return described.stream().anyMatch(TargetHealthMapping::isShifted)
        ? Optional.of(
            Activity.of(Activity.Kind.ZONAL_SHIFT, "a zonal shift keeps traffic from a zone"))
        : Optional.empty();
  }

  private static boolean isShifted(TargetHealthDescription member) {
    return member.administrativeOverride() != null
        && member.administrativeOverride().state()
            == TargetAdministrativeOverrideStateEnum.ZONAL_SHIFT_ACTIVE;
  }

  private static Registration registration(TargetHealthDescription described) {
    var target = described.target();
    var zone = Objects.requireNonNullElse(target.availabilityZone(), "");
    var port = Objects.requireNonNullElse(target.port(), 0);
    return new Registration(
        new Member(target.id(), port, zone),
        health(described.targetHealth()),
        why(described.targetHealth()));
  }

  private static Registration.Health health(TargetHealth health) {
    return switch (health.state()) {
      case INITIAL -> Registration.Health.INITIAL;
      case HEALTHY -> Registration.Health.HEALTHY;
      case UNUSED -> Registration.Health.UNUSED;
      case DRAINING -> Registration.Health.DRAINING;
      case UNAVAILABLE -> Registration.Health.UNAVAILABLE;
      // Who fails its checks at a network load balancer keeps its old connections for a while: it
      // is still registered, and nobody took it out. A state that is not known yet is none that
      // serves.
      case UNHEALTHY, UNHEALTHY_DRAINING, UNKNOWN_TO_SDK_VERSION -> Registration.Health.UNHEALTHY;
    };
  }

  private static String why(TargetHealth health) {
    return Stream.of(health.reasonAsString(), health.description())
        .filter(Objects::nonNull)
        .collect(Collectors.joining(": "));
  }
}
