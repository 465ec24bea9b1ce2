package ecf.aws.testing;

import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/// An Application Load Balancer of the test.
public record FleetBalancer(World world, String arn) {
  static FleetBalancer create(World world, String name) {
    return new FleetBalancer(
        world,
        world
            .moto
            .elbV2()
            .createLoadBalancer(create -> create.name(name).subnets(world.subnet().subnetId()))
            .loadBalancers()
            .getFirst()
            .loadBalancerArn());
  }

  /// A listener that splits its traffic so.
  ///
  /// @return its ARN
  public String listener(int port, Map<FleetTargetGroup, Integer> weights) {
    return listener(port, forward(weights));
  }

  /// A listener that sends everything there.
  String listener(int port, FleetTargetGroup group) {
    return listener(
        port, Action.builder().type(ActionTypeEnum.FORWARD).targetGroupArn(group.arn()).build());
  }

  private String listener(int port, Action action) {
    return world
        .moto
        .elbV2()
        .createListener(create ->
            create
                .loadBalancerArn(arn)
                .protocol(ProtocolEnum.HTTP)
                .port(port)
                .defaultActions(action))
        .listeners()
        .getFirst()
        .listenerArn();
  }

  /// A rule of a listener, for the paths below `/<priority>/`.
  ///
  /// @return its ARN
  public String rule(String listener, int priority, Map<FleetTargetGroup, Integer> weights) {
    var path =
        RuleCondition.builder()
            .field("path-pattern")
            .pathPatternConfig(config -> config.values("/" + priority + "/*"))
            .build();
    return world
        .moto
        .elbV2()
        .createRule(create ->
            create
                .listenerArn(listener)
                .priority(priority)
                .conditions(path)
                .actions(forward(weights)))
        .rules()
        .getFirst()
        .ruleArn();
  }

  private static Action forward(Map<FleetTargetGroup, Integer> weights) {
    var groups =
        weights.entrySet().stream()
            .map(each ->
                TargetGroupTuple.builder()
                    .targetGroupArn(each.getKey().arn())
                    .weight(each.getValue())
                    .build())
            .toList();
    return Action.builder()
        .type(ActionTypeEnum.FORWARD)
        .forwardConfig(config -> config.targetGroups(groups))
        .build();
  }
}
