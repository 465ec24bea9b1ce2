package ecf.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The pure parsers: durations, numbers, shares, rates, amounts.
class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "0s, 0, 0s",
    "90s, 90, 1m30s",
    "5m, 300, 5m",
    "1h30m, 5400, 1h30m",
    "14d, 1209600, 14d",
    "24h, 86400, 1d",
    "1d1h1m1s, 90061, 1d1h1m1s",
    "0h5m, 300, 5m",
    "3650d, 315360000, 3650d"
  })
  void aDurationIsReadAndWrittenBack(String text, long seconds, String written) {
    assertThat(Durations.parse(text)).isEqualTo(Parsed.value(Duration.ofSeconds(seconds)));
    assertThat(Durations.text(Duration.ofSeconds(seconds))).isEqualTo(written);
    assertThat(Durations.parse(written)).isEqualTo(Parsed.value(Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "5",
        "-5m",
        "5 m",
        "5M",
        "1.5h",
        "m5",
        "5m1h",
        "5m5m",
        "1w",
        "PT5M",
        "5m ",
        "٥m",
        "3651d",
        "99999999999999999999s",
        "999999999d999999999h"
      })
  void anythingElseIsNoDuration(String text) {
    assertThat(Durations.parse(text)).isInstanceOf(Parsed.Wrong.class);
  }

  @ParameterizedTest
  @CsvSource({
    "60, 60, PLAIN, 60",
    "0.2, 0.2, PLAIN, 0.2",
    "60%, 60, PERCENT, 60%",
    "900/s, 900, PER_SECOND, 900/s",
    "54000/m, 900, PER_SECOND, 900/s",
    "3600/h, 1, PER_SECOND, 1/s",
    "-1, -1, PLAIN, -1",
    "0.5/s, 0.5, PER_SECOND, 0.5/s"
  })
  void aQuantityKeepsItsUnit(String text, double value, Quantity.Unit unit, String written) {
    assertThat(Quantity.parse(text)).isEqualTo(Parsed.value(new Quantity(value, unit)));
    assertThat(new Quantity(value, unit)).hasToString(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "%", "/s", "60 %", "900 /s", "900/", "900/ms", "900/s/s", "6O", "1e999/s"})
  void anythingElseIsNoQuantity(String text) {
    assertThat(Quantity.parse(text)).isInstanceOf(Parsed.Wrong.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-0, 0", "7, 7", "-7, -7", "2147483647, 2147483647"})
  void aWholeNumberIsRead(String text, int value) {
    assertThat(Numbers.integer(text)).isEqualTo(Parsed.value(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          010 | is not a whole number | write 10, without leading zeros
          +5 | is not a whole number | write 5, without the sign
          5% | is not a whole number | a share is not possible here: write a number such as 7
          1.0 | is not a whole number | write a number such as 7
          1e3 | is not a whole number | write a number such as 7
          0x1F | is not a whole number | write a number such as 7
          0o17 | is not a whole number | write a number such as 7
          1_000 | is not a whole number | write a number such as 7
          2147483648 | is too large a number | ''
          -99999999999999999999 | is too large a number | ''
          """)
  void anythingElseIsNoWholeNumber(String text, String message, String hint) {
    assertThat(Numbers.integer(text)).isEqualTo(Parsed.wrong(message, hint));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".5", "5.", "+.5", ".inf", "-.inf", ".nan", "1e", "0x1", "1,5", "١"})
  void anythingElseIsNoNumber(String text) {
    assertThat(Numbers.decimal(text)).isInstanceOf(Parsed.Wrong.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "10", "0.1", "ten%", "10 %", "10%%"})
  void aShareNeedsItsSign(String text) {
    assertThat(Numbers.share(text)).isInstanceOf(Parsed.Wrong.class);
  }
}
