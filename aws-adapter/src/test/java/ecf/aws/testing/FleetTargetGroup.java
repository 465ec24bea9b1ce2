package ecf.aws.testing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/// A target group of the test. Members are healthy from the moment they are registered.
public record FleetTargetGroup(World world, String name, String arn) {
  private static final int PORT = 8080;

  static FleetTargetGroup create(World world, String name) {
    var vpc = world.subnet().vpcId();
    var arn =
        world
            .moto
            .elbV2()
            .createTargetGroup(
                create -> create.name(name).protocol(ProtocolEnum.HTTP).port(PORT).vpcId(vpc))
            .targetGroups()
            .getFirst()
            .targetGroupArn();
    return new FleetTargetGroup(world, name, arn);
  }

  /// Puts the group behind a new load balancer that has a listener for it.
  ///
  /// @return the load balancer's ARN
  public String behind(String loadBalancer) {
    var balancer = world.balancer(loadBalancer);
    balancer.listener(80, this);
    return balancer.arn();
  }

  public FleetTargetGroup register(List<String> instances) {
    var targets =
        instances.stream()
            .map(id -> TargetDescription.builder().id(id).port(PORT).build())
            .toList();
    world.moto.elbV2().registerTargets(register -> register.targetGroupArn(arn).targets(targets));
    return this;
  }

  /// Sets an attribute, as the console does.
  public FleetTargetGroup attribute(String key, String value) {
    world
        .moto
        .elbV2()
        .modifyTargetGroupAttributes(
            modify -> modify.targetGroupArn(arn).attributes(a -> a.key(key).value(value)));
    return this;
  }

  /// Lets a member fail its health checks.
  public FleetTargetGroup unhealthy(String member) {
    return state(member, "unhealthy");
  }

  /// @param state as DescribeTargetHealth spells it: `initial`, `unhealthy`, `unavailable` ...
  public FleetTargetGroup state(String member, String state) {
    world.moto.set(
        "target-health",
        "{\"targetGroup\": \"%s\", \"member\": \"%s\", \"state\": \"%s\"}"
            .formatted(arn, member, state));
    return this;
  }

  /// A metric of AWS/ApplicationELB with this group's dimension, and the load balancer's where it
  /// is asked with both.
  ///
  /// @param loadBalancer as [#behind] returned it
  public FleetTargetGroup metric(String metric, String loadBalancer, double... values) {
    var dimensions = Map.of("TargetGroup", dimension(arn), "LoadBalancer", dimension(loadBalancer));
    world.points.put("AWS/ApplicationELB", metric, dimensions, values);
    return this;
  }

  /// `targetgroup/web-tg/73e2d6bc24d8a067`, `app/web/50dc6c495c0c9188`: the ends of ARNs that are
  /// the dimensions' values.
  private static String dimension(String arn) {
    var end = arn.substring(arn.lastIndexOf(':') + 1);
    return end.startsWith("loadbalancer/") ? end.substring("loadbalancer/".length()) : end;
  }

  /// Members and their state.
  public Map<String, String> members() {
    var members = new TreeMap<String, String>();
    world
        .moto
        .elbV2()
        .describeTargetHealth(describe -> describe.targetGroupArn(arn))
        .targetHealthDescriptions()
        .forEach(
            member -> members.put(member.target().id(), member.targetHealth().stateAsString()));
    return members;
  }
}
