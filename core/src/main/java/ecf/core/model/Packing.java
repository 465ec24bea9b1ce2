package ecf.core.model;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// What a cluster's tasks need of its instances, and how large those are.
///
/// @param hosts the instances that take tasks, each size named once
public record Packing(List<Demand> demands, List<Host> hosts) {
  public Packing {
    demands = List.copyOf(demands);
    hosts = List.copyOf(hosts);
  }

  /// What the tasks of one service need.
  ///
  /// @param service its name in the cluster
  /// @param count tasks that run or are asked for, whichever are more
  /// @param each what one task reserves
  /// @param enis network interfaces of its own that one task needs
  /// @param ports that one task takes of its host, e.g. `80/tcp`: two tasks with one in common
  ///   never share an instance
  /// @param everywhere whether one task runs on each instance, however many there are: it makes all
  ///   of them smaller, and its count says nothing
  public record Demand(
      String service, int count, UnitSize each, int enis, Set<String> ports, boolean everywhere) {
    public Demand {
      ports = Set.copyOf(ports);
    }

    /// The same for another number of tasks.
    public Demand count(int tasks) {
      return new Demand(service, tasks, each, enis, ports, everywhere);
    }
  }

  /// The size of an instance, as far as tasks may have it.
  ///
  /// @param enis network interfaces that tasks may have; empty: as many as they need
  public record Host(UnitSize size, OptionalInt enis) {}
}
