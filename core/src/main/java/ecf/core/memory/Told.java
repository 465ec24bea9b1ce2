package ecf.core.memory;

import ecf.core.model.Notice;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What people were told of a target and still holds, so that nobody is told the same thing every
/// minute.
///
/// @param essence what it was, without the figures that change from pass to pass, e.g. `cooldown`
public record Told(SortedMap<Notice.Event, String> essence) {
  private static final Told NOTHING = new Told(new TreeMap<>());

  public Told {
    essence = Collections.unmodifiableSortedMap(new TreeMap<>(essence));
  }

  public static Told nothing() {
    return NOTHING;
  }

  public static Told of(Map<Notice.Event, String> essence) {
    return essence.isEmpty() ? NOTHING : new Told(new TreeMap<>(essence));
  }

  public Optional<String> last(Notice.Event event) {
    return Optional.ofNullable(essence.get(event));
  }
}
