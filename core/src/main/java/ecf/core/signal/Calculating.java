package ecf.core.signal;

import ecf.core.expression.Count;
import ecf.core.expression.Expression;
import ecf.core.expression.Outcome;
import ecf.core.expression.Scope;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Calculates the points of an expression, see [Calculation]. Pure.
public final class Calculating {
  private Calculating() {}

  /// What a target's counts were.
  @FunctionalInterface
  public interface Counts {
    /// @param most whether the most that it may have been, else the least: between two looks nobody
    ///   knows
    int during(Count count, Instant from, Instant to, boolean most);
  }

  private record Points(
      NavigableMap<Instant, Double> values, NavigableMap<Instant, String> undefined) {}

  /// @param inputs every signal that the expression names
  public static Measured of(
      Signal signal, Expression expression, List<Measured> inputs, Counts counts) {
    var unread = inputs.stream().flatMap(input -> input.unread().stream()).findFirst();
    if (unread.isPresent()) {
      return Measured.unread(signal, unread.get().failure());
    }
    var most = points(signal, expression, inputs, counts, true);
    var lesser = inputs.stream().map(input -> input.withFewest().orElse(input)).toList();
    var fewest =
        expression.readsState() || !lesser.equals(inputs)
            ? points(signal, expression, lesser, counts, false)
            : most;
    return measured(
        signal,
        inputs,
        most,
        fewest.equals(most)
            ? Optional.empty()
            : Optional.of(measured(signal, lesser, fewest, Optional.empty())));
  }

  private static Measured measured(
      Signal signal, List<Measured> inputs, Points points, Optional<Measured> withFewest) {
    return Measured.calculated(
        signal,
        Series.of(signal.period(), points.values),
        new Calculation(inputs, points.undefined, withFewest));
  }

  private static Points points(
      Signal signal, Expression expression, List<Measured> inputs, Counts counts, boolean most) {
    var points = new Points(new TreeMap<>(), new TreeMap<>());
    for (Instant end : ends(signal, inputs)) {
      var start = end.minus(signal.period());
      values(inputs, end)
          .ifPresent(known -> {
            switch (expression.in(scope(known, start, end, counts, most))) {
              case Outcome.Value(double number) -> points.values.put(start, number);
              case Outcome.Undefined(String why) -> points.undefined.put(end, why);
            }
          });
    }
    return points;
  }

  /// Where the periods of the finest inputs end.
  private static NavigableSet<Instant> ends(Signal signal, List<Measured> inputs) {
    var ends = new TreeSet<Instant>();
    for (Measured input : inputs) {
      if (input.signal().period().equals(signal.period())) {
        input.series().points().forEach(point -> ends.add(point.to()));
        input.calculation().ifPresent(inner -> ends.addAll(inner.undefined().keySet()));
      }
    }
    return ends;
  }

  /// By name; empty where one reads nothing then.
  private static Optional<Map<String, Double>> values(List<Measured> inputs, Instant at) {
    var values = new HashMap<String, Double>();
    for (Measured input : inputs) {
      if (input.at(at) instanceof Reading.Value value) {
        values.put(input.signal().name(), value.value());
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  private static Scope scope(
      Map<String, Double> values, Instant start, Instant end, Counts counts, boolean most) {
    return new Scope() {
      @Override
      public double signal(String name) {
        return Objects.requireNonNull(values.get(name), name);
      }

      @Override
      public int count(Count count) {
        return counts.during(count, start, end, most);
      }
    };
  }
}
