package ecf.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What reading metrics costs a month.
class TariffTest {
  /// 12 metrics at 0.01 USD per thousand, 43,200 passes: 5.184 USD.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
           1 | 0.01     | 0.432  | 1 metric a pass, 0.43 USD a month at a pass a minute
          12 | 0.01     | 5.184  | 12 metrics a pass, 5.18 USD a month at a pass a minute
           2 | 0.0001   | 0.00864| 2 metrics a pass, less than 0.01 USD a month at a pass a minute
           2 | 0        | 0      | 2 metrics a pass, 0.00 USD a month at a pass a minute
          """)
  void aPassAMinuteForThirtyDays(
      int metrics, BigDecimal perThousand, BigDecimal cost, String told) {
    var tariff = new Tariff(metrics, perThousand, "USD");
    assertThat(tariff.monthly()).isEqualByComparingTo(cost);
    assertThat(tariff).hasToString(told);
  }

  @Test
  void metricsOfSeveralProvidersAddUp() {
    var one = new Tariff(2, new BigDecimal("0.01"), "USD");
    var other = new Tariff(10, new BigDecimal("0.01"), "USD");
    assertThat(one.plus(other)).isEqualTo(new Tariff(12, new BigDecimal("0.01"), "USD"));
  }
}
