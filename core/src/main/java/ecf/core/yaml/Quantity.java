package ecf.core.yaml;

/// A number with the unit it was written with, to be checked against the unit of a signal.
///
/// @param value `60` is 60 PLAIN, `60%` is 60 PERCENT (not 0.6), `54000/m` and `900/s` are both 900
///   PER_SECOND
public record Quantity(double value, Unit unit) {
  /// How it was written.
  public enum Unit {
    PLAIN,
    PERCENT,
    PER_SECOND
  }

  private static final double SECONDS_PER_MINUTE = 60;
  private static final double SECONDS_PER_HOUR = 3600;

  /// `60`, `0.2`, `60%`, `900/s`, `54000/m`, `3/h`.
  public static Parsed<Quantity> parse(String text) {
    if (text.endsWith("%")) {
      return number(text, 1, Unit.PERCENT);
    }
    int slash = text.lastIndexOf('/');
    if (slash < 0) {
      return Numbers.decimal(text).then(v -> Parsed.value(new Quantity(v, Unit.PLAIN)));
    }
    return switch (text.substring(slash)) {
      case "/s" -> rate(text, 1);
      case "/m" -> rate(text, SECONDS_PER_MINUTE);
      case "/h" -> rate(text, SECONDS_PER_HOUR);
      default -> Parsed.wrong("is not a rate", "write a rate such as 900/s, 54000/m or 3/h");
    };
  }

  private static Parsed<Quantity> rate(String text, double seconds) {
    return number(text, 2, Unit.PER_SECOND)
        .then(q -> Parsed.value(new Quantity(q.value() / seconds, q.unit())));
  }

  private static Parsed<Quantity> number(String text, int suffix, Unit unit) {
    return Numbers.decimal(text.substring(0, text.length() - suffix))
        .then(value -> Parsed.value(new Quantity(value, unit)));
  }

  /// As people write it: `60`, `60%`, `900/s`.
  @Override
  public String toString() {
    var number =
        value == Math.rint(value) && Math.abs(value) < 1e15
            ? String.valueOf((long) value)
            : String.valueOf(value);
    return switch (unit) {
      case PLAIN -> number;
      case PERCENT -> number + "%";
      case PER_SECOND -> number + "/s";
    };
  }
}
