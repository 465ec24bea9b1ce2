package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;
import software.amazon.awssdk.services.autoscaling.model.PredictiveScalingConfiguration;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupAction;

/// Which answers make somebody an owner, and what the user reads about it.
class OwnersTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @ParameterizedTest(name = "suspended in {0}, out {1}, by the clock {2}: owner {3}")
  @CsvSource({
    "false, false, false, true",
    "true,  true,  false, true",
    "true,  false, true,  true",
    "false, true,  true,  true",
    "true,  true,  true,  false",
    ",      ,      ,      true",
  })
  void aScalableTargetOwnsUnlessAllOfItIsSuspended(
      Boolean in, Boolean out, Boolean byTheClock, boolean owns) {
    var target =
        ScalableTarget.builder()
            .resourceId("service/shop/checkout")
            .suspendedState(
                SuspendedState.builder()
                    .dynamicScalingInSuspended(in)
                    .dynamicScalingOutSuspended(out)
                    .scheduledScalingSuspended(byTheClock)
                    .build())
            .build();

    assertThat(Owners.of(target).map(Owner::who))
        .isEqualTo(owns ? Optional.of("application-autoscaling") : Optional.empty());
  }

  @Test
  void aScalableTargetWithoutAStateOwns() {
    assertThat(Owners.of(ScalableTarget.builder().resourceId("service/a/b").build())).isPresent();
  }

  @ParameterizedTest(name = "{0}, enabled {1}, mode {2}, suspended {3}: owner {4}")
  @CsvSource({
    "TargetTrackingScaling, true,  ,                 ,                                  true",
    "StepScaling,           true,  ,                 ,                                  true",
    "SimpleScaling,         ,      ,                 ,                                  true",
    "SomethingOfNextYear,   true,  ,                 ,                                  true",
    "TargetTrackingScaling, false, ,                 ,                                  false",
    "TargetTrackingScaling, true,  ,                 AlarmNotification,                 false",
    "TargetTrackingScaling, true,  ,                 ScheduledActions,                  true",
    "TargetTrackingScaling, true,  ,                 Launch,                            true",
    "PredictiveScaling,     true,  ForecastAndScale, ,                                  true",
    "PredictiveScaling,     true,  ForecastAndScale, AlarmNotification,                 true",
    "PredictiveScaling,     true,  ForecastAndScale, AlarmNotification ScheduledActions, true",
    "PredictiveScaling,     true,  ForecastOnly,     ,                                  false",
    "PredictiveScaling,     true,  ,                 ,                                  false",
    "PredictiveScaling,     false, ForecastAndScale, ,                                  false",
  })
  void aPolicyOwnsUnlessItChangesNothing(
      String type, Boolean enabled, String mode, String suspended, boolean owns) {
    var policy = ScalingPolicy.builder().policyName("it").policyType(type).enabled(enabled);
    if (mode != null) {
      policy.predictiveScalingConfiguration(
          PredictiveScalingConfiguration.builder().mode(mode).build());
    }

    assertThat(Owners.of(List.of(policy.build()), List.of(), words(suspended), NOW).isPresent())
        .isEqualTo(owns);
  }

  @ParameterizedTest(name = "{0}, suspended {4}: owner {5}")
  @CsvSource({
    "once and still to come,      2026-11-21T10:00:01Z, ,                     ,          ,         "
        + "         true",
    "once and just begun,         2026-11-21T10:00:00Z, ,                     ,          ,         "
        + "         false",
    "once and gone,               2026-11-20T00:00:00Z, ,                     ,          ,         "
        + "         false",
    "every day,                   ,                     ,                     0 8 * * *, ,         "
        + "         true",
    "every day from next week on, 2026-11-28T08:00:00Z, ,                     0 8 * * *, ,         "
        + "         true",
    "every day until next week,   ,                     2026-11-28T08:00:00Z, 0 8 * * *, ,         "
        + "         true",
    "every day until yesterday,   ,                     2026-11-20T08:00:00Z, 0 8 * * *, ,         "
        + "         false",
    "every day,                   ,                     ,                     0 8 * * *,"
        + " ScheduledActions,  false",
    "every day,                   ,                     ,                     0 8 * * *,"
        + " AlarmNotification, true",
  })
  void anActionOwnsWhileItIsStillToCome(
      String when, Instant start, Instant end, String cron, String suspended, boolean owns) {
    var action =
        ScheduledUpdateGroupAction.builder()
            .scheduledActionName("night")
            .startTime(start)
            .endTime(end)
            .recurrence(cron)
            .build();

    assertThat(Owners.of(List.of(), List.of(action), words(suspended), NOW).isPresent())
        .as(when)
        .isEqualTo(owns);
  }

  private static Set<String> words(String text) {
    return text == null ? Set.of() : Set.of(text.split(" "));
  }

  @ParameterizedTest(name = "policies {0}, actions {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cpu       |           | an Auto Scaling policy (cpu)
          cpu,steps |           | Auto Scaling policies (cpu, steps)
                    | night     | a scheduled action (night)
                    | day,night | scheduled actions (day, night)
          cpu       | day,night | an Auto Scaling policy (cpu) and scheduled actions (day, night)
          a,b,c,d,e |           | Auto Scaling policies (a, b, c and 2 more)
          """)
  void theOwnersOfAGroupAreNamed(String policies, String actions, String who) {
    assertThat(owner(policies, actions))
        .contains(
            new Owner(
                who,
                "disable or delete what scales the group, or write `ownership: takeOver` or"
                    + " `ownership: ignore`",
                false,
                Optional.of("suspended=none")));
  }

  @Test
  void aCapacityProviderIsToldByTheNameOfItsPolicy() {
    assertThat(owner("ECSManagedAutoScalingPolicy-1", "").map(Owner::hint))
        .contains(
            "turn off managed scaling at the ECS capacity provider, or write `ownership: ignore`");
    assertThat(owner("ECSManagedAutoScalingPolicy-1", "").flatMap(Owner::found))
        .as("it would only set it again")
        .isEmpty();
  }

  @Test
  void aPredictivePolicyCannotBeTakenOver() {
    var policy =
        ScalingPolicy.builder()
            .policyName("mornings")
            .policyType("PredictiveScaling")
            .predictiveScalingConfiguration(
                PredictiveScalingConfiguration.builder().mode("ForecastAndScale").build())
            .build();

    assertThat(Owners.of(List.of(policy), List.of(), Set.of(), NOW))
        .contains(
            new Owner(
                "an Auto Scaling policy (mornings)",
                "set its predictive policy to ForecastOnly, for that cannot be taken over, or write"
                    + " `ownership: ignore`",
                false,
                Optional.empty()));
  }

  private static Optional<Owner> owner(String policies, String actions) {
    return Owners.of(
        names(policies)
            .map(name -> ScalingPolicy.builder().policyName(name).policyType("StepScaling").build())
            .toList(),
        names(actions)
            .map(name ->
                ScheduledUpdateGroupAction.builder()
                    .scheduledActionName(name)
                    .recurrence("0 8 * * *")
                    .build())
            .toList(),
        Set.of(),
        NOW);
  }

  private static Stream<String> names(String list) {
    return list == null || list.isEmpty() ? Stream.of() : Stream.of(list.split(","));
  }
}
