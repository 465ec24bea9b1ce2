package ecf.core.policy;

import ecf.core.expression.Count;
import ecf.core.expression.Expression;
import ecf.core.expression.Outcome;
import ecf.core.expression.Scope;
import ecf.core.memory.Looks;
import ecf.core.model.CapacityRange;
import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.signal.Point;
import ecf.core.signal.Reading;
import ecf.core.yaml.Key;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// Wants what an expression over signals and the target's counts comes to, rounded up; a negative
/// number is none. KEDA calls this a scaling modifier.
///
/// The counts are those of the time when its signals were measured, so that an old point never
/// compounds: `if(cpu > 80, desired + 2, desired)` at 4 units wants 6 until a point measured at 6
/// exists. Where it is not known how many there were, the one of the fewest and the most counts
/// that changes less.
///
/// `visible / 10` at 118 wants 12, at 120 wants 12, at 121 wants 13. `max(2, requests / 80 + 1)` at
/// 300/s wants 5 (3.75 + 1 = 4.75), at 0 wants 2. `10 - visible` at 118 wants 0.
///
/// @param capacity of the target: its `min` and `max`
public record ByExpression(Expression expression, CapacityRange capacity) implements ScalingPolicy {
  /// Keeps 1.1 / 0.1 from becoming 12 by a rounding error.
  private static final double ROUNDING = 1e-9;

  private static final int QUOTED = 60;

  static final List<Key> KEYS =
      List.of(ExpressionFields.key("the capacity, e.g. ceil(visible / 10)"));

  public ByExpression {
    if (expression.signals().isEmpty()) {
      throw new IllegalArgumentException("names no signal: " + expression);
    }
  }

  static Optional<ScalingPolicy> read(PolicyFields in) {
    var read = ExpressionFields.read(in.fields());
    if (read.isEmpty()
        || !ExpressionFields.check(in.fields(), read.get(), in.signals().keySet(), "this target")
        || read.get().signals().stream()
            .map(each -> in.signals().get(each.signal()))
            .anyMatch(signal -> signal == null || signal.isEmpty())) {
      return Optional.empty();
    }
    var expression = read.get().expression();
    return in.capacity().flatMap(range -> in.whenSound(() -> new ByExpression(expression, range)));
  }

  @Override
  public List<Need> needs() {
    return expression.signals().stream().map(Need::of).toList();
  }

  /// What is written may bring a unit back; nobody can tell for every load.
  @Override
  public boolean worksFromZero() {
    return true;
  }

  @Override
  public List<Proposal> propose(Observation seen) {
    var values = new HashMap<String, Reading.Value>();
    for (String name : expression.signals()) {
      var reading = seen.reading(name);
      var absent = Absent.of(name, reading);
      if (absent.isPresent()) {
        return List.of(absent.get());
      }
      if (reading instanceof Reading.Value value) {
        values.put(name, value);
      }
    }
    return List.of(
        Doubt.settled(
            proposal(values, seen, Looks.Range::least),
            proposal(values, seen, Looks.Range::most),
            seen.desired()));
  }

  private Proposal proposal(
      Map<String, Reading.Value> values, Observation seen, ToIntFunction<Looks.Range> side) {
    var counts = counts(values.values(), seen, side);
    return switch (expression.in(scope(values, counts))) {
      case Outcome.Undefined(String why) ->
          new Proposal.Abstain(Reason.of(Reason.Code.NO_DATA, why));
      case Outcome.Value(double number) -> want(number, facts(values, counts), seen.desired());
    };
  }

  /// What they were while the newest points of the signals were measured.
  private Map<Count, Integer> counts(
      Collection<Reading.Value> values, Observation seen, ToIntFunction<Looks.Range> side) {
    var points = values.stream().map(value -> value.window().getLast()).toList();
    var from = points.stream().map(Point::from).reduce(seen.now(), ByExpression::earlier);
    var to = points.stream().map(Point::to).reduce(from, ByExpression::later);
    var counts = new EnumMap<Count, Integer>(Count.class);
    for (Count count : expression.counts()) {
      counts.put(count, side.applyAsInt(seen.during(count, capacity, from, to)));
    }
    return counts;
  }

  private Proposal want(double number, Map<String, Double> facts, int desired) {
    int want = (int) Math.clamp(Math.ceil(number - ROUNDING), 0, Integer.MAX_VALUE);
    var all = new HashMap<>(facts);
    all.put("value", number);
    all.put("want", (double) want);
    var text = expression.toString();
    var said = (text.length() <= QUOTED ? text : "the expression") + " is " + Figures.plain(number);
    return want == desired
        ? new Proposal.Want(want, new Reason(Reason.Code.IN_BAND, said, all))
        : new Proposal.Want(
            want, new Reason(Reason.Code.OFF_TARGET, said + ": " + desired + " → " + want, all));
  }

  private static Map<String, Double> facts(
      Map<String, Reading.Value> values, Map<Count, Integer> counts) {
    var facts = new HashMap<String, Double>();
    values.forEach((name, value) -> facts.put(name, value.value()));
    counts.forEach((count, units) -> facts.put(count.yamlName(), (double) units));
    return facts;
  }

  private static Scope scope(Map<String, Reading.Value> values, Map<Count, Integer> counts) {
    return new Scope() {
      @Override
      public double signal(String name) {
        return Objects.requireNonNull(values.get(name), name).value();
      }

      @Override
      public int count(Count count) {
        return Objects.requireNonNull(counts.get(count), count::yamlName);
      }
    };
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
