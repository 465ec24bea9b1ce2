package ecf.core.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What numbers can be put into. `ceil` and `floor` forgive an error of 1e-9, so that `ceil(1.1 /
/// 0.1)` is 11 and not 12.
public enum Function {
  /// The least of two or more.
  MIN,
  /// The greatest of two or more.
  MAX,
  /// Up to a whole number: 2.1 is 3, -2.1 is -2.
  CEIL,
  /// Down to a whole number: 2.9 is 2, -2.1 is -3.
  FLOOR,
  /// Without its sign.
  ABS,
  /// To the nearest whole number, halves away from zero: 2.5 is 3, -2.5 is -3.
  ROUND;

  private static final double FORGIVEN = 1e-9;

  public static Optional<Function> named(String text) {
    return Arrays.stream(values()).filter(each -> each.yamlName().equals(text)).findFirst();
  }

  public String yamlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether it takes so many numbers.
  boolean takes(int arguments) {
    return switch (this) {
      case MIN, MAX -> arguments >= 2;
      case CEIL, FLOOR, ABS, ROUND -> arguments == 1;
    };
  }

  double of(List<Double> arguments) {
    var numbers = arguments.stream().mapToDouble(Double::doubleValue);
    double first = arguments.getFirst();
    return switch (this) {
      case MIN -> numbers.min().orElseThrow();
      case MAX -> numbers.max().orElseThrow();
      case CEIL -> Math.ceil(first - FORGIVEN);
      case FLOOR -> Math.floor(first + FORGIVEN);
      case ABS -> Math.abs(first);
      case ROUND -> rounded(first);
    };
  }

  private static double rounded(double value) {
    double size = Math.abs(value);
    double down = Math.floor(size);
    return Math.copySign(size - down >= 0.5 ? down + 1 : down, value);
  }
}
