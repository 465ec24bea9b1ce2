package ecf.core.pass;

import ecf.core.memory.TargetMemory;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Resource;
import ecf.core.port.Memories;
import ecf.core.port.Unavailable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Memories whose calls are written down, and in which nothing can be forgotten where a test asks
/// for that.
final class WatchedMemories extends ForwardingMemories {
  private final List<String> journal;
  private final boolean keepsAll;

  WatchedMemories(Memories memories, List<String> journal, boolean keepsAll) {
    super(memories);
    this.journal = journal;
    this.keepsAll = keepsAll;
  }

  private void note(String call, Collection<Resource> resources) {
    journal.add(call + " " + resources.stream().map(Resource::key).sorted().toList());
  }

  @Override
  public Map<Resource, TargetMemory> load(Collection<Resource> resources) {
    note("load", resources);
    return super.load(resources);
  }

  @Override
  public Map<Resource, TargetMemory> save(Map<Resource, TargetMemory> changed) {
    note("save", changed.keySet());
    return super.save(changed);
  }

  @Override
  public Set<Resource> forget(Map<Resource, TargetMemory> known) {
    note("forget", known.keySet());
    if (keepsAll) {
      throw new Unavailable(
          new ProviderFailure(
              ProviderFailure.Kind.DENIED, "state:forget", "no", "allow state:forget", false));
    }
    return super.forget(known);
  }
}
