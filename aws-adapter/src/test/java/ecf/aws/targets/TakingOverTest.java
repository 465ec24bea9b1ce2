package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.aws.signal.FailedLookups;
import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.EmptyAccount;
import ecf.aws.testing.Fault;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import ecf.core.engine.Change;
import ecf.core.engine.FleetSpec;
import ecf.core.model.Owner;
import ecf.core.model.TargetState;
import ecf.core.port.Answer;
import ecf.core.port.Targets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;

/// Taking over from another scaler and giving back, against moto.
class TakingOverTest {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);
  @RegisterExtension final EmptyAccount account = EmptyAccount.of(moto, proxy, 2);

  private final AwsTargets targets = new AwsTargets(account.clients(), new FailedLookups());
  private final World world = World.in(moto);
  private final FleetSpec checkout = Specs.takingOver(Specs.service("shop", "checkout"));
  private final FleetSpec web = Specs.takingOver(Specs.group("web-asg"));

  @Test
  void aServiceIsTakenOverAndGivenBack() {
    var service = world.cluster("shop").service("checkout", 4).scaledByAws();
    var owner = owner(checkout);
    assertThat(owner.found()).contains("suspended=none");

    var delivery = send(checkout, takeOver(owner), new Change.SetCapacity(4, 6));

    assertThat(delivery.failure()).isEmpty();
    assertThat(delivery.sent()).hasSize(2);
    assertThat(service.desired()).isEqualTo(6);
    assertThat(service.scalableTarget().suspendedState()).isEqualTo(TakenOver.all());
    assertThat(service.scalableTarget().minCapacity()).isEqualTo(1);
    assertThat(inspected(checkout)).as("it owns nothing any more").isEmpty();

    assertThat(giveBack(checkout, Optional.empty())).contains("suspended=none");
    assertThat(TakenOver.of(service.scalableTarget().suspendedState()).suspended()).isEmpty();
    assertThat(giveBack(checkout, Optional.empty())).as("once").isEmpty();
  }

  @Test
  void aGroupIsTakenOverAndGivenBackAsItWasFound() {
    var group = world.group("web-asg", 1, 9, 2);
    moto.autoScaling()
        .suspendProcesses(suspend ->
            suspend
                .autoScalingGroupName("web-asg")
                .scalingProcesses("ScheduledActions", "AZRebalance"));
    var takeOver = new Change.TakeOver("its policies", "suspended=ScheduledActions");

    send(web, takeOver, new Change.SetCapacity(2, 3));

    assertThat(group.desired()).isEqualTo(3);
    assertThat(suspended("web-asg"))
        .containsExactly("AZRebalance", "AlarmNotification", "ScheduledActions");
    assertThat(giveBack(web, Optional.empty())).contains("suspended=ScheduledActions");
    assertThat(suspended("web-asg")).containsExactly("AZRebalance", "ScheduledActions");
    assertThat(giveBack(web, Optional.empty())).isEmpty();
  }

  /// The process died after the tag, or after the suspension: the next one finds other things than
  /// the first, and keeps what the first found.
  @ParameterizedTest(name = "call {0} did not arrive")
  @ValueSource(
      strings = {
        "ecs:TagResource",
        "application-autoscaling:RegisterScalableTarget",
        "ecs:UpdateService"
      })
  void whatWasFoundFirstIsKeptWhereverItIsInterrupted(String call) {
    var service = world.cluster("shop").service("checkout", 4).scaledByAws();
    proxy.next(call, Fault.Kind.DENIED);
    var first = send(checkout, takeOver(owner(checkout)), new Change.SetCapacity(4, 6));
    assertThat(first.failure()).isPresent();
    assertThat(service.desired()).isEqualTo(4);

    var next = new Change.TakeOver("application-autoscaling", "suspended=none");
    send(checkout, next, new Change.SetCapacity(4, 6));
    send(
        checkout,
        new Change.TakeOver("application-autoscaling", "suspended=dynamicScalingIn"),
        new Change.SetCapacity(6, 7));

    assertThat(service.scalableTarget().suspendedState()).isEqualTo(TakenOver.all());
    assertThat(giveBack(checkout, Optional.of("suspended=scheduledScaling")))
        .as("the tag counts before what is remembered")
        .contains("suspended=none");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "autoscaling:CreateOrUpdateTags, DENIED",
    "autoscaling:SuspendProcesses, DENIED",
    "autoscaling:SetDesiredCapacity, DENIED",
    "autoscaling:CreateOrUpdateTags, RESET_AFTER",
    "autoscaling:SuspendProcesses, RESET_AFTER"
  })
  void whatWasFoundFirstIsKeptForAGroup(String call, Fault.Kind fault) {
    var group = world.group("web-asg", 1, 9, 2);
    proxy.next(call, fault);
    var takeOver = new Change.TakeOver("its policies", "suspended=ScheduledActions");
    send(web, takeOver, new Change.SetCapacity(2, 3));
    // who looks again may find more suspended than the first
    send(
        web,
        call.equals("autoscaling:CreateOrUpdateTags") && fault == Fault.Kind.DENIED
            ? takeOver
            : new Change.TakeOver("its policies", "suspended=AlarmNotification"),
        new Change.SetCapacity(2, 3));

    assertThat(group.desired()).isEqualTo(3);
    assertThat(giveBack(web, Optional.empty())).contains("suspended=ScheduledActions");
    assertThat(suspended("web-asg")).containsExactly("ScheduledActions");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "application-autoscaling:RegisterScalableTarget, DENIED",
    "application-autoscaling:RegisterScalableTarget, RESET_AFTER",
    "ecs:UntagResource, DENIED",
    "ecs:UntagResource, RESET_AFTER"
  })
  void aServiceIsGivenBackInTheEndWhereverItIsInterrupted(String call, Fault.Kind fault) {
    var service = world.cluster("shop").service("checkout", 4).scaledByAws();
    send(checkout, takeOver(owner(checkout)), new Change.SetCapacity(4, 6));
    proxy.next(call, fault);
    var remembered = Optional.of("suspended=none");

    targets.giveBack(checkout, state(checkout), remembered);
    giveBack(checkout, remembered);

    assertThat(TakenOver.of(service.scalableTarget().suspendedState()).suspended()).isEmpty();
    assertThat(giveBack(checkout, Optional.empty())).as("no tag is left").isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "autoscaling:ResumeProcesses, DENIED",
    "autoscaling:ResumeProcesses, RESET_AFTER",
    "autoscaling:DeleteTags, DENIED",
    "autoscaling:DeleteTags, RESET_AFTER"
  })
  void aGroupIsGivenBackInTheEndWhereverItIsInterrupted(String call, Fault.Kind fault) {
    world.group("web-asg", 1, 9, 2);
    send(web, new Change.TakeOver("its policies", "suspended=ScheduledActions"));
    proxy.next(call, fault);
    var remembered = Optional.of("suspended=ScheduledActions");

    targets.giveBack(web, state(web), remembered);
    giveBack(web, remembered);

    assertThat(suspended("web-asg")).containsExactly("ScheduledActions");
    assertThat(giveBack(web, Optional.empty())).as("no tag is left").isEmpty();
  }

  @Test
  void withoutATagWhatIsRememberedIsGivenBack() {
    var service = world.cluster("shop").service("checkout", 4).scaledByAws();

    assertThat(giveBack(checkout, Optional.of("suspended=scheduledScaling"))).isPresent();

    assertThat(TakenOver.of(service.scalableTarget().suspendedState()).suspended())
        .containsExactly("scheduledScaling");
  }

  @Test
  void nothingIsGivenBackToAScalableTargetThatIsGone() {
    world.cluster("shop").service("checkout", 4);
    assertThat(giveBack(checkout, Optional.of("suspended=none"))).isPresent();
    assertThat(proxy.calls()).doesNotContainKey("application-autoscaling:RegisterScalableTarget");
  }

  @ParameterizedTest
  @CsvSource({
    "suspended=none, true",
    "suspended=dynamicScalingIn+scheduledScaling, true",
    "suspended=AlarmNotification, true",
    "suspended=Launch, false",
    "suspended=, false",
    "somebody wrote this, false",
  })
  void onlyWhatWeWroteIsRead(String text, boolean legible) {
    assertThat(TakenOver.read(text).map(TakenOver::text))
        .isEqualTo(legible ? Optional.of(text) : Optional.empty());
  }

  private static Change takeOver(Owner owner) {
    return new Change.TakeOver(owner.who(), owner.found().orElseThrow());
  }

  private Owner owner(FleetSpec spec) {
    return inspected(spec).orElseThrow();
  }

  private Optional<Owner> inspected(FleetSpec spec) {
    var inspections = targets.inspect(List.of(Specs.prospect(spec, 4, 6)));
    return Objects.requireNonNull(inspections.get(spec.id())).owner();
  }

  private static Set<String> suspended(String group) {
    var names = new TreeSet<String>();
    moto
        .autoScaling()
        .describeAutoScalingGroups(describe -> describe.autoScalingGroupNames(group))
        .autoScalingGroups()
        .getFirst()
        .suspendedProcesses()
        .stream()
        .map(SuspendedProcess::processName)
        .forEach(names::add);
    return names;
  }

  private Optional<String> giveBack(FleetSpec spec, Optional<String> remembered) {
    return switch (targets.giveBack(spec, state(spec), remembered)) {
      case Answer.Got<Optional<String>>(var gave) -> gave;
      case Answer.Failed<Optional<String>>(var why) -> throw new AssertionError(why.toString());
    };
  }

  private Targets.Delivery send(FleetSpec spec, Change... changes) {
    return targets.send(spec, state(spec), List.of(changes));
  }

  private TargetState state(FleetSpec spec) {
    var states = targets.describe(List.of(Specs.inquiry(spec)));
    return switch (Objects.requireNonNull(states.get(spec.id()))) {
      case Answer.Got<TargetState>(var state) -> state;
      case Answer.Failed<TargetState>(var why) -> throw new AssertionError(why.toString());
    };
  }
}
