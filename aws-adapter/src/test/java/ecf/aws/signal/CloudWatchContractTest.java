package ecf.aws.signal;

import ecf.aws.client.AwsClients;
import ecf.aws.client.AwsEnvironment;
import ecf.aws.testing.Moto;
import ecf.core.port.Signals;
import ecf.core.port.testing.SignalsContract;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

class CloudWatchContractTest implements SignalsContract {
  @RegisterExtension static final Moto moto = Moto.shared();

  private final AwsClients clients =
      new AwsClients(
          "us-east-1", Optional.empty(), Optional.empty(), new AwsEnvironment(moto.environment()));

  @BeforeEach
  void emptyAccount() {
    moto.reset();
  }

  @AfterEach
  void close() {
    clients.close();
  }

  @Override
  public Signals signals() {
    return new CloudWatchSignals(clients::cloudWatch, new FailedLookups());
  }

  @Override
  public void put(String metric, Map<String, String> dimensions, Instant from, double... values) {
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
    moto.cloudWatch().putMetricData(put -> put.namespace("Shop").metricData(points));
  }
}
