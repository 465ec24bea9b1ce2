package ecf.core.signal;

import ecf.core.model.Figures;
import ecf.core.model.ProviderFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What is known of one signal: its complete points and what they say at some time.
///
/// @param unread why nothing could be asked; then there are no points
/// @param calculation what it was calculated from, where it was
/// @param omission which of its points were left out, where some were
public record Measured(
    Signal signal,
    Series series,
    Optional<Reading.Unread> unread,
    Optional<Calculation> calculation,
    Optional<Omission> omission) {
  /// @param until end of the newest point that was left out
  record Omission(Instant until, String why) {}

  private Measured(
      Signal signal,
      Series series,
      Optional<Reading.Unread> unread,
      Optional<Calculation> calculation) {
    this(signal, series, unread, calculation, Optional.empty());
  }

  public static Measured of(Signal signal, Series series) {
    return new Measured(signal, series, Optional.empty(), Optional.empty());
  }

  public static Measured unread(Signal signal, ProviderFailure failure) {
    return new Measured(
        signal,
        Series.empty(signal.period()),
        Optional.of(new Reading.Unread(failure)),
        Optional.empty());
  }

  static Measured calculated(Signal signal, Series series, Calculation from) {
    return new Measured(signal, series, Optional.empty(), Optional.of(from));
  }

  /// The same with other points.
  public Measured with(Series other) {
    return new Measured(signal, other, unread, calculation, omission);
  }

  /// The same without some points.
  ///
  /// @param why they say nothing
  public Measured without(Predicate<Point> points, String why) {
    var left = series.points().stream().filter(points).toList();
    if (left.isEmpty()) {
      return this;
    }
    var kept = series.points().stream().filter(points.negate()).toList();
    return new Measured(
        signal,
        new Series(series.period(), kept),
        unread,
        calculation,
        Optional.of(new Omission(left.getLast().to(), why)));
  }

  /// The same with every point so many times as large.
  public Measured times(double factor) {
    return new Measured(
        signal,
        series.times(factor),
        unread,
        calculation.map(from -> from.times(factor)),
        omission);
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
    var absent = calculation.flatMap(from -> from.absence(ended, now));
    if (absent.isPresent()) {
      return absent.get();
    }
    var newest = ended.newest();
    if (newest.isEmpty()) {
      return new Reading.Missing(
          omitted(Instant.MIN)
              .orElseGet(() -> "no data points in " + Figures.plain(signal.reach())));
    }
    var last = newest.get();
    var age = Duration.between(last.to(), now);
    if (age.compareTo(maxAge) > 0) {
      var omitted = omitted(last.to());
      if (omitted.isPresent()) {
        return new Reading.Missing(omitted.get());
      }
      return new Reading.Stale(last.value(), last.to(), age);
    }
    var window = ended.newest(signal.window());
    double value = signal.aggregate().of(values(window));
    return Double.isFinite(value)
        ? new Reading.Value(value, last.to(), window)
        : new Reading.Missing("its points do not add up to a number");
  }

  /// Why nothing newer counts, where there is something newer.
  private Optional<String> omitted(Instant newest) {
    return omission.filter(left -> left.until().isAfter(newest)).map(Omission::why);
  }

  private static double[] values(List<Point> points) {
    var values = new double[points.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = points.get(i).value();
    }
    return values;
  }

  /// The same with points up to this age taken for good.
  public Measured tolerating(Duration age) {
    var limit = signal.maxAge().compareTo(age) < 0 ? age : signal.maxAge();
    return new Measured(
        signal.maxAge(limit),
        series,
        unread,
        calculation.map(from -> from.tolerating(age)),
        omission);
  }

  /// The same, calculated with the fewest units that there may have been; empty where that makes no
  /// difference.
  public Optional<Measured> withFewest() {
    return calculation.flatMap(Calculation::withFewest);
  }
}
