package ecf.aws.testing;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.s3.S3Client;

/// Something that answers AWS's APIs. A contract test is written against this, and runs on moto, on
/// moto in a container and on LocalStack alike.
///
/// The clients arrange and check; they retry nothing. The code under test builds its own, from
/// [#uri()].
public interface AwsEndpoint {
  URI uri();

  /// Where the clients arrange and check.
  default Region region() {
    return Clients.REGION;
  }

  default EcsClient ecs() {
    return Clients.of(uri(), region()).ecs();
  }

  default AutoScalingClient autoScaling() {
    return Clients.of(uri(), region()).autoScaling();
  }

  default ApplicationAutoScalingClient applicationAutoScaling() {
    return Clients.of(uri(), region()).applicationAutoScaling();
  }

  default ElasticLoadBalancingV2Client elbV2() {
    return Clients.of(uri(), region()).elbV2();
  }

  default Ec2Client ec2() {
    return Clients.of(uri(), region()).ec2();
  }

  default CloudWatchClient cloudWatch() {
    return Clients.of(uri(), region()).cloudWatch();
  }

  default DynamoDbClient dynamoDb() {
    return Clients.of(uri(), region()).dynamoDb();
  }

  default S3Client s3() {
    return Clients.of(uri(), region()).s3();
  }

  /// What a child process needs in its environment to talk to this endpoint and to nothing else.
  default Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL",
        uri().toString(),
        "AWS_REGION",
        region().id(),
        "AWS_ACCESS_KEY_ID",
        Clients.ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY",
        Clients.SECRET_KEY,
        "AWS_EC2_METADATA_DISABLED",
        "true");
  }
}
