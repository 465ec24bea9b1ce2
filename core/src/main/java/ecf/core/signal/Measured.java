package ecf.core.signal;

import ecf.core.model.Figures;
import ecf.core.model.ProviderFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is known of one signal: its complete points and what they say at some time.
///
/// @param unread why nothing could be asked; then there are no points
public record Measured(Signal signal, Series series, Optional<Reading.Unread> unread) {
  public static Measured of(Signal signal, Series series) {
    return new Measured(signal, series, Optional.empty());
  }

  public static Measured unread(Signal signal, ProviderFailure failure) {
    return new Measured(
        signal, Series.empty(signal.period()), Optional.of(new Reading.Unread(failure)));
  }

  /// The reading at `now`, from points that had ended by then.
  public Reading at(Instant now) {
    return at(now, signal.maxAge());
  }

  /// The same with another limit of age.
  public Reading at(Instant now, Duration maxAge) {
    if (unread.isPresent()) {
      return unread.get();
    }
    var ended = series.endedBy(now);
    var newest = ended.newest();
    if (newest.isEmpty()) {
      return new Reading.Missing("no data points in " + Figures.plain(signal.reach()));
    }
    var last = newest.get();
    var age = Duration.between(last.to(), now);
    if (age.compareTo(maxAge) > 0) {
      return new Reading.Stale(last.value(), last.to(), age);
    }
    var window = ended.newest(signal.window());
    double value = signal.aggregate().of(window.stream().map(Point::value).toList());
    return Double.isFinite(value)
        ? new Reading.Value(value, last.to(), window)
        : new Reading.Missing("its points do not add up to a number");
  }
}
