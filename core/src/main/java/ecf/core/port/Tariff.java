package ecf.core.port;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// What reading metrics costs.
///
/// @param metrics that one pass asks for
/// @param perThousand the price of a thousand of them
public record Tariff(int metrics, BigDecimal perThousand, String currency) {
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final BigDecimal CENT = new BigDecimal("0.01");

  /// A pass a minute, for thirty days.
  private static final BigDecimal PASSES_A_MONTH = BigDecimal.valueOf(60L * 24 * 30);

  /// Of metrics at the same price.
  Tariff plus(Tariff other) {
    return new Tariff(metrics + other.metrics, perThousand, currency);
  }

  /// Worked: 12 metrics at 0.01 USD per thousand, 43,200 passes (one a minute for 30 days): 5.184
  /// USD.
  public BigDecimal monthly() {
    return perThousand
        .multiply(BigDecimal.valueOf(metrics))
        .multiply(PASSES_A_MONTH)
        .divide(THOUSAND)
        .stripTrailingZeros();
  }

  /// `12 metrics a pass, 5.18 USD a month at a pass a minute`
  @Override
  public String toString() {
    var cost = monthly();
    var plain =
        cost.signum() > 0 && cost.compareTo(CENT) < 0
            ? "less than 0.01"
            : cost.setScale(2, RoundingMode.HALF_UP).toPlainString();
    return metrics
        + (metrics == 1 ? " metric" : " metrics")
        + " a pass, "
        + plain
        + " "
        + currency
        + " a month at a pass a minute";
  }
}
