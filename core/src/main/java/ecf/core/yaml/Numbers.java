package ecf.core.yaml;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/// Reads numbers: decimal, with a point, without grouping. `010`, `0x1f`, `+5`, `1_000`, `.5`,
/// `.inf` are problems, for people read them differently.
public final class Numbers {
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
  private static final Pattern DECIMAL =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,4})?");
  private static final Pattern PADDED = Pattern.compile("0+([1-9][0-9]{0,17}|0)");
  private static final Pattern SIGNED = Pattern.compile("\\+[0-9.]{1,18}");
  private static final int LONGEST = 64;

  private Numbers() {}

  /// A whole number that fits 32 bits.
  public static Parsed<Integer> integer(String text) {
    if (text.length() > LONGEST || !INTEGER.matcher(text).matches()) {
      return Parsed.wrong("is not a whole number", hint(text, "7"));
    }
    try {
      return Parsed.value(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return Parsed.wrong("is too large a number", "");
    }
  }

  /// A finite number.
  public static Parsed<Double> decimal(String text) {
    if (text.length() > LONGEST || !DECIMAL.matcher(text).matches()) {
      return Parsed.wrong("is not a number", hint(text, "7 or 0.5"));
    }
    double value = new BigDecimal(text).doubleValue();
    return Double.isFinite(value) ? Parsed.value(value) : Parsed.wrong("is too large a number", "");
  }

  /// The share as a fraction: `60%` is 0.6.
  public static Parsed<Double> share(String text) {
    if (!text.endsWith("%")) {
      return decimal(text)
          .then(_ ->
              Parsed.wrong("needs a `%`: a bare number is never a share", "write " + text + "%"));
    }
    var number = text.substring(0, text.length() - 1);
    return switch (decimal(number)) {
      case Parsed.Value<Double> _ ->
          Parsed.value(new BigDecimal(number).movePointLeft(2).doubleValue());
      case Parsed.Wrong<Double> _ -> Parsed.wrong("is not a share", "write a share such as 60%");
    };
  }

  private static String hint(String text, String example) {
    var padded = PADDED.matcher(text);
    if (padded.matches()) {
      return "write " + padded.group(1) + ", without leading zeros";
    }
    if (SIGNED.matcher(text).matches()) {
      return "write " + text.substring(1) + ", without the sign";
    }
    if (text.endsWith("%")) {
      return "a share is not possible here: write a number such as " + example;
    }
    return "write a number such as " + example;
  }
}
