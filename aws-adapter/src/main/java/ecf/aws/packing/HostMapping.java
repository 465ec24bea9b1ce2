package ecf.aws.packing;

import ecf.core.model.Packing.Host;
import ecf.core.model.UnitSize;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;

/// The sizes of container instances: what their agents registered, which is less than the instance
/// type has by what the system needs. An instance has one network interface itself; tasks may have
/// the others of its type. With ENI trunking there are many more, and no call tells how many: such
/// an instance counts as having enough. Pure.
final class HostMapping {
  private static final String TYPE = "ecs.instance-type";
  private static final String TRUNK = "ecs.awsvpc-trunk-id";

  private HostMapping() {}

  /// The instance types whose network interfaces must be known.
  static Set<String> types(Collection<ContainerInstance> instances) {
    return instances.stream()
        .filter(instance -> attribute(instance, TRUNK).isEmpty())
        .flatMap(instance -> attribute(instance, TYPE).stream())
        .map(Attribute::value)
        .collect(Collectors.toSet());
  }

  /// Each size once.
  ///
  /// @param interfaces by instance type; empty where no task needs one
  static List<Host> hosts(
      Collection<ContainerInstance> instances, Map<String, Integer> interfaces) {
    return instances.stream().map(each -> host(each, interfaces)).distinct().toList();
  }

  private static Host host(ContainerInstance instance, Map<String, Integer> interfaces) {
    var enis =
        attribute(instance, TRUNK).isPresent()
            ? OptionalInt.empty()
            : attribute(instance, TYPE)
                .flatMap(type -> Optional.ofNullable(interfaces.get(type.value())))
                .map(most -> OptionalInt.of(most - 1))
                .orElseGet(OptionalInt::empty);
    return new Host(
        new UnitSize(registered(instance, "CPU"), registered(instance, "MEMORY")), enis);
  }

  private static int registered(ContainerInstance instance, String name) {
    return instance.registeredResources().stream()
        .filter(resource -> name.equals(resource.name()))
        .map(resource -> Objects.requireNonNullElse(resource.integerValue(), 0))
        .findFirst()
        .orElse(0);
  }

  private static Optional<Attribute> attribute(ContainerInstance instance, String name) {
    return instance.attributes().stream()
        .filter(attribute -> name.equals(attribute.name()))
        .findFirst();
  }
}
