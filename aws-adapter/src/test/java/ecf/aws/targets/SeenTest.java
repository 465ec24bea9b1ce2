package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.Owner;
import ecf.core.port.Answer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskSet;

/// To whom the members of a target group belong, as far as one pass was told.
class SeenTest {
  private static final String ARN =
      "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a service that runs behind it,       ACTIVE,   web,  jobs, the ECS service shop",
    "a service whose last tasks leave it, DRAINING, web,  jobs,",
    "a service that is deleted,           INACTIVE, web,  jobs,",
    "a group that is attached to it,      ACTIVE,   jobs, web,  the Auto Scaling group fleet",
    "nobody who is attached to it,        ACTIVE,   jobs, jobs,",
  })
  void whoeverIsAttachedOwnsIt(
      String name, String status, String behindService, String behindGroup, String owner) {
    var service =
        Service.builder()
            .serviceName("shop")
            .status(status)
            .loadBalancers(LoadBalancer.builder().targetGroupArn(ARN + behindService).build())
            .build();
    var group =
        AutoScalingGroup.builder()
            .autoScalingGroupName("fleet")
            .targetGroupARNs(ARN + behindGroup)
            .build();
    var seen =
        new Seen(
            Map.of(new AwsFleet.Service("eu", "shop"), new Answer.Got<>(service)),
            Map.of("fleet", new Answer.Got<>(group)),
            Map.of());

    assertThat(seen.ownerOf(ARN + "web").map(Owner::who))
        .isEqualTo(Optional.ofNullable(owner).map(who -> who + ", which it is attached to"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "the task set that has the traffic, blue",
    "the one that gets it,              green",
    "the service itself,                admin",
    "the other group of the service,    standby",
  })
  void whileCodeDeployMovesTrafficBothOfItsGroupsAreTheServices(String whose, String targetGroup) {
    var service =
        Service.builder()
            .serviceName("shop")
            .status("ACTIVE")
            .loadBalancers(
                LoadBalancer.builder()
                    .targetGroupArn(ARN + "admin")
                    .advancedConfiguration(it -> it.alternateTargetGroupArn(ARN + "standby"))
                    .build())
            .taskSets(taskSet("PRIMARY", "blue"), taskSet("ACTIVE", "green"))
            .build();
    var seen =
        new Seen(
            Map.of(new AwsFleet.Service("eu", "shop"), new Answer.Got<>(service)),
            Map.of(),
            Map.of());

    assertThat(seen.ownerOf(ARN + targetGroup)).as(whose).isPresent();
    assertThat(seen.deploymentsOf(ARN + targetGroup)).as(whose).isNotEmpty();
    assertThat(seen.ownerOf(ARN + "jobs")).isEmpty();
  }

  private static TaskSet taskSet(String status, String targetGroup) {
    return TaskSet.builder()
        .status(status)
        .loadBalancers(LoadBalancer.builder().targetGroupArn(ARN + targetGroup).build())
        .build();
  }
}
