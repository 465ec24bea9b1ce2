package ecf.core.simulate;

import static ecf.core.testing.Scene.time;
import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.config.ConfigReader;
import ecf.core.config.Loaded;
import ecf.core.config.ScalingConfig;
import ecf.core.engine.Decision;
import ecf.core.pass.Mode;
import ecf.core.pass.Outcome;
import ecf.core.pass.Pass;
import ecf.core.pass.PassRequest;
import ecf.core.pass.TargetResult;
import ecf.core.port.testing.InMemoryMemories;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a newcomer sees with the first file: a change at once, then fleets that follow their load.
class QuickstartTest {
  private static final Path SAMPLES = Path.of("..", "config-samples");

  @TempDir Path folder;
  private final HandClock real = new HandClock(time("10:00:17"));
  private final InMemoryMemories.Store store = new InMemoryMemories.Store();

  @Test
  void theFirstApplyChangesBothFleetsAndTheSecondNeither() {
    assertThat(pass(Mode.PLAN)).containsExactly("reports 8 → 4", "shop 3 → 5");
    assertThat(pass(Mode.APPLY)).containsExactly("reports 8 → 4", "shop 3 → 5");
    assertThat(pass(Mode.APPLY)).isEmpty();
  }

  @Test
  void callsEveryTenSecondsShowTheFleetsFollowTheirLoad() {
    var seen = new ArrayList<String>();
    for (int seconds = 0; seconds <= 240; seconds += 10) {
      var changes = pass(Mode.APPLY);
      if (!changes.isEmpty()) {
        seen.add(seconds + " s: " + String.join(", ", changes));
      }
      real.passes(Duration.ofSeconds(10));
    }
    assertThat(seen)
        .as("the load peaks after 120 s; the way in begins when 5 virtual minutes agree")
        .containsExactly(
            "0 s: reports 8 → 4, shop 3 → 5",
            "30 s: reports 4 → 5, shop 5 → 7",
            "50 s: reports 5 → 6, shop 7 → 9",
            "70 s: reports 6 → 8, shop 9 → 12",
            "90 s: shop 12 → 14",
            "100 s: reports 8 → 10",
            "150 s: reports 10 → 9",
            "170 s: reports 9 → 8, shop 14 → 12",
            "190 s: reports 8 → 7, shop 12 → 10",
            "210 s: reports 7 → 5, shop 10 → 7",
            "230 s: shop 7 → 6",
            "240 s: reports 5 → 4");
  }

  private List<String> pass(Mode mode) {
    var config = config();
    var settings = (SimulatedSettings) config.providers().firstEntry().getValue();
    try (var provider = SimulatedProvider.open(settings, config.name(), folder, real);
        var memories = store.open(config.name(), provider.region(), real.instant().toString())) {
      return new Pass(provider, memories, real)
          .run(PassRequest.all(config.targets(), mode)).targets().stream()
              .flatMap(target -> change(target).stream())
              .toList();
    }
  }

  private static Optional<String> change(TargetResult target) {
    return switch (target.outcome()) {
      case Outcome.Applied(Decision.Resize resize, var _) -> Optional.of(shown(resize));
      case Outcome.Planned(Decision.Resize resize) -> Optional.of(shown(resize));
      case Outcome.Unchanged _ -> Optional.empty();
      case Outcome.Applied _, Outcome.Planned _, Outcome.Failed _, Outcome.Skipped _ ->
          throw new AssertionError(target.outcome());
    };
  }

  private static String shown(Decision.Resize resize) {
    return resize.target() + " " + resize.from() + " → " + resize.to();
  }

  private static ScalingConfig config() {
    var reader =
        new ConfigReader(List.of(new SimulatedProviderKind(SAMPLES)), _ -> Optional.empty());
    return switch (reader.read(SAMPLES.resolve("quickstart.yaml"))) {
      case Loaded.Valid valid -> valid.config();
      case Loaded.Invalid invalid -> throw new AssertionError(invalid.problems());
    };
  }
}
