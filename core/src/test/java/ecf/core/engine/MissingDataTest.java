package ecf.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.guardrail.HoldWithoutData;
import ecf.core.model.CapacityRange;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.policy.Bounds;
import ecf.core.policy.Count;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.ScalingPolicy;
import ecf.core.policy.TargetTracking;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two policies on 8 units, of which one has a form of `missingData` and no fresh point. The other
/// always has data and the default form.
class MissingDataTest {
  private static final ScalingPolicy CPU = new TargetTracking("cpu", 60, 0.1, true);
  private static final ScalingPolicy LOAD = new TargetTracking("load", 100, 0.1, false);

  /// `cpu` ended so long ago at 30, which wants 4; `load` wants as many as are said.
  @ParameterizedTest(name = "{0}, the last point {1}m old, the other wants {2}: {3}")
  @CsvSource({
    "hold, 2, 6, 6",
    "hold, 9, 6, 8",
    "hold, 9, 12, 8",
    "holdScaleIn, 2, 6, 6",
    "holdScaleIn, 9, 6, 8",
    "holdScaleIn, 9, 12, 12",
    "lastGood 10m, 9, 6, 6",
    "lastGood 10m, 9, 12, 12",
    "lastGood 10m, 11, 6, 8",
    "lastGood 10m, 11, 12, 12",
    "scaleOutTo 10, 2, 6, 6",
    "scaleOutTo 10, 9, 6, 10",
    "scaleOutTo 10, 9, 12, 12",
    "scaleOutTo 5, 9, 6, 8"
  })
  void oneOfTwoHasNoData(String form, int age, int other, int units) {
    var scene = scene(age).signal("load", "10:00", other * 100);
    assertThat(decided(form, scene, named(CPU, form), named(LOAD, "holdScaleIn"))).isEqualTo(units);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"hold, 8", "holdScaleIn, 8", "lastGood 10m, 4", "scaleOutTo 10, 10"})
  void theOnlyOneHasNoData(String form, int units) {
    assertThat(decided(form, scene(9), named(CPU, form))).isEqualTo(units);
  }

  @ParameterizedTest(name = "{0}, floor {1}, ceiling {2}: {3}")
  @CsvSource({
    "hold, 9, 20, 9",
    "hold, 0, 5, 5",
    "holdScaleIn, 9, 20, 9",
    "holdScaleIn, 0, 5, 5",
    "scaleOutTo 10, 9, 20, 10",
    "scaleOutTo 10, 0, 5, 5"
  })
  void whatTheFileStatesCountsWithoutData(String form, int min, int max, int units) {
    var stated = new Count(new Bounds(OptionalInt.of(min), OptionalInt.of(max)));
    assertThat(decided(form, scene(9), named(CPU, form), named(stated, "hold"))).isEqualTo(units);
  }

  @ParameterizedTest
  @CsvSource({"hold", "holdScaleIn", "lastGood 10m", "scaleOutTo 10"})
  void theMinimumHoldsWhateverIsMissing(String form) {
    var scene = Scene.at("10:00").units(1).without("cpu");
    assertThat(decided(form, scene, named(CPU, form))).isGreaterThanOrEqualTo(2);
  }

  private static Scene scene(int age) {
    return Scene.at("10:00").units(8).signal("cpu", "09:%02d".formatted(60 - age), 30);
  }

  private static int decided(String form, Scene scene, NamedPolicy... policies) {
    var spec =
        new FleetSpec(
            new TargetId("it"),
            Resource.of("service", "it"),
            new CapacityRange(2, 20),
            List.of(policies),
            List.of(new HoldWithoutData()),
            Map.of(),
            FleetSpec.Health.byProvider(),
            FleetSpec.Conduct.plain(),
            FleetSpec.Ties.none(),
            Set.of());
    return switch (Planner.decide(spec, scene.seen())) {
      case Decision.Resize resize -> resize.to();
      case Decision.Hold hold -> hold.at();
      case Decision.Rebalance _,
          Decision.Shift _,
          Decision.Steady _,
          Decision.Refused _,
          Decision.Impossible _ ->
          throw new AssertionError(form);
    };
  }

  private static NamedPolicy named(ScalingPolicy policy, String form) {
    var words = form.split(" ");
    var missing =
        switch (words[0]) {
          case "hold" -> new MissingData.Hold();
          case "holdScaleIn" -> new MissingData.HoldScaleIn();
          case "lastGood" -> new MissingData.LastGood(Duration.parse("PT" + words[1]));
          case "scaleOutTo" -> new MissingData.ScaleOutTo(Integer.parseInt(words[1]));
          default -> throw new AssertionError(form);
        };
    return new NamedPolicy(policy.getClass().getSimpleName() + form, "lab", policy, missing);
  }
}
