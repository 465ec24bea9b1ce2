package ecf.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers and durations as people read them.
class FiguresTest {
  private static final long SEED = Long.getLong("ecf.seed", new Random().nextInt());

  @ParameterizedTest
  @CsvSource({
    "96.0, 96",
    "0.123456, 0.1235",
    "1234567, 1235000",
    "9.9996, 10",
    "-59.996, -60",
    "999.95, 1000",
    "1.0005, 1",
    "1.00050001, 1.001",
    "0, 0"
  })
  void fourDigitsAndNoExponent(double value, String shown) {
    assertThat(Figures.plain(value)).isEqualTo(shown);
  }

  @Test
  void everyNumberIsRoundedAsItsDecimalsAre() {
    var digits = new MathContext(4, RoundingMode.HALF_UP);
    var random = new Random(SEED);
    for (int i = 0; i < 100_000; i++) {
      double value = random.nextInt(-99_999, 100_000) / Math.pow(10, random.nextInt(6));
      assertThat(Figures.plain(value))
          .as("%s, seed %d", value, SEED)
          .isEqualTo(new BigDecimal(value).round(digits).stripTrailingZeros().toPlainString());
    }
  }

  @ParameterizedTest
  @CsvSource({"PT90S, 1m30s", "PT0S, 0s", "P14D, 14d", "PT-5S, 0s"})
  void durationsInTheirLargestUnits(Duration duration, String shown) {
    assertThat(Figures.plain(duration)).isEqualTo(shown);
  }
}
