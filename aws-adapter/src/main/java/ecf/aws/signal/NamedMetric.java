package ecf.aws.signal;

import ecf.core.signal.MetricQuery;
import ecf.core.signal.Source;
import ecf.core.signal.Statistic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A metric whose dimensions are the target's own names.
record NamedMetric(String namespace, String metric, Map<String, String> dimensions)
    implements Source.Metric {
  NamedMetric {
    dimensions = Map.copyOf(dimensions);
  }

  @Override
  public Optional<List<MetricQuery>> queries(
      Map<String, String> lookups, Statistic statistic, Duration period) {
    return Optional.of(List.of(MetricQuery.of(namespace, metric, dimensions, statistic, period)));
  }
}
