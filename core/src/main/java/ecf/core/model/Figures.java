package ecf.core.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;

/// Numbers and durations as people read them in reasons.
public final class Figures {
  private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_UP);

  /// Every reason of every decision has figures, most of them of this size: they take a tenth of
  /// the time without the whole expansion of a double. Where that decides, it is looked at.
  private static final double[] TENS = {1, 10, 100, 1_000};

  private static final double NEAR_A_TIE = 1e-6;

  private Figures() {}

  /// At most four significant digits and no exponent: 96.0 is `96`, 0.123456 is `0.1235`, 1234567
  /// is `1235000`.
  public static String plain(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    double size = Math.abs(value);
    if (size >= 1 && size < 10_000) {
      int decimals = size < 10 ? 3 : size < 100 ? 2 : size < 1_000 ? 1 : 0;
      double scaled = size * TENS[decimals];
      if (Math.abs(scaled - Math.floor(scaled) - 0.5) > NEAR_A_TIE) {
        long digits = value < 0 ? -Math.round(scaled) : Math.round(scaled);
        return shown(BigDecimal.valueOf(digits, decimals));
      }
    }
    return shown(new BigDecimal(value).round(FOUR_DIGITS));
  }

  private static String shown(BigDecimal rounded) {
    return rounded.stripTrailingZeros().toPlainString();
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
