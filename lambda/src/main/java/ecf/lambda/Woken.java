package ecf.lambda;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.ListenerSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.pass.Mode;
import ecf.core.signal.Filled;
import ecf.core.signal.MetricQuery;
import ecf.core.signal.Signal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an event runs.
sealed interface Woken {
  /// @param only empty: all targets
  record Run(Set<TargetId> only, Mode mode) implements Woken {}

  record Nothing(String why) implements Woken {}

  /// @param mode what the function may do at most
  static Woken by(Event event, Collection<TargetSpec> specs, Mode mode) {
    return switch (event) {
      case Event.Schedule() -> new Run(Set.of(), mode);
      case Event.Unknown(String why) -> new Nothing(why);
      case Event.ByHand byHand -> byHand(byHand, specs, mode);
      case Event.Alarm alarm -> byAlarm(alarm, specs, mode);
    };
  }

  private static Woken byHand(Event.ByHand event, Collection<TargetSpec> specs, Mode mode) {
    var known = specs.stream().map(TargetSpec::id).collect(Collectors.toSet());
    var unknown = new TreeSet<>(event.targets());
    unknown.removeIf(id -> specs.stream().anyMatch(spec -> spec.isOrSelects(id)));
    if (!unknown.isEmpty()) {
      return new Nothing("no such targets: " + names(unknown) + "; there are " + names(known));
    }
    boolean onlyPlan = mode == Mode.PLAN || event.mode().equals(Optional.of(Mode.PLAN));
    return new Run(event.targets(), onlyPlan ? Mode.PLAN : Mode.APPLY);
  }

  /// Level, not edge: OK wakes as well, and the pass reads for itself what holds now.
  private static Woken byAlarm(Event.Alarm alarm, Collection<TargetSpec> specs, Mode mode) {
    if (alarm.muted()) {
      return new Nothing("alarm " + alarm.name() + " is muted");
    }
    if (alarm.state() == Event.State.INSUFFICIENT_DATA) {
      return new Nothing("alarm " + alarm.name() + " has no data, so there is nothing to act on");
    }
    var named = specs.stream().map(TargetSpec::resource).collect(Collectors.toSet());
    var woken =
        specs.stream()
            .flatMap(spec -> by(alarm, spec, named))
            .collect(Collectors.toCollection(TreeSet::new));
    return woken.isEmpty()
        ? new Nothing("no target names alarm " + alarm.name() + " in wakeOn or reads its metric")
        : new Run(woken, mode);
  }

  /// The target, or those that it selects, as far as the alarm tells them apart.
  private static Stream<TargetId> by(Event.Alarm alarm, TargetSpec spec, Set<Resource> named) {
    if (spec.wakeOn().contains(alarm.name()) || spec.wakeOn().contains(alarm.arn())) {
      return Stream.of(spec.id());
    }
    return queries(spec)
        .flatMap(query ->
            alarm.metrics().stream().flatMap(metric -> by(metric, query, spec, named).stream()));
  }

  private static Optional<TargetId> by(
      Event.Metric metric, MetricQuery query, TargetSpec spec, Set<Resource> named) {
    if (!metric.namespace().equals(query.namespace()) || !metric.name().equals(query.metric())) {
      return Optional.empty();
    }
    if (spec instanceof FleetSpec fleet && fleet.selects()) {
      return Filled.standFor(query.dimensions(), metric.dimensions())
          .flatMap(standIns -> fleet.meant(standIns, named));
    }
    return metric.dimensions().equals(query.dimensions())
        ? Optional.of(spec.id())
        : Optional.empty();
  }

  /// Names that only a describe can tell are not known here: such signals wake by wakeOn alone.
  private static Stream<MetricQuery> queries(TargetSpec spec) {
    return switch (spec) {
      case FleetSpec fleet -> fleet.reaches().keySet().stream().flatMap(Woken::queries);
      case ListenerSpec listener -> listener.reaches().keySet().stream().flatMap(Woken::queries);
      case GroupSpec _ -> Stream.of();
    };
  }

  private static Stream<MetricQuery> queries(Signal signal) {
    return signal
        .source()
        .queries(Map.of(), signal.statistic(), signal.period())
        .orElse(List.of())
        .stream();
  }

  private static String names(Collection<TargetId> ids) {
    return ids.stream().map(TargetId::name).sorted().collect(Collectors.joining(", "));
  }
}
