package ecf.core.signal;

import java.time.Duration;
import java.util.Arrays;
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
import java.util.stream.Collectors;

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

  @Override
  public boolean misleadsInSlowStart() {
    return metric.misleadsInSlowStart();
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

  /// What stand-ins stand for where dimensions that are written with them are these; empty where
  /// they never are.
  public static Optional<Map<String, String>> standFor(
      Map<String, String> written, Map<String, String> these) {
    var values = new TreeMap<String, String>();
    boolean same = written.keySet().equals(these.keySet());
    for (var each : written.entrySet()) {
      same = same && standFor(each.getValue(), these.getOrDefault(each.getKey(), ""), values);
    }
    return same ? Optional.of(values) : Optional.empty();
  }

  /// @param values gets what is new, and holds the rest to what it was before
  private static boolean standFor(String written, String text, Map<String, String> values) {
    var names = STAND_IN.matcher(written).results().map(found -> found.group(1)).toList();
    var literals = STAND_IN.split(written, -1);
    var pattern = Arrays.stream(literals).map(Pattern::quote).collect(Collectors.joining("(.+)"));
    var match = Pattern.compile(pattern).matcher(text);
    boolean same = match.matches();
    for (int i = 0; same && i < names.size(); i++) {
      var value = match.group(i + 1);
      var before = values.putIfAbsent(names.get(i), value);
      same = before == null || before.equals(value);
    }
    return same;
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
