package ecf.core.pass;

import ecf.core.memory.TargetMemory;
import ecf.core.model.Resource;
import ecf.core.port.Memories;
import java.util.Collection;
import java.util.Map;

/// Memories in which somebody else is at work once, right after the first load.
final class Interrupted extends ForwardingMemories {
  private final Runnable other;
  private boolean over;

  Interrupted(Memories memories, Runnable other) {
    super(memories);
    this.other = other;
  }

  @Override
  public Map<Resource, TargetMemory> load(Collection<Resource> resources) {
    var loaded = super.load(resources);
    if (!over) {
      over = true;
      other.run();
    }
    return loaded;
  }
}
