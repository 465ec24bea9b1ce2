package ecf.core.port.testing;

import ecf.core.port.Answer;
import ecf.core.port.Signals;
import ecf.core.signal.MetricQuery;
import ecf.core.signal.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Metrics in memory, summed up as CloudWatch does.
public final class InMemorySignals implements Signals {
  private final Map<Metric, TreeMap<Instant, Double>> measured = new HashMap<>();

  private record Metric(String namespace, String name, Map<String, String> dimensions) {}

  /// @param at when it was measured
  public synchronized InMemorySignals put(
      String namespace, String name, Map<String, String> dimensions, Instant at, double value) {
    measured
        .computeIfAbsent(new Metric(namespace, name, Map.copyOf(dimensions)), _ -> new TreeMap<>())
        .put(at, value);
    return this;
  }

  @Override
  public synchronized Map<MetricQuery, Answer<Series>> read(
      Map<MetricQuery, Duration> reaches, Instant now) {
    var answers = new HashMap<MetricQuery, Answer<Series>>();
    reaches.forEach(
        (query, reach) -> answers.put(query, new Answer.Got<>(series(query, reach, now))));
    return answers;
  }

  private Series series(MetricQuery query, Duration reach, Instant now) {
    var metric = new Metric(query.namespace(), query.metric(), Map.copyOf(query.dimensions()));
    var values =
        measured
            .getOrDefault(metric, new TreeMap<>())
            .subMap(start(now.minus(reach), query.period()), true, now, false);
    var buckets = new TreeMap<Instant, DoubleSummaryStatistics>();
    values.forEach((at, value) ->
        buckets
            .computeIfAbsent(start(at, query.period()), _ -> new DoubleSummaryStatistics())
            .accept(value));
    var points = new TreeMap<Instant, Double>();
    buckets.forEach((at, bucket) -> points.put(at, statistic(query.statistic().name(), bucket)));
    return Series.of(query.period(), points);
  }

  private static Instant start(Instant at, Duration period) {
    long step = period.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), step) * step);
  }

  private static double statistic(String name, DoubleSummaryStatistics values) {
    return switch (name) {
      case "Average" -> values.getAverage();
      case "Sum" -> values.getSum();
      case "Minimum" -> values.getMin();
      case "Maximum" -> values.getMax();
      case "SampleCount" -> values.getCount();
      default -> throw new IllegalArgumentException("no percentiles are kept here: " + name);
    };
  }
}
