package ecf.aws.signal;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.aws.client.AwsErrors;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import ecf.core.signal.MetricQuery;
import ecf.core.signal.Point;
import ecf.core.signal.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;
import software.amazon.awssdk.services.cloudwatch.paginators.GetMetricDataIterable;

/// What moto never does: it answers everything at once, always Complete, and refuses nothing. So
/// pages, partial answers and refusals come from a small stand-in of the client.
class CloudWatchSignalsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:03:42Z");
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final StandIn client = new StandIn();
  private final FailedLookups failedLookups = new FailedLookups();
  private final CloudWatchSignals signals = new CloudWatchSignals(() -> client, failedLookups);

  @Test
  void pagesAreFollowedAndPutTogether() {
    client.pages.add(page("more", result("q0", StatusCode.PARTIAL_DATA, TEN, 1)));
    client.pages.add(page(null, result("q0", StatusCode.COMPLETE, TEN.plusSeconds(60), 2)));
    assertThat(values(read("cpu").get("cpu"))).containsExactly(1.0, 2.0);
    assertThat(client.requests).hasSize(2);
  }

  @Test
  void whatCameInPartIsUnread() {
    client.pages.add(page(null, result("q0", StatusCode.PARTIAL_DATA, TEN, 1)));
    assertThat(failure(read("cpu").get("cpu")).message()).isEqualTo("cpu came in part only");
  }

  @Test
  void oneForbiddenQueryHindersNoOther() {
    client.pages.add(
        page(
            null,
            result("q0", StatusCode.FORBIDDEN, TEN, 1),
            result("q1", StatusCode.COMPLETE, TEN, 2)));
    var answers = read("a", "b");
    assertThat(failure(answers.get("a")).kind()).isEqualTo(ProviderFailure.Kind.DENIED);
    assertThat(failure(answers.get("a")).hint()).contains("cloudwatch:GetMetricData");
    assertThat(values(answers.get("b"))).containsExactly(2.0);
  }

  @Test
  void whatWasLeftOutIsUnread() {
    client.pages.add(page(null, result("q0", StatusCode.COMPLETE, TEN, 1)));
    assertThat(failure(read("a", "b").get("b")).message())
        .isEqualTo("b was left out of the answer");
  }

  @Test
  void whatIsNoNumberIsNoPoint() {
    client.pages.add(page(null, result("q0", StatusCode.COMPLETE, TEN, Double.NaN)));
    assertThat(values(read("cpu").get("cpu"))).isEmpty();
  }

  @Test
  void aRefusedQueryIsFoundByHalving() {
    client.refused = "bad";
    var answers = read("a", "bad", "c", "d");
    assertThat(failure(answers.get("bad")).kind()).isEqualTo(ProviderFailure.Kind.INVALID);
    assertThat(values(answers.get("a"))).containsExactly(7.0);
    assertThat(values(answers.get("c"))).containsExactly(7.0);
    assertThat(values(answers.get("d"))).containsExactly(7.0);
  }

  @Test
  void whoseLoadBalancerCouldNotBeLookedUpIsUnreadForThatReason() {
    var why = AwsErrors.failure("elbv2:DescribeTargetGroups", "AccessDenied", "not authorized");
    var arn = "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/web/1";
    failedLookups.add(List.of(arn), why);
    var unread =
        LoadBalancing.unread(LoadBalancing.described(List.of(arn), Map.of()), List.of(arn));
    var requests = BuiltIns.ofGroup("web-asg").get("requests");
    var query =
        Objects.requireNonNull(requests)
            .source()
            .queries(unread, requests.statistic(), requests.period())
            .orElseThrow()
            .getFirst();

    var answers = signals.read(Map.of(query, MINUTE), NOW);

    assertThat(failure(answers.get(query))).isEqualTo(why);
    assertThat(client.requests).isEmpty();
  }

  @Test
  void onlyPlainMetricsAreAskedFor() {
    client.pages.add(page(null, result("q0", StatusCode.COMPLETE, TEN, 1)));
    read("cpu");
    var query = client.requests.getFirst().metricDataQueries().getFirst();
    assertThat(query.expression()).isNull();
    assertThat(query.metricStat().stat()).isEqualTo("Average");
    assertThat(query.metricStat().period()).isEqualTo(60);
    assertThat(query.metricStat().metric().dimensions().getFirst().value()).isEqualTo("x");
  }

  private Map<String, Answer<Series>> read(String... metrics) {
    var reaches = new HashMap<MetricQuery, Duration>();
    for (String metric : metrics) {
      reaches.put(MetricBatchTest.query(metric, MINUTE), Duration.ofMinutes(15));
    }
    var answers = new HashMap<String, Answer<Series>>();
    signals.read(reaches, NOW).forEach((query, answer) -> answers.put(query.metric(), answer));
    return answers;
  }

  private static List<Double> values(@Nullable Answer<Series> answer) {
    return answer instanceof Answer.Got<Series>(var series)
        ? series.points().stream().map(Point::value).toList()
        : List.of();
  }

  private static ProviderFailure failure(@Nullable Answer<Series> answer) {
    return switch (Objects.requireNonNull(answer)) {
      case Answer.Failed<Series>(var why) -> why;
      case Answer.Got<Series>(var series) -> throw new AssertionError("got " + series);
    };
  }

  private static GetMetricDataResponse page(@Nullable String next, MetricDataResult... results) {
    return GetMetricDataResponse.builder().nextToken(next).metricDataResults(results).build();
  }

  private static MetricDataResult result(String id, StatusCode status, Instant at, double value) {
    return MetricDataResult.builder()
        .id(id)
        .statusCode(status)
        .timestamps(at)
        .values(value)
        .build();
  }

  /// Answers with the pages it was given, else with 7 for every query; refuses calls that contain
  /// one metric.
  private static final class StandIn implements CloudWatchClient {
    private final List<GetMetricDataRequest> requests = new ArrayList<>();
    private final List<GetMetricDataResponse> pages = new ArrayList<>();
    private String refused = "";

    @Override
    public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
      requests.add(request);
      boolean refuses =
          request.metricDataQueries().stream()
              .anyMatch(query -> query.metricStat().metric().metricName().equals(refused));
      if (refuses) {
        throw CloudWatchException.builder()
            .statusCode(400)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode("InvalidParameterValue")
                    .errorMessage("the period is odd")
                    .build())
            .build();
      }
      return pages.isEmpty()
          ? page(
              null,
              request.metricDataQueries().stream()
                  .map(query -> result(query.id(), StatusCode.COMPLETE, TEN, 7))
                  .toArray(MetricDataResult[]::new))
          : pages.removeFirst();
    }

    @Override
    public GetMetricDataIterable getMetricDataPaginator(GetMetricDataRequest request) {
      return new GetMetricDataIterable(this, request);
    }

    @Override
    public String serviceName() {
      return "cloudwatch";
    }

    @Override
    public void close() {}
  }
}
