package ecf.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.guardrail.Rate;
import ecf.core.memory.TargetMemory;
import ecf.core.model.CapacityRange;
import ecf.core.model.Money;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.observation.Inspection;
import ecf.core.observation.Observation;
import ecf.core.observation.Room;
import ecf.core.policy.Follow;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.ScalingPolicy;
import ecf.core.policy.TargetTracking;
import ecf.core.testing.Scene;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole files' worth of targets, each in a line of words, and what comes of all of them:
///
/// `web 4→9`: 4 units, and 9 are wanted. Then in any order: `serves 3`, `min 2`, `in web` (a pool),
/// `priority 1`, `costs 0.5`, `room 6/2` (6 vCPUs are left in the account, and a unit takes 2),
/// `follows api` (wants as many), `on db` (depends), `observes`, `only out`, `gone 3` (scaled in
/// five minutes ago) `unseen` (only remembered), `unknown` (not even that).
class CoordinationTest {
  private static final Instant NOW = Scene.time("10:00");

  record Row(String title, Limits limits, List<String> targets, List<String> expected) {
    @Override
    public String toString() {
      return title;
    }
  }

  static Stream<Row> pools() {
    return Stream.of(
        row(
            "a pool with room",
            pool(20),
            of("api 4→8 in web", "web 4→6 in web"),
            of("api 4→8", "web 4→6")),
        row(
            "the rest of a pool by urgency",
            pool(12),
            of("api 4→6 in web", "web 4→8 in web"),
            of("api 4: 6 wanted, but pool web (12 units) is used up: web 8, api 4", "web 4→8")),
        row(
            "equally urgent: in proportion, then by name",
            pool(13),
            of("api 4→8 in web", "web 4→8 in web"),
            of(
                "api 4→7: 8 wanted, but pool web (13 units) is used up: api 7, web 6",
                "web 4→6: 8 wanted, but pool web (13 units) is used up: api 7, web 6")),
        row(
            "priority before urgency",
            pool(12),
            of("api 4→6 in web priority 1", "web 4→8 in web"),
            of("api 4→6", "web 4→6: 8 wanted, but pool web (12 units) is used up: api 6, web 6")),
        row(
            "who is in no pool is not held",
            pool(8),
            of("api 4→8", "web 4→8 in web", "work 4→4 in web"),
            of(
                "api 4→8",
                "web 4: 8 wanted, but pool web (8 units) is used up: web 4, work 4",
                "work 4")),
        row(
            "units that go are free when they are gone",
            pool(14),
            of("api 10→6 in web", "web 4→8 in web"),
            of("api 10→6", "web 4: 8 wanted, but pool web (14 units) is used up: api 10, web 4")),
        row(
            "a pool that is over-used scales nobody in",
            pool(6),
            of("api 4→4 in web", "web 4→8 in web"),
            of("api 4", "web 4: 8 wanted, but pool web (6 units) is used up: api 4, web 4")),
        row(
            "a minimum holds whatever the pool says, and counts",
            pool(8),
            of("api 1→8 in web min 3", "web 4→8 in web"),
            of(
                "api 1→4: 8 wanted, but pool web (8 units) is used up: api 4, web 4",
                "web 4: 8 wanted, but pool web (8 units) is used up: api 4, web 4")),
        row(
            "who was not seen counts by the last look, by its minimum without one",
            pool(20),
            of("a 9→9 in web unseen", "b 5→5 in web min 2 unknown", "web 4→12 in web"),
            of("web 4→9: 12 wanted, but pool web (20 units) is used up: a 9, web 9, b 2")),
        row(
            "who only observes uses up nothing and gets what acting ones leave",
            pool(12),
            of("api 4→8 in web observes priority 9", "web 4→6 in web"),
            of(
                "api 4→6: only observed: 8 wanted, but pool web (12 units) is used up: web 6, api"
                    + " 4",
                "web 4→6")),
        row(
            "five users, four of them named",
            pool(15),
            of("a 3→3 in web", "b 3→3 in web", "c 3→3 in web", "d 2→2 in web", "web 4→8 in web"),
            of(
                "a 3",
                "b 3",
                "c 3",
                "d 2",
                "web 4: 8 wanted, but pool web (15 units) is used up: web 4, a 3, b 3, c 3 and 1"
                    + " other")));
  }

  static Stream<Row> money() {
    return Stream.of(
        row(
            "a unit that is still paid for, and not one more",
            cost("10"),
            of("api 4→8 costs 1", "web 4→8 costs 0.5 priority -1"),
            of(
                "api 4→8",
                "web 4: 8 wanted, but the 10.00 USD/h of limits.cost are used up: api 8.00 USD/h,"
                    + " web 2.00 USD/h")),
        row(
            "who costs nothing is not held",
            cost("4"),
            of("api 4→8 costs 1", "free 4→8 costs 0", "web 4→8"),
            of(
                "api 4: 8 wanted, but the 4.00 USD/h of limits.cost are used up: api 4.00 USD/h",
                "free 4→8",
                "web 4→8")),
        row(
            "money and pool: what the pool keeps from one pays for another",
            new Limits(new TreeMap<>(Map.of("web", 6)), Optional.of(usd("12")), Optional.empty()),
            of("api 4→8 costs 1 in web priority 1", "web 4→8 costs 1"),
            of(
                "api 4→6: 8 wanted, but pool web (6 units) is used up: api 6",
                "web 4→6: 8 wanted, but the 12.00 USD/h of limits.cost are used up: api 6.00 USD/h,"
                    + " web 6.00 USD/h")),
        row(
            "money that pays for no unit",
            cost("4"),
            of("api 0→2 costs 5"),
            of(
                "api 0: 2 wanted, but the 4.00 USD/h of limits.cost are used up: too little for"
                    + " one unit")),
        row(
            "it scales nobody in",
            cost("1"),
            of("api 4→3 costs 1", "web 4→4 costs 1"),
            of("api 4→3", "web 4")));
  }

  static Stream<Row> quotas() {
    return Stream.of(
        row("a quota with room", Limits.none(), of("web 4→8 room 8/2"), of("web 4→8")),
        row(
            "as many as fit into what is left",
            Limits.none(),
            of("web 4→8 room 5.9/2"),
            of("web 4→6: 8 wanted, but the account's vCPUs (L-1) are few; on the way: web 2")),
        row(
            "not one more",
            Limits.none(),
            of("web 4→8 room 0.5/1"),
            of("web 4: 8 wanted, but the account's vCPUs (L-1) are few: too little for one unit")),
        row(
            "units that do not run yet will take theirs",
            Limits.none(),
            of("web 6→9 serves 4 room 6/2"),
            of("web 6→7: 9 wanted, but the account's vCPUs (L-1) are few; on the way: web 3")),
        row(
            "shared by those who count for it, the higher priority first",
            Limits.none(),
            of("api 4→6 room 6/1", "web 4→8 room 6/2 priority 1", "work 4→8"),
            of(
                "api 4: 6 wanted, but the account's vCPUs (L-1) are few; on the way: web 3",
                "web 4→7: 8 wanted, but the account's vCPUs (L-1) are few; on the way: web 3",
                "work 4→8")),
        row(
            "more in use than allowed scales nobody in",
            Limits.none(),
            of("api 4→3 room -9/1", "web 4→5 room -9/1"),
            of(
                "api 4→3",
                "web 4: 5 wanted, but the account's vCPUs (L-1) are few: too little for one unit")),
        row(
            "a minimum holds whatever is left: AWS has the last word",
            Limits.none(),
            of("web 1→8 min 3 room 0/1"),
            of("web 1→3: 8 wanted, but the account's vCPUs (L-1) are few; on the way: web 2")),
        row(
            "the pool keeps from it what would have fitted",
            pool(6),
            of("web 4→9 in web room 4/1"),
            of("web 4→6: 9 wanted, but pool web (6 units) is used up: web 6")));
  }

  static Stream<Row> radius() {
    return Stream.of(
        row(
            "30% of 40 units are 12: the largest cut first",
            radius(Optional.empty(), share(0.3)),
            of("a 20→10", "b 10→8", "c 10→9"),
            of(
                "a 20→10",
                "b 10→8",
                "c 10: 9 wanted, but at most 30% of 40 units may scale in within 10m: a 10, b 2")),
        row(
            "a share of little is still one",
            radius(Optional.empty(), share(0.1)),
            of("a 4→2", "b 4→4"),
            of("a 4→3: 2 wanted, but at most 10% of 8 units may scale in within 10m: a 1", "b 4")),
        row(
            "50% of 3 targets are 2",
            radius(share(0.5), Optional.empty()),
            of("a 4→2", "b 4→2", "c 4→2"),
            of(
                "a 4→2",
                "b 4→2",
                "c 4: 2 wanted, but at most 50% of 3 targets may scale in within 10m: a 2, b 2")),
        row(
            "passes do not add up",
            radius(share(0.5), Optional.of(new Rate.Units(3))),
            of("a 2→1 gone 2", "b 4→2", "c 4→4", "d 4→4 gone 1"),
            of(
                "a 2: 1 wanted, but at most 3 of 17 units may scale in within 10m: a 2, d 1",
                "b 4: 2 wanted, but at most 50% of 4 targets may scale in within 10m: a 2, d 1",
                "c 4",
                "d 4")),
        row(
            "who was counted already may go on",
            radius(share(0.5), Optional.empty()),
            of("a 4→2 gone 2", "b 4→2"),
            of(
                "a 4→2",
                "b 4: 2 wanted, but at most 50% of 2 targets may scale in within 10m: a 4")),
        row(
            "targets that take no part count",
            radius(Optional.empty(), share(0.5)),
            of("a 10→2", "b 10→10 unseen gone 4"),
            of("a 10→2")),
        row(
            "scale-outs are never held by it",
            radius(Optional.of(new Rate.Units(1)), Optional.of(new Rate.Units(1))),
            of("a 4→8", "b 4→8", "c 4→1"),
            of(
                "a 4→8",
                "b 4→8",
                "c 4→3: 1 wanted, but at most 1 of 12 units may scale in within 10m: c 1")));
  }

  static Stream<Row> dependencies() {
    return Stream.of(
        row(
            "a dependency that grows comes first",
            Limits.none(),
            of("db 4→6", "web 4→8 on db"),
            of("db 4→6", "web 4: 8 wanted, but it waits for db, where 4 of 6 serve")),
        row(
            "one that has not come up yet is waited for",
            Limits.none(),
            of("cache 3→3", "db 6→6 serves 4", "web 4→8 on db,cache"),
            of("cache 3", "db 6", "web 4: 8 wanted, but it waits for db, where 4 of 6 serve")),
        row(
            "one that serves what was decided is not",
            Limits.none(),
            of("db 6→6", "web 4→8 on db"),
            of("db 6", "web 4→8")),
        row(
            "one that shrinks is not",
            Limits.none(),
            of("db 6→5", "web 4→8 on db"),
            of("db 6→5", "web 4→8")),
        row(
            "a scale-in does not wait",
            Limits.none(),
            of("db 6→6 serves 2", "web 4→2 on db"),
            of("db 6", "web 4→2")),
        row(
            "a minimum does not wait",
            Limits.none(),
            of("db 6→6 serves 2", "web 1→8 min 2 on db"),
            of("db 6", "web 1→2: 8 wanted, but it waits for db, where 2 of 6 serve")),
        row(
            "who waits is waited for",
            Limits.none(),
            of("api 4→8 on db", "db 4→6", "web 4→8 on api"),
            of(
                "api 4: 8 wanted, but it waits for db, where 4 of 6 serve",
                "db 4→6",
                "web 4: 8 wanted, but it waits for api, where 4 of 8 serve")),
        row(
            "one that could not be seen is waited for",
            Limits.none(),
            of("db 6→6 unseen", "web 4→8 on db"),
            of("web 4: 8 wanted, but it waits for db, which is not known now")),
        row(
            "what is only observed changes nothing that one could wait for",
            Limits.none(),
            of("db 4→6 observes", "web 4→8 on db"),
            of("db 4→6: only observed: load 6 is above 1 per unit: 4 → 6", "web 4→8")),
        row(
            "a dependency that a pool keeps as it is serves what was decided",
            pool(4),
            of("db 4→6 in web", "web 4→8 on db"),
            of("db 4: 6 wanted, but pool web (4 units) is used up: db 4", "web 4→8")),
        row(
            "what a waiting target leaves goes to others",
            pool(14),
            of("api 4→8 in web", "db 2→3", "web 4→8 in web priority 1 on db"),
            of("api 4→8", "db 2→3", "web 4: 8 wanted, but it waits for db, where 2 of 3 serve")),
        row(
            "who carries a waiting target leads it",
            Limits.none(),
            of("nodes 4→0 follows web", "web 4→8 on nodes"),
            of("nodes 4→8", "web 4: 8 wanted, but it waits for nodes, where 4 of 8 serve")));
  }

  static Stream<Row> followers() {
    return Stream.of(
        row(
            "who follows a target that was cut needs no more than that",
            pool(6),
            of("nodes 4→0 follows web", "web 4→9 in web"),
            of("nodes 4→6", "web 4→6: 9 wanted, but pool web (6 units) is used up: web 6")),
        row(
            "any depth",
            pool(6),
            of("disks 4→0 follows nodes", "nodes 4→0 follows web", "web 4→9 in web"),
            of(
                "disks 4→6",
                "nodes 4→6",
                "web 4→6: 9 wanted, but pool web (6 units) is used up: web 6")),
        row(
            "both in one pool grow side by side, though the follower goes first",
            pool(14),
            of("nodes 4→0 follows web in web priority 1", "web 4→10 in web"),
            of(
                "nodes 4→7",
                "web 4→7: 10 wanted, but pool web (14 units) is used up: nodes 7, web 7")),
        row(
            "who follows a target that was cut is not scaled in",
            pool(4),
            of("nodes 6→0 follows web", "web 4→9 in web"),
            of("nodes 6", "web 4: 9 wanted, but pool web (4 units) is used up: web 4")),
        row(
            "who follows one that only observes stays",
            Limits.none(),
            of("nodes 4→0 follows web", "web 4→9 observes"),
            of("nodes 4", "web 4→9: only observed: load 9 is above 1 per unit: 4 → 9")));
  }

  static Stream<Row> conduct() {
    return Stream.of(
        row(
            "only out",
            Limits.none(),
            of("api 4→8 only out", "web 8→4 only out"),
            of(
                "api 4→8",
                "web 8: held, for it only scales out: load 4 is below 1 per unit: 8 → 4")),
        row(
            "only in, but never below its minimum",
            Limits.none(),
            of("api 4→8 only in", "web 8→4 only in", "work 1→4 only in min 2"),
            of(
                "api 4: held, for it only scales in: load 8 is above 1 per unit: 4 → 8",
                "web 8→4",
                "work 1→2: brought up to its min 2")));
  }

  @ParameterizedTest
  @MethodSource({"pools", "money", "quotas", "radius", "dependencies", "followers", "conduct"})
  void allTargetsTogether(Row row) {
    var file = row.targets.stream().map(CoordinationTest::target).toList();
    assertThat(shown(plan(row.limits, file))).isEqualTo(row.expected);
    var shuffled = new ArrayList<>(file);
    Collections.shuffle(shuffled, new Random(7));
    assertThat(plan(row.limits, shuffled)).isEqualTo(plan(row.limits, file));
  }

  record Target(FleetSpec spec, Optional<Observation> seen, Optional<TargetMemory> remembered) {}

  static Plan plan(Limits limits, List<Target> file) {
    var seen = new HashMap<TargetId, Observation>();
    var remembered = new HashMap<TargetId, TargetMemory>();
    file.forEach(each -> {
      each.seen.ifPresent(sight -> seen.put(each.spec.id(), sight));
      each.remembered.ifPresent(memory -> remembered.put(each.spec.id(), memory));
    });
    return Planner.plan(
        file.stream().map(Target::spec).toList(), limits, seen, Map.of(), Map.of(), remembered);
  }

  private static List<String> shown(Plan plan) {
    return plan.decisions().values().stream().map(CoordinationTest::shown).toList();
  }

  private static String shown(Decision decision) {
    var why = decision.cause().reason();
    var told =
        switch (why.code()) {
          case IN_BAND, OFF_TARGET -> "";
          default -> ": " + why.summary();
        };
    return switch (decision) {
      case Decision.Resize resize ->
          resize.target() + " " + resize.from() + "→" + resize.to() + told;
      case Decision.Hold hold -> hold.target() + " " + hold.at() + told;
      default -> decision.toString();
    };
  }

  static Target target(String text) {
    var words = new ArrayList<>(List.of(text.split(" ")));
    var id = new TargetId(words.removeFirst());
    var units = words.removeFirst().split("→");
    int desired = Integer.parseInt(units[0]);
    int wanted = Integer.parseInt(units[1]);
    int serving = desired;
    int min = 0;
    int gone = 0;
    int priority = 0;
    Optional<String> pool = Optional.empty();
    Optional<Money> price = Optional.empty();
    Optional<Room> room = Optional.empty();
    var dependsOn = Set.<TargetId>of();
    ScalingPolicy policy = new TargetTracking("load", 1, 0, false);
    var mode = FleetSpec.Mode.ACT;
    var directions = FleetSpec.Directions.BOTH;
    boolean seen = true;
    boolean known = true;
    while (!words.isEmpty()) {
      switch (words.removeFirst()) {
        case "serves" -> serving = Integer.parseInt(words.removeFirst());
        case "min" -> min = Integer.parseInt(words.removeFirst());
        case "in" -> pool = Optional.of(words.removeFirst());
        case "priority" -> priority = Integer.parseInt(words.removeFirst());
        case "costs" -> price = Optional.of(usd(words.removeFirst()));
        case "room" -> room = Optional.of(room(words.removeFirst().split("/")));
        case "gone" -> gone = Integer.parseInt(words.removeFirst());
        case "follows" -> policy = new Follow(Set.of(new TargetId(words.removeFirst())), 1);
        case "on" ->
            dependsOn =
                Stream.of(words.removeFirst().split(","))
                    .map(TargetId::new)
                    .collect(Collectors.toSet());
        case "observes" -> mode = FleetSpec.Mode.OBSERVE;
        case "only" ->
            directions =
                words.removeFirst().equals("in")
                    ? FleetSpec.Directions.IN
                    : FleetSpec.Directions.OUT;
        case "unseen" -> seen = false;
        case "unknown" -> {
          seen = false;
          known = false;
        }
        default -> throw new IllegalArgumentException(text);
      }
    }
    var spec =
        new FleetSpec(
            id,
            Resource.of("fleet", id.name()),
            new CapacityRange(min, 1000),
            List.of(new NamedPolicy("it", "it", policy, new MissingData.HoldScaleIn())),
            List.of(),
            Map.of(),
            FleetSpec.Health.byProvider(),
            new FleetSpec.Conduct(
                mode, directions, FleetSpec.GroupBounds.KEEP, FleetSpec.Ownership.REFUSE),
            new FleetSpec.Ties(dependsOn, pool, priority, price),
            Set.of());
    var scene = Scene.at("10:00").desired(desired).serving(serving).signal("load", "10:00", wanted);
    if (gone > 0) {
      scene.sent("09:55", desired + gone, desired).sent("09:40", desired + 100, desired);
    }
    var sight = scene.seen().inspected(Inspection.clear().room(room));
    return new Target(
        spec,
        seen ? Optional.of(sight) : Optional.empty(),
        known && !seen ? Optional.of(sight.memory()) : Optional.empty());
  }

  private static Room room(String[] leftAndEach) {
    return new Room(
        "L-1",
        "vCPUs (L-1) are few",
        new BigDecimal(leftAndEach[0]),
        new BigDecimal(leftAndEach[1]));
  }

  private static Row row(String title, Limits limits, List<String> targets, List<String> expected) {
    return new Row(title, limits, targets, expected);
  }

  private static List<String> of(String... lines) {
    return List.of(lines);
  }

  private static Limits pool(int units) {
    return new Limits(new TreeMap<>(Map.of("web", units)), Optional.empty(), Optional.empty());
  }

  private static Limits cost(String most) {
    return new Limits(new TreeMap<>(), Optional.of(usd(most)), Optional.empty());
  }

  private static Limits radius(Optional<Rate> targets, Optional<Rate> units) {
    return new Limits(
        new TreeMap<>(), Optional.empty(), Optional.of(new Limits.BlastRadius(targets, units)));
  }

  private static Optional<Rate> share(double share) {
    return Optional.of(new Rate.Share(share));
  }

  private static Money usd(String perHour) {
    return new Money(new BigDecimal(perHour), "USD");
  }
}
