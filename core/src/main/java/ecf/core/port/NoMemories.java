package ecf.core.port;

import ecf.core.memory.Intent;
import ecf.core.memory.TargetMemory;
import ecf.core.model.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// `state: {type: none}`: nothing is kept, so everybody wins and nobody claims.
public record NoMemories() implements Memories {
  @Override
  public Map<Resource, TargetMemory> load(Collection<Resource> resources) {
    return Map.of();
  }

  @Override
  public Map<Resource, TargetMemory> save(Map<Resource, TargetMemory> changed) {
    return changed.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, each -> each.getValue().version(each.getValue().version() + 1)));
  }

  @Override
  public Set<Resource> forget(Map<Resource, TargetMemory> known) {
    return Set.copyOf(known.keySet());
  }

  @Override
  public boolean lives(Intent intent, Instant now) {
    return false;
  }

  @Override
  public String pass() {
    return "none";
  }

  @Override
  public Duration claimHolds() {
    return Duration.ZERO;
  }

  @Override
  public boolean remembers() {
    return false;
  }

  @Override
  public void close() {}
}
