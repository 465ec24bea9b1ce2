package ecf.core.pass;

import ecf.core.engine.Change;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.Selector;
import ecf.core.engine.TargetSpec;
import ecf.core.memory.TargetMemory;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.observation.Inspection;
import ecf.core.port.Answer;
import ecf.core.port.Memories;
import ecf.core.port.Provider;
import ecf.core.port.Signals;
import ecf.core.port.Targets;
import ecf.core.signal.MetricQuery;
import ecf.core.signal.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// The ports of a process that dies at its n-th port call, before or after that call takes effect.
final class CrashingPorts {
  private final AtomicInteger left;
  private final boolean afterwards;

  CrashingPorts(int call, boolean afterwards) {
    left = new AtomicInteger(call);
    this.afterwards = afterwards;
  }

  private <T> T step(Supplier<T> call) {
    int step = left.decrementAndGet();
    if (step < 0 || (step == 0 && !afterwards)) {
      throw new FakeCloud.Crash();
    }
    T result = call.get();
    if (step == 0) {
      throw new FakeCloud.Crash();
    }
    return result;
  }

  Provider provider(FakeCloud cloud) {
    return new CrashingProvider(cloud);
  }

  Memories memories(Memories inner) {
    return new CrashingMemories(inner);
  }

  private final class CrashingProvider implements Provider, Targets, Signals {
    private final FakeCloud cloud;

    CrashingProvider(FakeCloud cloud) {
      this.cloud = cloud;
    }

    @Override
    public Map<TargetId, Answer<TargetState>> describe(Collection<Inquiry> inquiries) {
      return step(() -> cloud.describe(inquiries));
    }

    @Override
    public Map<TargetId, Answer<List<Selector.Found>>> find(Collection<FleetSpec> selecting) {
      return step(() -> cloud.find(selecting));
    }

    @Override
    public Map<TargetId, Inspection> inspect(Collection<Prospect> prospects) {
      return step(() -> cloud.inspect(prospects));
    }

    @Override
    public Answer<Optional<String>> giveBack(
        TargetSpec spec, TargetState seen, Optional<String> remembered) {
      return step(() -> cloud.giveBack(spec, seen, remembered));
    }

    @Override
    public Delivery send(TargetSpec spec, TargetState seen, List<Change> changes) {
      return step(() -> cloud.send(spec, seen, changes));
    }

    @Override
    public Map<MetricQuery, Answer<Series>> read(Map<MetricQuery, Duration> reaches, Instant now) {
      return step(() -> cloud.read(reaches, now));
    }

    @Override
    public Targets targets() {
      return this;
    }

    @Override
    public Signals signals() {
      return this;
    }

    @Override
    public InstantSource clock() {
      return cloud.clock();
    }

    @Override
    public String region() {
      return cloud.region();
    }

    @Override
    public SortedMap<String, Integer> calls() {
      return cloud.calls();
    }

    @Override
    public void close() {}
  }

  private final class CrashingMemories extends ForwardingMemories {
    CrashingMemories(Memories inner) {
      super(inner);
    }

    @Override
    public Map<Resource, TargetMemory> load(Collection<Resource> resources) {
      return step(() -> super.load(resources));
    }

    @Override
    public Map<Resource, TargetMemory> save(Map<Resource, TargetMemory> changed) {
      return step(() -> super.save(changed));
    }

    @Override
    public Set<Resource> forget(Map<Resource, TargetMemory> known) {
      return step(() -> super.forget(known));
    }
  }
}
