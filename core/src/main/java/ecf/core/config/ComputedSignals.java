package ecf.core.config;

import ecf.core.policy.ExpressionFields;
import ecf.core.signal.Aggregate;
import ecf.core.signal.Combine;
import ecf.core.signal.NoData;
import ecf.core.signal.PerUnit;
import ecf.core.signal.Signal;
import ecf.core.signal.Source;
import ecf.core.signal.Statistic;
import ecf.core.signal.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The expressions among the signals of one target, each after those that it names.
final class ComputedSignals {
  /// More are no expressions that anybody could follow.
  private static final int DEEPEST = 5;

  private final Map<String, DeclaredSignals.Entry.Computed> computed;
  private final Set<String> told;
  private final String whose;
  private final SortedMap<String, Optional<Signal>> signals;
  private final Map<String, Integer> depths = new HashMap<>();
  private final Set<String> broken = new TreeSet<>();

  /// @param computed by name
  /// @param told whose mistakes are problems here
  /// @param whose signals these are, for messages: "this target"
  /// @param signals all that there are by name; empty where one cannot be used
  ComputedSignals(
      SortedMap<String, DeclaredSignals.Entry.Computed> computed,
      Set<String> told,
      String whose,
      SortedMap<String, Optional<Signal>> signals) {
    this.computed = computed;
    this.told = told;
    this.whose = whose;
    this.signals = new TreeMap<>(signals);
    computed.keySet().forEach(name -> resolve(name, List.of()));
  }

  /// All signals, the expressions among them.
  SortedMap<String, Optional<Signal>> resolved() {
    return signals;
  }

  /// Those with a mistake that was told.
  Set<String> broken() {
    return broken;
  }

  /// @param above the expressions that lead here, each naming the next
  private void resolve(String name, List<String> above) {
    var entry = computed.get(name);
    if (entry == null || depths.containsKey(name)) {
      return;
    }
    if (above.contains(name)) {
      circle(above.subList(above.indexOf(name), above.size()));
      return;
    }
    if (above.size() >= DEEPEST) {
      above.forEach(each -> depths.put(each, 0));
      tooDeep(above.getLast(), name);
      return;
    }
    var path = new ArrayList<>(above);
    path.add(name);
    var inputs = entry.read().expression().signals();
    inputs.forEach(input -> resolve(input, path));
    if (!depths.containsKey(name)) {
      var below = inputs.stream().max(Comparator.comparingInt(this::depth)).orElseThrow();
      depths.put(name, depth(below) + 1);
      if (depth(name) > DEEPEST) {
        tooDeep(name, below);
      } else {
        settle(name, entry, inputs);
      }
    }
  }

  private int depth(String name) {
    return depths.getOrDefault(name, 0);
  }

  private void tooDeep(String name, String named) {
    wrong(
        name,
        named,
        "more than " + DEEPEST + " expressions name one another in a row",
        "write some of them as one");
  }

  private void settle(String name, DeclaredSignals.Entry.Computed entry, Set<String> inputs) {
    if (!signals.keySet().containsAll(inputs)) {
      if (told.contains(name)) {
        ExpressionFields.check(entry.fields(), entry.read(), signals.keySet(), whose);
        broken.add(name);
      } else {
        signals.remove(name);
      }
      return;
    }
    var known =
        inputs.stream().flatMap(input -> signals.getOrDefault(input, Optional.empty()).stream());
    var usable = known.toList();
    if (usable.size() == inputs.size()) {
      signals.put(name, Optional.of(signal(name, entry, usable)));
    }
  }

  private static Signal signal(
      String name, DeclaredSignals.Entry.Computed entry, List<Signal> inputs) {
    var finest = inputs.stream().map(Signal::period).min(Comparator.naturalOrder()).orElseThrow();
    var oldest = inputs.stream().map(Signal::maxAge).max(Comparator.naturalOrder()).orElseThrow();
    return entry
        .timing()
        .applied(
            new Signal(
                name,
                new Source.Computed(entry.read().expression()),
                Statistic.AVERAGE,
                finest,
                finest,
                Aggregate.Simple.LAST,
                oldest,
                new NoData.Missing(),
                Combine.SUM,
                false,
                Unit.PLAIN,
                PerUnit.UNSTATED));
  }

  /// Told once, where the last one names the first.
  private void circle(List<String> members) {
    var names = new ArrayList<>(members);
    names.add(members.getFirst());
    members.forEach(each -> depths.put(each, 0));
    wrong(
        members.getLast(),
        members.getFirst(),
        "these expressions name each other in a circle: " + String.join(" → ", names),
        "one of them must be made of other signals");
  }

  private void wrong(String name, String named, String message, String hint) {
    var entry = computed.get(name);
    if (entry != null && told.contains(name)) {
      broken.add(name);
      ExpressionFields.problem(entry.fields(), entry.read(), named, message, hint);
    }
  }
}
