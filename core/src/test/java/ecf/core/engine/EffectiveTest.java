package ecf.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.CapacityRange;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.testing.Scene;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which bounds hold: the file's, the group's own, and one unit for each zone and one more.
class EffectiveTest {
  private static final Objective AVAILABLE = new Objective("availability", List.of(), true);
  private static final Objective CHEAP = new Objective("cost", List.of(), false);

  record Row(
      String name,
      CapacityRange file,
      Optional<Objective> objective,
      FleetSpec.GroupBounds bounds,
      Scene scene,
      String effective) {
    Row aiming(Objective at) {
      return new Row(name, file, Optional.of(at), bounds, scene, effective);
    }

    Row writing() {
      return new Row(name, file, objective, FleetSpec.GroupBounds.WRITE, scene, effective);
    }

    FleetSpec spec() {
      return new FleetSpec(
          new TargetId("it"),
          Resource.of("fleet", "it"),
          file,
          List.of(),
          List.of(),
          Map.of(),
          FleetSpec.Health.byProvider(),
          new FleetSpec.Conduct(
              FleetSpec.Mode.ACT, FleetSpec.Directions.BOTH, bounds, FleetSpec.Ownership.REFUSE),
          FleetSpec.Ties.none(),
          Set.of(),
          objective);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        row("the file alone", 2, 40, at(), "2..40"),
        row("file and group", 2, 40, at().limits(1, 20), "2..20"),
        row("the group's minimum is higher", 2, 40, at().limits(5, 20), "5..20"),
        row("nothing in common", 2, 4, at().limits(5, 20), "none"),
        row("the group's bounds are written", 2, 40, at().limits(5, 20), "2..40").writing(),
        row("3 zones without an objective", 2, 40, at().zones(3), "2..40"),
        row("3 zones and another objective", 2, 40, at().zones(3), "2..40").aiming(CHEAP),
        row("3 zones", 2, 40, at().zones(3), "4..40").aiming(AVAILABLE),
        row("3 zones in a group", 2, 40, at().zones(3).limits(1, 20), "4..20").aiming(AVAILABLE),
        row("the file's minimum is enough", 6, 40, at().zones(3), "6..40").aiming(AVAILABLE),
        row("from zero", 0, 40, at().zones(1), "2..40").aiming(AVAILABLE),
        row("never above the maximum", 2, 3, at().zones(3), "3..3").aiming(AVAILABLE),
        row("never above the group's", 2, 40, at().zones(3).limits(0, 3), "3..3").aiming(AVAILABLE),
        row("zones that nobody knows", 2, 40, at(), "2..40").aiming(AVAILABLE));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void boundsHold(Row row) {
    var effective = Effective.capacity(row.spec(), row.scene.seen().target());

    assertThat(effective.map(CapacityRange::toString).orElse("none")).isEqualTo(row.effective);
  }

  @Test
  void whoHasTooFewForItsZonesIsBroughtUp() {
    var row = row("", 2, 40, at().units(2).zones(3), "").aiming(AVAILABLE);

    var decision = Planner.decide(row.spec(), row.scene.seen());

    assertThat(decision.units()).hasValue(4);
    assertThat(decision.cause().reason().summary())
        .isEqualTo("2 wanted, but its min is 4: one unit for each zone and one more");
  }

  @Test
  void aMaximumBelowWhatTheZonesNeedIsTold() {
    var row = row("", 2, 3, at().units(2).zones(3), "").aiming(AVAILABLE);

    var decision = Planner.decide(row.spec(), row.scene.seen());

    assertThat(decision.units()).hasValue(3);
    assertThat(decision.trace().notes())
        .containsExactly("one unit for each zone and one more would be 4, but its max is 3");
  }

  private static Scene at() {
    return Scene.at("10:00").units(2);
  }

  private static Row row(String name, int min, int max, Scene scene, String effective) {
    return new Row(
        name,
        new CapacityRange(min, max),
        Optional.empty(),
        FleetSpec.GroupBounds.KEEP,
        scene,
        effective);
  }
}
