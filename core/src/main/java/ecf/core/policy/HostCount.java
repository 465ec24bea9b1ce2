package ecf.core.policy;

import ecf.core.model.Packing.Demand;
import ecf.core.model.Packing.Host;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;

/// How many hosts of one size so many tasks need. Each resource of a host is a number: CPU, memory,
/// network interfaces, and every fixed port, of which a host has one. What runs on every host is
/// taken off its size first.
///
/// * **Lower bound**: `max over resources of ceil(sum of what tasks need / what a host has)`. No
///   packing is below it.
/// * **First-fit-decreasing**: tasks by their largest share of a host, the largest first, each to
///   the first host with room. Close to the lower bound, but not monotone: one task more may need a
///   host less.
/// * **Next-fit**: tasks in a stated order; a host that cannot take the next one is closed. Among
///   all packings that keep the order this takes the fewest hosts, and a packing of more tasks
///   without some of them still is one, so it never takes more hosts for fewer tasks. The order
///   must not depend on how many there are: services by some size, and of each in turn the next 1,
///   2, 4, 8, 16 tasks or all of them. The smallest of several such numbers is monotone, too.
final class HostCount {
  private static final long[] STRIDES = {1, 2, 4, 8, 16, Long.MAX_VALUE};

  /// Told of every task that finds its host.
  interface Placement {
    void put(long host, String service, long tasks);
  }

  /// One service's tasks; a task needs so much of each resource.
  private record Tasks(Demand demand, LongVector each) {
    long count() {
      return demand.count();
    }

    String service() {
      return demand.service();
    }

    /// Those with ports never share a host with their like, so they always come one by one.
    long stride(long stride) {
      return stride == Long.MAX_VALUE || demand.ports().isEmpty() ? stride : 1;
    }
  }

  /// Amounts by resource.
  private record LongVector(List<Long> amounts) {
    long at(int resource) {
      return amounts.get(resource);
    }
  }

  private final LongVector room;
  private final List<Tasks> tasks;

  private HostCount(LongVector room, List<Tasks> tasks) {
    this.room = room;
    this.tasks = tasks;
  }

  static HostCount of(List<Demand> demands, Host host) {
    var ports = new TreeSet<String>();
    demands.forEach(demand -> ports.addAll(demand.ports()));
    var room = new ArrayList<Long>();
    room.add((long) host.size().cpu());
    room.add((long) host.size().memory());
    room.add(host.enis().isPresent() ? (long) host.enis().getAsInt() : Long.MAX_VALUE);
    ports.forEach(_ -> room.add(1L));
    var tasks = new ArrayList<Tasks>();
    for (Demand demand : demands) {
      var needs = needs(demand, List.copyOf(ports));
      if (demand.everywhere()) {
        for (int i = 0; i < room.size(); i++) {
          room.set(i, room.get(i) - needs.at(i));
        }
      } else if (demand.count() > 0) {
        tasks.add(new Tasks(demand, needs));
      }
    }
    return new HostCount(new LongVector(room), tasks);
  }

  private static LongVector needs(Demand demand, List<String> ports) {
    var needs = new ArrayList<Long>();
    needs.add((long) demand.each().cpu());
    needs.add((long) demand.each().memory());
    needs.add((long) demand.enis());
    ports.forEach(port -> needs.add(demand.ports().contains(port) ? 1L : 0L));
    return new LongVector(needs);
  }

  long tasks() {
    return tasks.stream().mapToLong(Tasks::count).sum();
  }

  /// A service of which not even one task fits on a host.
  Optional<Demand> tooLarge() {
    return tasks.stream()
        .filter(each -> fitting(each, free()) == 0)
        .map(Tasks::demand)
        .min(Comparator.comparing(Demand::service));
  }

  long lowerBound() {
    long most = 0;
    for (int i = 0; i < room.amounts().size(); i++) {
      long sum = 0;
      for (Tasks each : tasks) {
        sum += each.count() * each.each().at(i);
      }
      if (sum > 0) {
        most = Math.max(most, Math.ceilDiv(sum, room.at(i)));
      }
    }
    return most;
  }

  /// Every task must fit on an empty host.
  long firstFitDecreasing(Placement placement) {
    var hosts = new ArrayList<long[]>();
    for (Tasks each : tasks.stream().sorted(orders().getFirst()).toList()) {
      long left = each.count();
      for (int host = 0; left > 0; host++) {
        if (host == hosts.size()) {
          hosts.add(free());
        }
        long taken = take(each, left, hosts.get(host));
        if (taken > 0) {
          placement.put(host, each.service(), taken);
        }
        left -= taken;
      }
    }
    return hosts.size();
  }

  /// The smallest number of next-fit over the orders. Every task must fit on an empty host.
  long nextFit() {
    return orders().stream()
        .flatMapToLong(
            order -> LongStream.of(STRIDES).map(stride -> nextFit(order, stride, (_, _, _) -> {})))
        .min()
        .orElse(0);
  }

  /// Every packing that [#nextFit()] compares, for whoever wants to see them all.
  void eachNextFit(Placement placement, Runnable done) {
    for (var order : orders()) {
      for (long stride : STRIDES) {
        nextFit(order, stride, placement);
        done.run();
      }
    }
  }

  private long nextFit(Comparator<Tasks> order, long stride, Placement placement) {
    var sorted = tasks.stream().sorted(order).toList();
    long[] left = sorted.stream().mapToLong(Tasks::count).toArray();
    long hosts = 0;
    long[] open = new long[room.amounts().size()];
    boolean more = !sorted.isEmpty();
    while (more) {
      more = false;
      for (int i = 0; i < left.length; i++) {
        var each = sorted.get(i);
        long turn = Math.min(left[i], each.stride(stride));
        left[i] -= turn;
        more |= left[i] > 0;
        while (turn > 0) {
          long taken = hosts == 0 ? 0 : take(each, turn, open);
          if (taken == 0) {
            open = free();
            hosts++;
          } else {
            placement.put(hosts - 1, each.service(), taken);
            turn -= taken;
          }
        }
      }
    }
    return hosts;
  }

  private List<Comparator<Tasks>> orders() {
    return List.of(
        largestFirst(Comparator.comparingDouble(this::share)),
        largestFirst(Comparator.comparingLong(each -> each.each().at(0))),
        largestFirst(Comparator.comparingLong(each -> each.each().at(1))),
        Comparator.comparing(Tasks::service));
  }

  private static Comparator<Tasks> largestFirst(Comparator<Tasks> size) {
    return size.reversed().thenComparing(Tasks::service);
  }

  /// The largest share of a host's resources that one task needs.
  private double share(Tasks tasks) {
    double most = 0;
    for (int i = 0; i < room.amounts().size(); i++) {
      long needed = tasks.each().at(i);
      if (needed > 0) {
        most = Math.max(most, (double) needed / room.at(i));
      }
    }
    return most;
  }

  private long[] free() {
    return room.amounts().stream().mapToLong(Long::longValue).toArray();
  }

  private static long fitting(Tasks tasks, long[] free) {
    long fitting = tasks.count();
    for (int i = 0; i < free.length; i++) {
      long needed = tasks.each().at(i);
      if (needed > 0) {
        fitting = Math.min(fitting, Math.max(0, free[i]) / needed);
      }
    }
    return fitting;
  }

  /// How many of them the host takes.
  private static long take(Tasks tasks, long most, long[] free) {
    long taken = Math.min(most, fitting(tasks, free));
    for (int i = 0; i < free.length; i++) {
      free[i] -= taken * tasks.each().at(i);
    }
    return taken;
  }
}
