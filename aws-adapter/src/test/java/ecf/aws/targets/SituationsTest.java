package ecf.aws.targets;

import static ecf.aws.targets.AsAws.NOW;
import static ecf.aws.targets.AsAws.group;
import static ecf.aws.targets.AsAws.instance;
import static ecf.aws.targets.AsAws.service;
import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.FleetSpec;
import ecf.core.guardrail.Busy;
import ecf.core.guardrail.Guardrail;
import ecf.core.guardrail.Protection;
import ecf.core.guardrail.SickFleet;
import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.pass.Mode;
import ecf.core.pass.Outcome;
import ecf.core.pass.Pass;
import ecf.core.pass.PassRequest;
import ecf.core.pass.TargetResult;
import ecf.core.policy.Bounds;
import ecf.core.policy.Count;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Need;
import ecf.core.policy.Proposal;
import ecf.core.port.NoMemories;
import ecf.core.port.testing.InMemoryMemories;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefresh;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupAction;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.autoscaling.model.WarmPoolConfiguration;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.ResourceManagementType;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.TaskSet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// What a careful autoscaler does in the situations that a service or a group of AWS may be in: the
/// state as AWS returns it, what becomes of a scale-out from 4 to 8, and of a scale-in from 4 to 2.
class SituationsTest {
  private static final String DEPLOYS = "deployment ecs-svc/2 in progress";
  private static final String OWNED = "its capacity belongs to ";

  record Row(String situation, AsAws state, String out, String in) {
    @Override
    public String toString() {
      return situation;
    }
  }

  static Stream<Row> services() {
    return Stream.of(
        free("a service at rest", service(_ -> {})),
        both(
            "a service with a scalable target in Application Auto Scaling",
            service(_ -> {})
                .ownedBy(
                    Owners.of(
                        ScalableTarget.builder().resourceId("service/shop/checkout").build())),
            OWNED + "application-autoscaling"),
        noIn(
            "a rolling deployment in progress",
            service(it -> it.deployments(deployment("PRIMARY", "IN_PROGRESS", 0))),
            DEPLOYS),
        noIn(
            "a rolling deployment whose predecessor still drains",
            service(it ->
                it.deployments(
                    deployment("PRIMARY", "COMPLETED", 0), deployment("ACTIVE", null, 0))),
            DEPLOYS),
        both(
            "a deployment whose tasks fail more and more",
            service(it -> it.deployments(deployment("PRIMARY", "IN_PROGRESS", 3))),
            DEPLOYS + ", 3 tasks failed"),
        both(
            "a deployment that the circuit breaker gave up",
            service(it -> it.deployments(deployment("PRIMARY", "FAILED", 0))),
            "deployment ecs-svc/2 failed"),
        shifting(DeploymentStrategy.BLUE_GREEN),
        shifting(DeploymentStrategy.LINEAR),
        shifting(DeploymentStrategy.CANARY),
        free("CodeDeploy at rest", controlledBy(DeploymentControllerType.CODE_DEPLOY)),
        noIn(
            "CodeDeploy while it moves traffic between task sets",
            service(it ->
                it.deploymentController(by -> by.type(DeploymentControllerType.CODE_DEPLOY))
                    .taskSets(taskSet("blue", "PRIMARY"), taskSet("green", "ACTIVE"))),
            "a deployment moves traffic between task sets"),
        both(
            "an EXTERNAL controller",
            controlledBy(DeploymentControllerType.EXTERNAL),
            OWNED + "an external deployment controller, which scales its task sets"),
        both(
            "a DAEMON service",
            service(it -> it.schedulingStrategy(SchedulingStrategy.DAEMON)),
            OWNED + "its DAEMON strategy: one task on each instance"),
        both(
            "an Express service",
            service(it -> it.resourceManagementType(ResourceManagementType.ECS)),
            OWNED + "ECS Express Mode, which runs and scales the service"),
        free(
            "protected tasks that stay after a scale-in: more run than are asked for",
            service(it -> it.runningCount(7))),
        new Row(
            "tasks that cannot be placed",
            service(
                it -> it.runningCount(2).events(event("was unable to place a task. RESOURCE:CPU"))),
            "no scale-out: 2 of 4 have not come up: no capacity, tries again in 5m",
            "4 → 2"),
        new Row(
            "tasks that cannot be placed for want of a quota",
            service(it ->
                it.runningCount(2)
                    .events(
                        event("was unable to place a task. You've reached the limit on tasks"))),
            "no scale-out: 2 of 4 have not come up: a quota, tries again in 5m",
            "4 → 2"),
        new Row(
            "tasks that start and do not stay well",
            service(it ->
                it.runningCount(3).events(event("(port 80) is unhealthy in (target-group web)"))),
            "no scale-out: 1 of 4 has not come up: their health, tries again in 5m",
            "4 → 2"),
        noIn(
            "tasks on their way, in a capacity provider's group that grows for them",
            service(
                it -> it.runningCount(2).pendingCount(2).capacityProviderStrategy(c -> c.base(1))),
            "2 units are pending"),
        both(
            "a service that is being deleted",
            service(it -> it.status("DRAINING")),
            "failed: service checkout is DRAINING"));
  }

  static Stream<Row> groups() {
    return Stream.of(
        free("a group at rest", group(_ -> {})),
        both(
            "a group of a capacity provider with managed scaling",
            group(it -> it.tags(TagDescription.builder().key("AmazonECSManaged").build())),
            OWNED + "the managed scaling of an ECS capacity provider"),
        both(
            "a group with a dynamic policy of its own",
            group(_ -> {}).ownedBy(Owners.of(policies("cpu-50"), List.of(), Set.of(), NOW)),
            OWNED + "an Auto Scaling policy (cpu-50)"),
        both(
            "a group with a scheduled action of its own",
            group(_ -> {}).ownedBy(Owners.of(List.of(), actions("mornings"), Set.of(), NOW)),
            OWNED + "a scheduled action (mornings)"),
        both(
            "a group with a predictive policy that scales",
            group(_ -> {})
                .ownedBy(Owners.of(predictive("ForecastAndScale"), List.of(), Set.of(), NOW)),
            OWNED + "an Auto Scaling policy (mornings)"),
        both(
            "a group with a predictive policy that scales though its alarms are suspended",
            group(it -> it.suspendedProcesses(suspended("AlarmNotification", "")))
                .ownedBy(
                    Owners.of(
                        predictive("ForecastAndScale"),
                        List.of(),
                        Set.of("AlarmNotification"),
                        NOW)),
            OWNED + "an Auto Scaling policy (mornings)"),
        free(
            "a group with a predictive policy that only forecasts",
            group(_ -> {})
                .ownedBy(Owners.of(predictive("ForecastOnly"), List.of(), Set.of(), NOW))),
        free(
            "a group whose policies are suspended: that stops nobody else",
            group(it -> it.suspendedProcesses(suspended("AlarmNotification", "")))
                .ownedBy(
                    Owners.of(policies("cpu-50"), List.of(), Set.of("AlarmNotification"), NOW))),
        noOut(
            "Launch is suspended",
            group(it -> it.suspendedProcesses(suspended("Launch", ""))),
            "Launch is suspended: no instance comes up"),
        noOut(
            "AWS suspended Launch after a day of launches that failed",
            group(it ->
                it.suspendedProcesses(
                    suspended("Launch", "Administratively suspended: launches fail"))),
            "Launch is suspended (Administratively suspended: launches fail): no instance comes"
                + " up"),
        noIn(
            "Terminate is suspended",
            group(it -> it.suspendedProcesses(suspended("Terminate", ""))),
            "Terminate is suspended: no instance goes"),
        free(
            "AddToLoadBalancer is suspended, which is only told",
            group(it -> it.suspendedProcesses(suspended("AddToLoadBalancer", "")))),
        new Row(
            "three instances are protected from scale-in",
            group(it ->
                it.instances(
                    IntStream.range(0, 4)
                        .mapToObj(i ->
                            instance("i-" + i, "InService", b -> b.protectedFromScaleIn(i < 3)))
                        .toList())),
            "4 → 8",
            "4 → 3"),
        noIn(
            "an instance waits for a lifecycle hook before it comes",
            group(it -> it.instances(threeAnd("Pending:Wait"))),
            "1 instance waits for a lifecycle hook (Pending:Wait); 1 unit is pending"),
        noIn(
            "an instance waits for a lifecycle hook before it goes",
            group(it -> it.instances(threeAnd("Terminating:Wait"))),
            "1 instance waits for a lifecycle hook (Terminating:Wait)"),
        noIn(
            "an instance refresh in progress",
            group(_ -> {})
                .refreshing(
                    InstanceRefresh.builder()
                        .instanceRefreshId("refresh-1")
                        .status("InProgress")
                        .build()),
            "instance refresh refresh-1: InProgress"),
        free(
            "a warm pool beside four that serve: what is warmed is no capacity",
            group(it ->
                it.warmPoolSize(2)
                    .warmPoolConfiguration(WarmPoolConfiguration.builder().minSize(2).build())
                    .instances(
                        Stream.concat(
                                threeAnd("InService").stream(),
                                Stream.of(instance("i-9", "Warmed:Stopped", _ -> {})))
                            .toList()))),
        new Row(
            "a weighted group: two instances of two units each, one of them protected",
            group(it ->
                it.instances(
                    instance("i-1", "InService", b -> b.weightedCapacity("2")),
                    instance(
                        "i-2",
                        "InService",
                        b -> b.weightedCapacity("2").protectedFromScaleIn(true)))),
            "4 → 8",
            "4 → 2"),
        free(
            "a group that counts vCPUs, whose two instances do not say how many they have",
            group(it ->
                it.desiredCapacityType("vcpu")
                    .instances(
                        instance("i-1", "InService", _ -> {}),
                        instance("i-2", "InService", _ -> {})))),
        free(
            "a group that rebalances its zones and is one above its desired capacity",
            group(it ->
                it.instances(
                    IntStream.range(0, 5)
                        .mapToObj(i -> instance("i-" + i, "InService", _ -> {}))
                        .toList()))),
        free(
            "a group with a maintenance policy and a maximum lifetime of its own",
            group(it ->
                it.maxInstanceLifetime(604_800)
                    .instanceMaintenancePolicy(
                        keep -> keep.minHealthyPercentage(90).maxHealthyPercentage(120)))),
        noIn(
            "a zonal shift keeps traffic from a zone",
            group(_ -> {})
                .behind(
                    List.of(
                        TargetHealthDescription.builder()
                            .administrativeOverride(by -> by.state("zonal_shift_active"))
                            .build())),
            "a zonal shift keeps traffic from a zone"),
        new Row(
            "instances that AWS has no room for",
            group(it -> it.instances(threeAnd("Terminated")))
                .launches(
                    List.of(
                        Activity.builder()
                            .description("Launching a new EC2 instance")
                            .startTime(NOW.minusSeconds(60))
                            .statusCode("Failed")
                            .statusMessage("We currently do not have sufficient m5.large capacity")
                            .build())),
            "no scale-out: 1 of 4 has not come up: no capacity, tries again in 5m",
            "4 → 2"),
        new Row(
            "a fleet half of which is sick: nothing goes, and it grows to twice its size at most",
            group(it ->
                it.instances(
                    IntStream.range(0, 4)
                        .mapToObj(i ->
                            instance(
                                "i-" + i,
                                "InService",
                                b -> b.healthStatus(i < 2 ? "Unhealthy" : "Healthy")))
                        .toList())),
            "4 → 8",
            "no scale-in: 2 of 4 running units are unhealthy"),
        both(
            "a group that is being deleted",
            group(it -> it.status("Delete in progress")),
            "failed: group web-asg: Delete in progress"),
        both(
            "a group whose own bounds contradict each other",
            group(it -> it.minSize(9).maxSize(3)),
            "failed: its MinSize 9 is above its MaxSize 3"));
  }

  @ParameterizedTest
  @MethodSource("services")
  void aService(Row row) {
    assertThat(decided(row.state, Specs.service("shop", "checkout"), 8)).isEqualTo(row.out);
    assertThat(decided(row.state, Specs.service("shop", "checkout"), 2)).isEqualTo(row.in);
  }

  @ParameterizedTest
  @MethodSource("groups")
  void aGroup(Row row) {
    assertThat(decided(row.state, Specs.group("web-asg"), 8)).isEqualTo(row.out);
    assertThat(decided(row.state, Specs.group("web-asg"), 2)).isEqualTo(row.in);
  }

  @Test
  void aWarmPoolThatWouldGrowWithTheMaximumIsToldBeforeItIsRaised() {
    var told = "its warm pool grows with its max: up to 20 more instances are kept ready";

    assertThat(warnings(pool(null))).singleElement().asString().startsWith(told);
    assertThat(warnings(pool(-1))).singleElement().asString().startsWith(told);
    assertThat(warnings(pool(25))).isEmpty();
    assertThat(warnings(group(it -> it.maxSize(20)))).isEmpty();
  }

  @Test
  void whatHindersNothingIsToldWhereSomethingChanges() {
    var state = group(it -> it.suspendedProcesses(suspended("AddToLoadBalancer", "")));

    assertThat(planned(state, Specs.group("web-asg"), 8).warnings())
        .containsExactly(
            "AddToLoadBalancer is suspended: new instances get no traffic until somebody adds"
                + " them");
    assertThat(planned(state, Specs.group("web-asg"), 4).warnings()).isEmpty();
  }

  /// Of four instances two are new. The policy asks for as many more as do not serve.
  @ParameterizedTest(name = "a DefaultInstanceWarmup of {0}: {1}")
  @CsvSource({", stays 4", "0, stays 4", "-1, stays 4", "300, 4 → 6"})
  void instancesYoungerThanTheGroupsOwnWarmUpDoNotServe(@Nullable Integer seconds, String out) {
    var store = new InMemoryMemories.Store();
    var web = Specs.group("web-asg");
    var two =
        group(it ->
            it.desiredCapacity(2)
                .instances(
                    instance("i-0", "InService", _ -> {}), instance("i-1", "InService", _ -> {})));
    try (var memories = store.open("test", "eu-west-1", "pass-1")) {
      new Pass(two, memories).run(PassRequest.all(List.of(web), Mode.APPLY));
    }
    try (var memories = store.open("test", "eu-west-1", "pass-2")) {
      var spec = with(new Missing(), List.of(), web);
      var outcome =
          new Pass(group(it -> it.defaultInstanceWarmup(seconds)), memories)
              .run(PassRequest.all(List.of(spec), Mode.PLAN))
              .targets()
              .getFirst()
              .outcome();

      assertThat(outcome instanceof Outcome.Unchanged ? "stays 4" : shown(outcome)).isEqualTo(out);
    }
  }

  /// Asks for one more for each unit that does not serve.
  private record Missing() implements ecf.core.policy.ScalingPolicy {
    @Override
    public List<Need> needs() {
      return List.of();
    }

    @Override
    public List<Proposal> propose(Observation seen) {
      int units = 2 * seen.desired() - seen.target().serving();
      return List.of(new Proposal.Want(units, Reason.of(Reason.Code.STEP, "some do not serve")));
    }
  }

  private static AsAws pool(@Nullable Integer prepared) {
    var pool = WarmPoolConfiguration.builder().maxGroupPreparedCapacity(prepared).build();
    return group(it -> it.maxSize(20).warmPoolConfiguration(pool));
  }

  /// Of a group whose bounds are made those of the file, 1 to 40.
  private static List<String> warnings(AsAws state) {
    return new Pass(state, new NoMemories())
        .run(PassRequest.all(List.of(Specs.writingBounds(Specs.group("web-asg"))), Mode.PLAN))
        .targets()
        .getFirst()
        .warnings();
  }

  /// What a pass plans for a target that a policy wants to have so many units.
  private static String decided(AsAws state, FleetSpec spec, int units) {
    return shown(planned(state, spec, units).outcome());
  }

  private static String shown(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Planned(var decision) -> "4 → " + decision.units().orElseThrow();
      case Outcome.Unchanged(var decision) -> decision.cause().reason().summary();
      case Outcome.Skipped(var cause, var _, var _) -> cause.reason().summary();
      case Outcome.Failed(var why, var _, var _) -> "failed: " + why.message();
      case Outcome.Applied _ -> "a plan changes nothing";
    };
  }

  private static TargetResult planned(AsAws state, FleetSpec spec, int units) {
    var bounds =
        units > 4
            ? new Bounds(OptionalInt.of(units), OptionalInt.empty())
            : new Bounds(OptionalInt.empty(), OptionalInt.of(units));
    var guards =
        List.<Guardrail>of(
            new Protection(), new Busy(Set.of()), new SickFleet(0.5, Duration.ofMinutes(1)));
    return new Pass(state, new NoMemories())
        .run(PassRequest.all(List.of(with(new Count(bounds), guards, spec)), Mode.PLAN))
        .targets()
        .getFirst();
  }

  private static FleetSpec with(
      ecf.core.policy.ScalingPolicy policy, List<Guardrail> guardrails, FleetSpec spec) {
    return new FleetSpec(
        spec.id(),
        spec.resource(),
        spec.capacity(),
        List.of(new NamedPolicy("policy", "policy", policy, new MissingData.HoldScaleIn())),
        guardrails,
        Map.of(),
        spec.health(),
        spec.conduct(),
        spec.ties(),
        spec.wakeOn());
  }

  private static Row free(String situation, AsAws state) {
    return new Row(situation, state, "4 → 8", "4 → 2");
  }

  private static Row both(String situation, AsAws state, String why) {
    boolean busy = why.startsWith("deployment ");
    return new Row(
        situation, state, busy ? "no scale-out: " + why : why, busy ? "no scale-in: " + why : why);
  }

  private static Row noIn(String situation, AsAws state, String why) {
    return new Row(situation, state, "4 → 8", "no scale-in: " + why);
  }

  private static Row noOut(String situation, AsAws state, String why) {
    return new Row(situation, state, "no scale-out: " + why, "4 → 2");
  }

  private static Row shifting(DeploymentStrategy strategy) {
    return noIn(
        "a " + strategy + " deployment: two revisions at full size",
        service(it ->
            it.runningCount(8)
                .deploymentConfiguration(by -> by.strategy(strategy))
                .deployments(
                    deployment("PRIMARY", "IN_PROGRESS", 0), deployment("ACTIVE", null, 0))),
        DEPLOYS);
  }

  private static AsAws controlledBy(DeploymentControllerType type) {
    return service(it -> it.deploymentController(by -> by.type(type)));
  }

  private static Deployment deployment(String status, @Nullable String rollout, int failed) {
    return Deployment.builder()
        .id(status.equals("PRIMARY") ? "ecs-svc/2" : "ecs-svc/1")
        .status(status)
        .rolloutState(rollout)
        .failedTasks(failed)
        .createdAt(NOW.minusSeconds(60))
        .build();
  }

  private static TaskSet taskSet(String id, String status) {
    return TaskSet.builder().id(id).status(status).createdAt(NOW.minusSeconds(60)).build();
  }

  private static ServiceEvent event(String text) {
    return ServiceEvent.builder()
        .createdAt(NOW.minusSeconds(60))
        .message("(service checkout) " + text)
        .build();
  }

  private static SuspendedProcess suspended(String name, String why) {
    return SuspendedProcess.builder().processName(name).suspensionReason(why).build();
  }

  private static List<ScalingPolicy> policies(String name) {
    return List.of(
        ScalingPolicy.builder().policyName(name).policyType("TargetTrackingScaling").build());
  }

  private static List<ScalingPolicy> predictive(String mode) {
    return List.of(
        ScalingPolicy.builder()
            .policyName("mornings")
            .policyType("PredictiveScaling")
            .predictiveScalingConfiguration(by -> by.mode(mode))
            .build());
  }

  private static List<ScheduledUpdateGroupAction> actions(String name) {
    return List.of(
        ScheduledUpdateGroupAction.builder()
            .scheduledActionName(name)
            .recurrence("0 8 * * *")
            .build());
  }

  /// Three in service and one in another state.
  private static List<Instance> threeAnd(String state) {
    return IntStream.range(0, 4)
        .mapToObj(i -> instance("i-" + i, i == 0 ? state : "InService", _ -> {}))
        .toList();
  }
}
