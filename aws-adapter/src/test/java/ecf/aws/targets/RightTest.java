package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.Hook;
import ecf.core.engine.TargetSpec;
import ecf.core.model.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a policy document has to allow for a file, and that no call was forgotten.
class RightTest {
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final Pattern CALL = Pattern.compile("\"([a-z0-9-]+:[A-Z][A-Za-z]+)\"");

  /// Calls that have nothing to do with a target: identity, state, configuration, notifications.
  private static final Set<String> ELSEWHERE =
      Set.of(
          "sts:GetCallerIdentity",
          "sts:AssumeRole",
          "dynamodb:BatchGetItem",
          "dynamodb:DeleteItem",
          "dynamodb:PutItem",
          "s3:GetObject",
          "s3:HeadObject",
          "s3:ListBucket",
          "s3:ListObjectsV2",
          "sns:Publish",
          "events:PutEvents",
          "ssm:GetParameter",
          "webhook:POST",
          "lambda:InvokeFunction");

  /// Where a scale-out does not come up.
  private static final String QUOTA = "servicequotas:GetServiceQuota";

  /// Before a scale-in: a zonal shift is told nowhere else.
  private static final String HEALTH = "elasticloadbalancing:DescribeTargetHealth";

  /// Asked by doctor and by `init` alone: no pass needs them.
  private static final Set<String> NOT_BY_PASSES =
      Set.of("ecs:DescribeCapacityProviders", "application-autoscaling:DescribeScalingPolicies");

  @Test
  void everyCallOfTheAdapterIsARightAndTheOtherWayRound() throws IOException {
    var rights = Stream.of(Right.values()).map(Right::call).collect(Collectors.toSet());
    rights.remove(Right.PASS_ROLE.call());
    var calls = new TreeSet<>(callsInSources());
    calls.removeAll(ELSEWHERE);
    calls.removeAll(NOT_BY_PASSES);

    assertThat(new TreeSet<>(rights)).isEqualTo(calls);
  }

  private static Set<String> callsInSources() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java") && !file.endsWith("Right.java"))
          .flatMap(file -> CALL.matcher(text(file)).results())
          .map((MatchResult match) -> match.group(1))
          .collect(Collectors.toSet());
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  record Row(String target, TargetSpec spec, String... writes) {
    @Override
    public String toString() {
      return target;
    }
  }

  static Stream<Row> targets() {
    var service = Specs.service("shop", "checkout");
    var group = Specs.group("web-asg");
    return Stream.of(
        new Row("a service", service, "ecs:UpdateService"),
        new Row(
            "a service that is taken over",
            Specs.takingOver(service),
            "application-autoscaling:RegisterScalableTarget",
            "ecs:TagResource",
            "ecs:UntagResource",
            "ecs:UpdateService"),
        new Row(
            "the minimum of a service",
            Specs.controlling(FleetSpec.Control.MIN, service),
            "application-autoscaling:RegisterScalableTarget"),
        new Row(
            "a service that is only observed",
            service.conduct(
                new FleetSpec.Conduct(
                    FleetSpec.Mode.OBSERVE,
                    FleetSpec.Directions.BOTH,
                    FleetSpec.GroupBounds.KEEP,
                    FleetSpec.Ownership.TAKE_OVER))),
        new Row(
            "a service whose scale-in a function has to allow",
            service.conduct(
                FleetSpec.Conduct.plain()
                    .beforeScaleIn(
                        new Hook(new Hook.Call.Function("save-carts"), Duration.ofMinutes(1)))),
            "ecs:UpdateService",
            "lambda:InvokeFunction"),
        new Row("a group", group, "autoscaling:SetDesiredCapacity"),
        new Row(
            "a group whose bounds are written",
            Specs.writingBounds(group),
            "autoscaling:SetDesiredCapacity",
            "autoscaling:UpdateAutoScalingGroup"),
        new Row(
            "a group that is taken over",
            Specs.takingOver(group),
            "autoscaling:CreateOrUpdateTags",
            "autoscaling:DeleteTags",
            "autoscaling:ResumeProcesses",
            "autoscaling:SetDesiredCapacity",
            "autoscaling:SuspendProcesses"),
        new Row(
            "a target group",
            Specs.targetGroup("web-tg", Specs.ofGroup("web-asg")),
            "autoscaling:TerminateInstanceInAutoScalingGroup",
            "elasticloadbalancing:DeregisterTargets",
            "elasticloadbalancing:RegisterTargets"));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void changesNeed(Row row) {
    assertThat(Right.actions(Right.Use.WRITE, List.of(row.spec)).keySet())
        .containsExactly(row.writes);
  }

  static Stream<Row> reads() {
    var service = Specs.service("shop", "checkout");
    return Stream.of(
        new Row(
            "a service",
            service,
            "application-autoscaling:DescribeScalableTargets",
            "ecs:DescribeServices",
            HEALTH,
            QUOTA),
        new Row(
            "a service whose load balancer says who serves",
            Specs.healthyByTargetGroup(Specs.ignoringOwners(service)),
            "ecs:DescribeServices",
            HEALTH,
            QUOTA),
        new Row(
            "a service that wants a unit in every zone",
            Specs.available(Specs.ignoringOwners(service)),
            "ec2:DescribeSubnets",
            "ecs:DescribeServices",
            HEALTH,
            QUOTA),
        new Row(
            "a group",
            Specs.group("web-asg"),
            "autoscaling:DescribeAutoScalingGroups",
            "autoscaling:DescribeInstanceRefreshes",
            "autoscaling:DescribePolicies",
            "autoscaling:DescribeScalingActivities",
            "autoscaling:DescribeScheduledActions",
            HEALTH,
            QUOTA),
        new Row(
            "a service whose policy reads response times",
            Specs.service("shop", "checkout", "responseTime"),
            "application-autoscaling:DescribeScalableTargets",
            "ecs:DescribeServices",
            "elasticloadbalancing:DescribeTargetGroupAttributes",
            HEALTH,
            QUOTA),
        new Row(
            "a target group with a service's tasks",
            Specs.targetGroup(
                "web-tg",
                new GroupSpec.Members.Fleet(Resource.of(EcsServiceKind.NAME, "shop", "checkout"))),
            "autoscaling:DescribeAutoScalingGroups",
            "ecs:DescribeContainerInstances",
            "ecs:DescribeServices",
            "ecs:DescribeTasks",
            "ecs:ListTasks",
            "elasticloadbalancing:DescribeTargetGroupAttributes",
            "elasticloadbalancing:DescribeTargetGroups",
            "elasticloadbalancing:DescribeTargetHealth"));
  }

  @ParameterizedTest
  @MethodSource("reads")
  void questionsNeed(Row row) {
    assertThat(Right.actions(Right.Use.READ, List.of(row.spec)).keySet())
        .containsExactly(row.writes);
  }
}
