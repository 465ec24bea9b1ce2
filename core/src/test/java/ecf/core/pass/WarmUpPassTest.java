package ecf.core.pass;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.FleetSpec;
import ecf.core.port.NoMemories;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Units younger than their warm-up do not serve: they are no part of the load that was measured,
/// and what is asked for grows by those alone that do. Four serve at 10:00, two more run from 10:01
/// on, and there is a pass a minute; the last of them reads the CPU of the minute before it, of a
/// target of 60.
class WarmUpPassTest {
  private final FakeCloud cloud = new FakeCloud().fleet("web", 4, 60);
  private final Passes passes = new Passes(cloud);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "no warm-up: all six carried it           |    |    | 2 | 100 | 6 of 6 serve, 6 → 10",
        "two are too young: four carried it       | 5m |    | 2 | 100 | 4 of 6 serve, 6 → 7",
        "what is on its way is not added again    | 5m |    | 2 | 90  | 4 of 6 serve, stays 6",
        "nor given back                           | 5m |    | 2 | 70  | 4 of 6 serve, stays 6",
        "below the target what serves counts      | 5m |    | 2 | 30  | 4 of 6 serve, 6 → 2",
        "young until the last moment              | 5m |    | 4 | 100 | 4 of 6 serve, 6 → 7",
        "old enough, measured while it was not    | 5m |    | 5 | 100 | 6 of 6 serve, 6 → 7",
        "old enough when it was measured          | 5m |    | 6 | 100 | 6 of 6 serve, 6 → 10",
        "the provider's own warm-up               |    | 5m | 2 | 100 | 4 of 6 serve, 6 → 7",
        "that of the file counts before it        | 1m | 5m | 2 | 100 | 6 of 6 serve, 6 → 10",
        "also where it is none                    | 0m | 5m | 2 | 100 | 6 of 6 serve, 6 → 10",
      })
  void theWantThatFollows(
      String name,
      @Nullable String ofFile,
      @Nullable String ofProvider,
      int age,
      double percent,
      String outcome) {
    if (ofProvider != null) {
      cloud.warmUps.put("web", minutes(ofProvider));
    }
    var spec = warming(Optional.ofNullable(ofFile).map(WarmUpPassTest::minutes));
    passes.run(Mode.APPLY, spec);
    cloud.desired.put("web", 6);
    for (int minute = 0; minute < age; minute++) {
      aMinuteLater();
      passes.run(Mode.APPLY, spec);
    }
    aMinuteLater();
    cloud.cpu.put("web", percent);

    assertThat(shown(passes.run(Mode.PLAN, spec))).as(name).isEqualTo(outcome);
  }

  @Test
  void oneThatTookThePlaceOfAnotherIsYoung() {
    var spec = warming(Optional.of(Duration.ofMinutes(5)));
    passes.run(Mode.APPLY, spec);
    aMinuteLater();
    cloud.running.put("web", 3);
    passes.run(Mode.APPLY, spec);
    aMinuteLater();
    cloud.running.put("web", 4);

    assertThat(shown(passes.run(Mode.PLAN, spec))).isEqualTo("3 of 4 serve, stays 4");
  }

  @Test
  void whoWasThereAtTheFirstPassIsOldEnough() {
    assertThat(shown(passes.run(Mode.PLAN, warming(Optional.of(Duration.ofMinutes(5))))))
        .isEqualTo("4 of 4 serve, stays 4");
  }

  @Test
  void withoutStateNobodyKnowsWhoIsYoung() {
    var spec = warming(Optional.of(Duration.ofMinutes(5)));
    passes.run(Mode.APPLY, spec);
    cloud.desired.put("web", 6);
    aMinuteLater();

    var result = new Pass(cloud, new NoMemories()).run(PassRequest.all(List.of(spec), Mode.PLAN));

    assertThat(shown(result)).isEqualTo("6 of 6 serve, stays 6");
  }

  private static FleetSpec warming(Optional<Duration> warmUp) {
    return FakeCloud.tracking("web")
        .health(new FleetSpec.Health(FleetSpec.HealthSource.PROVIDER, warmUp));
  }

  private void aMinuteLater() {
    cloud.now = cloud.now.plus(Duration.ofMinutes(1));
  }

  private static Duration minutes(String text) {
    return Duration.parse("PT" + text);
  }

  private static String shown(PassResult result) {
    var target = result.targets().getFirst();
    var seen = target.seen().orElseThrow().target();
    var serve = seen.serving() + " of " + seen.running() + " serve, ";
    return switch (target.outcome()) {
      case Outcome.Planned(var decision) ->
          serve + seen.desired() + " → " + decision.units().orElseThrow();
      case Outcome.Unchanged _ -> serve + "stays " + seen.desired();
      case Outcome.Applied _, Outcome.Skipped _, Outcome.Failed _ -> "not planned";
    };
  }
}
