package ecf.core.policy;

import ecf.core.model.Packing;
import ecf.core.model.Packing.Demand;
import ecf.core.model.Packing.Host;
import ecf.core.model.Reason;
import ecf.core.model.TargetId;
import ecf.core.model.UnitSize;
import ecf.core.observation.Observation;
import ecf.core.observation.Occupancy;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Wants as many instances as the tasks of a cluster need, and some to spare: `want = packed +
/// spare`, where `packed` is the smallest of several next-fit packings by CPU, memory, network
/// interfaces and fixed host ports. It is no optimum, but never fewer for more tasks, and never
/// below the lower bound `max over resources of ceil(sum of needs / size of an instance)`; that and
/// the number of first-fit-decreasing are told beside it.
///
/// Of each service `max(running, desired)` tasks count, and what this pass decided where the
/// service is a target of this file: instances come before the tasks that need them and go after
/// the tasks that have left. Tasks of no service do not count; `spare` is for those, and for
/// deployments that start new tasks before old ones stop.
///
/// Instances of 2048 CPU units and 3840 MiB; 6 tasks of 512 and 900 and 2 tasks of 1024 and 1024
/// come to 5120 units and 7448 MiB: the lower bound is ceil(5120 / 2048) = 3, 3 hosts hold them,
/// with 1 to spare it wants 4. Three of the small tasks that all take port 80 need 3 instances, not
/// 1. What runs on every instance, say 256 and 256, leaves 1792 and 3584 of each: then 3 of the
///    small tasks fit on one, and the 8 tasks need 4 instances.
///
/// Where sizes differ, each instance counts as large as the smallest of them is, by CPU, memory and
/// interfaces each. Without any instance the size is not known and nothing is wanted:
/// `capacity.min` of at least 1 brings the first one.
///
/// @param cluster its name at the provider
/// @param spare instances beyond what tasks need
/// @param services those of the cluster that are targets of this file, by their names there
public record BinPack(String cluster, int spare, Map<String, TargetId> services)
    implements ScalingPolicy {
  private static final int MOST_SPARE = 1000;

  /// More than any cluster has; packing them takes a fraction of a second.
  private static final long MOST_TASKS = 1_000_000;

  static final List<Key> KEYS =
      List.of(
          Key.required("cluster", Shape.text(), "the cluster whose tasks the instances carry"),
          Key.withDefault(
              "spare",
              new Shape.WholeNumber(0, MOST_SPARE),
              "1",
              "instances beyond what tasks need"));

  public BinPack {
    services = Map.copyOf(services);
    if (cluster.isBlank() || spare < 0) {
      throw new IllegalArgumentException("binPack needs a cluster, and spare is 0 or more");
    }
  }

  static Optional<ScalingPolicy> read(PolicyFields in) {
    var fields = in.fields();
    var cluster = fields.text("cluster");
    int spare = fields.integer("spare", 0, MOST_SPARE, 1);
    if (in.neighbours().runsOnACluster()) {
      fields.problem(
          "cluster",
          "this target runs on a cluster's instances, it has none itself",
          "write binPack at the target whose instances carry the cluster");
    }
    var services = in.neighbours().servicesOf(cluster);
    return in.whenSound(() -> new BinPack(cluster, spare, services));
  }

  @Override
  public List<Need> needs() {
    return List.of();
  }

  @Override
  public Set<TargetId> follows() {
    return Set.copyOf(services.values());
  }

  @Override
  public Set<String> clusters() {
    return Set.of(cluster);
  }

  @Override
  public List<Proposal> propose(Observation seen) {
    return List.of(
        switch (seen.cluster(cluster)) {
          case Occupancy.Unread(var why) ->
              abstain(Reason.Code.UNREAD, cluster + " could not be read: " + why);
          case Occupancy.Known(var packing) -> propose(packing, seen);
        });
  }

  private Proposal propose(Packing packing, Observation seen) {
    for (TargetId service : services.values().stream().sorted().toList()) {
      if (!seen.peers().containsKey(service)) {
        return abstain(Reason.Code.UNREAD, "the capacity of " + service + " is not known");
      }
    }
    if (packing.hosts().isEmpty()) {
      return abstain(
          Reason.Code.NO_DATA,
          "no instance of " + cluster + " takes tasks, so how large one is is not known");
    }
    var host = smallest(packing.hosts());
    var size = shown(host) + (packing.hosts().size() > 1 ? ", the smallest there are" : "");
    var hosts = HostCount.of(demands(packing, seen), host);
    if (hosts.tasks() > MOST_TASKS) {
      return abstain(Reason.Code.NO_DATA, "more than " + MOST_TASKS + " tasks are not counted");
    }
    return hosts
        .tooLarge()
        .map(task ->
            abstain(
                Reason.Code.NO_DATA,
                "a task of " + task.service() + " (" + shown(task) + ") is too large for " + size))
        .orElseGet(() -> want(hosts, host, size, seen.desired()));
  }

  private Proposal want(HostCount hosts, Host host, String size, int desired) {
    long packed = hosts.nextFit();
    int want = (int) Math.min(packed + spare, Integer.MAX_VALUE);
    var facts = new HashMap<String, Double>();
    facts.put("tasks", (double) hosts.tasks());
    facts.put("packed", (double) packed);
    facts.put("lowerBound", (double) hosts.lowerBound());
    facts.put("firstFitDecreasing", (double) hosts.firstFitDecreasing((_, _, _) -> {}));
    facts.put("hostCpu", (double) host.size().cpu());
    facts.put("hostMemory", (double) host.size().memory());
    facts.put("spare", (double) spare);
    facts.put("want", (double) want);
    var code = want == desired ? Reason.Code.IN_BAND : Reason.Code.OFF_TARGET;
    var needed = hosts.tasks() + " tasks need " + packed + " + " + spare + " spare";
    return new Proposal.Want(want, new Reason(code, needed + " instances of " + size, facts));
  }

  private List<Demand> demands(Packing packing, Observation seen) {
    var demands = new ArrayList<Demand>();
    for (Demand demand : packing.demands()) {
      var service = services.get(demand.service());
      var peer = service == null ? null : seen.peers().get(service);
      demands.add(
          peer == null
              ? demand
              : demand.count(Math.max(demand.count(), Math.max(peer.desired(), peer.decided()))));
    }
    return demands;
  }

  private static Host smallest(List<Host> hosts) {
    int cpu = hosts.stream().mapToInt(host -> host.size().cpu()).min().orElse(0);
    int memory = hosts.stream().mapToInt(host -> host.size().memory()).min().orElse(0);
    var enis = hosts.stream().flatMapToInt(host -> host.enis().stream()).min();
    return new Host(new UnitSize(cpu, memory), enis);
  }

  /// `2048 CPU, 3840 MiB, 2 ENIs`
  private static String shown(Host host) {
    return shown(host.size(), host.enis());
  }

  private static String shown(Demand task) {
    return shown(task.each(), task.enis() > 0 ? OptionalInt.of(task.enis()) : OptionalInt.empty());
  }

  private static String shown(UnitSize size, OptionalInt enis) {
    return size.cpu()
        + " CPU, "
        + size.memory()
        + " MiB"
        + (enis.isPresent() ? ", " + enis.getAsInt() + " ENI" : "");
  }

  private static Proposal abstain(Reason.Code code, String summary) {
    return new Proposal.Abstain(Reason.of(code, summary));
  }
}
