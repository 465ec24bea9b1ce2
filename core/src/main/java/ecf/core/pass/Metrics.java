package ecf.core.pass;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.ListenerSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.model.ProviderFailure;
import ecf.core.model.SlowStart;
import ecf.core.model.TargetId;
import ecf.core.observation.Observation;
import ecf.core.observation.SlowStarts;
import ecf.core.port.Answer;
import ecf.core.port.Signals;
import ecf.core.port.Targets;
import ecf.core.signal.Calculating;
import ecf.core.signal.Measured;
import ecf.core.signal.MetricQuery;
import ecf.core.signal.NoData;
import ecf.core.signal.Reading;
import ecf.core.signal.Readings;
import ecf.core.signal.Series;
import ecf.core.signal.Signal;
import ecf.core.signal.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The signals of one pass: every distinct query asked once, the answers made into measurements.
final class Metrics {
  private final Signals signals;
  private final Quoted prices;
  private final Instant now;
  private final Map<MetricQuery, Answer<Series>> answers = new HashMap<>();
  private final Map<TargetId, Map<Signal, Duration>> reaches = new HashMap<>();

  Metrics(Signals signals, Quoted prices, Instant now) {
    this.signals = signals;
    this.prices = prices;
    this.now = now;
  }

  /// All queries of the pass, or empty while some name in them is not known before a describe.
  Optional<Map<MetricQuery, Duration>> foreseen(Collection<Targets.Inquiry> inquiries) {
    var reaches = new HashMap<MetricQuery, Duration>();
    for (Targets.Inquiry inquiry : inquiries) {
      if (!collect(inquiry.spec(), inquiry.lookups(), reaches)) {
        return Optional.empty();
      }
    }
    return Optional.of(reaches);
  }

  boolean read(Map<MetricQuery, Duration> reaches) {
    var open = new HashMap<>(reaches);
    open.keySet().removeAll(answers.keySet());
    if (!open.isEmpty()) {
      answers.putAll(signals.read(open, now));
    }
    return !open.isEmpty();
  }

  /// Reads what a describe alone could tell, then gives every fleet its measurements.
  void complete(Sights sights) {
    var reaches = new HashMap<MetricQuery, Duration>();
    sights
        .fleets()
        .forEach((id, seen) -> collect(sights.spec(id), seen.target().lookups(), reaches));
    sights
        .listeners()
        .forEach((id, seen) -> collect(sights.spec(id), seen.target().lookups(), reaches));
    read(reaches);
    sights.fleets().keySet().forEach(id -> needPrices(fleet(sights, id)));
    prices.read();
    sights.fleets().replaceAll((id, seen) -> measured(sights, fleet(sights, id), seen));
    sights
        .listeners()
        .replaceAll(
            (id, seen) -> seen.measured(measured(sights.spec(id), seen.target().lookups())));
  }

  private static FleetSpec fleet(Sights sights, TargetId id) {
    return switch (sights.spec(id)) {
      case FleetSpec fleet -> fleet;
      case GroupSpec _, ListenerSpec _ -> throw new IllegalStateException(id + " has no capacity");
    };
  }

  private void needPrices(FleetSpec fleet) {
    reaches(fleet)
        .forEach((signal, reach) -> {
          if (signal.source() instanceof Source.Market market) {
            prices.need(market.in(fleet.resource().provider()), reach);
          }
        });
  }

  private Map<Signal, Duration> reaches(TargetSpec spec) {
    return reaches.computeIfAbsent(
        spec.id(),
        _ ->
            switch (spec) {
              case FleetSpec fleet -> fleet.reaches();
              case ListenerSpec listener -> listener.reaches();
              case GroupSpec _ -> Map.of();
            });
  }

  /// Whether every query could be named.
  private boolean collect(
      TargetSpec spec, Map<String, String> lookups, Map<MetricQuery, Duration> reaches) {
    boolean all = true;
    for (var entry : reaches(spec).entrySet()) {
      var queries = queries(spec, entry.getKey(), lookups);
      all &= queries.isPresent();
      queries
          .orElse(List.of())
          .forEach(query -> reaches.merge(query, entry.getValue(), Metrics::longer));
    }
    return all;
  }

  /// Signals are read where the target is, those that the file shares as well.
  private static Optional<List<MetricQuery>> queries(
      TargetSpec spec, Signal signal, Map<String, String> lookups) {
    var provider = spec.resource().provider();
    return signal
        .source()
        .queries(lookups, signal.statistic(), signal.period())
        .map(queries -> queries.stream().map(query -> query.in(provider)).toList());
  }

  private Observation measured(Sights sights, FleetSpec fleet, Observation seen) {
    var reaches = reaches(fleet);
    var measured = measured(fleet, seen.target().lookups());
    var known = seen.target().condition().slowStart();
    var slowly = SlowStarts.of(known, seen.memory().looks());
    measured.replaceAll((_, each) -> slowly.outside(each));
    if (reaches.keySet().stream().anyMatch(it -> it.source().misleadsInSlowStart())) {
      slowly.told(now).ifPresent(told -> sights.warn(fleet.id(), told));
    }
    if (known instanceof SlowStart.Unread(var why)) {
      sights.warn(
          fleet.id(),
          "response times count during a slow start, too, for it is not known: "
              + why
              + "; "
              + why.hint());
    }
    reaches.keySet().forEach(signal -> calculate(signal, fleet, seen, measured));
    return seen.measured(measured);
  }

  /// What was asked for; expressions come after it.
  private Map<String, Measured> measured(TargetSpec spec, Map<String, String> lookups) {
    var reaches = reaches(spec);
    var measured = new HashMap<String, Measured>();
    reaches.forEach((signal, reach) -> {
      if (isAsked(signal) && !(signal.noData() instanceof NoData.ZeroWhile)) {
        boolean zero = signal.noData() instanceof NoData.Zero;
        measured.put(signal.name(), measure(spec, signal, lookups, reach, zero));
      }
    });
    reaches.forEach((signal, reach) -> {
      if (signal.noData() instanceof NoData.ZeroWhile(var alive)) {
        boolean zero = alive.stream().map(measured::get).anyMatch(this::isFresh);
        measured.put(signal.name(), measure(spec, signal, lookups, reach, zero));
      }
    });
    return measured;
  }

  private static boolean isAsked(Signal signal) {
    return switch (signal.source()) {
      case Source.Metric _, Source.Market _ -> true;
      case Source.Computed _ -> false;
    };
  }

  /// An expression after all that it names.
  private static Measured calculate(
      Signal signal, FleetSpec fleet, Observation seen, Map<String, Measured> measured) {
    var known = measured.get(signal.name());
    if (known != null) {
      return known;
    }
    return switch (signal.source()) {
      case Source.Metric _, Source.Market _ ->
          throw new IllegalStateException("not measured: " + signal.name());
      case Source.Computed(var expression) -> {
        var inputs =
            expression.signals().stream()
                .map(name -> calculate(fleet.signal(name), fleet, seen, measured))
                .toList();
        var calculated =
            Calculating.of(
                signal,
                expression,
                inputs,
                (count, from, to, most) -> {
                  var range = seen.during(count, fleet.capacity(), from, to);
                  return most ? range.most() : range.least();
                });
        measured.put(signal.name(), calculated);
        yield calculated;
      }
    };
  }

  private boolean isFresh(@Nullable Measured witness) {
    return witness != null && witness.at(now) instanceof Reading.Value;
  }

  private Measured measure(
      TargetSpec spec, Signal signal, Map<String, String> lookups, Duration reach, boolean zero) {
    return switch (signal.source()) {
      case Source.Market market ->
          prices.measure(signal, market.in(spec.resource().provider()), reach);
      case Source.Metric _ -> asked(spec, signal, lookups, reach, zero);
      case Source.Computed _ -> throw new IllegalStateException("not asked: " + signal.name());
    };
  }

  private Measured asked(
      TargetSpec spec, Signal signal, Map<String, String> lookups, Duration reach, boolean zero) {
    var queries = queries(spec, signal, lookups).orElse(List.of());
    if (queries.isEmpty()) {
      return Measured.unread(signal, noSource(signal));
    }
    var series = new ArrayList<Series>();
    for (MetricQuery query : queries) {
      switch (Optional.ofNullable(answers.get(query))
          .orElseGet(() -> new Answer.Failed<>(unanswered(query)))) {
        case Answer.Got<Series>(var points) -> series.add(points);
        case Answer.Failed<Series>(var why) -> {
          return Measured.unread(signal, why);
        }
      }
    }
    return Measured.of(signal, Readings.combine(signal, series, reach, zero, now));
  }

  private static ProviderFailure noSource(Signal signal) {
    return new ProviderFailure(
        ProviderFailure.Kind.INVALID,
        "describe",
        "the target has nothing attached that `" + signal.name() + "` could be read from",
        "attach a load balancer's target group, or use another signal",
        false);
  }

  private static ProviderFailure unanswered(MetricQuery query) {
    return ProviderFailure.unanswered("read", "no answer for " + query.metric(), true);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
