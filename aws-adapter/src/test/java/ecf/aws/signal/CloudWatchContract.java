package ecf.aws.signal;

import ecf.aws.testing.EmptyAccount;
import ecf.core.port.Signals;
import ecf.core.port.testing.SignalsContract;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/// The contract of signals on some endpoint that has CloudWatch.
abstract class CloudWatchContract implements SignalsContract {
  @RegisterExtension final EmptyAccount account;

  CloudWatchContract(EmptyAccount account) {
    this.account = account;
  }

  @Override
  public final Signals signals() {
    return new CloudWatchSignals(account.clients()::cloudWatch, new FailedLookups());
  }

  @Override
  public final void put(
      String metric, Map<String, String> dimensions, Instant from, double... values) {
    var named =
        dimensions.entrySet().stream()
            .map(each -> Dimension.builder().name(each.getKey()).value(each.getValue()).build())
            .toList();
    var points =
        IntStream.range(0, values.length)
            .mapToObj(i ->
                MetricDatum.builder()
                    .metricName(metric)
                    .dimensions(named)
                    .timestamp(from.plus(MINUTE.multipliedBy(i)))
                    .value(values[i])
                    .build())
            .toList();
    account.clients().cloudWatch().putMetricData(put -> put.namespace("Shop").metricData(points));
  }
}
