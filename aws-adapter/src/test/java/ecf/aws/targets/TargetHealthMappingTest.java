package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.Activity;
import ecf.core.model.Registration;
import ecf.core.model.TargetState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// Who is registered and who of them serves. moto knows healthy and what a test sets, but neither
/// draining nor zonal shifts.
class TargetHealthMappingTest {
  @ParameterizedTest(name = "{0} is {1}, serves: {2}")
  @CsvSource({
    "initial, INITIAL, false",
    "healthy, HEALTHY, true",
    "unhealthy, UNHEALTHY, false",
    "unhealthy.draining, UNHEALTHY, false",
    "unused, UNUSED, false",
    "draining, DRAINING, false",
    "unavailable, UNAVAILABLE, true",
    "a state of next year, UNHEALTHY, false",
  })
  void aStateHasOneMeaning(String state, Registration.Health health, boolean serves) {
    var registration = TargetHealthMapping.registrations(List.of(member("i-1", state))).getFirst();

    assertThat(registration.health()).isEqualTo(health);
    assertThat(registration.health().serves()).isEqualTo(serves);
  }

  @Test
  void whyIsTheReasonAndWhatAwsSaysOfIt() {
    var sick =
        TargetHealthDescription.builder()
            .target(it -> it.id("i-1").port(8080))
            .targetHealth(it ->
                it.state("unhealthy").reason("Target.Timeout").description("Request timed out"))
            .build();

    assertThat(TargetHealthMapping.registrations(List.of(sick)).getFirst().why())
        .isEqualTo("Target.Timeout: Request timed out");
  }

  @Test
  void aZonalShiftIsSeenAtItsMembers() {
    var shifted =
        member("i-1", "healthy").toBuilder()
            .administrativeOverride(it -> it.state("zonal_shift_active"))
            .build();
    var plain =
        member("i-2", "healthy").toBuilder()
            .administrativeOverride(it -> it.state("no_override"))
            .build();

    assertThat(TargetHealthMapping.zonalShift(List.of(plain, shifted)))
        .map(Activity::kind)
        .contains(Activity.Kind.ZONAL_SHIFT);
    assertThat(TargetHealthMapping.zonalShift(List.of(plain))).isEmpty();
    assertThat(TargetHealthMapping.zonalShift(List.of(member("i-3", "healthy")))).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1} of {2} healthy")
  @CsvSource({
    "healthy healthy,                               2, 2",
    "healthy draining,                              1, 1",
    "healthy unhealthy initial,                     1, 3",
    "healthy unhealthy.draining unhealthy.draining, 1, 3",
    "unavailable unused,                            1, 2",
  })
  void ofAGroupAllCountButThoseOnTheirWayOut(String group, int healthy, int registered) {
    assertThat(ListenerTargets.hosts(members(group)))
        .isEqualTo(new TargetState.Listener.Hosts(healthy, registered));
  }

  @Test
  void aTaskServesWhenItIsHealthyInEveryEntry() {
    var healths =
        Map.of(
            "blue", List.of(member("10.0.0.1", "healthy"), member("10.0.0.2", "draining")),
            "green", List.of(member("10.0.0.3", "healthy"), member("10.0.0.4", "healthy")),
            "admin", List.of(member("10.0.0.1", "healthy"), member("10.0.0.3", "healthy")));
    var serving = new ServingByTargetGroup(healths);

    assertThat(serving.ofService(fleet(9), List.of(List.of("blue", "green"))).serving())
        .isEqualTo(3);
    assertThat(
            serving
                .ofService(fleet(9), List.of(List.of("blue", "green"), List.of("admin")))
                .serving())
        .isEqualTo(2);
    assertThat(serving.ofService(fleet(1), List.of(List.of("green"))).serving()).isEqualTo(1);
  }

  @Test
  void anInstanceServesWithItsWeightWhenItIsHealthyInEveryGroup() {
    var group =
        AutoScalingGroup.builder()
            .instances(instance("i-1", "4"), instance("i-2", "2"), instance("i-3", "1"))
            .build();
    var serving =
        new ServingByTargetGroup(
            Map.of(
                "web", List.of(member("i-1", "healthy"), member("i-2", "healthy")),
                "api", List.of(member("i-1", "healthy"), member("i-2", "initial"))));

    assertThat(serving.ofGroup(fleet(7), group, List.of("web")).serving()).isEqualTo(6);
    assertThat(serving.ofGroup(fleet(7), group, List.of("web", "api")).serving()).isEqualTo(4);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "all are healthy,                        healthy healthy healthy, healthy,   3, 0",
    "one fails its checks,                   healthy healthy unhealthy, healthy, 2, 1",
    "one is only young,                      healthy healthy initial, healthy,   2, 0",
    "one leaves,                             healthy healthy draining, healthy,  2, 0",
    "sick ones of before are still listed,   healthy healthy healthy unhealthy unhealthy, healthy,"
        + " 3, 0",
    "checks are off,                         unavailable unavailable unavailable, healthy, 3, 0",
    "all fail,                               unhealthy unhealthy unhealthy, healthy, 0, 3",
    "another group knows one of them sick,   healthy healthy healthy, unhealthy, 2, 1",
  })
  void aTaskIsSickWhenItRunsAndFailsItsChecks(
      String name, String web, String lastInAdmin, int serving, int sick) {
    var healths = Map.of("web", members(web), "admin", members("healthy healthy " + lastInAdmin));

    var fleet =
        new ServingByTargetGroup(healths)
            .ofService(fleet(3), List.of(List.of("web"), List.of("admin")));

    assertThat(fleet.serving()).isEqualTo(serving);
    assertThat(fleet.condition().unhealthy()).isEqualTo(sick);
  }

  @ParameterizedTest(
      name = "an instance of 4 units, {0} in one group and {1} in the other: sick {2}")
  @CsvSource({
    "healthy,   healthy,   0",
    "unhealthy, healthy,   4",
    "healthy,   unhealthy, 4",
    "initial,   healthy,   0",
    "initial,   unhealthy, 4",
    "draining,  unused,    0",
    "healthy,   unhealthy.draining, 4",
  })
  void anInstanceIsSickWhenOneGroupSaysSo(String inWeb, String inApi, int sick) {
    var group =
        AutoScalingGroup.builder().instances(instance("i-1", "4"), instance("i-2", "2")).build();
    var serving =
        new ServingByTargetGroup(
            Map.of(
                "web", List.of(member("i-1", inWeb), member("i-2", "healthy")),
                "api", List.of(member("i-1", inApi), member("i-2", "healthy"))));
    var before = fleet(6).condition(new TargetState.Fleet.Condition(1, 2));

    assertThat(serving.ofGroup(before, group, List.of("web", "api")).condition())
        .isEqualTo(new TargetState.Fleet.Condition(sick, 2));
  }

  @Test
  void aZonalShiftMakesTheFleetBusy() {
    var shifted =
        member("10.0.0.1", "healthy").toBuilder()
            .administrativeOverride(it -> it.state("zonal_shift_active"))
            .build();
    var serving = new ServingByTargetGroup(Map.of("web", List.of(shifted)));

    assertThat(serving.ofService(fleet(1), List.of(List.of("web"))).activities())
        .extracting(Activity::kind)
        .containsExactly(Activity.Kind.ZONAL_SHIFT);
  }

  private static TargetState.Fleet fleet(int running) {
    return new TargetState.Fleet(
        "it",
        running,
        running,
        running,
        0,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Map.of());
  }

  private static Instance instance(String id, String weight) {
    return Instance.builder()
        .instanceId(id)
        .lifecycleState("InService")
        .healthStatus("Healthy")
        .weightedCapacity(weight)
        .build();
  }

  /// One for each state.
  private static List<TargetHealthDescription> members(String states) {
    var members = new ArrayList<TargetHealthDescription>();
    for (String state : List.of(states.split(" "))) {
      members.add(member("10.0.0." + members.size(), state));
    }
    return members;
  }

  private static TargetHealthDescription member(String id, String state) {
    return TargetHealthDescription.builder()
        .target(it -> it.id(id).port(8080))
        .targetHealth(it -> it.state(state))
        .build();
  }
}
