package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ecf.aws.signal.FailedLookups;
import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.EmptyAccount;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import ecf.core.engine.Change;
import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.Trace;
import ecf.core.model.Activity;
import ecf.core.model.Cause;
import ecf.core.model.FleetInstance;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Reason;
import ecf.core.model.TargetState;
import ecf.core.port.Answer;
import ecf.core.port.Targets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Sick instances of a group, told one by one and replaced, against moto.
class ReplacingTest {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);
  @RegisterExtension final EmptyAccount account = EmptyAccount.of(moto, proxy, 2);

  private final AwsTargets targets = new AwsTargets(account.clients(), new FailedLookups());
  private final World world = World.in(moto);

  @Test
  void theLoadBalancerTellsWhoIsSick() {
    var web = world.group("web-asg", 1, 9, 3);
    var instances = web.instances().stream().sorted().toList();
    var tg = world.targetGroup("web-tg");
    web.attachedTo(tg).protect(instances.subList(0, 1));
    tg.unhealthy(instances.getLast());

    var told =
        fleet(healing(Specs.healthyByTargetGroup(Specs.group("web-asg")))).condition().instances();

    assertThat(told).extracting(FleetInstance::id).isEqualTo(instances);
    assertThat(told).extracting(FleetInstance::kept).containsExactly(true, false, false);
    assertThat(told).allMatch(each -> each.zone().equals("us-east-1a") && each.units() == 1);
    assertThat(told.getFirst().sick()).isEmpty();
    assertThat(told.getLast().sick()).isPresent();
    assertThat(proxy.calls())
        .as("the health is asked for anyway")
        .containsExactly(
            entry("autoscaling:DescribeAutoScalingGroups", 1),
            entry("elbv2:DescribeTargetHealth", 1));
  }

  @Test
  void theGroupItselfTellsWhoIsSick() {
    var web = world.group("web-asg", 1, 9, 3);
    var sick = web.instances().getFirst();
    web.sick(sick);

    assertThat(fleet(healing(Specs.group("web-asg"))).condition().instances())
        .filteredOn(each -> each.sick().isPresent())
        .containsExactly(
            new FleetInstance(sick, "us-east-1a", 1, false, Optional.of("HealthStatus Unhealthy")));
    assertThat(fleet(Specs.group("web-asg")).condition().instances())
        .as("told where somebody heals")
        .isEmpty();
  }

  @Test
  void oneGoesAndAnotherComes() {
    var web = world.group("web-asg", 1, 9, 3);
    var sick = web.instances().getFirst();
    var spec = healing(Specs.group("web-asg"));

    var delivery = targets.send(spec, fleet(spec), List.of(replacement(sick)));

    assertThat(delivery.failure()).isEmpty();
    assertThat(proxy.log().getLast().text()).contains("ShouldDecrementDesiredCapacity=false");
    assertThat(proxy.calls())
        .containsEntry("autoscaling:TerminateInstanceInAutoScalingGroup", 1)
        .doesNotContainKey("autoscaling:SetDesiredCapacity");
    assertThat(web.desired()).isEqualTo(3);
    assertThat(web.instances()).hasSize(3).doesNotContain(sick);
  }

  @Test
  void oneThatIsNotThereFailsAndThoseBeforeItHaveGone() {
    var web = world.group("web-asg", 1, 9, 3);
    var sick = web.instances().getFirst();
    var spec = healing(Specs.group("web-asg"));

    var delivery =
        targets.send(
            spec, fleet(spec), List.of(replacement(sick), replacement("i-00000000000000000")));

    assertThat(delivery.sent()).containsExactly(replacement(sick));
    assertThat(delivery.failure())
        .map(ProviderFailure::call)
        .contains("autoscaling:TerminateInstanceInAutoScalingGroup");
  }

  @Test
  void theSameWhereOnlyTheMinimumIsDecided() {
    var web = world.group("web-asg", 1, 9, 3);
    var sick = web.instances().getFirst();
    var spec = healing(Specs.controlling(FleetSpec.Control.MIN, Specs.group("web-asg")));

    assertThat(targets.send(spec, fleet(spec), List.of(replacement(sick))).failure()).isEmpty();
    assertThat(web.instances()).doesNotContain(sick);
  }

  @Test
  void tasksAreNotReplaced() {
    world.cluster("shop").service("checkout", 4);
    var spec = healing(Specs.service("shop", "checkout"));

    assertThat(fleet(spec).condition().instances()).isEmpty();
    assertThat(targets.send(spec, fleet(spec), List.of(replacement("i-1"))).failure())
        .map(ProviderFailure::call)
        .contains("send");
  }

  @Test
  void refreshesAreAskedForAndOwnersAreNot() {
    world.group("web-asg", 1, 9, 3).refreshing();
    var spec = healing(Specs.group("web-asg"));
    var cause = Cause.engine(Reason.of(Reason.Code.SICK, "for the test"));
    List<Change> changes = List.of(replacement("i-1"));
    var change = new Decision.Resize(spec.id(), 3, 3, changes, cause, Trace.empty());

    var answer =
        Objects.requireNonNull(
            targets.inspect(List.of(new Targets.Prospect(spec, change))).get(spec.id()));

    assertThat(answer.activities())
        .extracting(Activity::kind)
        .containsExactly(Activity.Kind.INSTANCE_REFRESH);
    assertThat(proxy.calls()).containsExactly(entry("autoscaling:DescribeInstanceRefreshes", 1));
  }

  private static Change replacement(String instance) {
    return new Change.Replace(instance, "us-east-1a", "unhealthy for 12m");
  }

  private static FleetSpec healing(FleetSpec spec) {
    var heal = new FleetSpec.Heal(Duration.ofMinutes(10), 1);
    return spec.health(spec.health().heal(Optional.of(heal)));
  }

  private TargetState.Fleet fleet(FleetSpec spec) {
    return switch (Objects.requireNonNull(
        targets.describe(List.of(Specs.inquiry(spec))).get(spec.id()))) {
      case Answer.Got<TargetState>(var state) -> (TargetState.Fleet) state;
      case Answer.Failed<TargetState>(var why) -> throw new AssertionError(why.toString());
    };
  }
}
