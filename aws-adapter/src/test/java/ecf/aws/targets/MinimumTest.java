package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ecf.aws.signal.FailedLookups;
import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.EmptyAccount;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import ecf.core.engine.Change;
import ecf.core.engine.FleetSpec;
import ecf.core.model.CapacityRange;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetState;
import ecf.core.port.Answer;
import ecf.core.port.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The minimum of a group and of a service's scalable target, against moto.
class MinimumTest {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);
  @RegisterExtension final EmptyAccount account = EmptyAccount.of(moto, proxy, 2);

  private final AwsTargets targets = new AwsTargets(account.clients(), new FailedLookups());
  private final World world = World.in(moto);

  @Test
  void theBoundsOfServicesAreAskedForInOneCallWhereTheirMinimumIsDecided() {
    world.cluster("shop").service("checkout", 4).scaledByAws();
    world.cluster("shop").service("search", 4).scaledByAws();
    world.cluster("shop").service("basket", 4).scaledByAws();
    var checkout = ofMinimum(Specs.service("shop", "checkout"));
    var search = ofMinimum(Specs.service("shop", "search"));
    var basket = Specs.service("shop", "basket");

    assertThat(fleet(checkout, search, basket).limits()).contains(new CapacityRange(1, 9));
    assertThat(fleet(basket).limits()).isEmpty();
    assertThat(proxy.calls())
        .containsExactly(
            entry("application-autoscaling:DescribeScalableTargets", 1),
            entry("ecs:DescribeServices", 2));
  }

  @Test
  void aServiceWithoutAScalableTargetFailsWithWhatToDo() {
    world.cluster("shop").service("checkout", 4);
    var spec = ofMinimum(Specs.service("shop", "checkout"));

    var answer = targets.describe(List.of(Specs.inquiry(spec))).get(spec.id());

    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> {
              var why = (ProviderFailure) failed.why();
              assertThat(why.message()).contains("no scalable target service/shop/checkout");
              assertThat(why.hint()).isEqualTo("register one, or write `control: desired`");
            });
  }

  @Test
  void aServicesBoundsMoveAndItsCountStays() {
    var checkout = world.cluster("shop").service("checkout", 6).scaledByAws();

    var delivery = send(ofMinimum(Specs.service("shop", "checkout")), bounds(1, 9, 4, 12));

    assertThat(delivery.failure()).isEmpty();
    assertThat(checkout.scalableTarget().minCapacity()).isEqualTo(4);
    assertThat(checkout.scalableTarget().maxCapacity()).isEqualTo(12);
    assertThat(checkout.desired()).isEqualTo(6);
    assertThat(proxy.calls())
        .containsEntry("application-autoscaling:RegisterScalableTarget", 1)
        .doesNotContainKey("ecs:UpdateService");
  }

  @Test
  void aGroupsBoundsMoveInOneCallThatLeavesTheCountAlone() {
    var web = world.group("web-asg", 1, 9, 6);

    send(ofMinimum(Specs.group("web-asg")), bounds(1, 9, 4, 12));

    assertThat(web.described().minSize()).isEqualTo(4);
    assertThat(web.described().maxSize()).isEqualTo(12);
    assertThat(web.desired()).isEqualTo(6);
    assertThat(proxy.calls()).containsEntry("autoscaling:UpdateAutoScalingGroup", 1);
    assertThat(proxy.log().getLast().text()).doesNotContain("DesiredCapacity");
  }

  /// Auto Scaling itself lifts a count that is below a new minimum.
  @Test
  void aMinimumAboveTheCountLiftsIt() {
    var web = world.group("web-asg", 1, 9, 2);

    send(ofMinimum(Specs.group("web-asg")), bounds(1, 9, 5, 9));

    assertThat(web.desired()).isEqualTo(5);
  }

  /// Somebody else may have moved it since.
  @Test
  void aMaximumThatStaysIsNotSent() {
    world.group("web-asg", 1, 9, 6);
    world.cluster("shop").service("checkout", 6).scaledByAws();

    send(ofMinimum(Specs.group("web-asg")), bounds(1, 9, 4, 9));
    assertThat(proxy.log().getLast().text()).contains("MinSize=4").doesNotContain("MaxSize");

    send(ofMinimum(Specs.service("shop", "checkout")), bounds(1, 9, 4, 9));
    assertThat(proxy.log().getLast().text()).contains("MinCapacity").doesNotContain("MaxCapacity");
  }

  @Test
  void nobodyAsksForOwners() {
    world.cluster("shop").service("checkout", 4).scaledByAws();
    world.group("web-asg", 1, 9, 4);

    targets.inspect(
        List.of(
            Specs.prospect(ofMinimum(Specs.service("shop", "checkout")), 1, 2),
            Specs.prospect(ofMinimum(Specs.group("web-asg")), 1, 2)));

    assertThat(proxy.calls()).isEmpty();
  }

  private static FleetSpec ofMinimum(FleetSpec spec) {
    return Specs.controlling(FleetSpec.Control.MIN_MAX, spec);
  }

  private static Change bounds(int min, int max, int toMin, int toMax) {
    return new Change.SetBounds(new CapacityRange(min, max), new CapacityRange(toMin, toMax));
  }

  /// The first of them.
  private TargetState.Fleet fleet(FleetSpec... specs) {
    var states = targets.describe(Arrays.stream(specs).map(Specs::inquiry).toList());
    return switch (Objects.requireNonNull(states.get(specs[0].id()))) {
      case Answer.Got<TargetState>(var state) -> (TargetState.Fleet) state;
      case Answer.Failed<TargetState>(var why) -> throw new AssertionError(why.toString());
    };
  }

  private Targets.Delivery send(FleetSpec spec, Change change) {
    return targets.send(spec, fleet(spec), List.of(change));
  }
}
