package ecf.core.simulate;

import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import ecf.core.port.Signals;
import ecf.core.port.Unavailable;
import ecf.core.signal.MetricQuery;
import ecf.core.signal.Series;
import ecf.core.yaml.Nearest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The metrics of the cloud inside the program.
final class SimulatedSignals implements Signals {
  private static final String READ = "simulated:ReadMetrics";

  private final SimulatedProvider provider;

  SimulatedSignals(SimulatedProvider provider) {
    this.provider = provider;
  }

  @Override
  public Map<MetricQuery, Answer<Series>> read(Map<MetricQuery, Duration> reaches, Instant now) {
    provider.count("ReadMetrics");
    var answers = new HashMap<MetricQuery, Answer<Series>>();
    try {
      var cloud = provider.cloud();
      reaches.forEach((query, reach) -> answers.put(query, answer(cloud, query, reach, now)));
    } catch (Unavailable e) {
      reaches.keySet().forEach(query -> answers.put(query, new Answer.Failed<>(e.failure())));
    }
    return answers;
  }

  private static Answer<Series> answer(
      Cloud cloud, MetricQuery query, Duration reach, Instant now) {
    var services = cloud.settings().services().keySet();
    var service = Optional.ofNullable(query.dimensions().get(SimulatedMetric.SERVICE)).orElse("");
    var metric = SimulatedMetric.named(query.metric());
    if (!query.namespace().equals(SimulatedMetric.NAMESPACE)) {
      return failed(
          "has no metrics of " + query.namespace(),
          "known namespace: " + SimulatedMetric.NAMESPACE);
    }
    if (metric.isEmpty()) {
      return failed(
          "has no metric `" + query.metric() + "`",
          Nearest.hint(query.metric(), SimulatedMetric.names(), "metrics"));
    }
    if (query.dimensions().size() != 1 || !services.contains(service)) {
      return failed(
          "has no metrics of " + query.dimensions(),
          "one dimension is needed: service; " + Nearest.hint(service, services, "services"));
    }
    if (query.period().toSeconds() % SimulatedMetric.PERIOD.toSeconds() != 0) {
      return failed("has one point a minute", "make the period whole minutes");
    }
    return new Answer.Got<>(
        cloud.series(metric.get(), service, query.statistic(), query.period(), reach, now));
  }

  private static Answer<Series> failed(String what, String hint) {
    return new Answer.Failed<>(
        new ProviderFailure(
            ProviderFailure.Kind.INVALID, READ, "the simulated provider " + what, hint, false));
  }
}
