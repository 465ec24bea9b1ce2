package ecf.core.engine;

import ecf.core.model.Activity;
import ecf.core.model.Figures;
import ecf.core.model.Member;
import ecf.core.model.Registration;
import ecf.core.observation.GroupObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Who leaves a group: first those that are gone, then those that are sick for too long.
///
/// * While nobody is healthy, a load balancer sends to everybody: then nobody leaves.
/// * Whoever serves leaves only while enough others do: `minHealthy` of the file, and the group's
///   own thresholds. Members in their slow start do not count among them. From the fullest zone
///   first.
/// * Who is sick leaves only while enough serve, and from one zone at a time: while somebody of one
///   zone is kept out as sick, nobody of another leaves for that. A check that fails everywhere
///   tells of something else than of sick members.
/// * Where the traffic of a zone goes to its own members alone, the last of them that serves stays,
///   and so do those that are sick where none of their zone serves. That holds for members whose
///   zone is known.
/// * Nobody leaves while it is not known whether somebody else registers there, nor while traffic
///   is kept from a zone: those that are left would have to carry it when the zone comes back.
///
/// Four registered, three healthy, `minHealthy: 2`: of two that are gone and serve, one leaves, and
/// the sick one leaves too. With `minHealthy: 4` nobody leaves.
final class Leaving {
  private final GroupSpec spec;
  private final GroupObservation seen;
  private final List<Registration> present;

  /// By id and port.
  private final Set<String> members;

  private final Map<String, String> zones = new HashMap<>();

  Leaving(GroupSpec spec, GroupObservation seen) {
    this.spec = spec;
    this.seen = seen;
    present =
        seen.target().registered().stream()
            .filter(each -> each.health() != Registration.Health.DRAINING)
            .sorted(Comparator.comparing(Registration::member))
            .toList();
    members =
        seen.target().members().stream()
            .filter(each -> !seen.leaving().contains(each.id()))
            .map(Member::toString)
            .collect(Collectors.toSet());
    seen.target().members().forEach(member -> zones.put(member.id(), member.zone()));
  }

  List<Change.Joining> all() {
    var leaving = new ArrayList<Change.Joining>();
    leavingGone().forEach(each -> leaving.add(new Change.Joining(each.member(), whyGone(each))));
    for (Registration each : sick()) {
      var age = Figures.plain(sickFor(each));
      var why = each.why().isEmpty() ? "" : " (" + each.why() + ")";
      leaving.add(new Change.Joining(each.member(), "unhealthy for " + age + why));
    }
    return leaving;
  }

  private String whyGone(Registration each) {
    return seen.leaving().contains(each.member().id())
        ? "leaves with the next scale-in of its fleet"
        : "registered and no longer a member";
  }

  /// Why somebody stays who should leave.
  Optional<String> held() {
    int gone = gone().size() - leavingGone().size();
    int sick = sickForTooLong().size() - sick().size();
    if (gone + sick == 0) {
      return Optional.empty();
    }
    var who =
        gone == 0
            ? sick + " sick members stay: "
            : sick == 0
                ? gone + " gone members stay: "
                : gone + " gone and " + sick + " sick members stay: ";
    if (nobodyIsHealthy()) {
      return Optional.of(who + "nobody is healthy, so traffic goes to all of them");
    }
    if (seen.unread().isPresent()) {
      return Optional.of(who + "nobody knows whose members they are: " + seen.unread().get());
    }
    if (kept().isPresent()) {
      return Optional.of(who + kept().get().summary());
    }
    var unread = seen.target().settings().unread();
    if (unread.isPresent()) {
      return Optional.of(who + "what the group is set to could not be read: " + unread.get());
    }
    return Optional.of(who + shortage(gone));
  }

  private String shortage(int gone) {
    return serving() < floor() || gone > 0 && serving() == floor()
        ? "fewer than the healthy minimum would be left"
        : seen.target().settings().byZone()
            ? "their zone has nobody else who is healthy, and its traffic goes nowhere else"
            : "others of another zone are out already";
  }

  private boolean nobodyIsHealthy() {
    return present.stream().noneMatch(each -> each.health().serves());
  }

  /// What the provider does there that keeps everybody in.
  private Optional<Activity> kept() {
    return seen.target().activities().stream().filter(each -> each.hinders().scaleIn()).findFirst();
  }

  private int serving() {
    return (int) present.stream().filter(this::serves).count();
  }

  /// A member in its slow start gets less than its share: it cannot stand in for another.
  private boolean serves(Registration each) {
    var since = seen.memory().traffic().young().get(each.member().toString());
    var slowStart = seen.target().settings().slowStart();
    return each.health().serves() && (since == null || !seen.now().isBefore(since.plus(slowStart)));
  }

  private int floor() {
    var settings = seen.target().settings();
    int share = (int) Math.ceil(settings.healthyShare() * present.size() - 1e-9);
    int own = Math.max(settings.healthyUnits(), share);
    return Math.max(1, Math.max(own, spec.minHealthy().out(present.size())));
  }

  private List<Registration> gone() {
    return present.stream()
        .filter(each -> !isMember(each))
        .filter(each ->
            spec.exclusive()
                || seen.memory().members().contains(each.member().id())
                || seen.leaving().contains(each.member().id()))
        .toList();
  }

  private boolean isMember(Registration each) {
    return members.contains(each.member().toString());
  }

  private List<Registration> leavingGone() {
    if (nobodyIsHealthy() || seen.unread().isPresent() || kept().isPresent()) {
      return List.of();
    }
    var leaving = new HashSet<>(gone().stream().filter(each -> !each.health().serves()).toList());
    if (seen.target().settings().unread().isEmpty()) {
      leaving.addAll(fromTheFullestZones(gone(), serving() - floor()));
    }
    return present.stream().filter(leaving::contains).toList();
  }

  /// Who gets traffic in its slow start leaves like any other: it is not counted, so that costs no
  /// more than its own share.
  private List<Registration> fromTheFullestZones(List<Registration> gone, int spare) {
    var left =
        present.stream()
            .filter(this::serves)
            .collect(
                Collectors.groupingBy(
                    each -> zone(each.member()), HashMap::new, Collectors.summingInt(_ -> 1)));
    var open = new ArrayList<>(gone.stream().filter(each -> each.health().serves()).toList());
    var leaving = new ArrayList<Registration>();
    int more = spare;
    while (!open.isEmpty() && more > 0) {
      open.removeIf(each -> isTheLastOfItsZone(left, each));
      if (open.isEmpty()) {
        break;
      }
      var next =
          open.stream()
              .min(
                  Comparator.<Registration>comparingInt(each -> -servingIn(left, each))
                      .thenComparing(Registration::member))
              .orElseThrow();
      open.remove(next);
      leaving.add(next);
      if (serves(next)) {
        more--;
        left.merge(zone(next.member()), -1, Integer::sum);
      }
    }
    return leaving;
  }

  /// A zone of its own sends to everybody as well while none of them is healthy.
  private boolean isWithoutHealthy(Registration sick) {
    var zone = zone(sick.member());
    return seen.target().settings().byZone()
        && !zone.isEmpty()
        && present.stream()
            .noneMatch(each -> each.health().serves() && zone(each.member()).equals(zone));
  }

  private boolean isTheLastOfItsZone(Map<String, Integer> serving, Registration each) {
    int others = servingIn(serving, each) - (serves(each) ? 1 : 0);
    return seen.target().settings().byZone() && !zone(each.member()).isEmpty() && others < 1;
  }

  private int servingIn(Map<String, Integer> zones, Registration each) {
    return zones.getOrDefault(zone(each.member()), 0);
  }

  /// Those that leave because they are sick.
  List<Registration> sick() {
    var sick = sickForTooLong().stream().filter(each -> !isWithoutHealthy(each)).toList();
    boolean unread = seen.unread().isPresent() || seen.target().settings().unread().isPresent();
    if (sick.isEmpty() || serving() < floor() || unread || kept().isPresent()) {
      return List.of();
    }
    var zone = zone(sick.getFirst().member());
    Set<String> out =
        Rebalancing.bans(seen).values().stream()
            .map(removal -> removal.zone())
            .collect(Collectors.toSet());
    return out.isEmpty()
        ? sick.stream().filter(each -> zone(each.member()).equals(zone)).toList()
        : sick.stream().filter(each -> out.equals(Set.of(zone(each.member())))).toList();
  }

  /// The longest first.
  private List<Registration> sickForTooLong() {
    var limit = spec.removeUnhealthyAfter();
    if (limit.isEmpty()) {
      return List.of();
    }
    return present.stream()
        .filter(each -> each.health() == Registration.Health.UNHEALTHY)
        .filter(each -> isMember(each))
        .filter(each -> sickFor(each).compareTo(limit.get()) >= 0)
        .sorted(
            Comparator.<Registration, Instant>comparing(each -> sickSince(each.member().toString()))
                .thenComparing(Registration::member))
        .toList();
  }

  private Duration sickFor(Registration each) {
    return Duration.between(sickSince(each.member().toString()), seen.now());
  }

  Instant sickSince(String member) {
    return seen.memory().traffic().sick().getOrDefault(member, seen.now());
  }

  /// Where it is: groups of instances do not tell, but the source of the members does.
  String zone(Member member) {
    return member.zone().isEmpty() ? zones.getOrDefault(member.id(), "") : member.zone();
  }
}
