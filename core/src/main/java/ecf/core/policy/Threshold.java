package ecf.core.policy;

import ecf.core.model.Figures;
import ecf.core.signal.Signal;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Quantity;

/// Numbers that a file compares with a signal, checked against the signal's unit. Percent signals
/// run from 0 to 100 and take `60` or `60%`; rates need `/s`, `/m` or `/h`; everything else is a
/// plain number. So nobody writes `0.6` for 60 % or a minute's requests for a second's.
final class Threshold {
  /// For signals that are not known: their problem is told elsewhere.
  static final Parsed<Double> ANY = Parsed.value(1.0);

  private Threshold() {}

  /// What a signal is to be kept at: above 0, and for percentages above 1.
  static Parsed<Double> target(Quantity quantity, Signal signal) {
    return inUnit(quantity, signal)
        .then(value -> {
          if (!(value > 0)) {
            return Parsed.wrong("is too small: it must be above 0", "");
          }
          return looksLikeFraction(value, signal) ? fraction(value, signal) : Parsed.value(value);
        });
  }

  /// A bare number of at most 1 beside a percentage is taken for a slip, `0.5%` is not.
  static Parsed<Double> of(Quantity quantity, Signal signal) {
    return inUnit(quantity, signal)
        .then(value ->
            quantity.unit() == Quantity.Unit.PLAIN && value > 0 && looksLikeFraction(value, signal)
                ? fraction(value, signal)
                : Parsed.value(value));
  }

  private static boolean looksLikeFraction(double value, Signal signal) {
    return switch (signal.unit()) {
      case PERCENT -> value <= 1;
      case PER_SECOND, SECONDS, BYTES_PER_SECOND, COUNT, PLAIN -> false;
    };
  }

  private static Parsed<Double> fraction(double value, Signal signal) {
    return Parsed.wrong(
        "looks like a fraction, but " + signal.name() + " runs from 0 to 100",
        value < 1 ? "write " + Figures.plain(value * 100) + "%" : "write a percentage such as 60%");
  }

  private static Parsed<Double> inUnit(Quantity quantity, Signal signal) {
    return switch (signal.unit()) {
      case PERCENT ->
          switch (quantity.unit()) {
            case PLAIN, PERCENT -> Parsed.value(quantity.value());
            case PER_SECOND ->
                Parsed.wrong(
                    "is a rate, but " + signal.name() + " is a percentage",
                    "write a percentage such as 60%");
          };
      case PER_SECOND, BYTES_PER_SECOND ->
          switch (quantity.unit()) {
            case PER_SECOND -> Parsed.value(quantity.value());
            case PLAIN ->
                Parsed.wrong("needs a unit: " + signal.name() + " is a rate", rate(quantity));
            case PERCENT ->
                Parsed.wrong(
                    "has a `%`, but " + signal.name() + " is a rate",
                    "write a rate such as 900/s or 54000/m");
          };
      case SECONDS, COUNT, PLAIN ->
          switch (quantity.unit()) {
            case PLAIN -> Parsed.value(quantity.value());
            case PERCENT ->
                Parsed.wrong(
                    "has a `%`, but " + signal.name() + " is no percent signal",
                    "write a plain number, as the metric has it");
            case PER_SECOND ->
                Parsed.wrong(
                    "is a rate, but " + signal.name() + " is a plain number",
                    "write a plain number, as the metric has it");
          };
    };
  }

  private static String rate(Quantity quantity) {
    return "write %s/s, or %s/m if that is a minute's".formatted(quantity, quantity);
  }
}
