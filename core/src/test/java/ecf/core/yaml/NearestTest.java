package ecf.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> KNOWN =
      List.of("in", "out", "min", "max", "cpu", "cooldown", "minHealthy", "stabilization", "to");

  @ParameterizedTest
  @CsvSource({
    "cooldwon, cooldown",
    "coldown, cooldown",
    "cooldownn, cooldown",
    "cooldxxn, cooldown",
    "Cooldown, cooldown",
    "COOLDOWN, cooldown",
    "min-healthy, minHealthy",
    "min_healthy, minHealthy",
    "stabilisation, stabilization",
    "cpi, cpu",
    "mn, min",
    "otu, out",
    "on, in",
    "maxx, max"
  })
  void findsWhatWasMeant(String word, String meant) {
    assertThat(Nearest.to(word, KNOWN)).hasValue(meant);
  }

  @ParameterizedTest
  @CsvSource({"memory", "x", "''", "warmth", "cooling"})
  void findsNothingWhereNothingIsNear(String word) {
    assertThat(Nearest.to(word, KNOWN)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "abc, abc, 0",
    "abc, '', 3",
    "abc, abd, 1",
    "abc, acb, 1",
    "abc, ab, 1",
    "abc, xabc, 1",
    "kitten, sitting, 3",
    "ca, abc, 3"
  })
  void countsEdits(String a, String b, int edits) {
    assertThat(Nearest.edits(a, b)).isEqualTo(edits);
    assertThat(Nearest.edits(b, a)).isEqualTo(edits);
  }

  @Test
  void listsWhatIsKnownWhereNothingIsNear() {
    assertThat(Nearest.hint("disk", List.of("cpu", "memory"), "signals"))
        .isEqualTo("known signals: cpu, memory");
    assertThat(Nearest.hint("cpuu", List.of("cpu", "memory"), "signals"))
        .isEqualTo("did you mean `cpu`?");
    assertThat(Nearest.hint("cpu", List.of(), "signals")).isEmpty();
  }
}
