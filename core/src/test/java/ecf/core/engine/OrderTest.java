package ecf.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.guardrail.Rate;
import ecf.core.model.CapacityRange;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.observation.Observation;
import ecf.core.policy.Follow;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.ScalingPolicy;
import ecf.core.policy.TargetTracking;
import ecf.core.testing.Scene;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `web` is carried by `nodes`, which follows it; `nodes` carries `members`.
class OrderTest {
  private static final ScalingPolicy CPU = new TargetTracking("cpu", 60, 0.1, true);

  private final FleetSpec web = fleet("web", CPU);
  private final FleetSpec nodes = fleet("nodes", follows("web"));
  private final FleetSpec other = fleet("other", CPU);
  private final GroupSpec members =
      new GroupSpec(
          new TargetId("members"),
          Resource.of("group", "tg"),
          new GroupSpec.Members.Fleet(nodes.resource()),
          OptionalInt.empty(),
          new Rate.Units(1),
          false,
          Set.of());

  @Test
  void whatIsTiedTakesPartInBothDirections() {
    var order = Order.of(List.of(web, nodes, other, members));
    assertThat(names(order.tied(Set.of(new TargetId("members"))))).isEqualTo("members nodes web");
    assertThat(names(order.tied(Set.of(new TargetId("web"))))).isEqualTo("members nodes web");
    assertThat(names(order.tied(Set.of(new TargetId("other"))))).isEqualTo("other");
    assertThat(order.tied(Set.of(new TargetId("nobody")))).isEmpty();
  }

  @Test
  void carriersGrowFirst() {
    var plan = plan(90, 8);
    assertThat(shown(plan)).isEqualTo("nodes 2 → 3, web 8 → 12");
    assertThat(plan.waves().toString()).isEqualTo("[[nodes], [web]]");
  }

  @Test
  void carriersShrinkLastAndTrail() {
    var plan = plan(30, 8);
    assertThat(shown(plan)).as("nodes trail: 8 tasks are still there").isEqualTo("web 8 → 4");
    assertThat(plan.waves().toString()).isEqualTo("[[web]]");
  }

  @Test
  void whatGrowsGoesBeforeWhatShrinks() {
    var plan =
        Planner.plan(
            List.of(web, other),
            Map.of(
                web.id(), Scene.at("10:00").units(8).signal("cpu", "10:00", 30).seen(),
                other.id(), Scene.at("10:00").units(8).signal("cpu", "10:00", 90).seen()),
            Map.of());
    assertThat(plan.waves().toString()).isEqualTo("[[other], [web]]");
  }

  @Test
  void theOrderInTheFileDoesNotMatter() {
    var expected = plan(90, 8);
    var random = new Random(7);
    var specs = new ArrayList<TargetSpec>(List.of(web, nodes, other, members));
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(specs, random);
      assertThat(Planner.plan(specs, seen(90, 8), Map.of())).isEqualTo(expected);
    }
  }

  @Test
  void whoFollowsATargetThatWasNotSeenAbstains() {
    var plan =
        Planner.plan(
            List.of(web, nodes), Map.of(nodes.id(), Scene.at("10:00").units(2).seen()), Map.of());
    assertThat(plan.decisions().get(nodes.id())).isInstanceOf(Decision.Hold.class);
  }

  @Test
  void circlesAreFound() {
    var a = fleet("a", follows("b"));
    var b = fleet("b", follows("c"));
    var c = fleet("c", follows("a"));
    assertThat(Order.of(List.of(web, nodes)).circle()).isEmpty();
    assertThat(Order.of(List.of(web, a, b, c)).circle())
        .extracting(TargetId::name)
        .containsExactlyInAnyOrder("a", "b", "c");
    assertThat(Order.of(List.of(fleet("self", follows("self")))).circle())
        .containsExactly(new TargetId("self"));
  }

  @Test
  void dependenciesAndPoolsTie() {
    var file =
        List.of(
            tied("gateway", Set.of("db"), ""),
            tied("db", Set.of(), "p"),
            tied("x", Set.of(), "p"),
            other);
    var order = Order.of(file);
    for (String any : List.of("gateway", "db", "x")) {
      assertThat(names(order.tied(Set.of(new TargetId(any))))).isEqualTo("db gateway x");
    }
    assertThat(names(order.carriedBy(new TargetId("db")))).isEqualTo("gateway");
  }

  @Test
  void dependenciesShrinkLast() {
    var gateway = tied("gateway", Set.of("db"), "");
    var db = tied("db", Set.of(), "");
    var plan =
        Planner.plan(
            List.of(gateway, db),
            Map.of(
                gateway.id(), Scene.at("10:00").units(8).signal("cpu", "10:00", 30).seen(),
                db.id(), Scene.at("10:00").units(8).signal("cpu", "10:00", 30).seen()),
            Map.of());
    assertThat(plan.waves().toString()).isEqualTo("[[gateway], [db]]");
  }

  private static FleetSpec tied(String name, Set<String> dependsOn, String pool) {
    var plain = fleet(name, CPU);
    return new FleetSpec(
        plain.id(),
        plain.resource(),
        plain.capacity(),
        plain.policies(),
        plain.guardrails(),
        plain.signals(),
        plain.health(),
        plain.conduct(),
        new FleetSpec.Ties(
            dependsOn.stream().map(TargetId::new).collect(Collectors.toSet()),
            pool.isEmpty() ? Optional.empty() : Optional.of(pool),
            0,
            Optional.empty()),
        plain.wakeOn());
  }

  private Plan plan(double cpu, int units) {
    return Planner.plan(List.of(web, nodes, other, members), seen(cpu, units), Map.of());
  }

  private Map<TargetId, Observation> seen(double cpu, int units) {
    return Map.of(
        web.id(), Scene.at("10:00").units(units).signal("cpu", "10:00", cpu).seen(),
        nodes.id(), Scene.at("10:00").units(units / 4).seen());
  }

  private static ScalingPolicy follows(String name) {
    return new Follow(Set.of(new TargetId(name)), 0.25);
  }

  private static FleetSpec fleet(String name, ScalingPolicy policy) {
    var named = new NamedPolicy("it", "it", policy, new MissingData.HoldScaleIn());
    return new FleetSpec(
        new TargetId(name),
        Resource.of("fleet", name),
        new CapacityRange(1, 100),
        List.of(named),
        List.of(),
        Map.of(),
        FleetSpec.Health.byProvider(),
        FleetSpec.Conduct.plain(),
        FleetSpec.Ties.none(),
        Set.of());
  }

  private static String names(Set<TargetId> ids) {
    return ids.stream().map(TargetId::name).sorted().collect(Collectors.joining(" "));
  }

  private static String shown(Plan plan) {
    return plan.decisions().values().stream()
        .filter(Decision.Resize.class::isInstance)
        .map(Decision.Resize.class::cast)
        .map(each -> each.target() + " " + each.from() + " → " + each.to())
        .collect(Collectors.joining(", "));
  }
}
