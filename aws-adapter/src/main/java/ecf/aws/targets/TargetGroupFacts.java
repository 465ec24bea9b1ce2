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
/// @param type what its members are; empty where nobody asked
record TargetGroupFacts(String arn, OptionalInt port, Optional<String> type) {
  private static final String ARN = "arn";
  private static final String PORT = "port";
  private static final String TYPE = "type";

  static TargetGroupFacts of(TargetGroup group) {
    return new TargetGroupFacts(
        group.targetGroupArn(),
        group.port() == null ? OptionalInt.empty() : OptionalInt.of(group.port()),
        Optional.ofNullable(group.targetTypeAsString()));
  }

  /// Nothing was looked up, for nothing needed to be.
  static TargetGroupFacts ofArn(String arn) {
    return new TargetGroupFacts(arn, OptionalInt.empty(), Optional.empty());
  }

  static Optional<TargetGroupFacts> remembered(Map<String, String> lookups) {
    return Optional.ofNullable(lookups.get(ARN))
        .map(arn ->
            new TargetGroupFacts(
                arn,
                Optional.ofNullable(lookups.get(PORT)).stream()
                    .mapToInt(Integer::parseInt)
                    .findFirst(),
                Optional.ofNullable(lookups.get(TYPE))));
  }

  Map<String, String> lookups() {
    var lookups = new TreeMap<>(Map.of(ARN, arn));
    port.ifPresent(it -> lookups.put(PORT, Integer.toString(it)));
    type.ifPresent(it -> lookups.put(TYPE, it));
    return lookups;
  }

  /// Whether its members are of this type; yes where nobody asked.
  boolean takes(TargetTypeEnum members) {
    return type.map(members.toString()::equals).orElse(true);
  }

  boolean takesAddresses() {
    return type.filter(TargetTypeEnum.IP.toString()::equals).isPresent();
  }
}
