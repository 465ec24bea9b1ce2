package ecf.aws.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/// What every endpoint of these tests must do, in each wire protocol that ecf-aws speaks: CBOR,
/// JSON, EC2's query and REST XML. A contract that fails here explains failures anywhere else.
///
/// Names are random, because an endpoint that is not ours to reset may hold what an earlier run
/// left.
interface EndpointContract {
  /// One that both emulators know without listing them all.
  String IMAGE = "ami-12c6146b";

  AwsEndpoint endpoint();

  static String fresh(String name) {
    return name + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  @Test
  default void aMetricPointComesBackAsItWasPut() {
    var minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(5, ChronoUnit.MINUTES);
    var queue = Dimension.builder().name("QueueName").value(fresh("orders")).build();
    var metric = Metric.builder().namespace("Shop").metricName("Backlog").dimensions(queue).build();
    var point =
        MetricDatum.builder()
            .metricName("Backlog")
            .dimensions(queue)
            .timestamp(minute)
            .value(41.5)
            .build();
    var query =
        MetricDataQuery.builder()
            .id("backlog")
            .metricStat(stat -> stat.metric(metric).period(60).stat("Maximum"))
            .build();
    endpoint().cloudWatch().putMetricData(put -> put.namespace("Shop").metricData(point));

    var result =
        endpoint()
            .cloudWatch()
            .getMetricData(get ->
                get.startTime(minute.minus(5, ChronoUnit.MINUTES))
                    .endTime(minute.plus(5, ChronoUnit.MINUTES))
                    .metricDataQueries(query))
            .metricDataResults()
            .getFirst();

    assertThat(result.statusCode()).isEqualTo(StatusCode.COMPLETE);
    assertThat(result.timestamps()).containsExactly(minute);
    assertThat(result.values()).containsExactly(41.5);
  }

  @Test
  default void instancesAreFoundByTheirTag() {
    var app = fresh("web");
    var tag = Tag.builder().key("app").value(app).build();
    var tags = TagSpecification.builder().resourceType(ResourceType.INSTANCE).tags(tag).build();
    var tagged = Filter.builder().name("tag:app").values(app).build();
    var started =
        endpoint()
            .ec2()
            .runInstances(run ->
                run.imageId(IMAGE)
                    .instanceType(InstanceType.T3_MICRO)
                    .minCount(2)
                    .maxCount(2)
                    .tagSpecifications(tags))
            .instances();

    var found =
        endpoint()
            .ec2()
            .describeInstances(describe -> describe.filters(tagged))
            .reservations()
            .stream()
            .flatMap(reservation -> reservation.instances().stream())
            .toList();

    assertThat(found)
        .extracting(instance -> instance.instanceId())
        .containsExactlyInAnyOrderElementsOf(
            started.stream().map(instance -> instance.instanceId()).toList());
  }

  @Test
  default void anObjectIsReadAsItWasWritten() {
    var bucket = fresh("configs");
    var text = "version: 1 # größer\n";
    endpoint().s3().createBucket(request -> request.bucket(bucket));
    endpoint()
        .s3()
        .putObject(put -> put.bucket(bucket).key("ecf.yaml"), RequestBody.fromString(text));

    var read = endpoint().s3().getObjectAsBytes(get -> get.bucket(bucket).key("ecf.yaml"));

    assertThat(read.asUtf8String()).isEqualTo(text);
  }
}
