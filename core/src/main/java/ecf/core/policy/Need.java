package ecf.core.policy;

import java.time.Duration;

/// A signal that a policy reads.
///
/// @param periods how many of its newest periods are looked at beyond its own window, 1 for the
///   newest alone
/// @param length how much further back points are looked at
public record Need(String signal, int periods, Duration length) {
  public Need(String signal, int periods) {
    this(signal, periods, Duration.ZERO);
  }

  public static Need of(String signal) {
    return new Need(signal, 1);
  }

  /// All points of a time.
  public static Need over(String signal, Duration length) {
    return new Need(signal, 1, length);
  }
}
