package ecf.aws.account;

import ecf.core.model.ProviderFailure;
import java.util.List;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// What one account has in one region that could be scaled, as AWS describes it.
///
/// @param scaled what Application Auto Scaling sets of ECS services
/// @param policies of those, by which it does
/// @param groupPolicies of the Auto Scaling groups themselves
/// @param routes of the load balancers that have several of the target groups
/// @param unread questions that got no answer: what they were about is missing
record Inventory(
    String account,
    String region,
    List<Service> services,
    List<AutoScalingGroup> groups,
    List<ScalableTarget> scaled,
    List<ScalingPolicy> policies,
    List<software.amazon.awssdk.services.autoscaling.model.ScalingPolicy> groupPolicies,
    List<TargetGroup> targetGroups,
    Routes routes,
    List<ProviderFailure> unread) {
  Inventory {
    services = List.copyOf(services);
    groups = List.copyOf(groups);
    scaled = List.copyOf(scaled);
    policies = List.copyOf(policies);
    groupPolicies = List.copyOf(groupPolicies);
    targetGroups = List.copyOf(targetGroups);
    unread = List.copyOf(unread);
  }
}
