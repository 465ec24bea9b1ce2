package ecf.core.signal;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A metric whose dimensions hold stand-ins, such as `{service}`, each with what stands for it.
///
/// @param values by the stand-in's name; one that is not here stays as it is written
public record Filled(Source.Metric metric, SortedMap<String, String> values)
    implements Source.Metric {
  private static final Pattern STAND_IN = Pattern.compile("\\{([^{}]+)}");

  public Filled {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  @Override
  public Optional<List<MetricQuery>> queries(
      Map<String, String> lookups, Statistic statistic, Duration period) {
    return metric
        .queries(lookups, statistic, period)
        .map(queries -> queries.stream().map(this::filled).toList());
  }

  private MetricQuery filled(MetricQuery query) {
    var dimensions = new TreeMap<>(query.dimensions());
    dimensions.replaceAll((_, value) -> filled(value));
    return new MetricQuery(
        query.namespace(),
        query.metric(),
        dimensions,
        query.statistic(),
        query.period(),
        query.provider());
  }

  private String filled(String text) {
    return STAND_IN
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
  }

  /// The names of the stand-ins in a signal's dimensions, as far as these are known before a
  /// describe.
  public static Set<String> standIns(Signal signal) {
    var names = new HashSet<String>();
    signal.source().queries(Map.of(), signal.statistic(), signal.period()).stream()
        .flatMap(List::stream)
        .flatMap(query -> query.dimensions().values().stream())
        .flatMap(value -> STAND_IN.matcher(value).results())
        .forEach(found -> names.add(found.group(1)));
    return names;
  }
}
