package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.Owner;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupAction;

/// Who else sets a capacity.
class OwnersTest {
  @ParameterizedTest(name = "in {0}, out {1}, by the clock {2} suspended: owned {3}")
  @CsvSource({
    "true, true, true, false",
    "false, true, true, true",
    "true, false, true, true",
    "true, true, false, true",
  })
  void whoSuspendedEverythingHasLetGo(boolean in, boolean out, boolean clock, boolean owned) {
    var target =
        ScalableTarget.builder()
            .resourceId("service/shop/checkout")
            .suspendedState(it ->
                it.dynamicScalingInSuspended(in)
                    .dynamicScalingOutSuspended(out)
                    .scheduledScalingSuspended(clock))
            .build();

    assertThat(Owners.of(target).isPresent()).isEqualTo(owned);
  }

  @Test
  void whoIsMerelyRegisteredIsAnOwner() {
    var target = ScalableTarget.builder().resourceId("service/shop/checkout").build();

    assertThat(Owners.of(target))
        .hasValueSatisfying(owner -> {
          assertThat(owner.who()).isEqualTo("application-autoscaling");
          assertThat(owner.hint()).contains("service/shop/checkout", "ownership: ignore");
          assertThat(owner.absolute()).isFalse();
        });
  }

  static Stream<Arguments> policies() {
    return Stream.of(
        policy("a policy", it -> it.policyType("TargetTrackingScaling").enabled(true), true),
        policy("a disabled one", it -> it.policyType("StepScaling").enabled(false), false),
        policy(
            "a forecast that scales",
            it ->
                it.policyType("PredictiveScaling")
                    .predictiveScalingConfiguration(c -> c.mode("ForecastAndScale")),
            true),
        policy(
            "a forecast alone",
            it ->
                it.policyType("PredictiveScaling")
                    .predictiveScalingConfiguration(c -> c.mode("ForecastOnly")),
            false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("policies")
  void onlyWhatActsOwns(String name, Consumer<ScalingPolicy.Builder> change, boolean owns) {
    var builder = ScalingPolicy.builder().policyName("cpu-50");
    change.accept(builder);

    assertThat(Owners.of(List.of(builder.build()), List.of(), Set.of()).isPresent())
        .as(name)
        .isEqualTo(owns);
  }

  @Test
  void everyOwnerIsNamed() {
    assertThat(Owners.of(List.of(cpu()), List.of(night()), Set.of()))
        .map(Owner::who)
        .contains("Auto Scaling policy cpu-50, scheduled action night");
  }

  @ParameterizedTest(name = "while {0} is suspended: {1}")
  @CsvSource({
    "AlarmNotification, scheduled action night",
    "ScheduledActions, Auto Scaling policy cpu-50",
  })
  void whatIsSuspendedSetsNothing(String process, String left) {
    assertThat(Owners.of(List.of(cpu()), List.of(night()), Set.of(process)))
        .map(Owner::who)
        .contains(left);
  }

  private static Arguments policy(
      String name, Consumer<ScalingPolicy.Builder> change, boolean owns) {
    return Arguments.of(name, change, owns);
  }

  private static ScalingPolicy cpu() {
    return ScalingPolicy.builder().policyName("cpu-50").policyType("StepScaling").build();
  }

  private static ScheduledUpdateGroupAction night() {
    return ScheduledUpdateGroupAction.builder().scheduledActionName("night").build();
  }
}
