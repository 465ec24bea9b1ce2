package ecf.core.expression;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A number of the target itself that expressions read by name.
public enum Count {
  /// Units asked for.
  DESIRED,
  /// Units that run.
  RUNNING,
  /// Units that do work.
  SERVING,
  /// Units on their way.
  PENDING,
  /// The least that `capacity` allows.
  MIN,
  /// The most that `capacity` allows.
  MAX;

  public static Optional<Count> named(String text) {
    return Arrays.stream(values()).filter(each -> each.yamlName().equals(text)).findFirst();
  }

  public String yamlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether it was another number at another time: bounds are what the file says.
  public boolean changes() {
    return this != MIN && this != MAX;
  }
}
