package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.Activity;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetState;
import ecf.core.port.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.ResourceManagementType;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskSet;

/// What ECS says of a service, as a fleet. Most of this moto never says: it has no deployments that
/// take their time, no task sets and no owners.
class ServiceMappingTest {
  private static final Instant BEGUN = Instant.parse("2026-11-21T10:00:00Z");
  private static final String TG = "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/";

  @Test
  void everyCountHasItsPlace() {
    var fleet = fleet(it -> it.desiredCount(7).runningCount(5).pendingCount(2).createdAt(BEGUN));

    assertThat(fleet.desired()).isEqualTo(7);
    assertThat(fleet.running()).isEqualTo(5);
    assertThat(fleet.serving()).isEqualTo(5);
    assertThat(fleet.pending()).isEqualTo(2);
    assertThat(fleet.limits()).isEmpty();
    assertThat(fleet.warmUp()).isEmpty();
  }

  @Test
  void aServiceMadeAnewUnderItsNameIsAnother() {
    assertThat(fleet(it -> it.createdAt(BEGUN)).identity())
        .isNotEqualTo(fleet(it -> it.createdAt(BEGUN.plusSeconds(1))).identity());
  }

  static Stream<Arguments> deployments() {
    return Stream.of(
        Arguments.of(
            "one that has come to its end", List.of(deployment("COMPLETED", 0)), "", false),
        Arguments.of(
            "one under way",
            List.of(deployment("IN_PROGRESS", 0)),
            "deployment ecs-svc/2 in progress",
            false),
        Arguments.of(
            "one under way whose tasks do not come up",
            List.of(deployment("IN_PROGRESS", 3)),
            "deployment ecs-svc/2 in progress, 3 tasks failed",
            true),
        Arguments.of(
            "one that the circuit breaker gave up",
            List.of(deployment("FAILED", 0)),
            "deployment ecs-svc/2 failed",
            true),
        Arguments.of(
            "one whose predecessor still drains",
            List.of(deployment("COMPLETED", 0), older()),
            "deployment ecs-svc/2 in progress",
            false),
        Arguments.of("CodeDeploy's, which has no state", List.of(deployment(null, 0)), "", false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("deployments")
  void aDeploymentIsAnActivity(
      String name, List<Deployment> deployments, String summary, boolean failing) {
    var activities = fleet(it -> it.deployments(deployments)).activities();

    if (summary.isEmpty()) {
      assertThat(activities).as(name).isEmpty();
    } else {
      assertThat(activities)
          .as(name)
          .containsExactly(
              new Activity(
                  Activity.Kind.DEPLOYMENT, summary, Optional.of(BEGUN), hinders(failing)));
    }
  }

  @Test
  void aShiftBetweenTaskSetsIsADeployment() {
    var blue = TaskSet.builder().id("blue").status("PRIMARY").createdAt(BEGUN).build();
    var green = TaskSet.builder().id("green").status("ACTIVE").createdAt(BEGUN).build();

    assertThat(fleet(it -> it.taskSets(blue, green)).activities())
        .extracting(Activity::kind)
        .containsExactly(Activity.Kind.DEPLOYMENT);
    assertThat(fleet(it -> it.taskSets(blue)).activities()).isEmpty();
  }

  static Stream<Arguments> owners() {
    return Stream.of(
        owner("a replica service", it -> it.schedulingStrategy(SchedulingStrategy.REPLICA), ""),
        owner("a daemon", it -> it.schedulingStrategy(SchedulingStrategy.DAEMON), "DAEMON"),
        owner(
            "an Express service",
            it -> it.resourceManagementType(ResourceManagementType.ECS),
            "Express"),
        owner(
            "a service of one's own",
            it -> it.resourceManagementType(ResourceManagementType.CUSTOMER),
            ""),
        owner(
            "task sets of one's own",
            it -> it.deploymentController(c -> c.type(DeploymentControllerType.EXTERNAL)),
            "external deployment controller"),
        owner(
            "CodeDeploy",
            it -> it.deploymentController(c -> c.type(DeploymentControllerType.CODE_DEPLOY)),
            ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("owners")
  void whoRunsTheServiceOwnsItAbsolutely(
      String name, Consumer<Service.Builder> change, String who) {
    var owner = fleet(change).owner();

    assertThat(owner.isPresent()).as(name).isEqualTo(!who.isEmpty());
    owner.ifPresent(it -> {
      assertThat(it.who()).contains(who);
      assertThat(it.absolute()).isTrue();
    });
  }

  @ParameterizedTest(name = "a service that is {0}")
  @CsvSource({"DRAINING", "INACTIVE"})
  void aServiceThatIsBeingDeletedIsNotFound(String status) {
    var answer = ServiceMapping.fleet(service(it -> it.status(status)), Map.of());

    assertThat(failed(answer))
        .hasValueSatisfying(why -> {
          assertThat(why.kind()).isEqualTo(ProviderFailure.Kind.NOT_FOUND);
          assertThat(why.message()).isEqualTo("service checkout is " + status);
          assertThat(why.hint()).contains("being deleted");
        });
  }

  @Test
  void everyEntryOfALoadBalancerMustBeHealthyInOneOfItsGroups() {
    var service =
        service(it ->
            it.loadBalancers(
                LoadBalancer.builder()
                    .targetGroupArn(TG + "blue")
                    .advancedConfiguration(a -> a.alternateTargetGroupArn(TG + "green"))
                    .build(),
                LoadBalancer.builder().targetGroupArn(TG + "admin").build(),
                LoadBalancer.builder().loadBalancerName("classic").build()));

    assertThat(ServiceMapping.targetGroups(service))
        .containsExactly(List.of(TG + "blue", TG + "green"), List.of(TG + "admin"));
  }

  @Test
  void theTaskSetThatHasTheTrafficKnowsTheTargetGroup() {
    var green =
        TaskSet.builder()
            .status("PRIMARY")
            .loadBalancers(LoadBalancer.builder().targetGroupArn(TG + "green").build())
            .build();
    var service =
        service(it ->
            it.taskSets(green)
                .loadBalancers(LoadBalancer.builder().targetGroupArn(TG + "blue").build()));

    assertThat(ServiceMapping.targetGroups(service)).containsExactly(List.of(TG + "green"));
  }

  private static Activity.Hinders hinders(boolean failing) {
    return failing ? Activity.Hinders.BOTH : Activity.Hinders.SCALE_IN;
  }

  private static Optional<ProviderFailure> failed(Answer<TargetState.Fleet> answer) {
    return answer instanceof Answer.Failed<TargetState.Fleet>(var why)
        ? Optional.of(why)
        : Optional.empty();
  }

  private static Arguments owner(String name, Consumer<Service.Builder> change, String who) {
    return Arguments.of(name, change, who);
  }

  private static Deployment deployment(@Nullable String state, int failedTasks) {
    return Deployment.builder()
        .id("ecs-svc/2")
        .status("PRIMARY")
        .rolloutState(state)
        .failedTasks(failedTasks)
        .createdAt(BEGUN)
        .build();
  }

  private static Deployment older() {
    return Deployment.builder().id("ecs-svc/1").status("ACTIVE").build();
  }

  private static TargetState.Fleet fleet(Consumer<Service.Builder> change) {
    return switch (ServiceMapping.fleet(service(change), Map.of())) {
      case Answer.Got<TargetState.Fleet>(var fleet) -> fleet;
      case Answer.Failed<TargetState.Fleet>(var why) -> throw new AssertionError(why);
    };
  }

  private static Service service(Consumer<Service.Builder> change) {
    var builder =
        Service.builder()
            .serviceName("checkout")
            .serviceArn("arn:aws:ecs:eu-west-1:1:service/shop/checkout")
            .status("ACTIVE");
    change.accept(builder);
    return builder.build();
  }
}
