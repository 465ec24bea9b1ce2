package ecf.aws.targets;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/// What never changes of a target group: looked up once, then remembered.
///
/// @param port where its members listen unless they say otherwise; not every group has one
/// @param type what its members are: instances, addresses, a function or a load balancer
record TargetGroupFacts(String arn, OptionalInt port, String type) {
  private static final String ARN = "arn";
  private static final String PORT = "port";
  private static final String TYPE = "type";

  static TargetGroupFacts of(TargetGroup group) {
    return new TargetGroupFacts(
        group.targetGroupArn(),
        group.port() == null ? OptionalInt.empty() : OptionalInt.of(group.port()),
        String.valueOf(group.targetTypeAsString()));
  }

  /// Empty where nobody asked for its type yet.
  static Optional<TargetGroupFacts> remembered(Map<String, String> lookups) {
    return Optional.ofNullable(lookups.get(ARN))
        .flatMap(arn ->
            Optional.ofNullable(lookups.get(TYPE))
                .map(type -> new TargetGroupFacts(arn, port(lookups), type)));
  }

  private static OptionalInt port(Map<String, String> lookups) {
    return Optional.ofNullable(lookups.get(PORT)).stream().mapToInt(Integer::parseInt).findFirst();
  }

  Map<String, String> lookups() {
    var lookups = new TreeMap<>(Map.of(ARN, arn, TYPE, type));
    port.ifPresent(it -> lookups.put(PORT, Integer.toString(it)));
    return lookups;
  }

  /// Whether its members are of this type.
  boolean takes(TargetTypeEnum members) {
    return type.equals(members.toString());
  }
}
