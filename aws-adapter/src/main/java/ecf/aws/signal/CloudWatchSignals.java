package ecf.aws.signal;

import ecf.aws.act.CallBudgets;
import ecf.aws.client.AwsErrors;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import ecf.core.port.Signals;
import ecf.core.port.Tariff;
import ecf.core.signal.MetricQuery;
import ecf.core.signal.Series;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/// Reads metrics from CloudWatch: one call for every 500 distinct queries.
public final class CloudWatchSignals implements Signals {
  /// More calls at once than this gain nothing: each answers for 500 queries.
  private static final int LANES = 4;

  /// Of a thousand metrics that GetMetricData is asked for, in US dollars; there is no free tier.
  private static final BigDecimal THOUSAND_METRICS = new BigDecimal("0.01");

  private final Supplier<CloudWatchClient> client;
  private final FailedLookups failedLookups;
  private final CallBudgets budgets;
  private final Semaphore lanes = new Semaphore(LANES);
  private final AtomicInteger asked = new AtomicInteger();

  /// @param client asked for when the first metric is read
  /// @param failedLookups why some queries cannot be asked
  public CloudWatchSignals(Supplier<CloudWatchClient> client, FailedLookups failedLookups) {
    this(client, failedLookups, new CallBudgets());
  }

  /// @param budgets of the account and region
  public CloudWatchSignals(
      Supplier<CloudWatchClient> client, FailedLookups failedLookups, CallBudgets budgets) {
    this.client = client;
    this.failedLookups = failedLookups;
    this.budgets = budgets;
  }

  @Override
  public Map<MetricQuery, Answer<Series>> read(Map<MetricQuery, Duration> reaches, Instant now) {
    var answers = new HashMap<MetricQuery, Answer<Series>>();
    var askable = new HashMap<>(reaches);
    for (MetricQuery query : reaches.keySet()) {
      var why = failedLookups.of(query);
      if (why.isPresent()) {
        answers.put(query, new Answer.Failed<>(why.get()));
        askable.remove(query);
      }
    }
    asked.addAndGet(askable.size());
    var batches = MetricBatch.of(askable, now);
    var reading = new ArrayList<Future<Map<MetricQuery, Answer<Series>>>>();
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      batches.forEach(batch -> reading.add(workers.submit(() -> within(batch))));
    }
    // Closing has waited for all of them.
    reading.forEach(each -> answers.putAll(each.resultNow()));
    return answers;
  }

  /// Of all metrics that were asked for so far: they are what AWS bills.
  public Optional<Tariff> tariff() {
    return tariff(asked.get());
  }

  /// Of so many metrics.
  public static Optional<Tariff> tariff(int metrics) {
    return metrics == 0
        ? Optional.empty()
        : Optional.of(new Tariff(metrics, THOUSAND_METRICS, "USD"));
  }

  private Map<MetricQuery, Answer<Series>> within(MetricBatch batch) {
    lanes.acquireUninterruptibly();
    try {
      return read(batch);
    } finally {
      lanes.release();
    }
  }

  /// One query that CloudWatch finds invalid makes it refuse the whole call, so the batch is halved
  /// until only that one is left without an answer.
  private Map<MetricQuery, Answer<Series>> read(MetricBatch batch) {
    var notSent = budgets.spend(MetricDataMapping.CALL);
    if (notSent.isPresent()) {
      return failed(batch.queries(), notSent.get());
    }
    try {
      var pages = client.get().getMetricDataPaginator(MetricDataMapping.request(batch));
      return MetricDataMapping.answers(batch, pages.stream().toList());
    } catch (SdkException e) {
      var failure = AwsErrors.failure(MetricDataMapping.CALL, e);
      if (failure.kind() == ProviderFailure.Kind.INVALID && batch.queries().size() > 1) {
        var answers = new HashMap<MetricQuery, Answer<Series>>();
        batch.halves().forEach(half -> answers.putAll(read(half)));
        return answers;
      }
      return failed(batch.queries(), failure);
    }
  }

  private static Map<MetricQuery, Answer<Series>> failed(
      List<MetricQuery> queries, ProviderFailure failure) {
    var answers = new HashMap<MetricQuery, Answer<Series>>();
    queries.forEach(query -> answers.put(query, new Answer.Failed<>(failure)));
    return answers;
  }
}
