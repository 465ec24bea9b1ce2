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
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.model.Owner;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetState;
import ecf.core.port.Answer;
import ecf.core.port.Targets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// To whom the members of a target group belong, where the file says who they are and names nobody
/// who is attached to it.
class OwnersOfMembersTest {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);
  @RegisterExtension final EmptyAccount account = EmptyAccount.of(moto, proxy, 2);

  private final AwsClients clients = account.clients();
  private final AwsTargets targets = new AwsTargets(clients, new FailedLookups());
  private final World world = World.in(moto);

  // made once the account is there
  private @Nullable FleetTargetGroup made;

  @BeforeEach
  void aTargetGroupAndAGroupThatIsElsewhere() {
    made = world.targetGroup("web-tg");
    world.group("jobs-asg", 0, 9, 1).attachedTo(world.targetGroup("jobs-tg"));
  }

  @Test
  void aGroupThatTheFileDoesNotNameIsFoundInOneCall() {
    world.group("web-asg", 0, 9, 1).attachedTo(webTg());

    assertThat(who()).contains("the Auto Scaling group web-asg, which it is attached to");
    assertThat(proxy.calls()).containsExactly(entry(AutoScalingGroups.DESCRIBE, 1));
  }

  @Test
  void aServiceOfTheFileThatTakesNoPartIsFound() {
    world.cluster("shop").service("checkout", 2).behind(webTg());

    assertThat(who()).as("nobody named it").isEmpty();
    assertThat(who(Specs.service("shop", "gone"), Specs.group("web-asg"))).isEmpty();
    assertThat(who(Specs.service("shop", "checkout"), Specs.service("shop", "gone")))
        .contains("the ECS service checkout, which it is attached to");
  }

  @Test
  void whoMayNotAskIsToldWhatIsMissing() {
    proxy.always(AutoScalingGroups.DESCRIBE, Fault.Kind.DENIED);

    assertThat(asked())
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> {
              assertThat(failed.why().kind()).isEqualTo(ProviderFailure.Kind.DENIED);
              assertThat(failed.why().hint()).contains("autoscaling:DescribeAutoScalingGroups");
            });
  }

  @Test
  void aServiceThatCouldNotBeDescribedMayBeTheOne() {
    world.cluster("shop").service("checkout", 2).behind(webTg());
    proxy.always(EcsServices.DESCRIBE, Fault.Kind.DENIED);

    assertThat(asked(Specs.service("shop", "checkout"))).isInstanceOf(Answer.Failed.class);
  }

  private Optional<String> who(FleetSpec... others) {
    return switch (asked(others)) {
      case Answer.Got<Optional<Owner>>(var owner) -> owner.map(Owner::who);
      case Answer.Failed<Optional<Owner>>(var why) -> throw new AssertionError(why.toString());
    };
  }

  private Answer<Optional<Owner>> asked(FleetSpec... others) {
    var spec = Specs.targetGroup("web-tg", GroupSpec.Members.Listed.of("i-0123456789abcdef0"));
    var state =
        new TargetState.Group(webTg().arn(), List.of(), List.of(), Optional.empty(), Map.of());
    var answers = targets.owners(List.of(new Targets.Membership(spec, state)), List.of(others));
    return Objects.requireNonNull(answers.get(spec.id()));
  }

  private FleetTargetGroup webTg() {
    return Objects.requireNonNull(made);
  }
}
