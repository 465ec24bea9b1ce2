package ecf.core.yaml;

import ecf.core.model.Money;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads money per hour: `12.50 USD/h`, `0.05 EUR/h`. Exact: no digit is lost.
public final class Prices {
  /// As a whole; up to nine digits, and as many behind the point.
  public static final String PATTERN = "(0|[1-9][0-9]{0,8})(\\.[0-9]{1,9})? [A-Z]{3}/h";

  private static final Pattern PRICE = Pattern.compile(PATTERN);
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
  private static final Pattern LOOSE =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) *([A-Za-z]{3}) *(?:/ *h)?");
  private static final Pattern OTHER_TIME =
      Pattern.compile("[0-9.]{1,20} *[A-Za-z]{3} *(/ *.{1,20}|per .{1,20})");
  private static final Pattern SYMBOL =
      Pattern.compile("[$€£] *([0-9]{1,9}(?:\\.[0-9]{1,9})?).{0,20}");

  private Prices() {}

  public static Parsed<Money> parse(String text) {
    if (PRICE.matcher(text).matches()) {
      int space = text.indexOf(' ');
      var number = new BigDecimal(text.substring(0, space));
      return Parsed.value(new Money(number, text.substring(space + 1, text.length() - 2)));
    }
    if (text.startsWith("-")) {
      return Parsed.wrong("is below 0", "write what it costs, such as 12.50 USD/h");
    }
    if (NUMBER.matcher(text).matches()) {
      return Parsed.wrong("needs a currency and a time", "write " + text + " USD/h");
    }
    var loose = LOOSE.matcher(text);
    if (loose.matches()) {
      var meant = loose.group(1) + " " + loose.group(2).toUpperCase(Locale.ROOT) + "/h";
      return Parsed.wrong("is not written as money per hour", "write " + meant);
    }
    if (OTHER_TIME.matcher(text).matches()) {
      return Parsed.wrong("is not per hour", "write it per hour, such as 12.50 USD/h");
    }
    var symbol = SYMBOL.matcher(text);
    return Parsed.wrong(
        "is not money per hour",
        "write money such as " + (symbol.matches() ? symbol.group(1) : "12.50") + " USD/h");
  }
}
