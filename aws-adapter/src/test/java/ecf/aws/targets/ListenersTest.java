package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ecf.aws.client.AwsClients;
import ecf.aws.signal.FailedLookups;
import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.EmptyAccount;
import ecf.aws.testing.Fault;
import ecf.aws.testing.FleetTargetGroup;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import ecf.core.engine.Change;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.ListenerSpec;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.port.Answer;
import ecf.core.port.Targets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ForwardActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/// Listeners and rules on moto. It keeps what it is told of them as AWS does; it takes weights
/// above 999, which no file can have.
class ListenersTest {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);
  @RegisterExtension final EmptyAccount account = EmptyAccount.of(moto, proxy, 2);

  private final AwsClients clients = account.clients();
  private final AwsTargets targets = new AwsTargets(clients, new FailedLookups());
  private final World world = World.in(moto);

  // made once the account is there
  private @Nullable FleetTargetGroup blueGroup;
  private @Nullable FleetTargetGroup greenGroup;
  private String listener = "";

  @BeforeEach
  void aListenerThatSendsEverythingToBlue() {
    var blue = world.targetGroup("blue-tg");
    var green = world.targetGroup("green-tg");
    blueGroup = blue;
    greenGroup = green;
    var balancer = blue.behind("shop");
    listener =
        moto.elbV2()
            .describeListeners(describe -> describe.loadBalancerArn(balancer))
            .listeners()
            .getFirst()
            .listenerArn();
    var member = world.instance(Map.of("app", "web"));
    blue.register(List.of(member)).unhealthy(member);
    green.register(List.of(member));
  }

  @Test
  void aGroupThatGetsNothingYetHasNoWeight() {
    var seen = got(listener, "blue-tg", "green-tg");
    assertThat(seen.weights()).containsExactly(entry("blue-tg", 1), entry("green-tg", 0));
    assertThat(seen.hosts())
        .containsOnly(
            entry("blue-tg", new TargetState.Listener.Hosts(0, 1)),
            entry("green-tg", new TargetState.Listener.Hosts(1, 1)));
    assertThat(proxy.calls())
        .containsOnly(
            entry("elbv2:DescribeListeners", 1),
            entry("elbv2:DescribeTargetGroups", 1),
            entry("elbv2:DescribeTargetHealth", 2));
  }

  @Test
  void weightsMoveAndStickinessStays() {
    var forward =
        ForwardActionConfig.builder()
            .targetGroups(weight(green(), 0), weight(blue(), 100))
            .targetGroupStickinessConfig(sticky -> sticky.enabled(true).durationSeconds(600))
            .build();
    modify(forward);
    var seen = got(listener, "blue-tg", "green-tg");

    var sent = targets.send(spec(listener, "blue-tg", "green-tg"), seen, List.of(away(100)));

    assertThat(sent.failure()).isEmpty();
    var after = action().forwardConfig();
    assertThat(after.targetGroups()).containsExactly(weight(green(), 100), weight(blue(), 0));
    assertThat(after.targetGroupStickinessConfig())
        .isEqualTo(forward.targetGroupStickinessConfig());
  }

  @Test
  void aGroupJoinsAListenerThatNeverSentItAnything() {
    var seen = got(listener, "blue-tg", "green-tg");
    var sent = targets.send(spec(listener, "blue-tg", "green-tg"), seen, List.of(away(1)));
    assertThat(sent.failure()).isEmpty();
    assertThat(action().forwardConfig().targetGroups())
        .containsExactly(weight(blue(), 0), weight(green(), 1));
  }

  @Test
  void whatSomebodyElseChangedMeanwhileIsLeft() {
    var seen = got(listener, "blue-tg", "green-tg");
    var theirs =
        ForwardActionConfig.builder().targetGroups(weight(blue(), 50), weight(green(), 50)).build();
    modify(theirs);
    var sent = targets.send(spec(listener, "blue-tg", "green-tg"), seen, List.of(away(1)));
    assertThat(sent.sent()).isEmpty();
    assertThat(sent.failure().orElseThrow().kind()).isEqualTo(ProviderFailure.Kind.CONFLICT);
    assertThat(action().forwardConfig().targetGroups())
        .containsExactlyElementsOf(theirs.targetGroups());
  }

  @Test
  void whatOthersWriteAfterUsIsTold() {
    var seen = got(listener, "blue-tg", "green-tg");
    proxy.always("elbv2:ModifyListener", new Fault.Reply("<R/>")); // as if undone at once
    var sent = targets.send(spec(listener, "blue-tg", "green-tg"), seen, List.of(away(1)));
    assertThat(sent.sent()).isEmpty();
    assertThat(sent.failure())
        .hasValueSatisfying(why -> {
          assertThat(why.kind()).isEqualTo(ProviderFailure.Kind.CONFLICT);
          assertThat(why.message()).isEqualTo("the weights were sent, but others are there now");
        });
  }

  @Test
  void aListenerOfANetworkLoadBalancerIsOneAsWell() {
    var elb = moto.elbV2();
    var shop = elb.describeLoadBalancers(_ -> {}).loadBalancers().getFirst();
    var subnet = shop.availabilityZones().getFirst().subnetId();
    var groups = new HashMap<String, String>();
    for (String name : List.of("tcp-tg", "tcp-standby-tg")) {
      var made =
          elb.createTargetGroup(
              create -> create.name(name).protocol(ProtocolEnum.TCP).port(25).vpcId(shop.vpcId()));
      groups.put(name, made.targetGroups().getFirst().targetGroupArn());
    }
    var balancer =
        elb.createLoadBalancer(
                create -> create.name("mail").type(LoadBalancerTypeEnum.NETWORK).subnets(subnet))
            .loadBalancers()
            .getFirst()
            .loadBalancerArn();
    var forward =
        Action.builder().type(ActionTypeEnum.FORWARD).targetGroupArn(groups.get("tcp-tg")).build();
    var arn =
        elb.createListener(create ->
                create
                    .loadBalancerArn(balancer)
                    .protocol(ProtocolEnum.TCP)
                    .port(25)
                    .defaultActions(forward))
            .listeners()
            .getFirst()
            .listenerArn();
    var seen = got(arn, "tcp-tg", "tcp-standby-tg");
    assertThat(seen.weights()).containsExactly(entry("tcp-standby-tg", 0), entry("tcp-tg", 1));
    assertThat(ListenerKind.loadBalancer(arn)).isEqualTo(balancer);
    var to = new TreeMap<>(Map.of("tcp-tg", 0, "tcp-standby-tg", 1));
    var shift = new Change.SetWeights(seen.weights(), to);
    assertThat(targets.send(spec(arn, "tcp-tg", "tcp-standby-tg"), seen, List.of(shift)).failure())
        .isEmpty();
    assertThat(got(arn, "tcp-tg", "tcp-standby-tg").weights()).isEqualTo(to);
  }

  @Test
  void aRuleHasWeightsOfItsOwn() {
    var forward =
        Action.builder()
            .type(ActionTypeEnum.FORWARD)
            .forwardConfig(config -> config.targetGroups(weight(blue(), 9), weight(green(), 1)))
            .build();
    var rule =
        moto.elbV2()
            .createRule(create ->
                create
                    .listenerArn(listener)
                    .priority(5)
                    .conditions(
                        RuleCondition.builder()
                            .field("path-pattern")
                            .pathPatternConfig(path -> path.values("/api/*"))
                            .build())
                    .actions(forward))
            .rules()
            .getFirst()
            .ruleArn();
    var seen = got(rule, "blue-tg", "green-tg");
    assertThat(seen.weights()).containsExactly(entry("blue-tg", 9), entry("green-tg", 1));
    var to = new Change.SetWeights(seen.weights(), weights(5, 5));
    assertThat(targets.send(spec(rule, "blue-tg", "green-tg"), seen, List.of(to)).failure())
        .isEmpty();
    assertThat(got(rule, "blue-tg", "green-tg").weights()).isEqualTo(weights(5, 5));
    assertThat(
            moto.elbV2()
                .describeRules(describe -> describe.ruleArns(rule))
                .rules()
                .getFirst()
                .conditions())
        .as("its conditions are not ours")
        .singleElement()
        .satisfies(it -> assertThat(it.pathPatternConfig().values()).containsExactly("/api/*"));
  }

  @Test
  void aGroupThatTheFileLeavesOutIsToldOf() {
    assertThat(failure(listener, "green-tg").message())
        .isEqualTo("it sends traffic to blue-tg as well, which `weights` leaves out");
  }

  @Test
  void whatDoesNotExistIsToldOf() {
    var gone = listener.substring(0, listener.length() - 4) + "0000";
    assertThat(failure(gone, "blue-tg").kind()).isEqualTo(ProviderFailure.Kind.NOT_FOUND);
    assertThat(failure(listener, "blue-tg", "red-tg").kind())
        .isEqualTo(ProviderFailure.Kind.NOT_FOUND);
  }

  private static Change.SetWeights away(int weight) {
    return new Change.SetWeights(weights(weight, 0), weights(0, weight));
  }

  private static SortedMap<String, Integer> weights(int blue, int green) {
    return new TreeMap<>(Map.of("blue-tg", blue, "green-tg", green));
  }

  private FleetTargetGroup blue() {
    return Objects.requireNonNull(blueGroup);
  }

  private FleetTargetGroup green() {
    return Objects.requireNonNull(greenGroup);
  }

  private static TargetGroupTuple weight(FleetTargetGroup group, int weight) {
    return TargetGroupTuple.builder().targetGroupArn(group.arn()).weight(weight).build();
  }

  private void modify(ForwardActionConfig forward) {
    var action = Action.builder().type(ActionTypeEnum.FORWARD).forwardConfig(forward).build();
    moto.elbV2().modifyListener(modify -> modify.listenerArn(listener).defaultActions(action));
  }

  private Action action() {
    return moto.elbV2()
        .describeListeners(describe -> describe.listenerArns(listener))
        .listeners()
        .getFirst()
        .defaultActions()
        .getFirst();
  }

  private TargetState.Listener got(String arn, String... groups) {
    return switch (described(arn, groups)) {
      case Answer.Got<TargetState>(var state) -> (TargetState.Listener) state;
      case Answer.Failed<TargetState>(var why) -> throw new AssertionError(why.toString());
    };
  }

  private ProviderFailure failure(String arn, String... groups) {
    return switch (described(arn, groups)) {
      case Answer.Got<TargetState>(var state) -> throw new AssertionError(state.toString());
      case Answer.Failed<TargetState>(var why) -> why;
    };
  }

  private Answer<TargetState> described(String arn, String... groups) {
    var inquiry = new Targets.Inquiry(spec(arn, groups), Map.of());
    return Objects.requireNonNull(targets.describe(List.of(inquiry)).get(new TargetId("traffic")));
  }

  private static ListenerSpec spec(String arn, String... groups) {
    var weights = new TreeMap<String, Integer>();
    for (String group : groups) {
      weights.put(group, 1);
    }
    return new ListenerSpec(
        new TargetId("traffic"),
        Resource.of("listener", arn),
        weights,
        Map.of(),
        Optional.empty(),
        FleetSpec.Mode.ACT,
        Set.of());
  }
}
