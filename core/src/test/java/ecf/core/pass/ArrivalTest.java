package ecf.core.pass;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.Change;
import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.ListenerSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.engine.Trace;
import ecf.core.guardrail.Rate;
import ecf.core.model.Activity;
import ecf.core.model.CapacityRange;
import ecf.core.model.Cause;
import ecf.core.model.FleetInstance;
import ecf.core.model.Member;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Reason;
import ecf.core.model.Registration;
import ecf.core.model.Registration.Health;
import ecf.core.model.Resource;
import ecf.core.model.Shortfall;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.model.UnitSize;
import ecf.core.model.UnitState;
import ecf.core.observation.Inspection;
import ecf.core.port.Answer;
import ecf.core.port.Provider;
import ecf.core.port.Signals;
import ecf.core.port.Targets;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is waited for after each kind of change: what was sent, what the target shows look after
/// look (the last of them for ever), and what is told until a minute is over. Looks are 2s, 3s,
/// 4.5s, 6.75s, 10s and then 15s apart.
class ArrivalTest {
  private static final UnitSize SMALL = new UnitSize(512, 1024);
  private static final UnitSize LARGE = new UnitSize(1024, 2048);

  private static final FleetSpec WEB = FakeCloud.tracking("web");
  private static final FleetSpec OF_MINIMUM =
      WEB.conduct(
          new FleetSpec.Conduct(
              FleetSpec.Mode.ACT,
              FleetSpec.Directions.BOTH,
              FleetSpec.GroupBounds.KEEP,
              FleetSpec.Ownership.REFUSE,
              FleetSpec.Control.MIN));
  private static final FleetSpec WARMING =
      WEB.health(
          new FleetSpec.Health(
              FleetSpec.HealthSource.PROVIDER, Optional.of(Duration.ofSeconds(10))));
  private static final FleetSpec AT_ONCE =
      WEB.health(new FleetSpec.Health(FleetSpec.HealthSource.PROVIDER, Optional.of(Duration.ZERO)));
  private static final GroupSpec MEMBERS =
      new GroupSpec(
          new TargetId("web"),
          Resource.of("group", "web"),
          new GroupSpec.Members.Fleet(WEB.resource()),
          OptionalInt.empty(),
          new Rate.Units(1),
          false,
          Set.of());

  private static final ListenerSpec LISTENER =
      new ListenerSpec(
          new TargetId("web"),
          Resource.of("listener", "web"),
          weights(),
          Map.of(),
          Optional.empty(),
          FleetSpec.Mode.ACT,
          Set.of());

  /// @param looks what the target shows after the change
  /// @param told what is told meanwhile, and in the end
  record Row(
      String title,
      TargetSpec spec,
      TargetState before,
      Decision decision,
      List<Answer<TargetState>> looks,
      List<String> told) {
    Row looks(TargetState... states) {
      return answers(Arrays.stream(states).map(ArrivalTest::got).toList());
    }

    Row answers(List<Answer<TargetState>> answers) {
      return new Row(title, spec, before, decision, answers, told);
    }

    Row told(String... lines) {
      return new Row(title, spec, before, decision, looks, List.of(lines));
    }

    @Override
    public String toString() {
      return title;
    }
  }

  private final Deque<Answer<TargetState>> shown = new ArrayDeque<>();
  private final List<String> told = new ArrayList<>();
  private final Map<String, Shortfall> shortfalls = new HashMap<>();
  private Instant now = Scene.time("10:00");

  static Stream<Row> changes() {
    return Stream.of(
        scaled("new units serve", fleet(4, 4, 4), 6)
            .looks(fleet(6, 4, 4), fleet(6, 6, 5), fleet(6, 6, 6))
            .told(
                "waiting: web 4 of 6 serve: 2 pending",
                "waiting: web 5 of 6 serve: 1 running that are not healthy",
                "arrived after 5s"),
        scaled("units younger than the warm-up do not serve", WARMING, fleet(4, 4, 4), 6)
            .looks(fleet(6, 4, 4), fleet(6, 6, 6))
            .told(
                "waiting: web 4 of 6 serve: 2 pending",
                "waiting: web 6 of 6 serve: still warming up",
                "arrived after 16s"),
        scaled("and not while they are younger than the provider's own", fleet(4, 4, 4), 6)
            .looks(fleet(6, 4, 4), warming(fleet(6, 6, 6)))
            .told(
                "waiting: web 4 of 6 serve: 2 pending",
                "waiting: web 6 of 6 serve: still warming up",
                "arrived after 16s"),
        scaled("the warm-up of the file counts before the provider's", AT_ONCE, fleet(4, 4, 4), 6)
            .looks(fleet(6, 4, 4), warming(fleet(6, 6, 6)))
            .told("waiting: web 4 of 6 serve: 2 pending", "arrived after 2s"),
        scaled("it begins anew where a unit falls ill meanwhile", WARMING, fleet(4, 4, 4), 6)
            .looks(fleet(6, 6, 6), fleet(6, 6, 5), fleet(6, 6, 6))
            .told(
                "waiting: web 6 of 6 serve: still warming up",
                "waiting: web 5 of 6 serve: 1 running that are not healthy",
                "waiting: web 6 of 6 serve: still warming up",
                "arrived after 16s"),
        scaled("what goes away warms nothing up", WARMING, fleet(6, 6, 6), 4)
            .looks(fleet(4, 6, 6), fleet(4, 4, 4))
            .told("waiting: web 6 of 4 serve: 2 have not gone", "arrived after 2s"),
        scaled("units that never come are late", fleet(4, 4, 4), 6)
            .looks(fleet(6, 4, 4))
            .told(
                "waiting: web 4 of 6 serve: 2 pending",
                "late: web 4 of 6 serve after 1m: 2 pending, no capacity (\"full\"); wait"),
        scaled("what cannot be described is asked again", fleet(4, 4, 4), 6)
            .answers(List.of(new Answer.Failed<>(denied()), got(fleet(6, 6, 6))))
            .told("waiting: web cannot be described: cloud:Describe: denied", "arrived after 2s"),
        scaled("units that go have gone", fleet(6, 6, 6), 4)
            .looks(fleet(4, 6, 6), fleet(4, 5, 5), fleet(4, 4, 4))
            .told(
                "waiting: web 6 of 4 serve: 2 have not gone",
                "waiting: web 5 of 4 serve: 1 has not gone",
                "arrived after 5s"),
        scaled("a unit that its provider keeps may outlive the scale-in", fleet(6, 6, 6), 4)
            .looks(fleet(4, 5, 5))
            .told("waiting: web 5 of 4 serve: 1 has not gone", "arrived after 41s"),
        scaled("a lifecycle hook is waited for before the instance is gone", fleet(6, 6, 6), 4)
            .looks(fleet(4, 6, 6), hooked(fleet(4, 4, 4)), fleet(4, 4, 4))
            .told(
                "waiting: web 6 of 4 serve: 2 have not gone",
                "waiting: web 4 of 4 serve: 2 instances wait for a lifecycle hook",
                "arrived after 5s"),
        scaled("a lifecycle hook that nobody completes is late", fleet(6, 6, 6), 4)
            .looks(hooked(fleet(4, 4, 4)))
            .told(
                "waiting: web 4 of 4 serve: 2 instances wait for a lifecycle hook",
                "late: web 4 of 4 serve after 1m: 2 instances wait for a lifecycle hook"),
        terminated("instances that were picked are gone", fleet(6, 6, 6), "i-1", "i-4")
            .looks(fleet(4, 6, 6), fleet(4, 4, 4))
            .told("waiting: web 6 of 4 serve: 2 have not gone", "arrived after 2s"),
        replaced("others serve for those that were sick", of("i-1", "i-2", "sick i-3"), "i-3")
            .looks(
                of("i-1", "i-2", "sick i-3"),
                fleet(3, 2, 2, "i-1", "i-2"),
                of("i-1", "i-2", "sick i-9"),
                of("i-1", "i-2", "i-9"))
            .told(
                "waiting: web 2 of 3 serve: i-3 has not gone, 1 running that are not healthy",
                "waiting: web 2 of 3 serve: 1 pending",
                "waiting: web 2 of 3 serve: 1 running that are not healthy",
                "arrived after 9s"),
        replaced("one that is well again is not its successor", of("i-1", "i-2", "sick i-3"), "i-3")
            .looks(of("i-1", "i-2", "i-3"), of("i-1", "i-2", "i-9"))
            .told("waiting: web 3 of 3 serve: i-3 has not gone", "arrived after 2s"),
        replaced(
                "who is sick and stays is not waited for", of("i-1", "sick i-2", "sick i-3"), "i-3")
            .looks(fleet(3, 2, 1, "i-1", "sick i-2"), of("i-1", "sick i-2", "i-9"))
            .told("waiting: web 1 of 3 serve: 1 pending", "arrived after 2s"),
        replaced("and is no successor when it is well", of("i-1", "sick i-2", "sick i-3"), "i-3")
            .looks(fleet(3, 2, 2, "i-1", "i-2"), of("i-1", "i-2", "i-9"))
            .told("waiting: web 2 of 3 serve: 1 pending", "arrived after 2s"),
        replaced("a successor that stays sick is late", of("i-1", "i-2", "sick i-3"), "i-3")
            .looks(of("i-1", "i-2", "sick i-9"))
            .told(
                "waiting: web 2 of 3 serve: 1 running that are not healthy",
                "late: web 2 of 3 serve after 1m: 1 running that are not healthy"),
        changed(
                "none of the units has its former size",
                WEB,
                sized(SMALL, fleet(4, 4, 4)),
                resize(4, 4, new Change.ResizeUnit(SMALL, LARGE)))
            .looks(
                sized(SMALL, fleet(4, 4, 4)),
                deploying(sized(LARGE, fleet(4, 4, 4))),
                sized(LARGE, fleet(4, 4, 4)))
            .told(
                "waiting: web 4 of 4 serve: its units have 512 CPU, 1024 MiB still",
                "waiting: web 4 of 4 serve: deployment d-1 in progress",
                "arrived after 5s"),
        changed("as many serve as the minimum says", OF_MINIMUM, fleet(2, 4, 4), bounds(2, 6))
            .looks(fleet(6, 4, 4), fleet(6, 6, 6))
            .told("waiting: web 4 of 6 serve: 2 pending", "arrived after 2s"),
        changed("a lower minimum takes nobody away", OF_MINIMUM, fleet(6, 8, 8), bounds(6, 2))
            .looks(fleet(2, 8, 8))
            .told("arrived after 0s"),
        changed("bounds that move alone hold at once", WEB, fleet(4, 4, 4), bounds(4, 4))
            .told("arrived after 0s"),
        changed(
                "members that were registered are healthy",
                MEMBERS,
                group(),
                rebalanced(new Change.Register(List.of(joining("i-1"), joining("i-2")))))
            .looks(
                group("i-1 INITIAL"),
                group("i-1 HEALTHY", "i-2 UNUSED"),
                group("i-1 HEALTHY", "i-2 HEALTHY", "i-3 UNHEALTHY"))
            .told(
                "waiting: web 0 of 2 that were registered are healthy: i-1:80 is initial (why),"
                    + " i-2:80 is not registered",
                "waiting: web 1 of 2 that were registered are healthy: i-2:80 is unused (why)",
                "arrived after 5s"),
        changed(
                "members that leave are out of the way at once",
                MEMBERS,
                group("i-1 HEALTHY"),
                rebalanced(new Change.Deregister(List.of(joining("i-1")))))
            .told("arrived after 0s"),
        changed(
                "weights are read back when they are written",
                LISTENER,
                new TargetState.Listener("web", weights(), Map.of(), List.of(), Map.of()),
                new Decision.Shift(
                    new TargetId("web"), new Change.SetWeights(weights(), weights()), cause()))
            .told("arrived after 0s"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void isWaitedForUntilItIsThere(Row row) {
    shown.addAll(row.looks);
    shortfalls.put(
        "web", new Shortfall(Shortfall.Kind.CAPACITY, Scene.time("10:00"), "full", "wait"));
    var result = result(row.spec, row.before, new Outcome.Applied(row.decision, List.of()));

    var end = await(result);

    assertThat(told).containsExactlyElementsOf(row.told);
    assertThat(end.result().targets().getFirst().warnings())
        .isEqualTo(end.late().stream().map(line -> "not arrived: " + line).toList());
  }

  @Test
  void whatWasNotSentIsNotWaitedFor() {
    var decision = resize(4, 6, new Change.SetCapacity(4, 6));
    for (Outcome outcome :
        List.of(
            new Outcome.Planned(decision),
            new Outcome.Unchanged(decision),
            new Outcome.Failed(denied(), Optional.of(decision), List.of()),
            new Outcome.Skipped(cause(), Optional.of(decision), ""))) {
      await(result(WEB, fleet(4, 4, 4), outcome));
    }
    assertThat(told).containsOnly("arrived after 0s");
  }

  private Arrival.End await(PassResult result) {
    var begun = now;
    var arrival = new Arrival(new Cloud(), () -> now, length -> now = now.plus(length), told::add);
    var end = arrival.await(result, Duration.ofMinutes(1));
    end.late().forEach(line -> told.add("late: " + line));
    if (end.late().isEmpty()) {
      told.add("arrived after " + Duration.between(begun, now).toSeconds() + "s");
    }
    return end;
  }

  private static PassResult result(TargetSpec spec, TargetState before, Outcome outcome) {
    var target = new TargetResult(spec, Optional.of(before), Optional.empty(), outcome, List.of());
    return new PassResult(
        Mode.APPLY, Scene.time("10:00"), Duration.ZERO, new TreeMap<>(), List.of(target));
  }

  private static Row scaled(String title, TargetState.Fleet before, int to) {
    return scaled(title, WEB, before, to);
  }

  private static Row scaled(String title, FleetSpec spec, TargetState.Fleet before, int to) {
    int from = before.desired();
    return changed(title, spec, before, resize(from, to, new Change.SetCapacity(from, to)));
  }

  private static Row terminated(String title, TargetState.Fleet before, String... ids) {
    var changes =
        Arrays.stream(ids).map(id -> new Change.Terminate(id, "", "it has drained")).toList();
    int from = before.desired();
    return changed(
        title, WEB, before, resize(from, from - ids.length, changes.toArray(Change[]::new)));
  }

  private static Row replaced(String title, TargetState.Fleet before, String id) {
    int units = before.desired();
    return changed(title, WEB, before, resize(units, units, new Change.Replace(id, "", "sick")));
  }

  private static Row changed(String title, TargetSpec spec, TargetState before, Decision sent) {
    return new Row(title, spec, before, sent, List.of(), List.of());
  }

  private static Decision.Resize bounds(int from, int to) {
    return resize(
        from, to, new Change.SetBounds(new CapacityRange(from, 9), new CapacityRange(to, 9)));
  }

  private static Decision.Resize resize(int from, int to, Change... changes) {
    return new Decision.Resize(
        new TargetId("web"), from, to, List.of(changes), cause(), Trace.empty());
  }

  private static Decision rebalanced(Change change) {
    return new Decision.Rebalance(new TargetId("web"), List.of(change), cause());
  }

  private static Cause cause() {
    return Cause.engine(Reason.of(Reason.Code.OFF_TARGET, "because"));
  }

  private static ProviderFailure denied() {
    return FakeCloud.failure(ProviderFailure.Kind.DENIED, "cloud:Describe");
  }

  private static SortedMap<String, Integer> weights() {
    return new TreeMap<>(Map.of("blue", 100, "green", 0));
  }

  /// What was asked for and does not run is pending.
  private static TargetState.Fleet fleet(int desired, int running, int serving, String... names) {
    return new TargetState.Fleet(
            "web",
            desired,
            running,
            serving,
            Math.max(0, desired - running),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Map.of())
        .condition(
            TargetState.Fleet.Condition.sound()
                .instances(Arrays.stream(names).map(ArrivalTest::instance).toList()));
  }

  /// All that was asked for runs; those called `sick i-3` are sick.
  private static TargetState.Fleet of(String... names) {
    int well = (int) Arrays.stream(names).filter(name -> !name.startsWith("sick ")).count();
    return fleet(names.length, names.length, well, names);
  }

  private static FleetInstance instance(String name) {
    return name.startsWith("sick ")
        ? new FleetInstance(name.substring(5), "", 1, false, Optional.of(""))
        : new FleetInstance(name, "", 1, false, Optional.empty());
  }

  private static TargetState.Fleet sized(UnitSize size, TargetState.Fleet fleet) {
    var unit = new UnitState.Known(size, Optional.empty(), Optional.empty());
    return fleet.condition(fleet.condition().unit(unit));
  }

  private static TargetState.Fleet deploying(TargetState.Fleet fleet) {
    return fleet.activities(
        List.of(Activity.of(Activity.Kind.DEPLOYMENT, "deployment d-1 in progress")));
  }

  /// One whose provider knows a warm-up.
  private static TargetState.Fleet warming(TargetState.Fleet fleet) {
    return new TargetState.Fleet(
        fleet.identity(),
        fleet.desired(),
        fleet.running(),
        fleet.serving(),
        fleet.pending(),
        fleet.limits(),
        fleet.activities(),
        fleet.owner(),
        fleet.lookups(),
        Optional.of(Duration.ofSeconds(10)),
        fleet.condition());
  }

  private static TargetState.Fleet hooked(TargetState.Fleet fleet) {
    return fleet.activities(
        List.of(
            Activity.of(Activity.Kind.LIFECYCLE_WAIT, "2 instances wait for a lifecycle hook")));
  }

  private static TargetState group(String... members) {
    return new TargetState.Group(
        "web",
        Arrays.stream(members).map(ArrivalTest::registration).toList(),
        List.of(),
        Optional.empty(),
        Map.of());
  }

  private static Registration registration(String text) {
    var words = text.split(" ", 2);
    return new Registration(new Member(words[0], 80, "a"), Health.valueOf(words[1]), "why");
  }

  private static Change.Joining joining(String id) {
    return new Change.Joining(new Member(id, 80, ""), "running and not registered");
  }

  private static Answer<TargetState> got(TargetState state) {
    return new Answer.Got<>(state);
  }

  /// Shows one look after the other.
  private final class Cloud implements Provider, Targets {
    @Override
    public Map<TargetId, Answer<TargetState>> describe(Collection<Inquiry> inquiries) {
      var answer = shown.size() == 1 ? shown.getFirst() : shown.removeFirst();
      return Map.of(new TargetId("web"), answer);
    }

    @Override
    public Map<TargetId, Answer<Optional<Shortfall>>> verify(Collection<Late> late) {
      var answers = new HashMap<TargetId, Answer<Optional<Shortfall>>>();
      for (Late each : late) {
        var why = Optional.ofNullable(shortfalls.get(each.spec().id().name()));
        answers.put(each.spec().id(), new Answer.Got<>(why));
      }
      return answers;
    }

    @Override
    public Map<TargetId, Inspection> inspect(Collection<Prospect> prospects) {
      throw new AssertionError("only what is described is waited for");
    }

    @Override
    public Delivery send(TargetSpec spec, TargetState seen, List<Change> changes) {
      throw new AssertionError("whoever waits sends nothing");
    }

    @Override
    public Targets targets() {
      return this;
    }

    @Override
    public Signals signals() {
      throw new AssertionError("no signal is waited for");
    }

    @Override
    public InstantSource clock() {
      return () -> now;
    }

    @Override
    public String region() {
      return "here";
    }

    @Override
    public SortedMap<String, Integer> calls() {
      return new TreeMap<>();
    }

    @Override
    public void close() {}
  }
}
