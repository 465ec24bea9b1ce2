package ecf.aws.act;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How fast one account and region may be asked, where the file states a share of that. Without a
/// word reads go as they come, and the SDK waits where AWS refuses.
final class ReadBudgets {
  private ReadBudgets() {}

  static Map<String, CallBudget> of(double share, WaitableClock time) {
    var budgets = new HashMap<String, CallBudget>();
    // ECS documents these four.
    put(
        budgets,
        new CallBudget(100, 20, share, time),
        List.of("ecs:DescribeServices", "ecs:ListServices"));
    put(budgets, new CallBudget(50, 20, share, time), List.of("ecs:ListClusters"));
    put(
        budgets,
        new CallBudget(100, 20, share, time),
        List.of(
            "ecs:DescribeTasks",
            "ecs:ListTasks",
            "ecs:DescribeContainerInstances",
            "ecs:ListContainerInstances"));
    put(budgets, new CallBudget(50, 20, share, time), List.of("ecs:DescribeTaskDefinition"));
    put(budgets, new CallBudget(50, 20, share, time), List.of("ecs:DescribeCapacityProviders"));
    // For tags it documents none: as cautious as for clusters.
    put(budgets, new CallBudget(50, 20, share, time), List.of("ecs:ListTagsForResource"));
    // Elastic Load Balancing documents 200 and 50 a second here, and 40 and 10 there.
    put(
        budgets,
        new CallBudget(40, 10, share, time),
        List.of(
            "elbv2:DescribeTargetGroups",
            "elbv2:DescribeTargetHealth",
            "elbv2:DescribeTargetGroupAttributes",
            "elbv2:DescribeListeners",
            "elbv2:DescribeRules"));
    // EC2 documents this for what is not paged.
    put(
        budgets,
        new CallBudget(50, 10, share, time),
        List.of(
            "ec2:DescribeInstances",
            "ec2:DescribeInstanceTypes",
            "ec2:DescribeSubnets",
            "ec2:DescribeVpcs"));
    // And this for what is.
    put(budgets, new CallBudget(100, 20, share, time), List.of("ec2:DescribeSpotPriceHistory"));
    // CloudWatch documents 500 a second, and no more at once.
    put(budgets, new CallBudget(500, 500, share, time), List.of("cloudwatch:GetMetricData"));
    // Auto Scaling publishes no numbers: these are cautious.
    put(
        budgets,
        new CallBudget(100, 10, share, time),
        List.of(
            "autoscaling:DescribeAutoScalingGroups",
            "autoscaling:DescribePolicies",
            "autoscaling:DescribeScheduledActions",
            "autoscaling:DescribeScalingActivities",
            "autoscaling:DescribeInstanceRefreshes",
            "autoscaling:DescribeLifecycleHooks"));
    // Application Auto Scaling has a bucket of its own, and publishes no numbers either.
    put(
        budgets,
        new CallBudget(50, 10, share, time),
        List.of(
            "application-autoscaling:DescribeScalableTargets",
            "application-autoscaling:DescribeScalingPolicies"));
    // Nor does Service Quotas.
    put(budgets, new CallBudget(10, 5, share, time), List.of("service-quotas:GetServiceQuota"));
    return budgets;
  }

  private static void put(Map<String, CallBudget> budgets, CallBudget shared, List<String> calls) {
    calls.forEach(call -> budgets.put(call, shared));
  }
}
