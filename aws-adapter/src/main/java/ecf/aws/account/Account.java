package ecf.aws.account;

import ecf.aws.act.CallBudgets;
import ecf.aws.client.AwsClients;
import ecf.aws.client.Lanes;
import ecf.aws.targets.Answers;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import ecf.core.port.Unavailable;
import ecf.core.port.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// Lists what an account has in a region: in pages as large as AWS has them, and what belongs to
/// different services of AWS side by side.
public final class Account {
  private static final String IDENTITY = "sts:GetCallerIdentity";

  /// The most that one call lists or describes.
  private static final int NAMES = 100;

  private static final int SERVICES = 10;
  private static final int GROUPS = 100;
  private static final int TARGET_GROUPS = 400;

  private final AwsClients clients;
  private final Lanes lanes = new Lanes(new CallBudgets());

  private Account(AwsClients clients) {
    this.clients = clients;
  }

  /// A configuration for all that is there.
  ///
  /// @param profile whose credentials to use, where the user says so
  /// @throws Unavailable where nobody says whose account it is
  public static FirstFile firstFile(AwsClients clients, String region, Optional<String> profile) {
    return FirstFile.of(new Account(clients).inventory(region), profile);
  }

  private Inventory inventory(String region) {
    var account = account();
    var unread = new ArrayList<ProviderFailure>();
    try (var side = Lanes.side()) {
      var services = side.submit(this::services);
      var groups = side.submit(this::groups);
      var groupPolicies = side.submit(this::groupPolicies);
      var scaled = side.submit(this::scaled);
      var policies = side.submit(this::policies);
      var targetGroups = targetGroups();
      var routes =
          targetGroups instanceof Answer.Got<List<TargetGroup>>(var all)
              ? new Routing(clients, lanes).of(all)
              : Routes.none();
      unread.addAll(routes.unread());
      return new Inventory(
          account,
          region,
          orNone(Waiting.on(services), unread),
          orNone(Waiting.on(groups), unread),
          orNone(Waiting.on(scaled), unread),
          orNone(Waiting.on(policies), unread),
          orNone(Waiting.on(groupPolicies), unread),
          orNone(targetGroups, unread),
          routes,
          unread);
    }
  }

  private static <T> List<T> orNone(Answer<List<T>> answer, List<ProviderFailure> unread) {
    return switch (answer) {
      case Answer.Got<List<T>>(var all) -> all;
      case Answer.Failed<List<T>>(var why) -> {
        unread.add(why);
        yield List.of();
      }
    };
  }

  private String account() {
    return switch (lanes.ask(IDENTITY, () -> clients.sts().getCallerIdentity().account())) {
      case Answer.Got<String>(var account) -> account;
      case Answer.Failed<String>(var why) -> throw new Unavailable(why);
    };
  }

  /// Names of a service, in the cluster that has it.
  private record Some(String cluster, List<String> arns) {}

  private Answer<List<Service>> services() {
    Answer<List<String>> clusters =
        lanes.ask(
            "ecs:ListClusters",
            () ->
                clients
                    .ecs()
                    .listClustersPaginator(list -> list.maxResults(NAMES))
                    .clusterArns()
                    .stream()
                    .toList());
    var names =
        Answers.flatMap(clusters, all -> Answers.all(Lanes.each(all, this::names).values()));
    var batches =
        Answers.map(
            names,
            all ->
                all.stream()
                    .flatMap(each ->
                        Answers.batches(each.arns(), SERVICES).stream()
                            .map(some -> new Some(each.cluster(), some)))
                    .toList());
    return Answers.flatMap(
        batches,
        all ->
            Answers.map(
                Answers.all(Lanes.each(all, this::described).values()),
                lists -> lists.stream().flatMap(List::stream).toList()));
  }

  private Answer<Some> names(String cluster) {
    return Answers.map(
        lanes.ask(
            "ecs:ListServices",
            () ->
                clients
                    .ecs()
                    .listServicesPaginator(list -> list.cluster(cluster).maxResults(NAMES))
                    .serviceArns()
                    .stream()
                    .toList()),
        arns -> new Some(cluster, arns));
  }

  private Answer<List<Service>> described(Some some) {
    return lanes.ask(
        "ecs:DescribeServices",
        () ->
            clients
                .ecs()
                .describeServices(
                    describe -> describe.cluster(some.cluster()).services(some.arns()))
                .services());
  }

  private Answer<List<AutoScalingGroup>> groups() {
    return lanes.ask(
        "autoscaling:DescribeAutoScalingGroups",
        () ->
            clients
                .autoScaling()
                .describeAutoScalingGroupsPaginator(describe -> describe.maxRecords(GROUPS))
                .autoScalingGroups()
                .stream()
                .toList());
  }

  private Answer<List<software.amazon.awssdk.services.autoscaling.model.ScalingPolicy>>
      groupPolicies() {
    return lanes.ask(
        "autoscaling:DescribePolicies",
        () ->
            clients
                .autoScaling()
                .describePoliciesPaginator(describe -> describe.maxRecords(GROUPS))
                .scalingPolicies()
                .stream()
                .toList());
  }

  private Answer<List<ScalableTarget>> scaled() {
    return lanes.ask(
        "application-autoscaling:DescribeScalableTargets",
        () ->
            clients
                .applicationAutoScaling()
                .describeScalableTargetsPaginator(
                    describe -> describe.serviceNamespace(ServiceNamespace.ECS))
                .scalableTargets()
                .stream()
                .toList());
  }

  private Answer<List<ScalingPolicy>> policies() {
    return lanes.ask(
        "application-autoscaling:DescribeScalingPolicies",
        () ->
            clients
                .applicationAutoScaling()
                .describeScalingPoliciesPaginator(
                    describe -> describe.serviceNamespace(ServiceNamespace.ECS))
                .scalingPolicies()
                .stream()
                .toList());
  }

  private Answer<List<TargetGroup>> targetGroups() {
    return lanes.ask(
        "elbv2:DescribeTargetGroups",
        () ->
            clients
                .elbV2()
                .describeTargetGroupsPaginator(describe -> describe.pageSize(TARGET_GROUPS))
                .targetGroups()
                .stream()
                .toList());
  }
}
