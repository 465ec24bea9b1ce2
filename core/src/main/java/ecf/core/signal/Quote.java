package ecf.core.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What an instance costs in one zone from some time on, until there is another quote for it.
///
/// @param price of an hour, at least 0
public record Quote(Instant from, String zone, double price) {
  public Quote {
    if (!(price >= 0 && Double.isFinite(price))) {
      throw new IllegalArgumentException("a price is a number of at least 0, got " + price);
    }
  }

  /// A point for each period that ended by `to`, back to `from`: the mean of the zones' prices at
  /// its end. A group spreads over its zones, so it pays the mean.
  ///
  /// 0.04 in one zone since 9:00 and 0.06 in another since 9:57: 0.04 until 9:55, then 0.05.
  public static Series series(List<Quote> quotes, Duration period, Instant from, Instant to) {
    var byZone = new HashMap<String, NavigableMap<Instant, Double>>();
    for (Quote quote : quotes) {
      byZone.computeIfAbsent(quote.zone, _ -> new TreeMap<>()).put(quote.from, quote.price);
    }
    var points = new HashMap<Instant, Double>();
    long step = period.toSeconds();
    long first = Math.ceilDiv(from.getEpochSecond(), step) * step;
    for (long start = first; start + step <= to.getEpochSecond(); start += step) {
      var end = Instant.ofEpochSecond(start + step);
      byZone.values().stream()
          .map(prices -> prices.floorEntry(end))
          .filter(entry -> entry != null)
          .mapToDouble(Map.Entry::getValue)
          .average()
          .ifPresent(price -> points.put(end.minus(period), price));
    }
    return Series.of(period, points);
  }
}
