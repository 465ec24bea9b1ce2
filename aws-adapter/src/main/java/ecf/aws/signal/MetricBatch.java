package ecf.aws.signal;

import ecf.core.signal.MetricQuery;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The queries of one GetMetricData call and the time they look at. Pure.
///
/// @param start a border of every period, for CloudWatch may count periods from it
/// @param end exclusive
record MetricBatch(List<MetricQuery> queries, Instant start, Instant end) {
  /// What one call may ask, and what one answer may hold.
  static final int MOST_QUERIES = 500;

  static final int MOST_POINTS = 100_800;

  /// Points of shorter periods are kept for three hours only, and a call that looks further back
  /// for them is refused.
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// Borders that suit all periods may lie so far apart; beyond that the periods are asked for
  /// apart.
  private static final Duration LONGEST_STEP = Duration.ofHours(1);

  MetricBatch {
    queries = List.copyOf(queries);
  }

  /// Points that nobody needs may come along to save a call, which costs a pass more time than
  /// money; more of them take longer than the call.
  private static final long MOST_NEEDLESS = 5_000;

  /// As few calls as can ask for everything. Queries of like reach go together, and one that looks
  /// back for days goes apart, so that a long one does not make the others long.
  static List<MetricBatch> of(Map<MetricQuery, Duration> reaches, Instant now) {
    var sorted =
        reaches.entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<MetricQuery, Duration>, Boolean>comparing(
                        entry -> isShort(entry.getKey()))
                    .thenComparing(Map.Entry.comparingByValue())
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
          open.size() > MOST_QUERIES
              || open.size() > 1
                  && (points(open, reach) > MOST_POINTS
                      || needless(open, reach, reaches) > MOST_NEEDLESS
                      || !sharesBorders(open));
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
    var shortest = queries.stream().map(MetricQuery::period).min(Comparator.naturalOrder());
    return new MetricBatch(
        queries, floor(now.minus(reach), step(queries)), floor(now, shortest.orElseThrow()));
  }

  private static long points(List<MetricQuery> queries, Duration reach) {
    long seconds = reach.plus(step(queries)).toSeconds();
    return queries.stream()
        .mapToLong(query -> Math.ceilDiv(seconds, query.period().toSeconds()))
        .sum();
  }

  private static long needless(
      List<MetricQuery> queries, Duration reach, Map<MetricQuery, Duration> reaches) {
    return queries.stream()
        .mapToLong(query ->
            reach.minus(reaches.getOrDefault(query, reach)).toSeconds()
                / query.period().toSeconds())
        .sum();
  }

  private static boolean sharesBorders(List<MetricQuery> queries) {
    boolean alike = queries.stream().map(MetricBatch::isShort).distinct().count() == 1;
    boolean one = queries.stream().map(MetricQuery::period).distinct().count() == 1;
    return alike && (one || step(queries).compareTo(LONGEST_STEP) <= 0);
  }

  private static boolean isShort(MetricQuery query) {
    return query.period().compareTo(MINUTE) < 0;
  }

  /// The least common multiple of the periods: 2m and 5m make 10m.
  private static Duration step(List<MetricQuery> queries) {
    return queries.stream()
        .map(MetricQuery::period)
        .distinct()
        .reduce((one, other) -> {
          var a = BigInteger.valueOf(one.toSeconds());
          var b = BigInteger.valueOf(other.toSeconds());
          return Duration.ofSeconds(a.multiply(b).divide(a.gcd(b)).longValue());
        })
        .orElseThrow();
  }

  private static Instant floor(Instant at, Duration period) {
    long seconds = period.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
  }
}
