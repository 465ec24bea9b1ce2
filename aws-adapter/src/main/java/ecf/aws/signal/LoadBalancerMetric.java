package ecf.aws.signal;

import ecf.core.signal.MetricQuery;
import ecf.core.signal.Source;
import ecf.core.signal.Statistic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A metric of the target groups of a target: one query each. None at all where no load balancer
/// stands before the target.
sealed interface LoadBalancerMetric extends Source.Metric {
  String TARGET_GROUP = "TargetGroup";
  String LOAD_BALANCER = "LoadBalancer";

  /// An average over requests: while few of them go to new units, it is that of the others.
  String RESPONSE_TIME = "TargetResponseTime";

  /// Published by target group and load balancer.
  ///
  /// @param httpOnly whether only application load balancers have it
  record OfPath(String metric, boolean httpOnly) implements LoadBalancerMetric {
    @Override
    public Optional<List<MetricQuery>> queries(
        Map<String, String> lookups, Statistic statistic, Duration period) {
      return LoadBalancing.paths(lookups)
          .map(paths ->
              paths.stream()
                  .filter(path -> path.speaksHttp() || !httpOnly)
                  .map(path -> query(path, statistic, period))
                  .toList());
    }

    @Override
    public boolean misleadsInSlowStart() {
      return metric.equals(RESPONSE_TIME);
    }

    private MetricQuery query(LoadBalancing.Path path, Statistic statistic, Duration period) {
      var dimensions = Map.of(TARGET_GROUP, path.targetGroup(), LOAD_BALANCER, path.loadBalancer());
      return MetricQuery.of(path.namespace(), metric, dimensions, statistic, period);
    }
  }

  /// Published by target group alone: its load balancer need not be known.
  record OfTargetGroup(String metric) implements LoadBalancerMetric {
    @Override
    public Optional<List<MetricQuery>> queries(
        Map<String, String> lookups, Statistic statistic, Duration period) {
      return LoadBalancing.targetGroups(lookups)
          .map(arns -> arns.stream().map(arn -> query(arn, statistic, period)).toList());
    }

    private MetricQuery query(String arn, Statistic statistic, Duration period) {
      var dimensions = Map.of(TARGET_GROUP, LoadBalancing.dimension(arn));
      return MetricQuery.of("AWS/ApplicationELB", metric, dimensions, statistic, period);
    }
  }
}
