package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.Shortfall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/// What AWS's texts mean, and which of them still counts.
class ShortfallsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "CAPACITY | We currently do not have sufficient m5.large capacity in the Availability Zone"
            + " you requested (us-east-1a). Launching EC2 instance failed.",
        "CAPACITY | Could not launch Spot Instances. UnfulfillableCapacity - Unable to fulfill"
            + " capacity due to your request configuration.",
        "CAPACITY | There is no Spot capacity available that matches your request.",
        "CAPACITY | Your Spot request price of 0.01 is lower than the minimum required Spot request"
            + " fulfillment price of 0.07.",
        "CAPACITY | service checkout was unable to place a task because no container instance met"
            + " all of its requirements. The closest matching container-instance 1 has insufficient"
            + " CPU units available.",
        "CAPACITY | service checkout was unable to place a task. Reason: Capacity is unavailable at"
            + " this time. Please try again later or in a different availability zone.",
        "CAPACITY | service checkout was unable to place a task. Reason: RESOURCE:MEMORY",
        "QUOTA | You have requested more vCPU capacity than your current vCPU limit of 32 allows"
            + " for the instance bucket. Launching EC2 instance failed.",
        "QUOTA | Max spot instance count exceeded. MaxSpotInstanceCountExceeded",
        "QUOTA | service checkout was unable to place a task. Reason: You've reached the limit on"
            + " the number of tasks you can run concurrently.",
        "QUOTA | You have reached your quota of maximum Fargate vCPUs",
        "IMAGE | The image id '[ami-0123]' does not exist. Launching EC2 instance failed.",
        "IMAGE | service checkout was unable to start a task: CannotPullContainerError: manifest"
            + " for shop:7 not found",
        "HEALTH | (service checkout) (port 8080) is unhealthy in (target-group arn:aws:tg) due to"
            + " (reason Health checks failed with these codes: [502]).",
        "HEALTH | (service checkout) (task 1) failed container health checks.",
        "HEALTH | service checkout is unable to consistently start tasks successfully.",
        "HEALTH | (deployment ecs-svc/1) deployment failed: tasks failed to start.",
        "SETTINGS | The security group 'sg-1' does not exist. Launching EC2 instance failed.",
        "SETTINGS | Invalid IAM Instance Profile name. Launching EC2 instance failed.",
        "SETTINGS | service checkout failed to launch a task with (error ECS was unable to assume"
            + " the role).",
        "SETTINGS | There are not enough free addresses in subnet 'subnet-1'.",
        "SETTINGS | Your requested instance type (c9.large) is not supported in your requested"
            + " Availability Zone (us-east-1e).",
        "UNKNOWN | Something that nobody has seen yet failed.",
      })
  void aTextMeans(Shortfall.Kind kind, String text) {
    var found = Shortfalls.of(text, NOW);

    assertThat(found.kind()).isEqualTo(kind);
    assertThat(found.text()).isEqualTo(text);
    assertThat(found.hint()).isNotBlank();
  }

  @Test
  void aLongTextIsOneShortLine() {
    var found = Shortfalls.of("one\n\ttwo " + "x".repeat(1000), NOW);

    assertThat(found.text()).startsWith("one two xxx").endsWith("…").hasSizeLessThan(310);
  }

  static Stream<Arguments> events() {
    return Stream.of(
        Arguments.of("nothing was said", List.of(), ""),
        Arguments.of("all is well", List.of("1m has reached a steady state."), ""),
        Arguments.of(
            "no place",
            List.of(
                "1m was unable to place a task. Reason: RESOURCE:CPU", "9m has started 2 tasks"),
            "CAPACITY"),
        Arguments.of(
            "no place, and all was well since",
            List.of("1m has reached a steady state.", "2m was unable to place a task."),
            ""),
        Arguments.of(
            "no place, and tasks were placed since",
            List.of(
                "1m has started 2 tasks: (task 1)", "2m was unable to place a task. no capacity"),
            ""),
        Arguments.of(
            "sick, and others were started instead",
            List.of(
                "1m has started 1 tasks: (task 2)",
                "2m has stopped 1 running tasks: (task 1)",
                "3m (port 80) is unhealthy in (target-group web)"),
            "HEALTH"),
        Arguments.of("too long ago", List.of("7h was unable to place a task."), ""),
        Arguments.of(
            "throttled for a moment",
            List.of("1m operations are being throttled on elb. Will try again later."),
            ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void theNewestTroubleOfAServiceCounts(String name, List<String> said, String kind) {
    var events = said.stream().map(ShortfallsTest::event).toList();

    assertThat(Shortfalls.ofService(events, NOW).map(found -> found.kind().name()).orElse(""))
        .as(name)
        .isEqualTo(kind);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "no launch yet | | ''",
        "the last one failed | 1m Failed, 9m Successful | CAPACITY",
        "one failed and the next did not | 1m Successful, 2m Failed | ''",
        "one is under way after a failure | 0m InProgress, 2m Failed | CAPACITY",
        "one was cancelled | 1m Cancelled, 2m Failed | ''",
      })
  void theNewestLaunchOfAGroupCounts(String name, String launches, String kind) {
    var activities = new ArrayList<Activity>();
    activities.add(activity("0m Failed", "Terminating EC2 instance: i-1"));
    for (String launch : launches == null ? new String[0] : launches.split(", ")) {
      activities.add(activity(launch, "Launching a new EC2 instance"));
    }

    Optional<Shortfall> found = Shortfalls.ofGroup(activities);

    assertThat(found.map(it -> it.kind().name()).orElse("")).as(name).isEqualTo(kind);
  }

  private static Activity activity(String text, String description) {
    var parts = text.split(" ");
    return Activity.builder()
        .description(description)
        .startTime(ago(parts[0]))
        .statusCode(parts[1])
        .statusMessage("We currently do not have sufficient m5.large capacity")
        .build();
  }

  private static ServiceEvent event(String text) {
    int space = text.indexOf(' ');
    return ServiceEvent.builder()
        .createdAt(ago(text.substring(0, space)))
        .message("(service checkout) " + text.substring(space + 1))
        .build();
  }

  private static Instant ago(String text) {
    return NOW.minus(Duration.parse("PT" + text));
  }
}
