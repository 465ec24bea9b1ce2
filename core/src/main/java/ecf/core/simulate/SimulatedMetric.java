package ecf.core.simulate;

import ecf.core.signal.Aggregate;
import ecf.core.signal.Combine;
import ecf.core.signal.MetricQuery;
import ecf.core.signal.NoData;
import ecf.core.signal.PerUnit;
import ecf.core.signal.Signal;
import ecf.core.signal.Source;
import ecf.core.signal.Statistic;
import ecf.core.signal.Unit;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// What can be measured of a service, a point a minute.
enum SimulatedMetric {
  /// 0 to 100: 360/s on 4 units of 100/s each is 90. Where nothing serves it is 100 under load and
  /// 0 without.
  CPU("cpu", Unit.PERCENT, PerUnit.YES) {
    @Override
    OptionalDouble of(double load, double serving, double unitRate) {
      return OptionalDouble.of(load == 0 ? 0 : Math.min(100, 100 * load / (serving * unitRate)));
    }
  },
  /// All requests per second that arrive.
  REQUESTS("requests", Unit.PER_SECOND, PerUnit.NO) {
    @Override
    OptionalDouble of(double load, double serving, double unitRate) {
      return OptionalDouble.of(load);
    }
  },
  /// 360/s on 4 units is 90/s. Where nothing serves there is no number.
  REQUESTS_PER_UNIT("requestsPerUnit", Unit.PER_SECOND, PerUnit.YES) {
    @Override
    OptionalDouble of(double load, double serving, double unitRate) {
      return serving == 0 ? OptionalDouble.empty() : OptionalDouble.of(load / serving);
    }
  };

  static final String NAMESPACE = "simulated";
  static final String SERVICE = "service";
  static final Duration PERIOD = Duration.ofMinutes(1);

  private final String yamlName;
  private final Unit unit;
  private final PerUnit perUnit;

  SimulatedMetric(String yamlName, Unit unit, PerUnit perUnit) {
    this.yamlName = yamlName;
    this.unit = unit;
    this.perUnit = perUnit;
  }

  /// @param load mean requests per second of a minute
  /// @param serving mean number of serving units in it
  /// @param unitRate requests per second that one unit can do
  abstract OptionalDouble of(double load, double serving, double unitRate);

  static Optional<SimulatedMetric> named(String name) {
    return Arrays.stream(values()).filter(each -> each.yamlName.equals(name)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(each -> each.yamlName).toList();
  }

  /// The signals that every service has, by name.
  static Map<String, Signal> signals(String service) {
    var signals = new TreeMap<String, Signal>();
    for (SimulatedMetric metric : values()) {
      signals.put(metric.yamlName, metric.signal(service));
    }
    return signals;
  }

  private Signal signal(String service) {
    return new Signal(
        yamlName,
        (Source.Metric)
            (_, statistic, period) ->
                Optional.of(
                    List.of(
                        MetricQuery.of(
                            NAMESPACE, yamlName, Map.of(SERVICE, service), statistic, period))),
        Statistic.AVERAGE,
        PERIOD,
        PERIOD,
        Aggregate.Simple.LAST,
        Signal.defaultMaxAge(PERIOD),
        new NoData.Missing(),
        Combine.SUM,
        false,
        unit,
        perUnit);
  }
}
