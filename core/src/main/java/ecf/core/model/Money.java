package ecf.core.model;

import java.math.BigDecimal;
import java.util.Locale;

/// An amount of money per hour, exact.
///
/// @param currency as the file writes it, e.g. `USD`
public record Money(BigDecimal perHour, String currency) {
  public Money {
    perHour = perHour.stripTrailingZeros();
  }

  public Money times(long units) {
    return new Money(perHour.multiply(BigDecimal.valueOf(units)), currency);
  }

  /// @throws IllegalArgumentException for another currency: the configuration has checked that
  public Money plus(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(currency + " and " + other.currency + " do not add up");
    }
    return new Money(perHour.add(other.perHour), currency);
  }

  /// `0.05 USD/h`
  @Override
  public String toString() {
    var plain = perHour.scale() < 2 ? perHour.setScale(2) : perHour;
    return String.format(Locale.ROOT, "%s %s/h", plain.toPlainString(), currency);
  }
}
