package ecf.aws.targets;

import ecf.aws.client.AwsErrors;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.Hook;
import ecf.core.engine.ListenerSpec;
import ecf.core.engine.Objective;
import ecf.core.engine.TargetSpec;
import ecf.core.model.TargetId;
import ecf.core.policy.Vertical;
import ecf.core.signal.Signal;
import ecf.core.signal.Source;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Every operation of AWS that a pass over targets may call, and for which targets of a file it
/// does: what a policy document has to allow. A new call is a line here.
public enum Right {
  DESCRIBE_SERVICES("ecs:DescribeServices", Use.READ, either(Right::ofService, Right::packs)),
  LIST_CLUSTERS("ecs:ListClusters", Use.READ, Right::selectsClusters),
  LIST_SERVICES("ecs:ListServices", Use.READ, either(Right::packs, Right::selectsServices)),
  LIST_CONTAINER_INSTANCES("ecs:ListContainerInstances", Use.READ, Right::packs),
  DESCRIBE_CONTAINER_INSTANCES(
      "ecs:DescribeContainerInstances", Use.READ, either(Right::membersOfService, Right::packs)),
  LIST_TASKS("ecs:ListTasks", Use.READ, Right::membersOfService),
  DESCRIBE_TASKS("ecs:DescribeTasks", Use.READ, Right::membersOfService),
  DESCRIBE_TASK_DEFINITION(
      "ecs:DescribeTaskDefinition",
      Use.READ,
      either(either(Right::sizes, Right::packs), spec -> isService(spec) && counts(spec))),
  DESCRIBE_INSTANCE_TYPES("ec2:DescribeInstanceTypes", Use.READ, Right::packs),
  DESCRIBE_INSTANCES(
      "ec2:DescribeInstances",
      Use.READ,
      either(
          either(Right::membersOfInstances, Right::membersOfGroup),
          spec -> isGroup(spec) && counts(spec))),
  DESCRIBE_SUBNETS("ec2:DescribeSubnets", Use.READ, Right::everyZone),
  DESCRIBE_NETWORKS("ec2:DescribeVpcs", Use.READ, Right::membersByAddress),
  DESCRIBE_SPOT_PRICES("ec2:DescribeSpotPriceHistory", Use.READ, Right::buys),
  DESCRIBE_GROUPS(
      "autoscaling:DescribeAutoScalingGroups",
      Use.READ,
      either(Right::isGroup, GroupSpec.class::isInstance)),
  DESCRIBE_POLICIES("autoscaling:DescribePolicies", Use.READ, Right::groupWithOwners),
  DESCRIBE_ACTIONS("autoscaling:DescribeScheduledActions", Use.READ, Right::groupWithOwners),
  DESCRIBE_REFRESHES("autoscaling:DescribeInstanceRefreshes", Use.READ, Right::isGroup),
  DESCRIBE_HOOKS(
      "autoscaling:DescribeLifecycleHooks",
      Use.READ,
      either(Right::membersOfGroup, spec -> isGroup(spec) && asks(spec))),
  DESCRIBE_ACTIVITIES("autoscaling:DescribeScalingActivities", Use.READ, Right::isGroup),
  GET_QUOTA("service-quotas:GetServiceQuota", Use.READ, FleetSpec.class::isInstance),
  DESCRIBE_SCALABLE_TARGETS(
      "application-autoscaling:DescribeScalableTargets", Use.READ, Right::serviceWithOwners),
  GET_METRIC_DATA("cloudwatch:GetMetricData", Use.READ, either(Right::measures, Right::counts)),
  DESCRIBE_TARGET_GROUPS(
      "elbv2:DescribeTargetGroups", Use.READ, either(Right::behind, Right::isTraffic)),
  /// Of a fleet before it scales in: only its description tells whether it has target groups.
  DESCRIBE_TARGET_HEALTH("elbv2:DescribeTargetHealth", Use.READ, _ -> true),
  DESCRIBE_TARGET_GROUP_ATTRIBUTES(
      "elbv2:DescribeTargetGroupAttributes",
      Use.READ,
      either(GroupSpec.class::isInstance, Right::startsSlowly)),
  DESCRIBE_LISTENERS("elbv2:DescribeListeners", Use.READ, Right::isListener),
  DESCRIBE_RULES("elbv2:DescribeRules", Use.READ, Right::isRule),

  UPDATE_SERVICE("ecs:UpdateService", Use.WRITE, Right::setsService),
  REGISTER_TASK_DEFINITION("ecs:RegisterTaskDefinition", Use.WRITE, Right::replaces),
  /// No operation: who registers a task definition hands its roles on.
  PASS_ROLE("iam:PassRole", Use.WRITE, Right::replaces),
  REGISTER_SCALABLE_TARGET(
      "application-autoscaling:RegisterScalableTarget",
      Use.WRITE,
      either(Right::takesOverService, Right::movesMinimumOfService)),
  LIST_TAGS("ecs:ListTagsForResource", Use.READ, Right::takesOverService),
  TAG_SERVICE("ecs:TagResource", Use.WRITE, either(Right::takesOverService, Right::replaces)),
  UNTAG_SERVICE("ecs:UntagResource", Use.WRITE, Right::takesOverService),
  SET_DESIRED("autoscaling:SetDesiredCapacity", Use.WRITE, Right::setsGroup),
  UPDATE_GROUP("autoscaling:UpdateAutoScalingGroup", Use.WRITE, Right::movesBoundsOfGroup),
  TERMINATE(
      "autoscaling:TerminateInstanceInAutoScalingGroup",
      Use.WRITE,
      either(Right::healsGroup, Right::membersOfGroup)),
  SUSPEND("autoscaling:SuspendProcesses", Use.WRITE, Right::takesOverGroup),
  RESUME("autoscaling:ResumeProcesses", Use.WRITE, Right::takesOverGroup),
  TAG_GROUP("autoscaling:CreateOrUpdateTags", Use.WRITE, Right::takesOverGroup),
  UNTAG_GROUP("autoscaling:DeleteTags", Use.WRITE, Right::takesOverGroup),
  REGISTER_TARGETS("elbv2:RegisterTargets", Use.WRITE, GroupSpec.class::isInstance),
  DEREGISTER_TARGETS("elbv2:DeregisterTargets", Use.WRITE, GroupSpec.class::isInstance),
  MODIFY_ATTRIBUTES("elbv2:ModifyTargetGroupAttributes", Use.WRITE, Right::declaresAttributes),
  MODIFY_LISTENER("elbv2:ModifyListener", Use.WRITE, spec -> isListener(spec) && shifts(spec)),
  MODIFY_RULE("elbv2:ModifyRule", Use.WRITE, spec -> isRule(spec) && shifts(spec)),
  INVOKE("lambda:Invoke", Use.WRITE, Right::asksFunction);

  /// Whether it changes something.
  public enum Use {
    READ,
    WRITE
  }

  private final String call;
  private final Use use;
  private final Predicate<TargetSpec> needed;

  Right(String call, Use use, Predicate<TargetSpec> needed) {
    this.call = call;
    this.use = use;
    this.needed = needed;
  }

  /// As it is counted, e.g. `elbv2:RegisterTargets`.
  public String call() {
    return call;
  }

  /// As IAM calls it, e.g. `elasticloadbalancing:RegisterTargets`.
  public String action() {
    return AwsErrors.action(call);
  }

  public Use use() {
    return use;
  }

  public boolean isNeededBy(TargetSpec spec) {
    return needed.test(spec);
  }

  /// The actions that these targets need, and which of them need each.
  public static SortedMap<String, SortedSet<TargetId>> actions(
      Use use, Collection<TargetSpec> targets) {
    var actions = new TreeMap<String, SortedSet<TargetId>>();
    for (Right right : values()) {
      for (TargetSpec spec : targets) {
        if (right.use == use && right.isNeededBy(spec)) {
          actions.computeIfAbsent(right.action(), _ -> new TreeSet<>()).add(spec.id());
        }
      }
    }
    return actions;
  }

  private static Predicate<TargetSpec> either(
      Predicate<TargetSpec> one, Predicate<TargetSpec> other) {
    return one.or(other);
  }

  /// Whether the account is asked what its quotas leave.
  private static boolean counts(TargetSpec spec) {
    return spec instanceof FleetSpec fleet && fleet.asksForQuota();
  }

  private static boolean isService(TargetSpec spec) {
    return spec instanceof FleetSpec && AwsFleet.of(spec.resource()) instanceof AwsFleet.Service _;
  }

  private static boolean isGroup(TargetSpec spec) {
    return spec instanceof FleetSpec && AwsFleet.of(spec.resource()) instanceof AwsFleet.Group _;
  }

  private static boolean isTraffic(TargetSpec spec) {
    return spec instanceof GroupSpec || spec instanceof ListenerSpec;
  }

  private static boolean isListener(TargetSpec spec) {
    return spec instanceof ListenerSpec && !isRule(spec);
  }

  private static boolean isRule(TargetSpec spec) {
    return spec instanceof ListenerSpec && ListenerKind.isRule(spec.resource().names().getFirst());
  }

  private static boolean shifts(TargetSpec spec) {
    return spec instanceof ListenerSpec listener
        && listener.acts()
        && listener.policy().isPresent();
  }

  private static boolean ofService(TargetSpec spec) {
    return isService(spec) || membersOfService(spec);
  }

  /// Its instances may have to leave it before they go.
  private static boolean membersOfGroup(TargetSpec spec) {
    return membersOf(spec).filter(AwsFleet.Group.class::isInstance).isPresent();
  }

  private static boolean membersOfService(TargetSpec spec) {
    return membersOf(spec).filter(AwsFleet.Service.class::isInstance).isPresent();
  }

  private static Optional<AwsFleet> membersOf(TargetSpec spec) {
    return spec instanceof GroupSpec group
            && group.members() instanceof GroupSpec.Members.Fleet(var resource)
        ? Optional.of(AwsFleet.of(resource))
        : Optional.empty();
  }

  private static boolean membersOfInstances(TargetSpec spec) {
    return spec instanceof GroupSpec group
        && (group.members() instanceof GroupSpec.Members.Tagged
            || group.members() instanceof GroupSpec.Members.Listed);
  }

  private static boolean membersByAddress(TargetSpec spec) {
    return spec instanceof GroupSpec group
        && group.members() instanceof GroupSpec.Members.Addresses;
  }

  private static boolean declaresAttributes(TargetSpec spec) {
    return spec instanceof GroupSpec group && !group.attributes().isEmpty();
  }

  private static boolean selectsServices(TargetSpec spec) {
    return isService(spec) && spec instanceof FleetSpec fleet && fleet.selector().isPresent();
  }

  private static boolean selectsClusters(TargetSpec spec) {
    return selectsServices(spec)
        && spec instanceof FleetSpec fleet
        && fleet.selector().filter(selector -> selector.only(0).isEmpty()).isPresent();
  }

  private static boolean packs(TargetSpec spec) {
    return spec instanceof FleetSpec fleet && !fleet.clusters().isEmpty();
  }

  private static boolean sizes(TargetSpec spec) {
    return spec instanceof FleetSpec fleet && fleet.sizesUnits();
  }

  private static boolean replaces(TargetSpec spec) {
    return spec instanceof FleetSpec fleet
        && fleet.acts()
        && fleet.policies().stream()
            .anyMatch(named ->
                named.policy() instanceof Vertical vertical && vertical.acting().isPresent());
  }

  private static boolean everyZone(TargetSpec spec) {
    return isService(spec)
        && spec instanceof FleetSpec fleet
        && fleet.objective().filter(Objective::everyZone).isPresent();
  }

  private static boolean buys(TargetSpec spec) {
    return signals(spec).stream().anyMatch(it -> it.source() instanceof Source.Market);
  }

  private static boolean measures(TargetSpec spec) {
    return signals(spec).stream().anyMatch(it -> it.source() instanceof Source.Metric);
  }

  /// Whether a signal of it has a name that only its load balancer tells.
  private static boolean behind(TargetSpec spec) {
    return signals(spec).stream()
        .anyMatch(it -> it.source().queries(Map.of(), it.statistic(), it.period()).isEmpty());
  }

  private static boolean startsSlowly(TargetSpec spec) {
    return spec instanceof FleetSpec fleet && SlowStartsOfGroups.matter(fleet);
  }

  private static Set<Signal> signals(TargetSpec spec) {
    return switch (spec) {
      case FleetSpec fleet -> fleet.reaches().keySet();
      case ListenerSpec listener -> listener.reaches().keySet();
      case GroupSpec _ -> Set.of();
    };
  }

  private static boolean groupWithOwners(TargetSpec spec) {
    return isGroup(spec) && spec instanceof FleetSpec fleet && fleet.asksForOwners();
  }

  private static boolean serviceWithOwners(TargetSpec spec) {
    return isService(spec)
        && spec instanceof FleetSpec fleet
        && (fleet.asksForOwners() || fleet.conduct().control().ofMinimum());
  }

  private static boolean setsService(TargetSpec spec) {
    return isService(spec) && (setsDesired(spec) || replaces(spec));
  }

  private static boolean setsGroup(TargetSpec spec) {
    return isGroup(spec) && setsDesired(spec);
  }

  private static boolean asks(TargetSpec spec) {
    return spec instanceof FleetSpec fleet && fleet.conduct().beforeScaleIn().isPresent();
  }

  private static boolean asksFunction(TargetSpec spec) {
    return spec instanceof FleetSpec fleet
        && fleet.acts()
        && fleet
            .conduct()
            .beforeScaleIn()
            .filter(hook -> hook.call() instanceof Hook.Call.Function)
            .isPresent();
  }

  private static boolean healsGroup(TargetSpec spec) {
    return isGroup(spec)
        && spec instanceof FleetSpec fleet
        && fleet.acts()
        && fleet.health().heal().isPresent();
  }

  private static boolean setsDesired(TargetSpec spec) {
    return spec instanceof FleetSpec fleet
        && fleet.acts()
        && !fleet.conduct().control().ofMinimum();
  }

  private static boolean movesBoundsOfGroup(TargetSpec spec) {
    return isGroup(spec)
        && spec instanceof FleetSpec fleet
        && fleet.acts()
        && (fleet.conduct().control().ofMinimum()
            || fleet.conduct().groupBounds() == FleetSpec.GroupBounds.WRITE);
  }

  private static boolean movesMinimumOfService(TargetSpec spec) {
    return isService(spec)
        && spec instanceof FleetSpec fleet
        && fleet.acts()
        && fleet.conduct().control().ofMinimum();
  }

  private static boolean takesOverService(TargetSpec spec) {
    return isService(spec) && takesOver(spec);
  }

  private static boolean takesOverGroup(TargetSpec spec) {
    return isGroup(spec) && takesOver(spec);
  }

  private static boolean takesOver(TargetSpec spec) {
    return spec instanceof FleetSpec fleet
        && fleet.acts()
        && fleet.conduct().ownership() == FleetSpec.Ownership.TAKE_OVER;
  }
}
