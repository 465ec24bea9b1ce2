package ecf.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ecf.core.testing.Scene;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuoteTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  @Test
  void aPriceHoldsUntilTheNextAndZonesCountAlike() {
    var quotes =
        List.of(
            new Quote(Scene.time("09:57"), "b", 0.06), new Quote(Scene.time("09:00"), "a", 0.04));
    var series = Quote.series(quotes, FIVE_MINUTES, Scene.time("09:45"), Scene.time("10:02"));
    assertThat(series.points())
        .extracting(Point::to, Point::value)
        .containsExactly(
            tuple(Scene.time("09:50"), 0.04),
            tuple(Scene.time("09:55"), 0.04),
            tuple(Scene.time("10:00"), 0.05));
  }

  @Test
  void beforeTheFirstQuoteThereIsNoPrice() {
    var quotes = List.of(new Quote(Scene.time("09:57"), "a", 0.06));
    var series = Quote.series(quotes, FIVE_MINUTES, Scene.time("09:00"), Scene.time("10:00"));
    assertThat(series.points()).extracting(Point::to).containsExactly(Scene.time("10:00"));
    assertThat(
            Quote.series(List.of(), FIVE_MINUTES, Scene.time("09:00"), Scene.time("10:00"))
                .points())
        .isEmpty();
  }

  @Test
  void aPriceIsANumber() {
    assertThatThrownBy(() -> new Quote(Scene.time("10:00"), "a", Double.NaN))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Quote(Scene.time("10:00"), "a", -1)).hasMessageContaining("-1");
  }
}
