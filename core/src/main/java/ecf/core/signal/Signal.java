package ecf.core.signal;

import java.time.Duration;
import java.util.Set;

/// A named metric as the file declares it, or as a target type brings it along.
///
/// @param period length of a point
/// @param window how much is looked at, counted back from the newest complete point
/// @param maxAge a newest point older than this makes the reading Stale
/// @param perSecond whether points are divided by their period
public record Signal(
    String name,
    Source source,
    Statistic statistic,
    Duration period,
    Duration window,
    Aggregate aggregate,
    Duration maxAge,
    NoData noData,
    Combine combine,
    boolean perSecond,
    Unit unit,
    PerUnit perUnit) {
  /// The larger of three periods and five minutes.
  public static Duration defaultMaxAge(Duration period) {
    var three = period.multipliedBy(3);
    var five = Duration.ofMinutes(5);
    return three.compareTo(five) > 0 ? three : five;
  }

  /// How far back points are needed for a reading alone: the window before the oldest point that is
  /// still fresh, and the periods that are not complete yet.
  public Duration reach() {
    return window.plus(maxAge).plus(period).plus(statistic.settling());
  }

  /// The signals that it is made of, where it is an expression.
  public Set<String> inputs() {
    return switch (source) {
      case Source.Metric _, Source.Market _ -> Set.of();
      case Source.Computed(var expression) -> expression.signals();
    };
  }

  /// The same signal from elsewhere.
  public Signal from(Source other) {
    return new Signal(
        name, other, statistic, period, window, aggregate, maxAge, noData, combine, perSecond, unit,
        perUnit);
  }

  /// The same signal with another limit of age.
  public Signal maxAge(Duration limit) {
    return new Signal(
        name, source, statistic, period, window, aggregate, limit, noData, combine, perSecond, unit,
        perUnit);
  }

  /// The same signal, known to be per unit or a total.
  public Signal perUnit(PerUnit known) {
    return new Signal(
        name, source, statistic, period, window, aggregate, maxAge, noData, combine, perSecond,
        unit, known);
  }
}
