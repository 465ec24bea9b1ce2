package ecf.aws.testing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/// Puts one point a minute, the newest on the last minute that is complete.
///
/// @param now the moment before which the points lie
record MetricPoints(AwsEndpoint endpoint, Instant now) {
  private static final int HALF_AN_HOUR = 30;

  void put(String namespace, String name, Map<String, String> dimensions, double... values) {
    var series = values.length == 1 ? flat(values[0]) : values;
    var newest = now.truncatedTo(ChronoUnit.MINUTES).minus(1, ChronoUnit.MINUTES);
    var named =
        dimensions.entrySet().stream()
            .map(d -> Dimension.builder().name(d.getKey()).value(d.getValue()).build())
            .toList();
    var points =
        IntStream.range(0, series.length)
            .mapToObj(i ->
                MetricDatum.builder()
                    .metricName(name)
                    .dimensions(named)
                    .value(series[i])
                    .timestamp(newest.minus(series.length - 1 - i, ChronoUnit.MINUTES))
                    .build())
            .toList();
    endpoint.cloudWatch().putMetricData(put -> put.namespace(namespace).metricData(points));
  }

  private static double[] flat(double value) {
    var series = new double[HALF_AN_HOUR];
    Arrays.fill(series, value);
    return series;
  }
}
