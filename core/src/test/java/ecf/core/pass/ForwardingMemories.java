package ecf.core.pass;

import ecf.core.memory.Intent;
import ecf.core.memory.TargetMemory;
import ecf.core.model.Resource;
import ecf.core.port.Memories;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/// Others' memories, for tests in which something happens on the way to them.
abstract class ForwardingMemories implements Memories {
  private final Memories memories;

  ForwardingMemories(Memories memories) {
    this.memories = memories;
  }

  @Override
  public Map<Resource, TargetMemory> load(Collection<Resource> resources) {
    return memories.load(resources);
  }

  @Override
  public Map<Resource, TargetMemory> save(Map<Resource, TargetMemory> changed) {
    return memories.save(changed);
  }

  @Override
  public Set<Resource> forget(Map<Resource, TargetMemory> known) {
    return memories.forget(known);
  }

  @Override
  public boolean lives(Intent intent, Instant now) {
    return memories.lives(intent, now);
  }

  @Override
  public String pass() {
    return memories.pass();
  }

  @Override
  public Duration claimHolds() {
    return memories.claimHolds();
  }

  @Override
  public boolean remembers() {
    return memories.remembers();
  }

  @Override
  public void close() {
    memories.close();
  }
}
