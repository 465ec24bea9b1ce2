package ecf.aws.targets;

import ecf.core.engine.GroupSpec;
import ecf.core.model.GroupSettings;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a target group can be set to, in the file's words and in AWS's. Pure.
final class GroupAttributes {
  static final String DESCRIBE = "elbv2:DescribeTargetGroupAttributes";

  private static final String ALGORITHM = "load_balancing.algorithm.type";
  private static final String SLOW_START = "slow_start.duration_seconds";
  private static final String DELAY = "deregistration_delay.timeout_seconds";

  /// `true`, `false`, or as the load balancer has it: one of applications shares over zones then.
  private static final String CROSS_ZONE = "load_balancing.cross_zone.enabled";

  private static final String HEALTH = "target_group_health.";
  private static final String COUNT = ".minimum_healthy_targets.count";
  private static final String PERCENTAGE = ".minimum_healthy_targets.percentage";
  private static final String ROUND_ROBIN = "round_robin";
  private static final Duration SHORTEST_SLOW_START = Duration.ofSeconds(30);
  private static final Duration LONGEST_SLOW_START = Duration.ofMinutes(15);
  private static final Duration LONGEST_DELAY = Duration.ofHours(1);

  static final List<Key> KEYS =
      List.of(
          Key.optional(
              "algorithm",
              Shape.choice(ROUND_ROBIN, "least_outstanding_requests", "weighted_random"),
              "who gets the next request; of application load balancers"),
          Key.optional(
              "slowStart",
              new Shape.Time(),
              "how long a new member gets less than its share: 0s, or 30s to 15m"),
          Key.optional(
              "deregistrationDelay",
              new Shape.Time(),
              "how long requests may still end when a member leaves; at most 1h"));

  private GroupAttributes() {}

  static SortedMap<String, String> read(Fields fields) {
    var attributes = new TreeMap<String, String>();
    if (fields.has("algorithm")) {
      var names = List.of(ROUND_ROBIN, "least_outstanding_requests", "weighted_random");
      attributes.put(ALGORITHM, fields.choice("algorithm", names));
    }
    fields
        .optionalDuration("slowStart", Duration.ZERO, LONGEST_SLOW_START)
        .ifPresent(time -> attributes.put(SLOW_START, Long.toString(time.toSeconds())));
    fields
        .optionalDuration("deregistrationDelay", Duration.ZERO, LONGEST_DELAY)
        .ifPresent(time -> attributes.put(DELAY, Long.toString(time.toSeconds())));
    long slow = seconds(attributes, SLOW_START);
    if (slow > 0 && slow < SHORTEST_SLOW_START.toSeconds()) {
      fields.problem(
          "slowStart", fields.shown("slowStart") + " is too short", "write 0s, or 30s to 15m");
    }
    if (slow > 0 && conflicts(attributes)) {
      fields.problem(
          "slowStart",
          "AWS has a slow start with the algorithm round_robin only",
          "write slowStart: 0s, or algorithm: round_robin");
    }
    return attributes;
  }

  private static boolean conflicts(Map<String, String> attributes) {
    return !attributes.getOrDefault(ALGORITHM, ROUND_ROBIN).equals(ROUND_ROBIN);
  }

  /// Those that are looked at; a group has many more.
  static boolean matters(String name) {
    return Set.of(ALGORITHM, SLOW_START, DELAY, CROSS_ZONE).contains(name)
        || name.startsWith(HEALTH);
  }

  static GroupSettings settings(Map<String, String> attributes) {
    int units = 1;
    double share = 0;
    for (String what : List.of("dns_failover", "unhealthy_state_routing")) {
      units = (int) Math.max(units, seconds(attributes, HEALTH + what + COUNT));
      share = Math.max(share, seconds(attributes, HEALTH + what + PERCENTAGE) / 100.0);
    }
    var slowStart = Duration.ofSeconds(seconds(attributes, SLOW_START));
    boolean byZone = "false".equals(attributes.get(CROSS_ZONE));
    return new GroupSettings(attributes, units, share, slowStart, byZone, Optional.empty());
  }

  /// A whole number; `off` and what is not there count as 0.
  private static long seconds(Map<String, String> attributes, String name) {
    var text = attributes.getOrDefault(name, "");
    return text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
  }

  /// What the file declares must be something that this group has, and go together with the rest.
  static Answer<GroupSettings> checked(GroupSpec spec, Map<String, String> attributes) {
    var unknown =
        spec.attributes().keySet().stream()
            .filter(name -> !attributes.containsKey(name))
            .findFirst();
    if (unknown.isPresent()) {
      return new Answer.Failed<>(
          invalid(
              "this target group has no " + unknown.get(),
              "take it out of `attributes`: only groups of application load balancers have it"));
    }
    var after = new TreeMap<>(attributes);
    after.putAll(spec.attributes());
    if (seconds(after, SLOW_START) > 0 && conflicts(after)) {
      return new Answer.Failed<>(
          invalid(
              "the group has a slow start, which goes with the algorithm round_robin only",
              "write attributes: {slowStart: 0s} as well"));
    }
    return new Answer.Got<>(settings(attributes));
  }

  private static ProviderFailure invalid(String message, String hint) {
    return new ProviderFailure(ProviderFailure.Kind.INVALID, DESCRIBE, message, hint, false);
  }
}
