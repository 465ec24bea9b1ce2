package ecf.core.port.testing;

import ecf.core.memory.Intent;
import ecf.core.memory.TargetMemory;
import ecf.core.model.Resource;
import ecf.core.port.Memories;
import ecf.core.port.MemoryCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Memories of one pass in a [Store] that lives as long as the test. A pass lives until it is
/// closed, or killed by the test with [Store#kill(String)].
public final class InMemoryMemories implements Memories {
  private final Store store;
  private final String name;
  private final String region;
  private final String pass;

  private InMemoryMemories(Store store, String name, String region, String pass) {
    this.store = store;
    this.name = name;
    this.region = region;
    this.pass = pass;
  }

  /// What outlives a pass. Documents are kept as the text that other stores keep.
  public static final class Store {
    private final Map<Key, Row> rows = new HashMap<>();
    private final Set<String> living = new HashSet<>();

    private record Key(String name, String region, Resource resource) {}

    private record Row(long version, String document) {}

    public synchronized Memories open(String name, String region, String pass) {
      living.add(pass);
      return new InMemoryMemories(this, name, region, pass);
    }

    /// As `kill -9` does: its claims stay, and are dead.
    public synchronized void kill(String pass) {
      living.remove(pass);
    }
  }

  @Override
  public Map<Resource, TargetMemory> load(Collection<Resource> resources) {
    synchronized (store) {
      var found = new HashMap<Resource, TargetMemory>();
      for (var resource : resources) {
        var row = store.rows.get(key(resource));
        if (row != null) {
          var where = resource.key() + " in the test's store";
          found.put(resource, MemoryCodec.decode(row.document(), row.version(), where));
        }
      }
      return found;
    }
  }

  @Override
  public Map<Resource, TargetMemory> save(Map<Resource, TargetMemory> changed) {
    synchronized (store) {
      var won = new HashMap<Resource, TargetMemory>();
      changed.forEach((resource, memory) -> {
        var row = store.rows.get(key(resource));
        if (memory.version() == (row == null ? 0 : row.version())) {
          var next = memory.version(memory.version() + 1);
          store.rows.put(key(resource), new Store.Row(next.version(), MemoryCodec.encode(next)));
          won.put(resource, next);
        }
      });
      return won;
    }
  }

  @Override
  public Set<Resource> forget(Map<Resource, TargetMemory> known) {
    synchronized (store) {
      var forgotten = new HashSet<Resource>();
      known.forEach((resource, memory) -> {
        var row = store.rows.get(key(resource));
        if (row == null || row.version() == memory.version()) {
          store.rows.remove(key(resource));
          forgotten.add(resource);
        }
      });
      return forgotten;
    }
  }

  @Override
  public boolean lives(Intent intent, Instant now) {
    synchronized (store) {
      return !intent.pass().equals(pass) && store.living.contains(intent.pass());
    }
  }

  @Override
  public String pass() {
    return pass;
  }

  @Override
  public Duration claimHolds() {
    return Duration.ofMinutes(2);
  }

  @Override
  public boolean remembers() {
    return true;
  }

  @Override
  public void close() {
    store.kill(pass);
  }

  private Store.Key key(Resource resource) {
    return new Store.Key(name, region, resource);
  }
}
