package ecf.core.pass;

import static ecf.core.pass.FakeCloud.failure;
import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.Limits;
import ecf.core.engine.TargetSpec;
import ecf.core.guardrail.Rate;
import ecf.core.model.FleetInstance;
import ecf.core.model.Owner;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Reason;
import ecf.core.model.Registration.Health;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.port.testing.InMemoryMemories;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A group that keeps nobody but the instances of `web`, i-1 and i-2. Registered are i-1 and i-9,
/// whom somebody registered whom no description tells of.
class ForeignMembersTest {
  private static final FleetSpec WEB = FakeCloud.tracking("web");
  private static final FleetSpec SHOP = FakeCloud.tracking("shop");
  private static final GroupSpec MEMBERS =
      new GroupSpec(
          new TargetId("members"),
          Resource.of("group", "members"),
          new GroupSpec.Members.Fleet(WEB.resource()),
          OptionalInt.empty(),
          new Rate.Units(1),
          true,
          Set.of());

  private final FakeCloud cloud = new FakeCloud().fleet("web", 2, 60).fleet("shop", 2, 60);

  ForeignMembersTest() {
    cloud.instances.put("web", List.of(instance("i-1"), instance("i-2")));
    cloud.registered.put(
        "members", new TreeMap<>(Map.of("i-1", Health.HEALTHY, "i-9", Health.HEALTHY)));
  }

  @Test
  void whereNobodyElseRegistersTheGroupIsMadeAsTheFileSays() {
    run(Set.of());
    assertThat(cloud.effects).containsExactly("members + i-2", "members - i-9");
    assertThat(cloud.journal).contains("owners of [members]");
  }

  @Test
  void whomSomebodyElseRegistersIsLeftAlone() {
    cloud.attached.put("members", new Owner("the group of another team", "leave it", true));
    var result = result(run(Set.of()));
    assertThat(cloud.effects).isEmpty();
    assertThat(result.outcome())
        .isInstanceOfSatisfying(
            Outcome.Skipped.class,
            skipped ->
                assertThat(skipped.cause().reason())
                    .isEqualTo(
                        Reason.of(
                            Reason.Code.OWNED, "its members belong to the group of another team")));
  }

  @Test
  void withoutAnAnswerWhoIsMissingJoinsAndNobodyLeaves() {
    cloud.attachmentsUnread = Optional.of(failure(ProviderFailure.Kind.DENIED, "cloud:Ask"));
    var result = result(run(Set.of()));
    assertThat(cloud.effects).containsExactly("members + i-2");
    assertThat(result.warnings())
        .singleElement()
        .asString()
        .startsWith("nobody is deregistered, for it may belong to another: cloud:Ask: ");
  }

  @Test
  void nobodyIsAskedForWhereNothingChanges() {
    cloud.registered.put("members", new TreeMap<>(Map.of("i-1", Health.HEALTHY)));
    cloud.instances.put("web", List.of(instance("i-1")));
    run(Set.of());
    assertThat(cloud.journal).noneMatch(line -> line.startsWith("owners"));
  }

  @Test
  void aPassOverSomeTargetsAsksOfTheOthersAsWell() {
    run(Set.of(MEMBERS.id()));
    assertThat(cloud.journal).contains("owners of [members] also among [shop]");
  }

  @Test
  void membersWithoutTrafficAreToldOf() {
    cloud.registered.put(
        "members", new TreeMap<>(Map.of("i-1", Health.UNUSED, "i-2", Health.UNUSED)));
    assertThat(result(run(Set.of())).warnings()).containsExactly("2 members get no traffic");
  }

  private PassResult run(Set<TargetId> only) {
    var all = List.<TargetSpec>of(WEB, SHOP, MEMBERS);
    var store = new InMemoryMemories.Store();
    try (var memories = store.open("test", "here", "pass-1")) {
      return new Pass(cloud, memories)
          .run(new PassRequest(all, Limits.none(), only, Mode.APPLY, Optional.empty(), false));
    }
  }

  private static TargetResult result(PassResult pass) {
    return pass.targets().stream()
        .filter(each -> each.spec().equals(MEMBERS))
        .findFirst()
        .orElseThrow();
  }

  private static FleetInstance instance(String id) {
    return new FleetInstance(id, "a", 1, false, Optional.empty());
  }
}
