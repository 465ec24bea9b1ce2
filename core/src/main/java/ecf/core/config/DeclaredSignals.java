package ecf.core.config;

import ecf.core.expression.Expression;
import ecf.core.policy.ExpressionFields;
import ecf.core.signal.Aggregate;
import ecf.core.signal.Combine;
import ecf.core.signal.NoData;
import ecf.core.signal.PerUnit;
import ecf.core.signal.Signal;
import ecf.core.signal.Statistic;
import ecf.core.signal.Unit;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Nearest;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// One `signals:` map. Each entry is a metric named in full, or adjusts the built-in signal of its
/// name.
record DeclaredSignals(SequencedMap<String, Entry> byName) {
  sealed interface Entry {
    record Metric(Signal signal) implements Entry {}

    record Computed(Fields fields, Expression.Read.Sound read, SignalTiming timing)
        implements Entry {}

    record Adjustment(SignalTiming timing) implements Entry {}

    /// Its problems are recorded.
    record Broken() implements Entry {}
  }

  static final String KEY = "signals";

  private static final String CLOUD_WATCH = "cloudWatch";
  private static final String EXPRESSION = "expression";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MOST_SHARED = 500;
  private static final int MOST_DIMENSIONS = 30;

  private static final List<Key> METRIC =
      List.of(
          Key.required("namespace", Shape.text(), "e.g. AWS/SQS"),
          Key.required("metric", Shape.text(), "e.g. ApproximateNumberOfMessagesVisible"),
          Key.optional("dimensions", new Shape.Named(Shape.text()), "e.g. {QueueName: orders}"));

  private static final List<Key> COMPUTED =
      List.of(ExpressionFields.key("e.g. visible + inFlight"));

  static final Shape SHAPE =
      new Shape.Named(
          Shape.either(
              new Shape.Typed(
                  List.of(
                      new Shape.Variant(
                          CLOUD_WATCH,
                          "a CloudWatch metric",
                          Stream.concat(METRIC.stream(), SignalTiming.KEYS.stream()).toList()),
                      new Shape.Variant(
                          EXPRESSION,
                          "a number made of other signals and the target's own counts",
                          Stream.concat(COMPUTED.stream(), SignalTiming.OF_EXPRESSIONS.stream())
                              .toList())),
                  List.of()),
              new Shape.Keyed(SignalTiming.KEYS)));

  /// Those of the file, which every target has.
  static DeclaredSignals shared(Fields root) {
    var entries = root.entries(KEY, "signal");
    if (entries.size() > MOST_SHARED) {
      root.problem(
          KEY,
          entries.size() + " are too many: at most " + MOST_SHARED,
          "write each at the targets that need it");
      entries.values().forEach(Fields::acceptRest);
      return new DeclaredSignals(new LinkedHashMap<>());
    }
    return read(entries);
  }

  static DeclaredSignals read(SequencedMap<String, Fields> entries) {
    var byName = new LinkedHashMap<String, Entry>();
    entries.forEach((name, fields) -> byName.put(name, read(name, fields)));
    return new DeclaredSignals(byName);
  }

  private static Entry read(String name, Fields fields) {
    boolean declared =
        fields.has(TypeKey.NAME)
            || Stream.concat(METRIC.stream(), COMPUTED.stream())
                .anyMatch(key -> named(key, fields));
    if (!declared) {
      var timing = SignalTiming.read(fields);
      return new Entry.Adjustment(timing);
    }
    return TypeKey.read(fields, List.of(CLOUD_WATCH, EXPRESSION), "types of signals")
        .map(type -> type.equals(EXPRESSION) ? computed(fields) : metric(name, fields))
        .orElseGet(Entry.Broken::new);
  }

  private static Entry computed(Fields fields) {
    var timing = SignalTiming.readOfExpression(fields);
    return ExpressionFields.read(fields)
        .<Entry>map(read -> new Entry.Computed(fields, read, timing))
        .orElseGet(Entry.Broken::new);
  }

  private static Entry metric(String name, Fields fields) {
    var source =
        new CloudWatchMetric(
            fields.text("namespace"),
            fields.text("metric"),
            new TreeMap<>(fields.textMap("dimensions")));
    if (source.dimensions().size() > MOST_DIMENSIONS) {
      fields.problem("dimensions", "more than " + MOST_DIMENSIONS, "a metric has no more");
    }
    var plain =
        new Signal(
            name,
            source,
            Statistic.AVERAGE,
            MINUTE,
            MINUTE,
            Aggregate.Simple.LAST,
            Signal.defaultMaxAge(MINUTE),
            new NoData.Missing(),
            Combine.SUM,
            false,
            Unit.PLAIN,
            PerUnit.UNSTATED);
    return new Entry.Metric(SignalTiming.read(fields).applied(plain));
  }

  private static boolean named(Key key, Fields fields) {
    return fields.keys().contains(key.name());
  }

  /// With these, of which nothing else is known here.
  DeclaredSignals and(Set<String> names) {
    var more = new LinkedHashMap<>(byName);
    computed().keySet().forEach(name -> more.put(name, new Entry.Broken()));
    names.forEach(name -> more.putIfAbsent(name, new Entry.Broken()));
    return new DeclaredSignals(more);
  }

  /// A problem for every adjustment of something that no target has built in.
  void checkAdjustments(Set<String> builtIn) {
    byName.forEach((name, entry) -> {
      if (entry instanceof Entry.Adjustment(var timing) && !builtIn.contains(name)) {
        var near = Nearest.to(name, builtIn);
        timing
            .fields()
            .problem(
                TypeKey.NAME,
                "missing, and there is no built-in signal " + name + " to adjust",
                near.map(each -> "did you mean `" + each + "`?")
                    .orElse("write type: " + CLOUD_WATCH));
      }
    });
  }

  /// The expressions among them.
  private SortedMap<String, Entry.Computed> computed() {
    var computed = new TreeMap<String, Entry.Computed>();
    byName.forEach((name, entry) -> {
      if (entry instanceof Entry.Computed each) {
        computed.put(name, each);
      }
    });
    return computed;
  }

  /// These shared ones, with a problem for every expression that names what no target of the file
  /// has, and for those that name each other in a circle.
  ///
  /// @param names of all signals that some target has besides
  DeclaredSignals checked(Set<String> names) {
    var known = new TreeMap<String, Optional<Signal>>();
    names.forEach(name -> known.put(name, Optional.empty()));
    byName.keySet().forEach(name -> known.put(name, Optional.empty()));
    var broken =
        new ComputedSignals(computed(), Set.copyOf(byName.keySet()), "any target", known).broken();
    var checked = new LinkedHashMap<>(byName);
    broken.forEach(name -> checked.put(name, new Entry.Broken()));
    return new DeclaredSignals(checked);
  }

  /// The signals of a target: those of its type, adjusted and added to by the file's shared ones
  /// and then its own. Empty where one cannot be used; a shared expression over signals that the
  /// target does not have is none of its signals.
  static SortedMap<String, Optional<Signal>> of(
      Map<String, Signal> builtIn, DeclaredSignals shared, DeclaredSignals own) {
    var adjusted = new TreeMap<>(builtIn);
    var signals = new TreeMap<String, Optional<Signal>>();
    builtIn.forEach((name, signal) -> signals.put(name, Optional.of(signal)));
    var computed = new TreeMap<String, Entry.Computed>();
    for (DeclaredSignals layer : List.of(shared, own)) {
      layer.byName.forEach((name, entry) -> {
        computed.remove(name);
        switch (entry) {
          case Entry.Metric(var signal) -> signals.put(name, Optional.of(signal));
          case Entry.Computed each -> {
            signals.put(name, Optional.empty());
            computed.put(name, each);
          }
          case Entry.Broken() -> signals.put(name, Optional.empty());
          case Entry.Adjustment(var timing) -> {
            var before = adjusted.get(name);
            if (before != null) {
              var signal = timing.applied(before);
              adjusted.put(name, signal);
              signals.put(name, Optional.of(signal));
            }
          }
        }
      });
    }
    return new ComputedSignals(computed, own.byName.keySet(), "this target", signals).resolved();
  }
}
