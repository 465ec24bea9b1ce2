package ecf.core.signal;

import ecf.core.model.Resource;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// One plain metric of a provider. Equal queries are asked once per pass.
///
/// @param provider which of the file's providers is asked
public record MetricQuery(
    String namespace,
    String metric,
    SortedMap<String, String> dimensions,
    Statistic statistic,
    Duration period,
    String provider) {
  public MetricQuery {
    dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
    if (period.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("a period is at least a second, got " + period);
    }
  }

  public static MetricQuery of(
      String namespace,
      String metric,
      Map<String, String> dimensions,
      Statistic statistic,
      Duration period) {
    return new MetricQuery(
        namespace, metric, new TreeMap<>(dimensions), statistic, period, Resource.ONLY_PROVIDER);
  }

  /// The same metric there.
  public MetricQuery in(String other) {
    return new MetricQuery(namespace, metric, dimensions, statistic, period, other);
  }
}
