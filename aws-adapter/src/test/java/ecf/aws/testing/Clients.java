package ecf.aws.testing;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.s3.S3Client;

/// One client per service and endpoint, kept for the life of the JVM. A client is cheap to build:
/// it opens nothing.
record Clients(
    EcsClient ecs,
    AutoScalingClient autoScaling,
    ApplicationAutoScalingClient applicationAutoScaling,
    ElasticLoadBalancingV2Client elbV2,
    Ec2Client ec2,
    CloudWatchClient cloudWatch,
    DynamoDbClient dynamoDb,
    S3Client s3) {
  static final Region REGION = Region.US_EAST_1;
  static final String ACCESS_KEY = "a";
  static final String SECRET_KEY = "b";
  private static final Map<Place, Clients> BY_PLACE = new ConcurrentHashMap<>();

  private record Place(URI endpoint, Region region) {
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B of(B builder) {
      return at(endpoint, builder).region(region);
    }
  }

  static Clients of(URI endpoint, Region region) {
    return BY_PLACE.computeIfAbsent(new Place(endpoint, region), Clients::build);
  }

  private static Clients build(Place place) {
    return new Clients(
        place.of(EcsClient.builder()).build(),
        place.of(AutoScalingClient.builder()).build(),
        place.of(ApplicationAutoScalingClient.builder()).build(),
        place.of(ElasticLoadBalancingV2Client.builder()).build(),
        place.of(Ec2Client.builder()).build(),
        place.of(CloudWatchClient.builder()).build(),
        place.of(DynamoDbClient.builder()).build(),
        // a bucket as a host name would have to be resolved
        place.of(S3Client.builder()).forcePathStyle(true).build());
  }

  /// For a service that only one contract needs, too.
  static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B at(
      URI endpoint, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(REGION)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
        // generous: whoever arranges waits, however busy the machine is
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMinutes(2)))
        .overrideConfiguration(options -> options.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }
}
