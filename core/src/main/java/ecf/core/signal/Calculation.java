package ecf.core.signal;

import ecf.core.model.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// How the points of an expression come about. At each end of the finest of its inputs' periods,
/// every input gives what it read then (its newest points, its window, its limit of age), and the
/// target's counts are those of that period. Where an input reads nothing, there is no point.
///
/// `visible + inFlight`, both a point a minute, 120 and 30 at 10:05: 150 over 10:04 to 10:05. Where
/// `inFlight` has a point every five minutes, its point of 10:05 counts until 10:10.
///
/// @param undefined when the expression had no value, and why
/// @param withFewest the same with the fewest units that there may have been, where it is another:
///   the points beside it are those with the most
record Calculation(
    List<Measured> inputs, NavigableMap<Instant, String> undefined, Optional<Measured> withFewest) {
  Calculation {
    inputs = List.copyOf(inputs);
    undefined = Collections.unmodifiableNavigableMap(new TreeMap<>(undefined));
  }

  /// Why there is no value now, where there is none: what an input lacks, the expression lacks.
  ///
  /// @param ended the expression's own points by then
  Optional<Reading> absence(Series ended, Instant now) {
    Optional<Reading> absent = Optional.empty();
    for (Measured input : inputs) {
      var reading = input.at(now);
      switch (reading) {
        case Reading.Unread _ -> {
          return Optional.of(reading);
        }
        case Reading.Missing(String why) ->
            absent =
                absent
                    .filter(Reading.Missing.class::isInstance)
                    .or(() -> Optional.of(new Reading.Missing(of(input, why))));
        case Reading.Stale stale ->
            absent = absent.or(() -> Optional.of(stale(input, stale, ended)));
        case Reading.Value _ -> {}
      }
    }
    return absent.or(() -> undefined(ended, now));
  }

  private Optional<Reading> undefined(Series ended, Instant now) {
    return Optional.ofNullable(undefined.floorEntry(now))
        .filter(entry -> ended.newest().filter(last -> last.to().isAfter(entry.getKey())).isEmpty())
        .map(entry -> new Reading.Missing(entry.getValue()));
  }

  private static Reading stale(Measured input, Reading.Stale stale, Series ended) {
    return ended
        .newest()
        .<Reading>map(last -> new Reading.Stale(last.value(), stale.at(), stale.age()))
        .orElseGet(
            () -> new Reading.Missing(of(input, "it is " + Figures.plain(stale.age()) + " old")));
  }

  private static String of(Measured input, String why) {
    return input.signal().name() + ": " + why;
  }

  Calculation times(double factor) {
    return new Calculation(inputs, undefined, withFewest.map(other -> other.times(factor)));
  }

  Calculation tolerating(Duration age) {
    return new Calculation(
        inputs.stream().map(input -> input.tolerating(age)).toList(),
        undefined,
        withFewest.map(other -> other.tolerating(age)));
  }
}
