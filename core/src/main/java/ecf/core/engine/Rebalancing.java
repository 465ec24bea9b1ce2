package ecf.core.engine;

import ecf.core.model.Cause;
import ecf.core.model.Member;
import ecf.core.model.Reason;
import ecf.core.model.Registration;
import ecf.core.model.TargetState;
import ecf.core.observation.GroupObservation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Decides who joins and who leaves a group: registered is what runs and is missing, deregistered
/// what is gone. Someone whom we never saw among the members was registered by somebody else and
/// stays, unless the group is `exclusive`.
final class Rebalancing {
  private Rebalancing() {}

  static Decision decide(GroupSpec spec, GroupObservation seen) {
    var group = seen.target();
    var owner = group.owner();
    if (owner.isPresent()) {
      var why = Reason.of(Reason.Code.OWNED, "its members belong to " + owner.get().who());
      return new Decision.Refused(spec.id(), Cause.engine(why), owner.get().hint(), Trace.empty());
    }
    var joining = joining(group);
    var leaving = leaving(spec, seen);
    var changes = new ArrayList<Change>();
    if (!joining.isEmpty()) {
      changes.add(new Change.Register(joining));
    }
    if (!leaving.isEmpty()) {
      changes.add(new Change.Deregister(leaving));
    }
    var facts =
        Map.of(
            "members",
            (double) group.members().size(),
            "joining",
            (double) joining.size(),
            "leaving",
            (double) leaving.size());
    return changes.isEmpty()
        ? new Decision.Steady(
            spec.id(), Cause.engine(new Reason(Reason.Code.IN_BAND, steady(spec, seen), facts)))
        : new Decision.Rebalance(
            spec.id(),
            changes,
            Cause.engine(
                new Reason(
                    Reason.Code.OFF_TARGET,
                    joining.size() + " to register, " + leaving.size() + " to deregister",
                    facts)));
  }

  private static String steady(GroupSpec spec, GroupObservation seen) {
    int held = gone(spec, seen).size();
    return held == 0
        ? "its " + seen.target().members().size() + " members are registered"
        : held + " gone members stay: fewer than the healthy minimum would be left";
  }

  private static List<Change.Joining> joining(TargetState.Group group) {
    return group.members().stream()
        .filter(
            member -> group.registered().stream().noneMatch(each -> each.member().sameAs(member)))
        .sorted()
        .map(member -> new Change.Joining(member, "running and not registered"))
        .toList();
  }

  /// Whoever serves leaves only while enough others do; while nobody serves, a load balancer sends
  /// to everybody, so nobody leaves.
  private static List<Change.Joining> leaving(GroupSpec spec, GroupObservation seen) {
    var present = present(seen.target());
    long serving = present.stream().filter(each -> each.health().serves()).count();
    if (serving == 0) {
      return List.of();
    }
    long spare = serving - Math.max(1, spec.minHealthy().out(present.size()));
    var leaving = new ArrayList<Change.Joining>();
    for (Registration each : gone(spec, seen)) {
      if (!each.health().serves() || spare-- > 0) {
        leaving.add(new Change.Joining(each.member(), "registered and no longer a member"));
      }
    }
    return leaving;
  }

  private static List<Registration> gone(GroupSpec spec, GroupObservation seen) {
    return present(seen.target()).stream()
        .filter(each -> isGone(each.member(), seen.target().members()))
        .filter(each -> spec.exclusive() || seen.memory().members().contains(each.member().id()))
        .sorted(Comparator.comparing(Registration::member))
        .toList();
  }

  private static boolean isGone(Member member, List<Member> members) {
    return members.stream().noneMatch(other -> other.sameAs(member));
  }

  private static List<Registration> present(TargetState.Group group) {
    return group.registered().stream()
        .filter(each -> each.health() != Registration.Health.DRAINING)
        .toList();
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
}
