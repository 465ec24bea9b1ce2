package ecf.core.signal;

import ecf.core.model.ProviderFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The answer to a signal: a value, or a stated absence. Never NaN, -1, null or 0 for "don't know".
public sealed interface Reading {
  /// @param value the aggregate over the window
  /// @param at end of the newest complete period
  /// @param window the points it was made from, oldest first, at least one
  record Value(double value, Instant at, List<Point> window) implements Reading {
    public Value {
      window = List.copyOf(window);
    }
  }

  /// The source was asked and has no point.
  record Missing(String why) implements Reading {}

  /// There is a point, but it is older than the signal allows: nobody acts on it.
  record Stale(double value, Instant at, Duration age) implements Reading {}

  /// The source could not be asked, or did not answer.
  record Unread(ProviderFailure failure) implements Reading {
    public String call() {
      return failure.call();
    }

    public String why() {
      return failure.message();
    }
  }
}
