package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ecf.aws.signal.FailedLookups;
import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.EmptyAccount;
import ecf.aws.testing.Fault;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.model.Activity;
import ecf.core.model.ProviderFailure;
import ecf.core.observation.Inspection;
import ecf.core.port.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A zonal shift keeps the units of a zone idle, and nothing but its target groups tells: they are
/// asked before a scale-in, whatever the source of health, and never without need.
class ZonalShiftsTest {
  private static final String HEALTH = "elbv2:DescribeTargetHealth";

  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);
  @RegisterExtension final EmptyAccount account = EmptyAccount.of(moto, proxy, 2);

  private final AwsTargets targets = new AwsTargets(account.clients(), new FailedLookups());
  private final World world = World.in(moto);
  private final FleetSpec checkout = Specs.ignoringOwners(Specs.service("shop", "checkout"));
  private final FleetSpec web = Specs.ignoringOwners(Specs.group("web-asg"));

  @BeforeEach
  void aServiceAndAGroupBehindALoadBalancer() {
    world.cluster("shop").service("checkout", 4).behind(world.targetGroup("checkout-tg"));
    world.group("web-asg", 1, 9, 4).attachedTo(world.targetGroup("web-tg"));
  }

  @Test
  void itIsToldBeforeAScaleIn() {
    proxy.always(HEALTH, "checkout-tg", shifted());
    describe(checkout, web);

    var ofService = inspected(Specs.prospect(checkout, 4, 3));
    var ofGroup = inspected(Specs.prospect(web, 4, 3));

    assertThat(ofService.activities())
        .extracting(Activity::kind)
        .containsExactly(Activity.Kind.ZONAL_SHIFT);
    assertThat(ofGroup).isEqualTo(Inspection.clear());
  }

  @Test
  void nobodyAsksInSteadyStateOrBeforeAScaleOut() {
    describe(checkout, web);
    inspected(Specs.prospect(checkout, 4, 6));
    inspected(Specs.prospect(web, 4, 6));

    assertThat(proxy.calls()).doesNotContainKey(HEALTH);
  }

  @Test
  void aTargetGroupIsAskedOnceInAPass() {
    describe(checkout, web);
    inspected(Specs.prospect(checkout, 4, 3), Specs.prospect(web, 4, 3));
    inspected(Specs.prospect(checkout, 4, 2));

    assertThat(proxy.calls()).contains(entry(HEALTH, 2));

    describe(checkout);
    inspected(Specs.prospect(checkout, 4, 3));

    assertThat(proxy.calls()).as("the next pass asks again").contains(entry(HEALTH, 3));
  }

  @Test
  void whatTheDescriptionAskedIsNotAskedAgain() {
    var byHealth = Specs.healthyByTargetGroup(checkout);
    describe(byHealth);
    inspected(Specs.prospect(byHealth, 4, 3));

    assertThat(proxy.calls()).contains(entry(HEALTH, 1));
  }

  @Test
  void aTargetGroupThatIsNotAttachedCountsAsWell() {
    world.group("jobs-asg", 1, 9, 4);
    world.targetGroup("jobs-tg");
    proxy.always(HEALTH, "jobs-tg", shifted());
    var jobs = Specs.ignoringOwners(Specs.group("jobs-asg"));
    describe(jobs, Specs.targetGroup("jobs-tg", Specs.ofGroup("jobs-asg")));

    assertThat(inspected(Specs.prospect(jobs, 4, 3)).activities())
        .extracting(Activity::kind)
        .containsExactly(Activity.Kind.ZONAL_SHIFT);
    assertThat(proxy.calls()).contains(entry(HEALTH, 1));
  }

  @Test
  void whoMayNotAskMayNotScaleIn() {
    proxy.always(HEALTH, Fault.Kind.DENIED);
    describe(checkout);

    assertThat(inspected(Specs.prospect(checkout, 4, 3)).unanswered())
        .extracting(ProviderFailure::hint)
        .singleElement()
        .asString()
        .contains("elasticloadbalancing:DescribeTargetHealth");
  }

  /// As a load balancer describes a healthy member of a zone that gets no traffic.
  private static Fault shifted() {
    return new Fault.Reply(
        """
        <DescribeTargetHealthResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">
          <DescribeTargetHealthResult><TargetHealthDescriptions><member>
            <Target><Id>10.0.0.1</Id><Port>80</Port></Target>
            <TargetHealth><State>healthy</State></TargetHealth>
            <AdministrativeOverride>
              <State>zonal_shift_active</State>
              <Reason>AdministrativeOverride.ZonalShiftActive</Reason>
            </AdministrativeOverride>
          </member></TargetHealthDescriptions></DescribeTargetHealthResult>
        </DescribeTargetHealthResponse>\
        """);
  }

  private void describe(TargetSpec... specs) {
    targets.describe(Arrays.stream(specs).map(Specs::inquiry).toList());
  }

  /// What is known of the first of them.
  private Inspection inspected(Targets.Prospect... prospects) {
    return Objects.requireNonNull(
        targets.inspect(List.of(prospects)).get(prospects[0].spec().id()));
  }
}
