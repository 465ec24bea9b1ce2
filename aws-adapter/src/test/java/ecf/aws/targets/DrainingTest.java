package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.aws.signal.FailedLookups;
import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.EmptyAccount;
import ecf.aws.testing.FleetGroup;
import ecf.aws.testing.FleetTargetGroup;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.Hook;
import ecf.core.engine.TargetSpec;
import ecf.core.observation.Departure;
import ecf.core.pass.Mode;
import ecf.core.pass.Outcome;
import ecf.core.pass.Pass;
import ecf.core.pass.PassRequest;
import ecf.core.pass.PassResult;
import ecf.core.policy.Bounds;
import ecf.core.policy.Count;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.port.Provider;
import ecf.core.port.Signals;
import ecf.core.port.Targets;
import ecf.core.port.testing.InMemoryMemories;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Instances of a group that leave a target group that is not attached to it before they go,
/// against moto: four run, and a policy allows three.
class DrainingTest {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);
  @RegisterExtension final EmptyAccount account = EmptyAccount.of(moto, proxy, 2);

  private final AwsTargets targets = new AwsTargets(account.clients(), new FailedLookups());
  private final World world = World.in(moto);
  private final InMemoryMemories.Store store = new InMemoryMemories.Store();
  private final GroupSpec members = Specs.targetGroup("web-tg", Specs.ofGroup("web-asg"));
  private int passes;

  /// Made when a test begins, in an account that is empty by then.
  private FleetGroup web;

  private FleetTargetGroup tg;

  @BeforeEach
  void aGroupWithoutATargetGroupOfItsOwn() {
    web = world.group("web-asg", 1, 9, 4);
    tg = world.targetGroup("web-tg");
  }

  @Test
  void theyAreDeregisteredFirstAndThenTerminatedByName() {
    run(atMost(9)); // registers all
    assertThat(members()).containsExactlyInAnyOrderElementsOf(web.instances());

    var first = run(atMost(3));

    assertThat(result(first, "web-asg")).isInstanceOf(Outcome.Unchanged.class);
    assertThat(web.desired()).isEqualTo(4);
    assertThat(members()).hasSize(3);
    var leaving = web.instances().stream().filter(each -> !members().contains(each)).toList();
    assertThat(leaving).hasSize(1);

    var before = proxy.calls();
    var second = run(atMost(3));

    assertThat(result(second, "web-asg")).isInstanceOf(Outcome.Applied.class);
    assertThat(web.desired()).isEqualTo(3);
    assertThat(web.instances()).hasSize(3).doesNotContainAnyElementsOf(leaving);
    assertThat(members()).containsExactlyInAnyOrderElementsOf(web.instances());
    assertThat(proxy.log().getLast().text()).contains("ShouldDecrementDesiredCapacity=true");
    assertThat(since(before))
        .containsEntry("autoscaling:TerminateInstanceInAutoScalingGroup", 1)
        .containsEntry("autoscaling:DescribeLifecycleHooks", 1)
        .containsEntry("ec2:DescribeInstances", 1)
        .containsEntry("elbv2:DescribeTargetGroupAttributes", 1)
        .doesNotContainKeys("autoscaling:SetDesiredCapacity", "elbv2:DeregisterTargets");
  }

  @Test
  void whoIsNotWantedToLeaveAnyMoreIsRegisteredAgain() {
    run(atMost(9));
    run(atMost(3));
    run(atMost(4));

    assertThat(members()).containsExactlyInAnyOrderElementsOf(web.instances());
    assertThat(web.desired()).isEqualTo(4);
  }

  @Test
  void aHookOfTheGroupIsUsedInstead() {
    run(atMost(9));
    web.waitsBeforeInstancesGo();
    run(atMost(3));

    assertThat(web.desired()).isEqualTo(3);
    assertThat(proxy.calls())
        .containsEntry("autoscaling:SetDesiredCapacity", 1)
        .doesNotContainKeys(
            "ec2:DescribeInstances", "autoscaling:TerminateInstanceInAutoScalingGroup");
  }

  @Test
  void aTargetGroupThatIsAttachedIsLeftToAutoScaling() {
    web.attachedTo(tg);
    run(atMost(3));

    assertThat(web.desired()).isEqualTo(3);
    assertThat(proxy.calls())
        .containsEntry("autoscaling:SetDesiredCapacity", 1)
        .doesNotContainKey("autoscaling:DescribeLifecycleHooks");
  }

  @Test
  void howInstancesMayLeaveIsAskedOnlyWhereItMatters() {
    targets.describe(List.of(Specs.inquiry(atMost(3)), Specs.inquiry(members)));
    var scaleIn = Specs.prospect(atMost(3), 4, 3);

    assertThat(targets.inspect(List.of(scaleIn)).values())
        .allMatch(asked -> asked.departure().isEmpty());
    var drains = new Targets.Prospect(scaleIn.spec(), scaleIn.change(), true, List.of(arn()));
    var asked = Objects.requireNonNull(targets.inspect(List.of(drains)).get(scaleIn.spec().id()));

    assertThat(asked.departure().map(Departure::hooked)).contains(false);
    assertThat(asked.departure().orElseThrow().launched())
        .containsOnlyKeys(web.instances().toArray(String[]::new));
    assertThat(asked.departure().orElseThrow().settings()).containsOnlyKeys(arn());
    assertThat(asked.unanswered()).isEmpty();
  }

  @Test
  void whoeverHasAHookOfHisOwnIsAskedOnlyWhereTheGroupHasNone() {
    var plain = atMost(3);
    var hooked =
        plain.conduct(
            plain
                .conduct()
                .beforeScaleIn(
                    new Hook(new Hook.Call.Function("save-carts"), Duration.ofMinutes(1))));
    targets.describe(List.of(Specs.inquiry(hooked)));

    assertThat(departure(Specs.prospect(hooked, 4, 3))).isEmpty();
    web.waitsBeforeInstancesGo();
    assertThat(departure(Specs.prospect(hooked, 4, 3)).map(Departure::hooked)).contains(true);

    proxy.reset();
    departure(Specs.prospect(hooked, 4, 5));
    departure(Specs.prospect(plain, 4, 3));
    assertThat(proxy.calls()).doesNotContainKey("autoscaling:DescribeLifecycleHooks");
  }

  private Optional<Departure> departure(Targets.Prospect prospect) {
    return Objects.requireNonNull(targets.inspect(List.of(prospect)).get(prospect.spec().id()))
        .departure();
  }

  private static Map<String, Integer> since(Map<String, Integer> before) {
    var calls = new TreeMap<>(proxy.calls());
    before.forEach((call, count) -> calls.merge(call, -count, Integer::sum));
    calls.values().removeIf(count -> count == 0);
    return calls;
  }

  private String arn() {
    return tg.arn();
  }

  private List<String> members() {
    return tg.members().entrySet().stream()
        .filter(each -> !each.getValue().equals("draining"))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// An account of which only targets matter.
  private record Account(Targets targets) implements Provider {
    @Override
    public Signals signals() {
      return (_, _) -> Map.of();
    }

    @Override
    public InstantSource clock() {
      return InstantSource.system();
    }

    @Override
    public String region() {
      return "us-east-1";
    }

    @Override
    public SortedMap<String, Integer> calls() {
      return new TreeMap<>();
    }

    @Override
    public void close() {}
  }

  private static FleetSpec atMost(int units) {
    var spec = Specs.ignoringOwners(Specs.group("web-asg"));
    var count = new Count(new Bounds(OptionalInt.empty(), OptionalInt.of(units)));
    return spec.with(
        List.of(new NamedPolicy("count", "count", count, new MissingData.HoldScaleIn())),
        List.of());
  }

  private PassResult run(FleetSpec spec) {
    passes++;
    try (var memories = store.open("test", "here", "pass-" + passes)) {
      return new Pass(new Account(targets), memories)
          .run(PassRequest.all(List.<TargetSpec>of(spec, members), Mode.APPLY));
    }
  }

  private static Outcome result(PassResult pass, String target) {
    return pass.targets().stream()
        .filter(each -> each.spec().id().name().equals(target))
        .findFirst()
        .orElseThrow()
        .outcome();
  }
}
