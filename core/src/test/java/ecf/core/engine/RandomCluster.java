package ecf.core.engine;

import ecf.core.model.Packing;
import ecf.core.model.Packing.Demand;
import ecf.core.model.Packing.Host;
import ecf.core.model.ProviderFailure;
import ecf.core.model.UnitSize;
import ecf.core.observation.Occupancy;
import ecf.core.policy.BinPack;
import ecf.core.policy.ScalingPolicy;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A cluster that tasks and instances of any size may be in, and the policy that counts its
/// instances.
final class RandomCluster {
  private static final String NAME = "shop";
  private static final List<Integer> CPU = List.of(0, 128, 256, 512, 1024, 4096);
  private static final List<Integer> MEMORY = List.of(64, 512, 900, 2048, 8192);
  private static final List<Host> HOSTS =
      List.of(
          new Host(new UnitSize(2048, 3840), OptionalInt.empty()),
          new Host(new UnitSize(2048, 3840), OptionalInt.of(2)),
          new Host(new UnitSize(4096, 7680), OptionalInt.of(10)),
          new Host(new UnitSize(256, 400), OptionalInt.of(0)));
  private static final List<Set<String>> PORTS = List.of(Set.of(), Set.of(), Set.of("80/tcp"));

  private final RandomGenerator random;

  RandomCluster(RandomGenerator random) {
    this.random = random;
  }

  ScalingPolicy policy() {
    return new BinPack(NAME, random.nextInt(3), Map.of());
  }

  Map<String, Occupancy> seen(ProviderFailure denied) {
    return Map.of(NAME, random.nextInt(10) == 0 ? new Occupancy.Unread(denied) : known());
  }

  private Occupancy known() {
    var demands = IntStream.range(0, random.nextInt(5)).mapToObj(this::demand).toList();
    var hosts = IntStream.range(0, random.nextInt(3)).mapToObj(_ -> oneOf(HOSTS)).toList();
    return new Occupancy.Known(new Packing(demands, hosts));
  }

  private Demand demand(int number) {
    return new Demand(
        "service-" + number,
        random.nextInt(12),
        new UnitSize(oneOf(CPU), oneOf(MEMORY)),
        random.nextInt(2),
        oneOf(PORTS),
        random.nextInt(8) == 0);
  }

  /// The same cluster with so many times the tasks.
  static Occupancy with(double factor, Occupancy cluster) {
    return switch (cluster) {
      case Occupancy.Unread unread -> unread;
      case Occupancy.Known(var packing) ->
          new Occupancy.Known(
              new Packing(
                  packing.demands().stream()
                      .map(demand -> demand.count((int) (demand.count() * factor)))
                      .toList(),
                  packing.hosts()));
    };
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
