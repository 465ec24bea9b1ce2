package ecf.core.policy;

import ecf.core.signal.NoData;
import ecf.core.signal.Signal;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Nearest;
import ecf.core.yaml.Parsed;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// The keys of one policy of a listener, and what it may refer to.
///
/// @param normal the weights that the file states
/// @param signals those of each group, by the group's name and then by their own; each is called
///   `responseTime of blue-tg` itself
public record TrafficFields(
    Fields fields, SortedMap<String, Integer> normal, Map<String, Map<String, Signal>> signals) {
  private static final String SIGNAL = "signal";

  /// A group of `weights`.
  String group(String key) {
    return fields.parsed(
        key,
        name ->
            normal.containsKey(name) || normal.isEmpty()
                ? Parsed.value(name)
                : Parsed.wrong(
                    "is not a group of `weights`", Nearest.hint(name, normal.keySet(), "groups")),
        "unknown");
  }

  /// The signal that `signal` names, of a group; healthyHosts where it names none.
  Optional<Signal> signal(String group) {
    var known = signals.getOrDefault(group, Map.of());
    if (!fields.has(SIGNAL)) {
      return Optional.ofNullable(known.get("healthyHosts"));
    }
    return fields
        .optionalParsed(
            SIGNAL,
            name ->
                known.isEmpty() || known.containsKey(name)
                    ? Parsed.value(name)
                    : Parsed.wrong(
                        "is not a signal of target groups",
                        Nearest.hint(name, known.keySet(), "signals")))
        .flatMap(name -> Optional.ofNullable(known.get(name)));
  }

  Optional<Signal> of(String group, String signal) {
    return Optional.ofNullable(signals.getOrDefault(group, Map.of()).get(signal));
  }

  double threshold(String key, Optional<Signal> signal) {
    if (!fields.has(key)) {
      return 1;
    }
    return fields.quantity(
        key,
        quantity -> signal.map(each -> Threshold.of(quantity, each)).orElse(Threshold.ANY),
        1.0);
  }

  /// What must be read for a signal: itself, and what says whether its silence means zero. Who is
  /// healthy is described, and never read.
  Map<String, Signal> read(Signal signal) {
    var read = new HashMap<String, Signal>();
    if (!signal.name().contains("althyHosts ")) {
      read.put(signal.name(), signal);
      if (signal.noData() instanceof NoData.ZeroWhile(var alive)) {
        signals.values().stream()
            .flatMap(each -> each.values().stream())
            .filter(each -> alive.contains(each.name()))
            .forEach(each -> read.put(each.name(), each));
      }
    }
    return read;
  }
}
