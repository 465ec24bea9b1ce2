package ecf.core.port.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.Change;
import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.engine.Trace;
import ecf.core.model.CapacityRange;
import ecf.core.model.Cause;
import ecf.core.model.FleetInstance;
import ecf.core.model.Member;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Reason;
import ecf.core.model.Registration;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.observation.Inspection;
import ecf.core.port.Answer;
import ecf.core.port.Targets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every provider of targets must do. The tests of a provider implement it; each test method
/// needs a world of its own, empty. A change may take its time to be seen in a real cloud; here it
/// is seen at once.
public interface TargetsContract {
  Targets targets();

  /// A fleet of running units that nobody else owns, with bounds of 1 to 9 where the provider has
  /// some.
  FleetSpec fleet(String name, int units);

  /// A group nobody is registered with yet, whose members are the units of a fleet.
  GroupSpec group(String name, FleetSpec fleet);

  /// A fleet that is not there.
  FleetSpec missingFleet(String name);

  /// A group that is not there.
  GroupSpec missingGroup(String name, FleetSpec fleet);

  @Test
  default void aFleetHasItsUnits() {
    var seen = fleet(fleet("web", 3));

    assertThat(seen.desired()).isEqualTo(3);
    assertThat(seen.running()).isEqualTo(3);
    assertThat(seen.serving()).isEqualTo(3);
    assertThat(seen.pending()).isZero();
    assertThat(seen.activities()).isEmpty();
    assertThat(seen.owner()).isEmpty();
    assertThat(seen.identity()).isNotBlank();
    seen.limits().ifPresent(limits -> assertThat(limits).isEqualTo(new CapacityRange(1, 9)));
  }

  @Test
  default void everyTargetThatIsAskedForIsAnsweredAndNoOther() {
    var web = fleet("web", 3);
    var jobs = fleet("jobs", 1);
    var lost = missingFleet("lost");

    assertThat(describe(web, lost)).containsOnlyKeys(web.id(), lost.id());
    assertThat(describe(jobs)).containsOnlyKeys(jobs.id());
    assertThat(describe()).isEmpty();
  }

  @Test
  default void whatIsNotThereHindersNobodyAndSaysWhatToDo() {
    var web = fleet("web", 3);
    var lost = missingFleet("lost");
    var unknown = missingGroup("unknown", web);

    var answers = describe(web, lost, unknown);

    assertThat(answers.get(web.id())).isInstanceOf(Answer.Got.class);
    for (TargetSpec spec : List.of(lost, unknown)) {
      var why = failure(Objects.requireNonNull(answers.get(spec.id())));
      assertThat(why.kind()).isEqualTo(ProviderFailure.Kind.NOT_FOUND);
      assertThat(why.message()).contains(spec.id().name());
      assertThat(why.call()).isNotBlank();
      assertThat(why.hint()).isNotBlank();
      assertThat(why.retryable()).isFalse();
    }
  }

  @Test
  default void whatIsLookedUpOnceChangesNothingWhenItIsRemembered() {
    var web = fleet("web", 3);
    var members = group("members", web);
    for (TargetSpec spec : List.of(web, members)) {
      var first = got(spec);

      var again = targets().describe(List.of(new Targets.Inquiry(spec, first.lookups())));

      assertThat(again).containsEntry(spec.id(), new Answer.Got<>(first));
    }
  }

  @Test
  default void aCapacityThatIsSentIsSeen() {
    var web = fleet("web", 3);
    for (int units : new int[] {5, 2, 2}) {
      var seen = fleet(web);
      var change = new Change.SetCapacity(seen.desired(), units);

      var delivery = targets().send(web, seen, List.of(change));

      assertThat(delivery.failure()).isEmpty();
      assertThat(delivery.sent()).containsExactly(change);
      assertThat(fleet(web).desired()).isEqualTo(units);
      assertThat(fleet(web).identity()).isEqualTo(seen.identity());
    }
  }

  @Test
  default void oneFleetsChangeIsNotAnothers() {
    var web = fleet("web", 3);
    var jobs = fleet("jobs", 1);

    targets().send(web, fleet(web), List.of(new Change.SetCapacity(3, 5)));

    assertThat(fleet(jobs).desired()).isEqualTo(1);
  }

  @Test
  default void boundsAndCapacityMoveTogether() {
    var web = fleet("web", 3);
    var seen = fleet(web);
    if (seen.limits().isEmpty()) {
      return;
    }
    List<Change> changes =
        List.of(
            new Change.SetBounds(seen.limits().get(), new CapacityRange(4, 20)),
            new Change.SetCapacity(3, 12));

    var delivery = targets().send(web, seen, changes);

    assertThat(delivery.sent()).isEqualTo(changes);
    assertThat(fleet(web).limits()).contains(new CapacityRange(4, 20));
    assertThat(fleet(web).desired()).isEqualTo(12);
  }

  @Test
  default void anInstanceThatIsReplacedGoesAndTheNumberStays() {
    var web = healing(fleet("web", 3));
    var seen = fleet(web);
    if (seen.condition().instances().isEmpty()) {
      return;
    }
    assertThat(seen.condition().instances()).hasSize(3).allMatch(each -> each.sick().isEmpty());
    var sick = seen.condition().instances().getFirst();
    var change = new Change.Replace(sick.id(), sick.zone(), "unhealthy for 12m");

    var delivery = targets().send(web, seen, List.of(change));

    assertThat(delivery.failure()).isEmpty();
    assertThat(delivery.sent()).containsExactly(change);
    assertThat(fleet(web).desired()).isEqualTo(3);
    assertThat(fleet(web).condition().instances())
        .hasSize(3)
        .extracting(FleetInstance::id)
        .doesNotContain(sick.id());
  }

  @Test
  default void anInstanceThatIsTerminatedGoesAndTheNumberFalls() {
    var web = healing(fleet("web", 3));
    var seen = fleet(web);
    if (seen.condition().instances().isEmpty()) {
      return;
    }
    var going = seen.condition().instances().getFirst();
    var change = new Change.Terminate(going.id(), going.zone(), "it has drained");

    var delivery = targets().send(web, seen, List.of(change));

    assertThat(delivery.failure()).isEmpty();
    assertThat(delivery.sent()).containsExactly(change);
    assertThat(fleet(web).desired()).isEqualTo(2);
    assertThat(fleet(web).condition().instances())
        .hasSize(2)
        .extracting(FleetInstance::id)
        .doesNotContain(going.id());
  }

  private static FleetSpec healing(FleetSpec spec) {
    var heal = new FleetSpec.Heal(Duration.ofMinutes(10), 1);
    return spec.health(spec.health().heal(Optional.of(heal)));
  }

  @Test
  default void whatCannotBeSentIsTold() {
    var web = fleet("web", 3);
    var lost = missingFleet("lost");

    var delivery = targets().send(lost, fleet(web), List.of(new Change.SetCapacity(3, 5)));

    assertThat(delivery.sent()).isEmpty();
    assertThat(delivery.failure())
        .hasValueSatisfying(why -> {
          assertThat(why.call()).isNotBlank();
          assertThat(why.hint()).isNotBlank();
        });
  }

  @Test
  default void beforeAChangeEveryQuestionIsAnswered() {
    var web = fleet("web", 3);
    var jobs = fleet("jobs", 1);

    assertThat(targets().inspect(List.of(prospect(web, 3, 2), prospect(jobs, 1, 4))))
        .isEqualTo(Map.of(web.id(), Inspection.clear(), jobs.id(), Inspection.clear()));
    assertThat(targets().inspect(List.of())).isEmpty();
  }

  @Test
  default void membersAreTheUnitsOfTheFleetUntilTheyAreRegistered() {
    var members = group("members", fleet("web", 2));

    var seen = group(members);

    assertThat(seen.registered()).isEmpty();
    assertThat(seen.members()).hasSize(2).isSorted();
    assertThat(seen.owner()).isEmpty();
  }

  @Test
  default void whoIsRegisteredIsSeenAndWhoIsDeregisteredIsNot() {
    var members = group("members", fleet("web", 2));
    var first = group(members);
    var all = first.members().stream().map(it -> new Change.Joining(it, "runs")).toList();

    var joined = targets().send(members, first, List.of(new Change.Register(all)));

    assertThat(joined.failure()).isEmpty();
    var second = group(members);
    assertThat(second.registered())
        .extracting(Registration::member)
        .usingElementComparator(Member::compareTo)
        .containsExactlyInAnyOrderElementsOf(first.members());

    var leaving = new Change.Deregister(List.of(all.getFirst()));
    var left = targets().send(members, second, List.of(leaving));

    assertThat(left.sent()).containsExactly(leaving);
    assertThat(serving(group(members))).containsExactly(all.getLast().member().id());
  }

  private static Stream<String> serving(TargetState.Group group) {
    return group.registered().stream()
        .filter(each -> each.health().serves())
        .map(each -> each.member().id());
  }

  private Map<TargetId, Answer<TargetState>> describe(TargetSpec... specs) {
    return targets()
        .describe(Arrays.stream(specs).map(spec -> new Targets.Inquiry(spec, Map.of())).toList());
  }

  private TargetState got(TargetSpec spec) {
    return switch (Objects.requireNonNull(describe(spec).get(spec.id()))) {
      case Answer.Got<TargetState>(var state) -> state;
      case Answer.Failed<TargetState>(var why) -> throw new AssertionError(why);
    };
  }

  private TargetState.Fleet fleet(FleetSpec spec) {
    return (TargetState.Fleet) got(spec);
  }

  private TargetState.Group group(GroupSpec spec) {
    return (TargetState.Group) got(spec);
  }

  private static ProviderFailure failure(Answer<TargetState> answer) {
    return switch (answer) {
      case Answer.Failed<TargetState>(var why) -> why;
      case Answer.Got<TargetState>(var state) -> throw new AssertionError(state);
    };
  }

  private static Targets.Prospect prospect(FleetSpec spec, int from, int to) {
    var cause = Cause.engine(Reason.of(Reason.Code.OFF_TARGET, "for the test"));
    List<Change> changes = List.of(new Change.SetCapacity(from, to));
    return new Targets.Prospect(
        spec, new Decision.Resize(spec.id(), from, to, changes, cause, Trace.empty()));
  }
}
