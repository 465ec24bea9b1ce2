package ecf.aws.signal;

import ecf.core.signal.MetricQuery;
import ecf.core.signal.Source;
import ecf.core.signal.Statistic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A metric of one of the target groups of a listener, by the name that the file gives it. Its ARN
/// and the load balancer's are known once the listener was described.
///
/// @param group as in `weights`
public record GroupMetric(String group, String metric) implements Source.Metric {
  private static final String ARN = "group ";
  private static final String LOAD_BALANCER = "loadBalancerArn";

  /// What a listener remembers of its names.
  ///
  /// @param groups ARNs by the names of the file
  public static Map<String, String> lookups(String loadBalancer, Map<String, String> groups) {
    var lookups = new TreeMap<>(Map.of(LOAD_BALANCER, loadBalancer));
    groups.forEach((name, arn) -> lookups.put(ARN + name, arn));
    return lookups;
  }

  /// A group's ARN, where it was looked up.
  public static Optional<String> arn(Map<String, String> lookups, String group) {
    return Optional.ofNullable(lookups.get(ARN + group));
  }

  @Override
  public Optional<List<MetricQuery>> queries(
      Map<String, String> lookups, Statistic statistic, Duration period) {
    var balancer = Optional.ofNullable(lookups.get(LOAD_BALANCER));
    return balancer.flatMap(before ->
        arn(lookups, group)
            .map(arn ->
                new LoadBalancing.Path(
                    LoadBalancing.dimension(arn), LoadBalancing.dimension(before)))
            .map(path ->
                List.of(
                    MetricQuery.of(
                        path.namespace(),
                        metric,
                        Map.of(
                            "TargetGroup", path.targetGroup(), "LoadBalancer", path.loadBalancer()),
                        statistic,
                        period))));
  }
}
