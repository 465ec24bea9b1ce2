package ecf.aws.targets;

import ecf.core.model.Zones;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ecs.model.Service;

/// Over which zones a service's tasks are spread: those of the subnets that they get addresses in.
/// In which zone a subnet lies is asked once and then remembered. Pure.
final class ServiceZones {
  /// Before the id of a subnet: its zone.
  private static final String ZONE = "zone ";

  private ServiceZones() {}

  /// Empty where tasks share the address of their instance.
  static List<String> subnets(Service service) {
    return Optional.ofNullable(service.networkConfiguration())
        .flatMap(network -> Optional.ofNullable(network.awsvpcConfiguration()))
        .map(vpc -> List.copyOf(vpc.subnets()))
        .orElse(List.of());
  }

  /// What is remembered of a service's subnets.
  static Map<String, String> remembered(Service service, Map<String, String> lookups) {
    var known = new TreeMap<String, String>();
    for (String subnet : subnets(service)) {
      Optional.ofNullable(lookups.get(ZONE + subnet))
          .ifPresent(zone -> known.put(ZONE + subnet, zone));
    }
    return known;
  }

  static List<String> unknown(Service service, Map<String, String> lookups) {
    return subnets(service).stream().filter(subnet -> !lookups.containsKey(ZONE + subnet)).toList();
  }

  static Map<String, String> found(
      Service service, Map<String, String> lookups, Collection<Subnet> described) {
    var known = new TreeMap<>(lookups);
    var ours = subnets(service);
    described.stream()
        .filter(subnet -> ours.contains(subnet.subnetId()))
        .forEach(subnet -> known.put(ZONE + subnet.subnetId(), subnet.availabilityZone()));
    return known;
  }

  /// @param lookups with what was found
  static Zones zones(Service service, Map<String, String> lookups) {
    var subnets = subnets(service);
    if (subnets.isEmpty()) {
      return new Zones.Unknown("its tasks have no subnets of their own");
    }
    var missing = unknown(service, lookups);
    if (!missing.isEmpty()) {
      return new Zones.Unknown("EC2 does not know " + String.join(", ", missing));
    }
    var zones = new TreeSet<String>();
    subnets.forEach(subnet -> zones.add(String.valueOf(lookups.get(ZONE + subnet))));
    return new Zones.Known(zones.size());
  }
}
