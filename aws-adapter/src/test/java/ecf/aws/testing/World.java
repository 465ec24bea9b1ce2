package ecf.aws.testing;

import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/// Arranges an account in the words of a test, and says afterwards what became of it:
///
/// ```java
/// var world = World.in(moto);
/// var checkout = world.cluster("shop").service("checkout", 4).cpu(90);
/// var web = world.group("web-asg", 2, 20, 4).cpu(50);
/// ...
/// assertThat(checkout.desired()).isEqualTo(6);
/// ```
///
/// Everything exists at once: tasks run, instances are in service, members are healthy. A metric
/// given as one number was flat for the last half hour; as several, these are its last minutes,
/// oldest first. Points lie on complete minutes only.
public final class World {
  private static final String TEMPLATE = "web";

  final MotoEndpoint moto;
  final MetricPoints points;

  private World(MotoEndpoint moto, Instant now) {
    this.moto = moto;
    points = new MetricPoints(moto, now);
  }

  /// An account as it is now.
  public static World in(MotoEndpoint moto) {
    return at(moto, Instant.now());
  }

  /// An account whose metrics end before a stated moment, for tests with a clock of their own.
  public static World at(MotoEndpoint moto, Instant now) {
    return new World(moto, now);
  }

  public Cluster cluster(String name) {
    moto.ecs().createCluster(create -> create.clusterName(name));
    return new Cluster(this, name);
  }

  public record Cluster(World world, String name) {
    /// A service whose tasks all run.
    public FleetService service(String service, int desired) {
      return FleetService.create(world, name, service, desired);
    }
  }

  /// A group whose instances are all in service.
  public FleetGroup group(String name, int min, int max, int desired) {
    return FleetGroup.create(this, name, min, max, desired);
  }

  /// A target group without members and without a load balancer.
  public FleetTargetGroup targetGroup(String name) {
    return FleetTargetGroup.create(this, name);
  }

  /// A load balancer without a listener.
  public FleetBalancer balancer(String name) {
    return FleetBalancer.create(this, name);
  }

  /// A running instance that belongs to no group.
  ///
  /// @return its ID
  public String instance(Map<String, String> tags) {
    var all =
        tags.entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    var specification =
        TagSpecification.builder().resourceType(ResourceType.INSTANCE).tags(all).build();
    return moto.ec2()
        .runInstances(run ->
            run.imageId(EndpointContract.IMAGE)
                .instanceType(InstanceType.T3_MICRO)
                .minCount(1)
                .maxCount(1)
                .tagSpecifications(specification))
        .instances()
        .getFirst()
        .instanceId();
  }

  /// An empty table for what passes remember.
  public World stateTable(String name) {
    moto.dynamoDb()
        .createTable(create ->
            create
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    pk -> pk.attributeName("pk").attributeType(ScalarAttributeType.S),
                    sk -> sk.attributeName("sk").attributeType(ScalarAttributeType.S))
                .keySchema(
                    pk -> pk.attributeName("pk").keyType(KeyType.HASH),
                    sk -> sk.attributeName("sk").keyType(KeyType.RANGE)));
    return this;
  }

  /// A metric of the test's own.
  public World metric(
      String namespace, String name, Map<String, String> dimensions, double... values) {
    points.put(namespace, name, dimensions, values);
    return this;
  }

  Subnet subnet() {
    return moto.ec2().describeSubnets().subnets().getFirst();
  }

  String launchTemplate() {
    if (moto.ec2().describeLaunchTemplates().launchTemplates().isEmpty()) {
      moto.ec2()
          .createLaunchTemplate(create ->
              create
                  .launchTemplateName(TEMPLATE)
                  .launchTemplateData(data ->
                      data.imageId(EndpointContract.IMAGE).instanceType(InstanceType.T3_MICRO)));
    }
    return TEMPLATE;
  }
}
