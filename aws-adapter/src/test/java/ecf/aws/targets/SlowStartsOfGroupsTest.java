package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.aws.act.CallBudgets;
import ecf.aws.signal.FailedLookups;
import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.EmptyAccount;
import ecf.aws.testing.Fault;
import ecf.aws.testing.FleetTargetGroup;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.Selector;
import ecf.core.model.SlowStart;
import ecf.core.model.TargetState;
import ecf.core.port.Answer;
import ecf.core.port.Targets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// How long new units of a fleet get less than their share, against moto, and in how many calls
/// that is known.
class SlowStartsOfGroupsTest {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);
  private static final String CALL = "elbv2:DescribeTargetGroupAttributes";

  @RegisterExtension final EmptyAccount account = EmptyAccount.of(moto, proxy, 1);
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private final AwsTargets targets =
      new AwsTargets(account.clients(), new FailedLookups(), new CallBudgets(), () -> now);
  private final World world = World.in(moto);
  private final FleetSpec service = Specs.service("shop", "checkout", "responseTime", "cpu");
  private final FleetSpec group = Specs.group("web-asg", "responseTime");

  @Test
  void nobodyAsksWhereNoPolicyReadsResponseTimes() {
    world.cluster("shop").service("checkout", 4).behind(startingSlowly("web-tg", 60));

    var fleet = described(Specs.service("shop", "checkout", "cpu", "requests"), Map.of());

    assertThat(fleet.condition().slowStart()).isEqualTo(SlowStart.none());
    assertThat(proxy.calls()).doesNotContainKey(CALL);
  }

  @Test
  void whereTheyAreReadItIsAskedForOnceInTenMinutes() {
    var tg = startingSlowly("web-tg", 60);
    world.cluster("shop").service("checkout", 4).behind(tg);

    var first = described(service, Map.of());
    assertThat(first.condition().slowStart()).isEqualTo(lasts(60));

    set(tg, 90);
    now = now.plus(Duration.ofMinutes(10)).minusSeconds(1);
    var second = described(service, first.lookups());
    assertThat(second.condition().slowStart()).isEqualTo(lasts(60));
    assertThat(proxy.calls()).containsEntry(CALL, 1);

    now = now.plusSeconds(1);
    var third = described(service, second.lookups());
    assertThat(third.condition().slowStart()).isEqualTo(lasts(90));
    assertThat(proxy.calls()).containsEntry(CALL, 2);
  }

  @Test
  void aServiceThatIsSelectedIsLikeOneThatIsNamed() {
    world.cluster("shop").service("checkout", 4).behind(startingSlowly("web-tg", 60));
    var selected =
        Specs.service("{cluster}", "{service}", "responseTime")
            .selected(new Selector.Found(service.resource(), Map.of()));

    assertThat(described(selected, Map.of()).condition().slowStart()).isEqualTo(lasts(60));
  }

  @Test
  void theLongestOfSeveralGroupsCountsAndEachIsAskedForOnceWhoeverIsBehindIt() {
    var fast = startingSlowly("fast-tg", 0);
    var slow = startingSlowly("slow-tg", 120);
    world.cluster("shop").service("checkout", 4).behind(slow);
    world.group("web-asg", 1, 9, 2).attachedTo(fast).attachedTo(slow);

    var fleets =
        targets.describe(List.of(Specs.inquiry(service), Specs.inquiry(group))).values().stream()
            .map(SlowStartsOfGroupsTest::got)
            .map(fleet -> fleet.condition().slowStart())
            .collect(Collectors.toSet());

    assertThat(fleets).containsExactly(lasts(120));
    assertThat(proxy.calls()).containsEntry(CALL, 2);
  }

  @Test
  void anotherTargetGroupIsAskedForAtOnce() {
    var before = startingSlowly("before-tg", 60);
    var web = world.group("web-asg", 1, 9, 2).attachedTo(before);
    var first = described(group, Map.of());

    web.attachedTo(startingSlowly("after-tg", 300));

    assertThat(described(group, first.lookups()).condition().slowStart()).isEqualTo(lasts(300));
  }

  @Test
  void aGroupWithoutTargetGroupsStartsAtOnce() {
    world.group("web-asg", 1, 9, 2);

    assertThat(described(group, Map.of()).condition().slowStart()).isEqualTo(SlowStart.none());
    assertThat(proxy.calls()).doesNotContainKey(CALL);
  }

  @Test
  void whoMayNotAskIsToldTheRightAndTheNextPassAsksAgain() {
    world.cluster("shop").service("checkout", 4).behind(startingSlowly("web-tg", 60));
    proxy.always(CALL, Fault.Kind.DENIED);

    var first = described(service, Map.of());

    assertThat(first.condition().slowStart())
        .isInstanceOfSatisfying(
            SlowStart.Unread.class,
            unread ->
                assertThat(unread.why().hint())
                    .contains("elasticloadbalancing:DescribeTargetGroupAttributes"));
    proxy.reset();
    assertThat(described(service, first.lookups()).condition().slowStart()).isEqualTo(lasts(60));
  }

  private FleetTargetGroup startingSlowly(String name, int seconds) {
    var tg = world.targetGroup(name);
    tg.behind("front-" + name);
    set(tg, seconds);
    return tg;
  }

  private static void set(FleetTargetGroup tg, int seconds) {
    tg.attribute("slow_start.duration_seconds", Integer.toString(seconds));
  }

  private static SlowStart lasts(int seconds) {
    return new SlowStart.Lasts(Duration.ofSeconds(seconds));
  }

  private TargetState.Fleet described(FleetSpec spec, Map<String, String> remembered) {
    var answers = targets.describe(List.of(new Targets.Inquiry(spec, remembered)));
    return got(Objects.requireNonNull(answers.get(spec.id())));
  }

  private static TargetState.Fleet got(Answer<TargetState> answer) {
    return switch (answer) {
      case Answer.Got<TargetState>(var state) -> (TargetState.Fleet) state;
      case Answer.Failed<TargetState>(var why) -> throw new AssertionError(why.toString());
    };
  }
}
