package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ecf.aws.AwsProvider;
import ecf.aws.AwsProviderKind;
import ecf.aws.AwsSettings;
import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.Fault;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import ecf.core.config.ConfigReader;
import ecf.core.config.Loaded;
import ecf.core.config.ScalingConfig;
import ecf.core.engine.Decision;
import ecf.core.pass.Mode;
import ecf.core.pass.Outcome;
import ecf.core.pass.Pass;
import ecf.core.pass.PassRequest;
import ecf.core.pass.PassResult;
import ecf.core.port.NoMemories;
import ecf.core.yaml.ProblemText;
import ecf.core.yaml.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.autoscaling.model.Tag;

/// Targets that stand for whatever matches in an account.
class SearchingTest {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);

  private final World world = World.in(moto);

  @BeforeEach
  void anEmptyAccount() {
    moto.reset();
  }

  @Test
  void servicesAreFoundByTheirNamesWithoutADescriptionOfTheirOwn() {
    var a = world.cluster("jobs-a");
    for (int i = 0; i < 12; i++) {
      a.service("resize-" + i, 2).cpu(60);
    }
    a.service("mail", 2);
    world.cluster("jobs-b").service("resize-b", 4).cpu(90);
    world.cluster("shop").service("resize", 4).cpu(90);
    var result =
        apply(
            """
            workers:
              type: ecsService
              select: {cluster: "jobs-*", service: "resize-*"}
              capacity: {min: 1, max: 20}
              policies: [{type: targetTracking, signal: cpu, target: 60}]
            """);
    assertThat(result.targets()).hasSize(13);
    assertThat(outcomes(result)).contains("workers/jobs-b/resize-b applied 4 → 6");
    assertThat(moto.ecs().describeServices(it -> it.cluster("shop").services("resize")).services())
        .first()
        .satisfies(service -> assertThat(service.desiredCount()).isEqualTo(4));
    assertThat(proxy.calls())
        .contains(
            entry("ecs:ListClusters", 1),
            entry("ecs:ListServices", 2),
            entry("ecs:DescribeServices", 3),
            entry("cloudwatch:GetMetricData", 1));
  }

  @Test
  void servicesAreFoundByTheirTagsAndDescribedOnce() {
    world.cluster("jobs").service("resize", 4);
    world.cluster("jobs").service("mail", 4);
    world.cluster("jobs").service("other", 4);
    tag("resize", Map.of("ecf", "on", "queue", "pictures"));
    tag("mail", Map.of("ecf", "on"));
    world.metric("Shop", "Waiting", Map.of("Queue", "pictures in jobs"), 90);
    var result =
        apply(
            """
            workers:
              type: ecsService
              select: {cluster: jobs, tags: {ecf: "on"}}
              capacity: {min: 1, max: 20}
              signals:
                waiting:
                  type: cloudWatch
                  namespace: Shop
                  metric: Waiting
                  dimensions: {Queue: "{tag:queue} in {cluster}"}
                  statistic: Maximum
              policies: [{type: targetTracking, signal: waiting, target: 60, perUnit: true}]
            """);
    assertThat(outcomes(result))
        .isEqualTo("workers/jobs/mail failed, workers/jobs/resize applied 4 → 6");
    assertThat(proxy.calls())
        .contains(entry("ecs:ListServices", 1), entry("ecs:DescribeServices", 1))
        .doesNotContainKey("ecs:ListClusters");
  }

  @Test
  void groupsAreFoundByAwsItselfAndDescribedOnce() {
    for (String name : List.of("web-a", "web-b", "batch")) {
      world.group(name, 1, 20, 4).cpu(90);
    }
    mark("web-a", "spot");
    mark("web-b", "onDemand");
    mark("batch", "spot");
    var result =
        apply(
            """
            spot:
              type: autoScalingGroup
              select: {group: "web-*", tags: {lifecycle: spot}}
              capacity: {min: 1, max: 20}
              policies: [{type: targetTracking, signal: cpu, target: 60}]
            """);
    assertThat(outcomes(result)).isEqualTo("spot/web-a applied 4 → 6");
    assertThat(proxy.calls()).containsEntry("autoscaling:DescribeAutoScalingGroups", 1);
  }

  @Test
  void whatIsBeingDeletedIsLeftOut() {
    for (String name : List.of("web-a", "web-b")) {
      world.group(name, 1, 20, 4).cpu(90);
    }
    proxy.always("autoscaling:DescribeAutoScalingGroups", new Fault.Reply(DELETING));
    assertThat(outcomes(apply(WEB))).isEqualTo("web unchanged");
  }

  @Test
  void servicesThatGoAfterTheyWereListedAreLeftOut() {
    world.cluster("jobs").service("resize", 4);
    proxy.always(
        "ecs:ListServices",
        new Fault.Reply(
            """
            {"serviceArns": ["arn:aws:ecs:us-east-1:1:service/jobs/resize",
                             "arn:aws:ecs:us-east-1:1:service/jobs/gone"]}\
            """));
    tag("resize", Map.of("ecf", "on"));
    assertThat(outcomes(apply(TAGGED))).isEqualTo("workers/jobs/resize applied 4 → 5");
    assertThat(proxy.log().stream().filter(call -> call.name().equals("ecs:ListServices")))
        .as("a DAEMON service has no number to set")
        .allMatch(call -> call.text().contains("\"schedulingStrategy\":\"REPLICA\""));

    proxy.always(
        "ecs:DescribeServices",
        new Fault.Reply(
            """
            {"services": [{"serviceName": "resize", "status": "DRAINING",
                           "tags": [{"key": "ecf", "value": "on"}]}]}\
            """));
    assertThat(outcomes(apply(TAGGED))).isEqualTo("workers unchanged");
  }

  private static final String WEB =
      """
      web:
        type: autoScalingGroup
        select: {group: "web-*"}
        capacity: {min: 1, max: 20}
        policies: [{type: count, min: 5}]
      """;

  private static final String TAGGED =
      """
      workers:
        type: ecsService
        select: {cluster: jobs, tags: {ecf: "on"}}
        capacity: {min: 1, max: 20}
        policies: [{type: count, min: 5}]
      """;

  private static final String DELETING =
      """
      <DescribeAutoScalingGroupsResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/">
        <DescribeAutoScalingGroupsResult><AutoScalingGroups><member>
          <AutoScalingGroupName>web-a</AutoScalingGroupName>
          <MinSize>0</MinSize><MaxSize>20</MaxSize><DesiredCapacity>0</DesiredCapacity>
          <Status>Delete in progress</Status>
        </member></AutoScalingGroups></DescribeAutoScalingGroupsResult>
      </DescribeAutoScalingGroupsResponse>\
      """;

  @Test
  void whoMayNotListIsToldWhatToAllow() {
    proxy.always("ecs:ListClusters", Fault.Kind.DENIED);
    var result =
        apply(
            """
            workers:
              type: ecsService
              select: {cluster: "jobs-*"}
              capacity: {min: 1, max: 20}
              policies: [{type: count, min: 1}]
            """);
    var failed = (Outcome.Failed) result.targets().getFirst().outcome();
    assertThat(result.targets().getFirst().spec().id().name()).isEqualTo("workers");
    assertThat(failed.why().hint()).contains("allow ecs:ListClusters");
  }

  private static void tag(String service, Map<String, String> tags) {
    var arn =
        moto.ecs()
            .describeServices(describe -> describe.cluster("jobs").services(service))
            .services()
            .getFirst()
            .serviceArn();
    var all =
        tags.entrySet().stream()
            .map(each ->
                software.amazon.awssdk.services.ecs.model.Tag.builder()
                    .key(each.getKey())
                    .value(each.getValue())
                    .build())
            .toList();
    moto.ecs().tagResource(add -> add.resourceArn(arn).tags(all));
  }

  private static void mark(String group, String lifecycle) {
    moto.autoScaling()
        .createOrUpdateTags(create ->
            create.tags(
                Tag.builder()
                    .resourceId(group)
                    .resourceType("auto-scaling-group")
                    .key("lifecycle")
                    .value(lifecycle)
                    .propagateAtLaunch(false)
                    .build()));
  }

  private static PassResult apply(String targets) {
    var config = config("version: 1\ntargets:\n" + targets.indent(2));
    try (var provider = AwsProvider.connect(AwsSettings.none(), proxy.environment())) {
      return new Pass(provider, new NoMemories())
          .run(PassRequest.all(config.targets(), Mode.APPLY));
    }
  }

  private static ScalingConfig config(String text) {
    var reader = new ConfigReader(List.of(new AwsProviderKind()), _ -> Optional.empty());
    return switch (reader.read(new Source("jobs.yaml", text), "/etc/jobs.yaml")) {
      case Loaded.Valid valid -> valid.config();
      case Loaded.Invalid(var source, var problems) ->
          throw new AssertionError(ProblemText.render(source, problems));
    };
  }

  private static String outcomes(PassResult result) {
    return result.targets().stream()
        .map(each -> each.spec().id() + " " + outcome(each.outcome()))
        .collect(Collectors.joining(", "));
  }

  private static String outcome(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Applied(Decision.Resize(var _, int from, int to, var _, var _, var _), _) ->
          "applied " + from + " → " + to;
      case Outcome.Failed _ -> "failed";
      case Outcome.Unchanged _ -> "unchanged";
      case Outcome other -> other.toString();
    };
  }
}
