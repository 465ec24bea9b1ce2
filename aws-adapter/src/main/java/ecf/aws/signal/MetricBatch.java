package ecf.aws.signal;

import ecf.core.signal.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The queries of one GetMetricData call and the time they look at. Pure.
///
/// @param start a multiple of the longest period, for CloudWatch aligns points to it only then
/// @param end exclusive
record MetricBatch(List<MetricQuery> queries, Instant start, Instant end) {
  /// What one call may ask, and what one answer may hold.
  static final int MOST_QUERIES = 500;

  static final int MOST_POINTS = 100_800;

  MetricBatch {
    queries = List.copyOf(queries);
  }

  /// As few calls as can ask for everything. Queries of like reach go together, so that a long one
  /// does not make the others long.
  static List<MetricBatch> of(Map<MetricQuery, Duration> reaches, Instant now) {
    var sorted =
        reaches.entrySet().stream()
            .sorted(
                Map.Entry.<MetricQuery, Duration>comparingByValue()
                    .thenComparing(entry -> entry.getKey().toString()))
            .toList();
    var batches = new ArrayList<MetricBatch>();
    var open = new ArrayList<MetricQuery>();
    var longest = Duration.ZERO;
    for (var entry : sorted) {
      var query = entry.getKey();
      var reach = entry.getValue().compareTo(longest) > 0 ? entry.getValue() : longest;
      open.add(query);
      boolean full =
          open.size() > MOST_QUERIES || open.size() > 1 && points(open, reach) > MOST_POINTS;
      if (full) {
        open.removeLast();
        batches.add(over(open, longest, now));
        open.clear();
        open.add(query);
        reach = entry.getValue();
      }
      longest = reach;
    }
    if (!open.isEmpty()) {
      batches.add(over(open, longest, now));
    }
    return batches;
  }

  /// Both halves, for finding the one query that CloudWatch refuses.
  List<MetricBatch> halves() {
    int middle = queries.size() / 2;
    return List.of(
        new MetricBatch(queries.subList(0, middle), start, end),
        new MetricBatch(queries.subList(middle, queries.size()), start, end));
  }

  private static MetricBatch over(List<MetricQuery> queries, Duration reach, Instant now) {
    var periods = queries.stream().map(MetricQuery::period).sorted().toList();
    return new MetricBatch(
        queries, floor(now.minus(reach), periods.getLast()), floor(now, periods.getFirst()));
  }

  private static long points(List<MetricQuery> queries, Duration reach) {
    var longest = queries.stream().map(MetricQuery::period).max(Comparator.naturalOrder());
    long seconds = reach.plus(longest.orElseThrow()).toSeconds();
    return queries.stream()
        .mapToLong(query -> Math.ceilDiv(seconds, query.period().toSeconds()))
        .sum();
  }

  private static Instant floor(Instant at, Duration period) {
    long seconds = period.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
  }
}
