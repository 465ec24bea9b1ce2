package ecf.core.config;

import ecf.core.signal.MetricQuery;
import ecf.core.signal.Source;
import ecf.core.signal.Statistic;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A metric that a file names in full.
record CloudWatchMetric(String namespace, String metric, SortedMap<String, String> dimensions)
    implements Source.Metric {
  CloudWatchMetric {
    dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
  }

  @Override
  public Optional<List<MetricQuery>> queries(
      Map<String, String> lookups, Statistic statistic, Duration period) {
    return Optional.of(List.of(MetricQuery.of(namespace, metric, dimensions, statistic, period)));
  }
}
