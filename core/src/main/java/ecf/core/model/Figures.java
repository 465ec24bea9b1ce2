package ecf.core.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;

/// Numbers and durations as people read them in reasons.
public final class Figures {
  private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_UP);

  private Figures() {}

  /// At most four significant digits and no exponent: 96.0 is `96`, 0.123456 is `0.1235`, 1234567
  /// is `1235000`.
  public static String plain(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    var rounded = new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros();
    return rounded.toPlainString();
  }

  /// The largest units that say it: PT90S is `1m30s`, PT0S is `0s`, P14D is `14d`.
  public static String plain(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    var text = new StringBuilder();
    append(text, seconds / 86_400, "d");
    append(text, seconds % 86_400 / 3_600, "h");
    append(text, seconds % 3_600 / 60, "m");
    append(text, seconds % 60, "s");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount > 0) {
      text.append(amount).append(unit);
    }
  }
}
