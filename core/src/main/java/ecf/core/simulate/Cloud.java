package ecf.core.simulate;

import ecf.core.model.TargetState;
import ecf.core.signal.Aggregate;
import ecf.core.signal.Series;
import ecf.core.signal.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;

/// What happens in the world under its settings. Pure: the same settings, changes and time give the
/// same answers, whoever asks and how often.
///
/// @param world where every service of the settings has appeared
record Cloud(SimulatedSettings settings, World world) {
  /// A service has this much of a past when it appears, at its initial units, so that there is
  /// something to decide on at once.
  static final Duration PAST = Duration.ofMinutes(30);

  TargetState.Fleet fleet(String name, Instant now) {
    var timeline = timeline(name);
    var service = service(name);
    var units = timeline.at(now, service.startup(), service.drain());
    return new TargetState.Fleet(
        SimulatedMetric.NAMESPACE + "/" + name + "@" + timeline.since(),
        units.desired(),
        units.serving(),
        units.serving(),
        units.pending(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Map.of());
  }

  /// Complete points that end by `now`, as far back as there is a past and `reach` goes.
  ///
  /// @param period whole minutes
  Series series(
      SimulatedMetric metric,
      String name,
      Statistic statistic,
      Duration period,
      Duration reach,
      Instant now) {
    long step = period.toSeconds();
    var past = timeline(name).since().minus(PAST);
    var asked = now.minus(shorter(reach, Timeline.KEPT));
    long first = Math.ceilDiv(past.getEpochSecond(), step) * step;
    long needed = Math.floorDiv(asked.getEpochSecond(), step) * step;
    var points = new TreeMap<Instant, Double>();
    for (long at = Math.max(first, needed); at + step <= now.getEpochSecond(); at += step) {
      var values = minutes(metric, name, at, at + step);
      if (!values.isEmpty()) {
        points.put(Instant.ofEpochSecond(at), summed(values, statistic));
      }
    }
    return Series.of(period, points);
  }

  private List<Double> minutes(SimulatedMetric metric, String name, long from, long to) {
    var values = new ArrayList<Double>();
    for (long at = from; at < to; at += 60) {
      var minute = Instant.ofEpochSecond(at);
      var service = service(name);
      double load = service.load().during(world.minute(minute), seed(name));
      double serving = timeline(name).serving(minute, minute.plusSeconds(60), service.startup());
      metric.of(load, serving, service.unitRate()).ifPresent(values::add);
    }
    return values;
  }

  private static double summed(List<Double> minutes, Statistic statistic) {
    var values = minutes.stream().mapToDouble(Double::doubleValue).toArray();
    var all = Arrays.stream(values).summaryStatistics();
    return switch (statistic.name()) {
      case "Average" -> all.getAverage();
      case "Sum" -> all.getSum();
      case "Minimum" -> all.getMin();
      case "Maximum" -> all.getMax();
      case "SampleCount" -> all.getCount();
      default -> {
        var percent = Double.parseDouble(statistic.name().substring(1));
        yield new Aggregate.Percentile(percent).of(values);
      }
    };
  }

  /// Services differ in their noise.
  private long seed(String name) {
    return settings.seed() * 0x9E3779B97F4A7C15L + name.hashCode();
  }

  private Timeline timeline(String name) {
    return Optional.ofNullable(world.services().get(name)).orElseThrow(() -> unknown(name));
  }

  private SimulatedSettings.Service service(String name) {
    return Optional.ofNullable(settings.services().get(name)).orElseThrow(() -> unknown(name));
  }

  private static NoSuchElementException unknown(String name) {
    return new NoSuchElementException("no service " + name);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
