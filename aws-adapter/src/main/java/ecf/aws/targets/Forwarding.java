package ecf.aws.targets;

import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ForwardActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/// The one action of a listener or rule that forwards traffic. A change replaces the whole list of
/// actions, so everything else is sent back as it came: other actions, their order, stickiness.
/// Pure.
public record Forwarding(List<Action> actions) {
  /// Groups by ARN, in their order.
  public Answer<SequencedMap<String, Integer>> weights() {
    if (actions.stream().anyMatch(each -> each.type() == ActionTypeEnum.UNKNOWN_TO_SDK_VERSION)) {
      return failed(
          "it has an action that this program does not know, and could not keep",
          "use a newer ecf-aws, or a rule without that action");
    }
    var forwards = actions.stream().filter(each -> each.type() == ActionTypeEnum.FORWARD).toList();
    if (forwards.size() != 1) {
      return failed("it forwards to no target group", "name a listener or rule that does");
    }
    var weights = new LinkedHashMap<String, Integer>();
    var forward = forwards.getFirst();
    var config = forward.forwardConfig();
    if (config != null && !config.targetGroups().isEmpty()) {
      config
          .targetGroups()
          .forEach(group ->
              weights.put(group.targetGroupArn(), group.weight() == null ? 1 : group.weight()));
    } else {
      weights.put(forward.targetGroupArn(), 1);
    }
    return new Answer.Got<>(weights);
  }

  private static Answer<SequencedMap<String, Integer>> failed(String message, String hint) {
    return new Answer.Failed<>(
        new ProviderFailure(
            ProviderFailure.Kind.INVALID, Listeners.DESCRIBE, message, hint, false));
  }

  /// The same actions with other weights; groups that are new come last.
  List<Action> with(Map<String, Integer> weights) {
    return actions.stream()
        .map(
            each -> each.type() == ActionTypeEnum.FORWARD ? forward(each, weights) : sendable(each))
        .toList();
  }

  private static Action forward(Action action, Map<String, Integer> weights) {
    var before = action.forwardConfig();
    var groups = new ArrayList<TargetGroupTuple>();
    var open = new HashSet<>(weights.keySet());
    var present =
        before == null || before.targetGroups().isEmpty()
            ? List.of(TargetGroupTuple.builder().targetGroupArn(action.targetGroupArn()).build())
            : before.targetGroups();
    for (TargetGroupTuple group : present) {
      var weight = weights.get(group.targetGroupArn());
      groups.add(weight == null ? group : group.toBuilder().weight(weight).build());
      open.remove(group.targetGroupArn());
    }
    open.stream()
        .sorted()
        .forEach(arn ->
            groups.add(
                TargetGroupTuple.builder()
                    .targetGroupArn(arn)
                    .weight(weights.getOrDefault(arn, 0))
                    .build()));
    var config =
        (before == null ? ForwardActionConfig.builder() : before.toBuilder())
            .targetGroups(groups)
            .build();
    // AWS takes the short form for a single group only.
    return action.toBuilder().targetGroupArn(null).forwardConfig(config).build();
  }

  /// AWS never tells a client's secret; it keeps the one it has where it is asked to.
  private static Action sendable(Action action) {
    var oidc = action.authenticateOidcConfig();
    return oidc == null
        ? action
        : action.toBuilder()
            .authenticateOidcConfig(
                oidc.toBuilder().clientSecret(null).useExistingClientSecret(true).build())
            .build();
  }
}
