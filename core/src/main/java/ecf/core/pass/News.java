package ecf.core.pass;

import ecf.core.memory.TargetMemory;
import ecf.core.model.Notice;
import ecf.core.model.TargetId;
import ecf.core.port.Notifier;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a pass has to tell, and what has to be remembered of it so that the next one does not tell
/// it again. Belongs to one pass and one thread.
final class News {
  private final Set<Notice.Event> wanted;
  private final Instant at;
  private final SortedMap<TargetId, Notices> notices = new TreeMap<>();
  private final Set<TargetId> toldByOthers = new HashSet<>();

  /// @param wanted what anybody listens to
  /// @param at when the pass began
  /// @param results as they are before anything of them is written down
  News(Set<Notice.Event> wanted, Sights sights, Instant at, Collection<TargetResult> results) {
    this.wanted = Set.copyOf(wanted);
    this.at = at;
    for (TargetResult each : results) {
      var id = each.spec().id();
      if (!wanted.isEmpty() && !Notices.isLeftToAnother(each)) {
        var before = Optional.ofNullable(sights.loaded().get(id));
        notices.put(id, Notices.of(each, before, at, wanted));
      }
    }
  }

  /// Those whose memory may have to say what was told.
  Set<TargetId> targets() {
    return notices.keySet();
  }

  /// The memory with what was told of its target.
  TargetMemory told(TargetId id, TargetMemory memory) {
    return notices.get(id) instanceof Notices known ? memory.told(known.lasting()) : memory;
  }

  /// Another pass wrote down the same first, and tells it.
  void leaveToOthers(TargetId id) {
    toldByOthers.add(id);
  }

  Notifier.News of(String pass) {
    return new Notifier.News(
        pass,
        at,
        notices.entrySet().stream()
            .filter(each -> !toldByOthers.contains(each.getKey()))
            .flatMap(each -> each.getValue().now().stream())
            .toList());
  }
}
