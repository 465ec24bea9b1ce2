package ecf.aws.targets;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Descriptions that came along with a search, for whoever would ask for the same next. Each is
/// given once and only for a moment: nobody decides on what was seen in an earlier pass.
final class JustSeen<K, V> {
  private static final long MOMENT = Duration.ofSeconds(10).toNanos();

  private record Seen<V>(V value, long at) {}

  private final Map<K, Seen<V>> all = new ConcurrentHashMap<>();

  /// What was seen before is forgotten.
  void begin() {
    all.clear();
  }

  void put(K key, V value) {
    all.put(key, new Seen<>(value, System.nanoTime()));
  }

  Optional<V> take(K key) {
    return Optional.ofNullable(all.remove(key))
        .filter(seen -> System.nanoTime() - seen.at() < MOMENT)
        .map(Seen::value);
  }
}
