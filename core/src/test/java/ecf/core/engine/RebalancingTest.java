package ecf.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.guardrail.Rate;
import ecf.core.memory.TargetMemory;
import ecf.core.model.Activity;
import ecf.core.model.Member;
import ecf.core.model.Owner;
import ecf.core.model.Registration;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.observation.GroupObservation;
import ecf.core.testing.Scene;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Registered members as `i-1:healthy`, members that should be there as `i-1`, all on port 80.
class RebalancingTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "all is well | a:healthy b:healthy | a b | a b | steady",
        "a new one joins | a:healthy | a b | a | +b",
        "a gone one leaves | a:healthy b:healthy | a | a b | -b",
        "one joins, one leaves | a:healthy b:healthy | a c | a b | +c -b",
        "one who registered itself stays | a:healthy x:healthy | a | a | steady",
        "draining ones are on their way out | a:healthy b:draining | a | a b | steady",
        "a draining member is not registered again | a:healthy b:draining | a b | a b | steady",
        "a gone one that does not serve leaves first | a:healthy b:unhealthy | a | a b | -b",
        "the last that serves stays | b:healthy | a | b | +a",
        "while nobody serves nobody leaves | a:unhealthy b:unhealthy | a | a b | steady",
        "one whose checks are off serves | a:unavailable b:healthy | a | a b | -b",
        "an empty group is filled | | a b | | +a +b"
      })
  void rebalancing(
      String name,
      @Nullable String registered,
      @Nullable String members,
      @Nullable String ours,
      String outcome) {
    var decision = Planner.decide(spec(new Rate.Units(1), false), seen(registered, members, ours));
    assertThat(shown(decision)).as(name).isEqualTo(outcome);
  }

  @Test
  void aHealthyMinimumIsLeft() {
    var seen = seen("a:healthy b:healthy c:healthy d:healthy", "a", "a b c d");
    assertThat(shown(Planner.decide(spec(new Rate.Share(0.5), false), seen))).isEqualTo("-b -c");
    assertThat(shown(Planner.decide(spec(new Rate.Units(3), false), seen))).isEqualTo("-b");
    var held = Planner.decide(spec(new Rate.Units(4), false), seen);
    assertThat(held.cause().reason().summary())
        .isEqualTo("3 gone members stay: fewer than the healthy minimum would be left");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a new one joins | a:healthy | a b | a | +b",
        "a gone one stays | a:healthy b:healthy | a | a b | 1 gone members stay",
        "also where it does not serve | a:healthy b:unhealthy | a | a b | 1 gone members stay",
        "also where it is of an exclusive group | a:healthy x:healthy | a | a | 1 gone members"
            + " stay",
        "one joins and none leaves | a:healthy b:healthy | a c | a b | +c",
        "nobody has to leave | a:healthy | a | a | its 1 members are registered",
      })
  void whileAZonalShiftKeepsTrafficFromAZone(
      String name, String registered, String members, String ours, String outcome) {
    var shift = Activity.of(Activity.Kind.ZONAL_SHIFT, "traffic is kept from a zone");
    var seen = seen(registered, members, ours);
    var shifted =
        new GroupObservation(
            seen.target().activities(List.of(shift)), seen.memory(), Scene.time("10:00"));
    var exclusive = registered.contains("x:");

    var decision = Planner.decide(spec(new Rate.Units(1), exclusive), shifted);

    var told = decision.cause().reason().summary();
    assertThat(decision.changes().isEmpty() ? told : shown(decision))
        .as(name)
        .isEqualTo(outcome + (outcome.endsWith("stay") ? ": traffic is kept from a zone" : ""));
  }

  @Test
  void anExclusiveGroupKeepsNobodyElse() {
    var seen = seen("a:healthy x:healthy", "a", "a");
    assertThat(shown(Planner.decide(spec(new Rate.Units(1), true), seen))).isEqualTo("-x");
  }

  @Test
  void anOwnedGroupIsRefused() {
    var owned =
        new TargetState.Group(
            "it",
            List.of(),
            List.of(member("a")),
            Optional.of(new Owner("Auto Scaling group web", "detach it", true)),
            Map.of());
    var seen = new GroupObservation(owned, TargetMemory.fresh("it"), Scene.time("10:00"));
    assertThat(Planner.decide(spec(new Rate.Units(1), false), seen))
        .isInstanceOf(Decision.Refused.class);
  }

  @Test
  void theNextPassKnowsWhoIsOurs() {
    assertThat(Rebalancing.ours(seen("a:healthy b:healthy x:healthy", "a c", "a b gone")))
        .containsExactlyInAnyOrder("a", "b", "c");
  }

  private static GroupSpec spec(Rate minHealthy, boolean exclusive) {
    return new GroupSpec(
        new TargetId("members"),
        Resource.of("group", "tg"),
        GroupSpec.Members.Listed.of("a"),
        OptionalInt.empty(),
        minHealthy,
        exclusive,
        Set.of());
  }

  private static GroupObservation seen(
      @Nullable String registered, @Nullable String members, @Nullable String ours) {
    var state =
        new TargetState.Group(
            "it",
            words(registered).map(RebalancingTest::registration).toList(),
            words(members).map(RebalancingTest::member).toList(),
            Optional.empty(),
            Map.of());
    var memory = TargetMemory.fresh("it").members(words(ours).collect(Collectors.toSet()));
    return new GroupObservation(state, memory, Scene.time("10:00"));
  }

  private static Stream<String> words(@Nullable String text) {
    return text == null ? Stream.of() : Stream.of(text.split(" "));
  }

  private static Registration registration(String text) {
    var parts = text.split(":");
    var health = Registration.Health.valueOf(parts[1].toUpperCase(Locale.ROOT));
    return new Registration(member(parts[0]), health, "");
  }

  private static Member member(String id) {
    return new Member(id, 80, "");
  }

  private static String shown(Decision decision) {
    return decision.changes().isEmpty()
        ? "steady"
        : decision.changes().stream()
            .flatMap(RebalancingTest::shown)
            .collect(Collectors.joining(" "));
  }

  private static Stream<String> shown(Change change) {
    return switch (change) {
      case Change.Register(var members) -> members.stream().map(each -> "+" + each.member().id());
      case Change.Deregister(var members) -> members.stream().map(each -> "-" + each.member().id());
      case Change.SetAttributes(var _, var to) -> Stream.of("set " + to);
      case Change.SetCapacity _,
          Change.SetBounds _,
          Change.ResizeUnit _,
          Change.Replace _,
          Change.Terminate _,
          Change.TakeOver _,
          Change.SetWeights _ ->
          Stream.of("a group has neither a capacity nor weights");
    };
  }
}
