package ecf.core.config;

import ecf.core.yaml.Node;
import ecf.core.yaml.Node.Entry;
import ecf.core.yaml.Node.Mapping;
import ecf.core.yaml.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Lays one map of settings over another. Everything keeps the place where it was written.
///
/// * Maps merge key by key; a single value or a list replaces what is below it.
/// * `policies` are appended, those below first.
/// * A map that is one choice replaces the one below it whole: `missingData`, `members`, and one
///   whose `type` differs.
///
/// `{in: 10m}` over `{in: 5m, out: 30s}` is `{in: 10m, out: 30s}`; `off` over it is `off`.
final class Merge {
  private static final Set<String> ONE_CHOICE = Set.of("missingData", "members");

  private Merge() {}

  /// A target's settings over those below it.
  static Mapping targets(Mapping lower, Mapping upper) {
    var policies = PolicyList.KEY.name();
    var merged = maps(lower, upper);
    var below = value(lower, policies);
    var above = value(upper, policies);
    return below.isPresent()
            && above.isPresent()
            && below.get() instanceof Sequence first
            && above.get() instanceof Sequence second
        ? with(merged, policies, appended(first, second))
        : merged;
  }

  static Optional<Node> value(Mapping map, String key) {
    return map.entries().stream()
        .filter(entry -> entry.key().equals(key))
        .map(Entry::value)
        .findFirst();
  }

  /// The map with another value in the place of that of this key, which it has.
  static Mapping with(Mapping map, String key, Node value) {
    return new Mapping(
        map.entries().stream()
            .map(entry -> entry.key().equals(key) ? new Entry(key, entry.keyAt(), value) : entry)
            .toList(),
        map.at());
  }

  private static Mapping maps(Mapping lower, Mapping upper) {
    var merged = new LinkedHashMap<String, Entry>();
    lower.entries().forEach(entry -> merged.put(entry.key(), entry));
    upper.entries().forEach(entry -> merged.merge(entry.key(), entry, Merge::entries));
    return new Mapping(List.copyOf(merged.values()), upper.at());
  }

  private static Entry entries(Entry lower, Entry upper) {
    return lower.value() instanceof Mapping below
            && upper.value() instanceof Mapping above
            && !isOneChoice(upper.key(), below, above)
        ? new Entry(upper.key(), upper.keyAt(), maps(below, above))
        : upper;
  }

  private static boolean isOneChoice(String key, Mapping lower, Mapping upper) {
    var below = type(lower);
    var above = type(upper);
    return ONE_CHOICE.contains(key)
        || below.isPresent() && above.isPresent() && !below.equals(above);
  }

  private static Optional<String> type(Mapping map) {
    return value(map, TypeKey.NAME)
        .flatMap(node ->
            node instanceof Node.Scalar scalar ? Optional.of(scalar.text()) : Optional.empty());
  }

  private static Sequence appended(Sequence first, Sequence second) {
    var items = new ArrayList<>(first.items());
    items.addAll(second.items());
    var numbers = new ArrayList<>(numbers(first));
    numbers.addAll(numbers(second));
    return new Sequence(items, second.at(), numbers);
  }

  private static List<Integer> numbers(Sequence list) {
    return IntStream.range(0, list.items().size()).map(list::number).boxed().toList();
  }
}
