package ecf.aws.signal;

import ecf.aws.client.AwsErrors;
import ecf.core.port.Answer;
import ecf.core.signal.MetricQuery;
import ecf.core.signal.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MessageData;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/// Queries as CloudWatch wants them, and its answers as series. Pure. Only plain metrics are asked
/// for: the arithmetic is ours, where it can be explained.
final class MetricDataMapping {
  static final String CALL = "cloudwatch:GetMetricData";

  private MetricDataMapping() {}

  static GetMetricDataRequest request(MetricBatch batch) {
    var queries = new ArrayList<MetricDataQuery>();
    for (MetricQuery query : batch.queries()) {
      queries.add(query("q" + queries.size(), query));
    }
    return GetMetricDataRequest.builder()
        .startTime(batch.start())
        .endTime(batch.end())
        .metricDataQueries(queries)
        .build();
  }

  private static MetricDataQuery query(String id, MetricQuery query) {
    var dimensions =
        query.dimensions().entrySet().stream()
            .map(each -> Dimension.builder().name(each.getKey()).value(each.getValue()).build())
            .toList();
    return MetricDataQuery.builder()
        .id(id)
        .metricStat(stat ->
            stat.metric(metric ->
                    metric
                        .namespace(query.namespace())
                        .metricName(query.metric())
                        .dimensions(dimensions))
                .stat(query.statistic().name())
                .period((int) query.period().toSeconds()))
        .build();
  }

  /// Puts the pages of an answer together. A query's last page tells whether it is complete: what
  /// is PartialData before it has only not come to its end.
  static Map<MetricQuery, Answer<Series>> answers(
      MetricBatch batch, Collection<GetMetricDataResponse> pages) {
    var values = new HashMap<String, Map<Instant, Double>>();
    var last = new HashMap<String, MetricDataResult>();
    for (GetMetricDataResponse page : pages) {
      for (MetricDataResult result : page.metricDataResults()) {
        last.put(result.id(), result);
        addPoints(values.computeIfAbsent(result.id(), _ -> new HashMap<>()), result);
      }
    }
    var answers = new HashMap<MetricQuery, Answer<Series>>();
    int number = 0;
    for (MetricQuery query : batch.queries()) {
      var id = "q" + number++;
      var points = values.getOrDefault(id, Map.of());
      answers.put(query, answer(query, last.get(id), points));
    }
    return answers;
  }

  private static Answer<Series> answer(
      MetricQuery query, @Nullable MetricDataResult last, Map<Instant, Double> points) {
    if (last == null) {
      return failed("InternalServiceError", query.metric() + " was left out of the answer");
    }
    return switch (last.statusCode()) {
      case COMPLETE -> new Answer.Got<>(Series.of(query.period(), points));
      case PARTIAL_DATA ->
          failed("InternalServiceError", query.metric() + " came in part only" + told(last));
      case FORBIDDEN -> failed("AccessDenied", query.metric() + " may not be read" + told(last));
      case INTERNAL_ERROR, UNKNOWN_TO_SDK_VERSION ->
          failed("InternalServiceError", query.metric() + " could not be read" + told(last));
      case null -> failed("InternalServiceError", query.metric() + " came without a status");
    };
  }

  private static void addPoints(Map<Instant, Double> points, MetricDataResult result) {
    int count = Math.min(result.timestamps().size(), result.values().size());
    for (int i = 0; i < count; i++) {
      double value = result.values().get(i);
      if (Double.isFinite(value)) {
        points.put(result.timestamps().get(i), value);
      }
    }
  }

  private static Answer<Series> failed(String code, String message) {
    return new Answer.Failed<>(AwsErrors.failure(CALL, code, message));
  }

  private static String told(MetricDataResult result) {
    var messages = result.messages().stream().map(MessageData::value).toList();
    return messages.isEmpty() ? "" : ": " + String.join("; ", messages);
  }
}
