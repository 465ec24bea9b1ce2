package ecf.aws.signal;

import ecf.core.model.ProviderFailure;
import ecf.core.signal.MetricQuery;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Why load balancers could not be looked up: who describes targets leaves it here for who reads
/// their metrics. A target is not lost because one of its signals cannot be read.
public final class FailedLookups {
  private final Map<String, ProviderFailure> byTargetGroup = new ConcurrentHashMap<>();

  /// @param targetGroups ARNs
  public void add(Collection<String> targetGroups, ProviderFailure why) {
    targetGroups.forEach(arn -> byTargetGroup.put(LoadBalancing.dimension(arn), why));
  }

  /// Why this query cannot be asked, where it cannot.
  Optional<ProviderFailure> of(MetricQuery query) {
    var dimensions = query.dimensions();
    return LoadBalancing.UNREAD.equals(dimensions.get(LoadBalancerMetric.LOAD_BALANCER))
        ? Optional.of(
            byTargetGroup.getOrDefault(
                dimensions.getOrDefault(LoadBalancerMetric.TARGET_GROUP, ""), EARLIER))
        : Optional.empty();
  }

  /// It failed in an earlier pass, and this one asks again.
  private static final ProviderFailure EARLIER =
      new ProviderFailure(
          ProviderFailure.Kind.PROVIDER,
          "elbv2:DescribeTargetGroups",
          "the load balancer is not known yet",
          "the next pass looks it up again",
          true);
}
