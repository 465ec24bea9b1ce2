package ecf.core.pass;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.memory.TargetMemory;
import ecf.core.model.Resource;
import ecf.core.port.Memories;
import ecf.core.port.testing.InMemoryMemories;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Passes over the fleet `web` of one cloud, one after the other, that remember. They are named
/// `pass-1`, `pass-2` and so on.
final class Passes {
  private static final Resource WEB = Resource.of("fleet", "web");

  private final FakeCloud cloud;
  private final InMemoryMemories.Store store = new InMemoryMemories.Store();
  private int passes;

  Passes(FakeCloud cloud) {
    this.cloud = cloud;
  }

  PassResult run(Mode mode, FleetSpec spec) {
    try (var memories = open()) {
      return new Pass(cloud, memories).run(PassRequest.all(List.<TargetSpec>of(spec), mode));
    }
  }

  /// One that dies before or after its n-th port call. What it claimed stays claimed.
  void crash(FleetSpec spec, int call, boolean afterwards) {
    var ports = new CrashingPorts(call, afterwards);
    var memories = ports.memories(open());
    assertThatThrownBy(() ->
            new Pass(ports.provider(cloud), memories)
                .run(PassRequest.all(List.<TargetSpec>of(spec), Mode.APPLY)))
        .isInstanceOf(FakeCloud.Crash.class);
  }

  /// From here on nobody believes that the last pass lives.
  void bury() {
    store.kill("pass-" + passes);
  }

  void later() {
    cloud.now = cloud.now.plus(Duration.ofSeconds(5));
  }

  TargetMemory memory() {
    try (var memories = store.open("test", "here", "reader")) {
      return Optional.ofNullable(memories.load(List.of(WEB)).get(WEB)).orElseThrow();
    }
  }

  private Memories open() {
    passes++;
    return store.open("test", "here", "pass-" + passes);
  }
}
