package ecf.core.pass;

import ecf.core.engine.FleetSpec;
import ecf.core.memory.TargetMemory;
import ecf.core.model.Resource;
import ecf.core.port.Memories;
import ecf.core.port.Unavailable;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Remembers whom each target selects, and forgets what is remembered of those that have been gone
/// for long. What a target has selected lies beside the memories of its resources, under its own
/// name, so that it survives a pattern that is written anew. It is loaded together with them, and
/// saved only when somebody has come or gone. Belongs to one pass.
final class Rosters {
  /// No type of target is called so.
  private static final String TYPE = "select";

  /// So that a pass does not take long when many go: the next one forgets more.
  private static final int FORGOTTEN_AT_ONCE = 100;

  private final Memories memories;
  private final Searched searched;
  private final Instant now;
  private Map<Resource, TargetMemory> loaded = Map.of();

  Rosters(Memories memories, Searched searched, Instant now) {
    this.memories = memories;
    this.searched = memories.remembers() ? searched : Searched.nothing();
    this.now = now;
  }

  /// Where they lie.
  Set<Resource> documents() {
    return searched.found().keySet().stream()
        .map(Rosters::document)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Resource document(FleetSpec spec) {
    return new Resource(spec.resource().provider(), TYPE, List.of(spec.id().name()));
  }

  /// @param stored among whatever else is
  void load(Map<Resource, TargetMemory> stored) {
    loaded = Map.copyOf(stored);
  }

  /// Writes down who has come and who has gone. Somebody is forgotten only by a pass that has
  /// searched for all that the file selects, and that was not overtaken by another one.
  ///
  /// @return why that was not possible, for people
  List<String> keep() {
    var news = new HashMap<Resource, TargetMemory>();
    searched
        .found()
        .forEach((spec, found) -> {
          var document = document(spec);
          var before = loaded.getOrDefault(document, TargetMemory.unseen());
          var roster =
              before
                  .roster()
                  .searched(
                      keys(document.provider(), found),
                      keys(document.provider(), searched.othersThan(spec)),
                      now);
          var after = before.roster(roster);
          if (after.hasNewsFor(before) || !due(document, after).isEmpty()) {
            news.put(document, after);
          }
        });
    try {
      if (!news.isEmpty()) {
        forget(memories.save(news));
      }
      return List.of();
    } catch (Unavailable e) {
      var why = e.failure();
      return List.of(
          "whom select finds no longer could not be written down or forgotten: "
              + why
              + "; "
              + why.hint());
    }
  }

  private static Set<String> keys(String provider, Collection<Resource> resources) {
    return resources.stream()
        .filter(each -> each.provider().equals(provider))
        .map(Resource::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Set<Resource> due(Resource document, TargetMemory memory) {
    return searched.everywhere()
        ? memory.roster().due(now).stream()
            .limit(FORGOTTEN_AT_ONCE)
            .map(key -> resource(document.provider(), key))
            .collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }

  /// Its key is all that the memory of somebody who is gone is known by.
  private static Resource resource(String provider, String key) {
    int slash = key.indexOf('/');
    return new Resource(provider, key.substring(0, slash), List.of(key.substring(slash + 1)));
  }

  /// What is forgotten leaves its roster last: a pass that dies in between leaves the rest to the
  /// next one.
  private void forget(Map<Resource, TargetMemory> won) {
    var due = new HashSet<Resource>();
    won.forEach((document, memory) -> due.addAll(due(document, memory)));
    if (due.isEmpty()) {
      return;
    }
    var known = new HashMap<>(memories.load(due));
    var forgotten = new HashSet<>(due);
    forgotten.removeAll(known.keySet());
    known.values().removeIf(this::isClaimed);
    forgotten.addAll(memories.forget(known));
    var left = new HashMap<Resource, TargetMemory>();
    won.forEach((document, memory) -> {
      var roster = memory.roster().without(keys(document.provider(), forgotten));
      if (!roster.equals(memory.roster())) {
        left.put(document, memory.roster(roster));
      }
    });
    memories.save(left);
  }

  private boolean isClaimed(TargetMemory memory) {
    return memory.intent().filter(intent -> memories.lives(intent, now)).isPresent();
  }
}
