package ecf.aws.quota;

import ecf.aws.client.AwsClients;
import ecf.aws.client.Lanes;
import ecf.core.port.Answer;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import tools.jackson.databind.JsonNode;

/// Calls of Service Quotas, and of CloudWatch for how much of a quota is in use: each quota names
/// the metric that counts it.
public final class ServiceQuotas {
  /// AWS counts every few minutes.
  private static final Duration PERIOD = Duration.ofMinutes(5);

  private static final Duration LATELY = Duration.ofHours(1);

  private final AwsClients clients;
  private final Lanes lanes;
  private final InstantSource clock;

  public ServiceQuotas(AwsClients clients, Lanes lanes, InstantSource clock) {
    this.clients = clients;
    this.lanes = lanes;
    this.clock = clock;
  }

  /// A use that cannot be read is left out: the quota alone is worth telling.
  public Answer<AccountQuota> ask(QuotaName name) {
    var asked =
        lanes.ask(
            "service-quotas:GetServiceQuota",
            () ->
                clients
                    .serviceQuotas()
                    .call(
                        "GetServiceQuota",
                        new TreeMap<>(
                            Map.of("ServiceCode", name.service(), "QuotaCode", name.code())))
                    .path("Quota"));
    return switch (asked) {
      case Answer.Failed<JsonNode>(var why) -> new Answer.Failed<>(why);
      case Answer.Got<JsonNode>(var quota) ->
          new Answer.Got<>(
              new AccountQuota(
                  quota.path("QuotaName").asString(name.code()),
                  name.code(),
                  quota.path("Value").asDouble(),
                  used(quota.path("UsageMetric"))));
    };
  }

  private OptionalDouble used(JsonNode metric) {
    if (!metric.path("MetricName").isString()) {
      return OptionalDouble.empty();
    }
    var counted =
        lanes.ask("cloudwatch:GetMetricData", () -> counted(metric).metricDataResults().getFirst());
    return counted instanceof Answer.Got<MetricDataResult>(var result)
        ? newest(result)
        : OptionalDouble.empty();
  }

  private GetMetricDataResponse counted(JsonNode metric) {
    var until = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    var dimensions =
        metric.path("MetricDimensions").properties().stream()
            .map(each ->
                Dimension.builder().name(each.getKey()).value(each.getValue().asString()).build())
            .toList();
    return clients
        .cloudWatch()
        .getMetricData(read ->
            read.startTime(until.minus(LATELY))
                .endTime(until)
                .metricDataQueries(query ->
                    query
                        .id("used")
                        .metricStat(stat ->
                            stat.period((int) PERIOD.toSeconds())
                                .stat(
                                    metric
                                        .path("MetricStatisticRecommendation")
                                        .asString("Maximum"))
                                .metric(of ->
                                    of.namespace(metric.path("MetricNamespace").asString())
                                        .metricName(metric.path("MetricName").asString())
                                        .dimensions(dimensions)))));
  }

  private static OptionalDouble newest(MetricDataResult result) {
    int points = Math.min(result.timestamps().size(), result.values().size());
    return IntStream.range(0, points)
        .boxed()
        .max(Comparator.comparing(result.timestamps()::get))
        .map(result.values()::get)
        .map(OptionalDouble::of)
        .orElseGet(OptionalDouble::empty);
  }
}
