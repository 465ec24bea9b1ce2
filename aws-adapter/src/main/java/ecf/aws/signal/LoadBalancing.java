package ecf.aws.signal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// Which load balancers send traffic to a target, as it is remembered between passes.
///
/// Descriptions of services and groups name their target groups; who is in front of a target group
/// takes a question of its own, which is asked once and then remembered.
public final class LoadBalancing {
  /// The target's target groups, as ARNs with a space between them.
  private static final String TARGET_GROUPS = "targetGroups";

  /// Before the dimension of a target group: the dimension of its load balancer.
  private static final String LOAD_BALANCER = "loadBalancer ";

  /// The target group stands behind no load balancer yet.
  private static final String NONE = "none";

  /// Nobody knows: the question failed. Stands where a dimension would, so that whoever reads the
  /// metric can tell why it cannot.
  static final String UNREAD = "unread";

  private LoadBalancing() {}

  /// A target group and the load balancer before it, as CloudWatch's dimensions.
  ///
  /// @param targetGroup `targetgroup/web/0123456789abcdef`
  /// @param loadBalancer `app/web/0123456789abcdef`
  record Path(String targetGroup, String loadBalancer) {
    boolean speaksHttp() {
      return loadBalancer.startsWith("app/") || loadBalancer.equals(UNREAD);
    }

    String namespace() {
      if (loadBalancer.startsWith("net/")) {
        return "AWS/NetworkELB";
      }
      return loadBalancer.startsWith("gwy/") ? "AWS/GatewayELB" : "AWS/ApplicationELB";
    }
  }

  /// What is known after a description named the target groups. A load balancer that was found
  /// before is kept; that there was none, or no answer, is asked again.
  ///
  /// @param targetGroups ARNs
  public static Map<String, String> described(
      List<String> targetGroups, Map<String, String> remembered) {
    var known = new TreeMap<String, String>();
    known.put(TARGET_GROUPS, String.join(" ", targetGroups));
    for (String arn : targetGroups) {
      var found = remembered.get(key(arn));
      if (found != null && !found.equals(NONE) && !found.equals(UNREAD)) {
        known.put(key(arn), found);
      }
    }
    return known;
  }

  /// With the answers for some target groups.
  ///
  /// @param loadBalancers of each target group that was asked for: their ARNs, by its ARN
  public static Map<String, String> found(
      Map<String, String> known, Map<String, List<String>> loadBalancers) {
    var found = new HashMap<>(known);
    for (String arn : targetGroups(known).orElse(List.of())) {
      var before = loadBalancers.get(arn);
      if (before != null) {
        found.put(key(arn), before.isEmpty() ? NONE : dimension(before.getFirst()));
      }
    }
    return found;
  }

  /// With nothing known of the load balancers of some target groups, because the question failed.
  ///
  /// @param targetGroups ARNs
  public static Map<String, String> unread(
      Map<String, String> known, Collection<String> targetGroups) {
    var marked = new HashMap<>(known);
    targetGroups.forEach(arn -> marked.put(key(arn), UNREAD));
    return marked;
  }

  /// The target groups whose load balancer is not known, as ARNs.
  public static List<String> unknown(Map<String, String> known) {
    return targetGroups(known).orElse(List.of()).stream()
        .filter(arn -> !known.containsKey(key(arn)))
        .toList();
  }

  /// The target groups as ARNs; empty before a description named them.
  static Optional<List<String>> targetGroups(Map<String, String> known) {
    return Optional.ofNullable(known.get(TARGET_GROUPS))
        .map(text -> text.isEmpty() ? List.of() : List.of(text.split(" ")));
  }

  /// Every way of traffic to the target; empty while one of them is not known.
  static Optional<List<Path>> paths(Map<String, String> known) {
    if (targetGroups(known).isEmpty() || !unknown(known).isEmpty()) {
      return Optional.empty();
    }
    var paths = new ArrayList<Path>();
    for (String arn : targetGroups(known).get()) {
      var loadBalancer = Objects.requireNonNull(known.get(key(arn)));
      if (!loadBalancer.equals(NONE)) {
        paths.add(new Path(dimension(arn), loadBalancer));
      }
    }
    return Optional.of(paths);
  }

  /// What CloudWatch knows a resource of a load balancer by: the end of its ARN, for a load
  /// balancer without its type.
  static String dimension(String arn) {
    var resource = arn.substring(arn.lastIndexOf(':') + 1);
    return resource.startsWith("loadbalancer/")
        ? resource.substring("loadbalancer/".length())
        : resource;
  }

  private static String key(String arn) {
    return LOAD_BALANCER + dimension(arn);
  }
}
