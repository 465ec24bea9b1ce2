package ecf.aws.targets;

import ecf.aws.signal.BuiltIns;
import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.Objective;
import ecf.core.engine.TargetSpec;
import ecf.core.engine.Trace;
import ecf.core.guardrail.Rate;
import ecf.core.model.CapacityRange;
import ecf.core.model.Cause;
import ecf.core.model.Reason;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.port.Targets;
import ecf.core.signal.Signal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Targets of a file in few words: named as their resource's last name.
final class Specs {
  private Specs() {}

  static FleetSpec service(String cluster, String service, String... signals) {
    return fleet(
        Resource.of(EcsServiceKind.NAME, cluster, service),
        some(BuiltIns.ofService(cluster, service), signals));
  }

  static FleetSpec group(String name, String... signals) {
    return fleet(
        Resource.of(AutoScalingGroupKind.NAME, name), some(BuiltIns.ofGroup(name), signals));
  }

  static GroupSpec targetGroup(String nameOrArn, GroupSpec.Members members) {
    return new GroupSpec(
        new TargetId(nameOrArn),
        Resource.of(TargetGroupKind.NAME, nameOrArn),
        members,
        OptionalInt.empty(),
        new Rate.Units(1),
        false,
        Set.of());
  }

  static GroupSpec.Members ofGroup(String name) {
    return new GroupSpec.Members.Fleet(Resource.of(AutoScalingGroupKind.NAME, name));
  }

  static GroupSpec exclusive(GroupSpec spec) {
    return new GroupSpec(
        spec.id(), spec.resource(), spec.members(), spec.port(), spec.minHealthy(), true, Set.of());
  }

  static GroupSpec listening(int port, GroupSpec spec) {
    return new GroupSpec(
        spec.id(),
        spec.resource(),
        spec.members(),
        OptionalInt.of(port),
        spec.minHealthy(),
        spec.exclusive(),
        spec.wakeOn());
  }

  static FleetSpec healthyByTargetGroup(FleetSpec spec) {
    return with(
        spec,
        new FleetSpec.Health(FleetSpec.HealthSource.TARGET_GROUP, Optional.empty()),
        spec.conduct().ownership());
  }

  /// With `objective: availability`.
  static FleetSpec available(FleetSpec spec) {
    return new FleetSpec(
        spec.id(),
        spec.resource(),
        spec.capacity(),
        spec.policies(),
        spec.guardrails(),
        spec.signals(),
        spec.health(),
        spec.conduct(),
        spec.ties(),
        spec.wakeOn(),
        Optional.of(new Objective("availability", List.of(), true)));
  }

  static FleetSpec ignoringOwners(FleetSpec spec) {
    return with(spec, spec.health(), FleetSpec.Ownership.IGNORE);
  }

  static FleetSpec writingBounds(FleetSpec spec) {
    var conduct = spec.conduct();
    return spec.conduct(
        new FleetSpec.Conduct(
            conduct.mode(),
            conduct.directions(),
            FleetSpec.GroupBounds.WRITE,
            conduct.ownership(),
            conduct.control()));
  }

  static FleetSpec controlling(FleetSpec.Control control, FleetSpec spec) {
    var conduct = spec.conduct();
    return spec.conduct(
        new FleetSpec.Conduct(
            conduct.mode(),
            conduct.directions(),
            conduct.groupBounds(),
            conduct.ownership(),
            control));
  }

  static FleetSpec takingOver(FleetSpec spec) {
    return with(spec, spec.health(), FleetSpec.Ownership.TAKE_OVER);
  }

  static Targets.Inquiry inquiry(TargetSpec spec) {
    return new Targets.Inquiry(spec, Map.of());
  }

  static Targets.Prospect prospect(FleetSpec spec, int from, int to) {
    var cause = Cause.engine(Reason.of(Reason.Code.OFF_TARGET, "for the test"));
    return new Targets.Prospect(
        spec, new Decision.Resize(spec.id(), from, to, List.of(), cause, Trace.empty()));
  }

  private static FleetSpec fleet(Resource resource, Map<String, Signal> signals) {
    return new FleetSpec(
        new TargetId(resource.names().getLast()),
        resource,
        new CapacityRange(1, 40),
        List.of(),
        List.of(),
        signals,
        FleetSpec.Health.byProvider(),
        FleetSpec.Conduct.plain(),
        FleetSpec.Ties.none(),
        Set.of());
  }

  private static FleetSpec with(
      FleetSpec spec, FleetSpec.Health health, FleetSpec.Ownership ownership) {
    return new FleetSpec(
        spec.id(),
        spec.resource(),
        spec.capacity(),
        spec.policies(),
        spec.guardrails(),
        spec.signals(),
        health,
        new FleetSpec.Conduct(
            spec.conduct().mode(),
            spec.conduct().directions(),
            spec.conduct().groupBounds(),
            ownership),
        spec.ties(),
        spec.wakeOn());
  }

  private static Map<String, Signal> some(Map<String, Signal> builtIns, String... names) {
    return Stream.of(names).collect(Collectors.toMap(name -> name, builtIns::get));
  }
}
