package ecf.core.signal;

import ecf.core.expression.Expression;
import ecf.core.model.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the numbers of a signal come from.
public sealed interface Source {
  /// The queries to ask, or empty while a name that only a describe can tell is not known.
  ///
  /// @param lookups names remembered of the target, see `TargetState.lookups`
  Optional<List<MetricQuery>> queries(
      Map<String, String> lookups, Statistic statistic, Duration period);

  /// Whether it says little of a fleet while its load balancer sends new units less than their
  /// share.
  default boolean misleadsInSlowStart() {
    return false;
  }

  /// What an instance costs an hour where its provider sells what it does not need.
  ///
  /// @param product what runs on it, as the provider names it, e.g. `Linux/UNIX`
  /// @param provider which of the file's providers sells it
  record Market(String instanceType, String product, String provider) implements Source {
    public Market(String instanceType, String product) {
      this(instanceType, product, Resource.ONLY_PROVIDER);
    }

    /// The same instance there.
    public Market in(String other) {
      return new Market(instanceType, product, other);
    }

    @Override
    public Optional<List<MetricQuery>> queries(
        Map<String, String> lookups, Statistic statistic, Duration period) {
      return Optional.of(List.of());
    }
  }

  /// Metrics of a provider, combined into one where there are several.
  @FunctionalInterface
  non-sealed interface Metric extends Source {}

  /// Other signals of the target put together.
  record Computed(Expression expression) implements Source {
    @Override
    public Optional<List<MetricQuery>> queries(
        Map<String, String> lookups, Statistic statistic, Duration period) {
      return Optional.of(List.of());
    }
  }
}
