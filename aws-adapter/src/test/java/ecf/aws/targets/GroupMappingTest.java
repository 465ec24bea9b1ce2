package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.Activity;
import ecf.core.model.CapacityRange;
import ecf.core.model.FleetInstance;
import ecf.core.model.Member;
import ecf.core.model.TargetState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.autoscaling.model.TrafficSourceIdentifier;

/// What Auto Scaling says of a group, as a fleet. In moto every instance is in service and healthy
/// at once, and weights and hooks mean nothing.
class GroupMappingTest {
  @ParameterizedTest(name = "{0} {1}: running {2}, serving {3}, pending {4}, sick {5}")
  @CsvSource({
    "InService, Healthy, 1, 1, 0, 0",
    "InService, Unhealthy, 1, 0, 0, 1",
    "Pending, Healthy, 0, 0, 1, 0",
    "Pending:Wait, Healthy, 0, 0, 1, 0",
    "Pending:Proceed, Healthy, 0, 0, 1, 0",
    "Terminating, Healthy, 0, 0, 0, 0",
    "Terminating:Wait, Healthy, 0, 0, 0, 0",
    "Terminating:Proceed, Healthy, 0, 0, 0, 0",
    "Terminated, Unhealthy, 0, 0, 0, 0",
    "EnteringStandby, Healthy, 0, 0, 0, 0",
    "Standby, Healthy, 0, 0, 0, 0",
    "Detaching, Healthy, 0, 0, 0, 0",
    "Detached, Healthy, 0, 0, 0, 0",
    "Quarantined, Healthy, 0, 0, 0, 0",
    "Warmed:Pending, Healthy, 0, 0, 0, 0",
    "Warmed:Stopped, Healthy, 0, 0, 0, 0",
    "Warmed:Running, Healthy, 0, 0, 0, 0",
    "a state of next year, Healthy, 0, 0, 0, 0",
  })
  void anInstanceCountsByItsState(
      String state, String health, int running, int serving, int pending, int sick) {
    var fleet = fleet(it -> it.instances(instance("i-1", state, health, null)));

    assertThat(fleet.running()).isEqualTo(running);
    assertThat(fleet.serving()).isEqualTo(serving);
    assertThat(fleet.pending()).isEqualTo(pending);
    assertThat(fleet.condition().unhealthy()).isEqualTo(sick);
  }

  @Test
  void instancesAreToldOneByOneWhileTheyAreInService() {
    var group =
        AutoScalingGroup.builder()
            .instances(
                instance("i-3", "InService", "Unhealthy", "4"),
                instance("i-2", "InService", "Healthy", null),
                instance("i-1", "Terminating:Wait", "Unhealthy", null),
                instance("i-4", "Pending", "Healthy", null),
                instance("i-5", "Standby", "Unhealthy", null))
            .build();

    assertThat(GroupMapping.instances(group, GroupMapping::sickness))
        .containsExactly(
            new FleetInstance("i-2", "eu-west-1a", 1, false, Optional.empty()),
            new FleetInstance(
                "i-3", "eu-west-1a", 4, false, Optional.of("HealthStatus Unhealthy")));
  }

  @ParameterizedTest(name = "{0}, protected {1}: {2} of its 4 units")
  @CsvSource({
    "InService,        true,  4",
    "InService,        false, 0",
    "InService,        ,      0",
    "Pending:Wait,     true,  4",
    "Terminating,      true,  0",
    "Terminating:Wait, true,  0",
    "Standby,          true,  0",
    "Warmed:Stopped,   true,  0",
  })
  void protectedIsWhatCountsAndWouldNotBeTakenAway(
      String state, @Nullable Boolean isProtected, int units) {
    var instance =
        instance("i-1", state, "Healthy", "4").toBuilder()
            .protectedFromScaleIn(isProtected)
            .build();
    var other = instance("i-2", "InService", "Healthy", "8");

    assertThat(fleet(it -> it.instances(instance, other)).condition().protectedUnits())
        .isEqualTo(units);
  }

  @Test
  void aWeightedGroupIsCountedInUnits() {
    var fleet =
        fleet(it ->
            it.desiredCapacity(12)
                .instances(
                    instance("i-1", "InService", "Healthy", "4"),
                    instance("i-2", "InService", "Healthy", "8"),
                    instance("i-3", "Pending", "Healthy", "2"),
                    instance("i-4", "InService", "Unhealthy", "1")));

    assertThat(fleet.desired()).isEqualTo(12);
    assertThat(fleet.running()).isEqualTo(13);
    assertThat(fleet.serving()).isEqualTo(12);
    assertThat(fleet.pending()).isEqualTo(2);
    assertThat(fleet.condition().unhealthy()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "units,      3, 1", // instances, where they have no weight
    "vcpu,       6, 2", // each of the four has a quarter of the 8 that are asked for
    "memory-mib, 6, 2",
  })
  void aGroupIsCountedInTheUnitOfItsDesiredCapacity(String type, int running, int pending) {
    var fleet =
        fleet(it ->
            it.desiredCapacityType(type)
                .desiredCapacity(8)
                .instances(
                    instance("i-1", "InService", "Healthy", null),
                    instance("i-2", "InService", "Healthy", null),
                    instance("i-3", "InService", "Healthy", null),
                    instance("i-4", "Pending", "Healthy", null)));

    assertThat(fleet.running()).isEqualTo(running);
    assertThat(fleet.pending()).isEqualTo(pending);
  }

  @Test
  void aGroupOfVcpusWhoseInstancesTellTheirsIsCountedByThem() {
    var fleet =
        fleet(it ->
            it.desiredCapacityType("vcpu")
                .desiredCapacity(8)
                .instances(
                    instance("i-1", "InService", "Healthy", "4"),
                    instance("i-2", "InService", "Healthy", "2")));

    assertThat(fleet.running()).isEqualTo(6);
  }

  @Test
  void theGroupsOwnBoundsAreItsLimits() {
    assertThat(fleet(it -> it.minSize(2).maxSize(20)).limits()).contains(new CapacityRange(2, 20));
  }

  @ParameterizedTest(name = "a DefaultInstanceWarmup of {0}")
  @CsvSource({"120, PT2M", "0, PT0S"})
  void theGroupsWarmUpIsToldToTheCore(int seconds, Duration warmUp) {
    assertThat(fleet(it -> it.defaultInstanceWarmup(seconds)).warmUp()).contains(warmUp);
  }

  @Test
  void aGroupWithoutAWarmUpTellsNone() {
    assertThat(fleet(_ -> {}).warmUp()).isEmpty();
    assertThat(fleet(it -> it.defaultInstanceWarmup(-1)).warmUp()).isEmpty();
  }

  @Test
  void unitsInServiceAreCountedByZone() {
    var elsewhere =
        instance("i-3", "InService", "Unhealthy", "4").toBuilder().availabilityZone("eu-west-1b");
    var fleet =
        fleet(it ->
            it.instances(
                instance("i-1", "InService", "Healthy", null),
                instance("i-2", "InService", "Healthy", "2"),
                elsewhere.build(),
                instance("i-4", "Pending", "Healthy", null),
                elsewhere.availabilityZone("eu-west-1c").lifecycleState("Terminating").build()));

    assertThat(fleet.condition().byZone()).isEqualTo(Map.of("eu-west-1a", 3, "eu-west-1b", 4));
  }

  @Test
  void instancesThatWaitForAHookAreAnActivity() {
    var fleet =
        fleet(it ->
            it.instances(
                instance("i-1", "Terminating:Wait", "Healthy", null),
                instance("i-2", "Terminating:Wait", "Healthy", null),
                instance("i-3", "Pending:Wait", "Healthy", null)));

    assertThat(fleet.activities())
        .containsExactly(
            Activity.of(
                Activity.Kind.LIFECYCLE_WAIT,
                "1 instance waits for a lifecycle hook (Pending:Wait)"),
            Activity.of(
                Activity.Kind.LIFECYCLE_WAIT,
                "2 instances wait for a lifecycle hook (Terminating:Wait)"));
  }

  @Test
  void aGroupOfACapacityProviderBelongsToEcs() {
    var fleet = fleet(it -> it.tags(TagDescription.builder().key("AmazonECSManaged").build()));

    assertThat(fleet.owner())
        .hasValueSatisfying(owner -> {
          assertThat(owner.who()).contains("capacity provider");
          assertThat(owner.absolute()).isFalse();
        });
  }

  @Test
  void aGroupThatIsBeingDeletedIsNotFound() {
    var answer = GroupMapping.fleet(group(it -> it.status("Delete in progress")), Map.of());

    assertThat(answer.toString())
        .contains("DescribeAutoScalingGroups", "web-asg: Delete in progress");
  }

  @Test
  void boundsThatContradictEachOtherAreToldAndBreakNothing() {
    var answer = GroupMapping.fleet(group(it -> it.minSize(9).maxSize(4)), Map.of());

    assertThat(answer.toString()).contains("its MinSize 9 is above its MaxSize 4");
  }

  @Test
  void targetGroupsAreKnownByEitherWayOfAttaching() {
    var group =
        group(it ->
            it.targetGroupARNs("arn:one")
                .trafficSources(
                    source("elbv2", "arn:one"),
                    source("elbv2", "arn:two"),
                    source("vpc-lattice", "arn:three")));

    assertThat(GroupMapping.targetGroups(group)).containsExactly("arn:one", "arn:two");
  }

  @Test
  void membersAreWhoIsInServiceInTheirOrder() {
    var group =
        group(it ->
            it.instances(
                instance("i-2", "InService", "Unhealthy", null),
                instance("i-1", "InService", "Healthy", null),
                instance("i-3", "Terminating", "Healthy", null)));

    assertThat(MemberMapping.members(group, 8080))
        .containsExactly(
            new Member("i-1", 8080, "eu-west-1a"), new Member("i-2", 8080, "eu-west-1a"));
  }

  private static Instance instance(
      String id, String state, String health, @Nullable String weight) {
    return Instance.builder()
        .instanceId(id)
        .lifecycleState(state)
        .healthStatus(health)
        .weightedCapacity(weight)
        .availabilityZone("eu-west-1a")
        .build();
  }

  private static TrafficSourceIdentifier source(String type, String arn) {
    return TrafficSourceIdentifier.builder().type(type).identifier(arn).build();
  }

  private static TargetState.Fleet fleet(Consumer<AutoScalingGroup.Builder> change) {
    return Stream.of(GroupMapping.fleet(group(change), Map.of()))
        .flatMap(answer -> Seen.got(answer).stream())
        .findFirst()
        .orElseThrow();
  }

  private static AutoScalingGroup group(Consumer<AutoScalingGroup.Builder> change) {
    var builder =
        AutoScalingGroup.builder()
            .autoScalingGroupName("web-asg")
            .autoScalingGroupARN("arn:aws:autoscaling:eu-west-1:1:autoScalingGroup:x")
            .minSize(1)
            .maxSize(9)
            .desiredCapacity(2)
            .instances(List.of());
    change.accept(builder);
    return builder.build();
  }
}
