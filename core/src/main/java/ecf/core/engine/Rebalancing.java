package ecf.core.engine;

import ecf.core.memory.Traffic;
import ecf.core.model.Cause;
import ecf.core.model.Reason;
import ecf.core.model.Registration;
import ecf.core.observation.GroupObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Decides who joins and who leaves a group: registered is what runs, is missing and was not taken
/// out as sick a short while ago; deregistered is what is gone, or sick for longer than the file
/// allows. Someone whom we never saw among the members was registered by somebody else and stays,
/// unless the group is `exclusive`. What the group itself is set to is a change of its own.
final class Rebalancing {
  /// Who was taken out as sick stays out for so long.
  static final Duration BANNED = Duration.ofMinutes(15);

  /// No group warms its members up for longer.
  private static final Duration LONGEST_SLOW_START = Duration.ofMinutes(15);

  private final GroupSpec spec;
  private final GroupObservation seen;
  private final Leaving leaving;

  private Rebalancing(GroupSpec spec, GroupObservation seen) {
    this.spec = spec;
    this.seen = seen;
    leaving = new Leaving(spec, seen);
  }

  static Decision decide(GroupSpec spec, GroupObservation seen) {
    return new Rebalancing(spec, seen).decide();
  }

  private Decision decide() {
    if (seen.memory().tenure().suspended().isPresent()) {
      return Decider.suspended(spec.id());
    }
    var owner = seen.target().owner();
    if (owner.isPresent()) {
      var why = Reason.of(Reason.Code.OWNED, "its members belong to " + owner.get().who());
      return new Decision.Refused(spec.id(), Cause.engine(why), owner.get().hint(), Trace.empty());
    }
    var joining = joining();
    var leaves = leaving.all();
    var changes = new ArrayList<Change>();
    var parts = new ArrayList<String>();
    if (!joining.isEmpty()) {
      changes.add(new Change.Register(joining));
    }
    if (!leaves.isEmpty()) {
      changes.add(new Change.Deregister(leaves));
    }
    if (!changes.isEmpty()) {
      parts.add(joining.size() + " to register, " + leaves.size() + " to deregister");
    }
    var attributes = attributes();
    if (!attributes.to().isEmpty()) {
      changes.add(attributes);
      parts.add(attributes.to().size() + " attributes to set");
    }
    var facts =
        Map.of(
            "members",
            (double) members(),
            "joining",
            (double) joining.size(),
            "leaving",
            (double) leaves.size());
    return changes.isEmpty()
        ? new Decision.Steady(
            spec.id(), Cause.engine(new Reason(Reason.Code.IN_BAND, steady(), facts)))
        : new Decision.Rebalance(
            spec.id(),
            changes,
            Cause.engine(new Reason(Reason.Code.OFF_TARGET, String.join(", ", parts), facts)));
  }

  private String steady() {
    return leaving.held().orElseGet(() -> "its " + members() + " members are registered");
  }

  /// But those that leave.
  private long members() {
    return seen.target().members().stream()
        .filter(each -> !seen.leaving().contains(each.id()))
        .count();
  }

  private List<Change.Joining> joining() {
    var banned = bans(seen).keySet();
    var registered =
        seen.target().registered().stream()
            .map(each -> each.member().toString())
            .collect(Collectors.toSet());
    return seen.target().members().stream()
        .filter(member -> !registered.contains(member.toString()))
        .filter(member -> !banned.contains(member.toString()))
        .filter(member -> !seen.leaving().contains(member.id()))
        .sorted()
        .map(member -> new Change.Joining(member, "running and not registered"))
        .toList();
  }

  /// Who was taken out as sick, and may not come back yet.
  static Map<String, Traffic.Removal> bans(GroupObservation seen) {
    return seen.memory().traffic().removedWithin(BANNED, seen.now());
  }

  private Change.SetAttributes attributes() {
    var known = seen.target().settings().attributes();
    var from = new TreeMap<String, String>();
    var to = new TreeMap<String, String>();
    spec.attributes()
        .forEach((name, value) -> {
          var now = known.get(name);
          if (!value.equals(now)) {
            to.put(name, value);
            if (now != null) {
              from.put(name, now);
            }
          }
        });
    return new Change.SetAttributes(from, to);
  }

  /// Whom the next pass will know as ours: the members of now, and earlier ones that are still
  /// registered.
  static Set<String> ours(GroupObservation seen) {
    var ours = new TreeSet<String>();
    seen.target().registered().stream()
        .map(each -> each.member().id())
        .filter(seen.memory().members()::contains)
        .forEach(ours::add);
    seen.target().members().forEach(member -> ours.add(member.id()));
    return ours;
  }

  /// What the next pass will know of the members' health.
  static Traffic clocks(GroupSpec spec, GroupObservation seen) {
    return new Rebalancing(spec, seen).clocks();
  }

  private Traffic clocks() {
    var removed = new HashMap<>(bans(seen));
    leaving
        .sick()
        .forEach(each ->
            removed.put(
                each.member().toString(),
                new Traffic.Removal(seen.now(), leaving.zone(each.member()))));
    return Traffic.ofMembers(sickSince(), removed, young());
  }

  private Map<String, Instant> sickSince() {
    var since = new HashMap<String, Instant>();
    if (spec.removeUnhealthyAfter().isPresent()) {
      seen.target().registered().stream()
          .filter(each -> each.health() == Registration.Health.UNHEALTHY)
          .map(each -> each.member().toString())
          .forEach(member -> since.put(member, leaving.sickSince(member)));
    }
    return since;
  }

  /// Newcomers: their slow start begins when they are seen healthy.
  private Map<String, Instant> young() {
    var young = new HashMap<String, Instant>();
    joining().forEach(each -> young.put(each.member().toString(), seen.now()));
    for (Registration each : seen.target().registered()) {
      var member = each.member().toString();
      var at = seen.memory().traffic().young().get(member);
      if (at != null && seen.now().isBefore(at.plus(LONGEST_SLOW_START))) {
        young.put(member, each.health().serves() ? at : seen.now());
      }
    }
    return young;
  }
}
