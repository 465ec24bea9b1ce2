package ecf.core.report;

import ecf.core.engine.Change;
import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.ListenerSpec;
import ecf.core.engine.Trace;
import ecf.core.guardrail.GuardrailType;
import ecf.core.guardrail.Rate;
import ecf.core.guardrail.Verdict;
import ecf.core.memory.Intent;
import ecf.core.memory.Look;
import ecf.core.memory.TargetMemory;
import ecf.core.model.Activity;
import ecf.core.model.CapacityRange;
import ecf.core.model.Cause;
import ecf.core.model.Member;
import ecf.core.model.Owner;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Reason;
import ecf.core.model.Registration;
import ecf.core.model.Registration.Health;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.observation.ListenerObservation;
import ecf.core.observation.Observation;
import ecf.core.pass.Mode;
import ecf.core.pass.Outcome;
import ecf.core.pass.PassResult;
import ecf.core.pass.TargetResult;
import ecf.core.policy.Bounds;
import ecf.core.policy.Count;
import ecf.core.policy.Failover;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;
import ecf.core.policy.TargetTracking;
import ecf.core.policy.TrafficPolicy;
import ecf.core.port.Tariff;
import ecf.core.signal.Aggregate;
import ecf.core.signal.Combine;
import ecf.core.signal.Measured;
import ecf.core.signal.NoData;
import ecf.core.signal.PerUnit;
import ecf.core.signal.Series;
import ecf.core.signal.Signal;
import ecf.core.signal.Source;
import ecf.core.signal.Statistic;
import ecf.core.signal.Unit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/// Results made by hand, one for every form that reports must tell.
final class SamplePass {
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private static final NamedPolicy TRACKING =
      new NamedPolicy(
          "targetTracking",
          "targetTracking",
          new TargetTracking("cpu", 60, 0.1, true),
          new MissingData.HoldScaleIn());
  private static final NamedPolicy CROWD =
      new NamedPolicy(
          "crowd",
          "step",
          new TargetTracking("requests", 900, 0, false),
          new MissingData.HoldScaleIn());
  private static final NamedPolicy OFFICE_HOURS =
      new NamedPolicy(
          "officeHours",
          "schedule",
          new Count(new Bounds(OptionalInt.of(6), OptionalInt.empty())),
          new MissingData.HoldScaleIn());

  private SamplePass() {}

  static PassResult plan(TargetResult... targets) {
    return pass(Mode.PLAN, targets);
  }

  static PassResult apply(TargetResult... targets) {
    return pass(Mode.APPLY, targets);
  }

  private static PassResult pass(Mode mode, TargetResult... targets) {
    var calls = new TreeMap<>(Map.of("ecs:DescribeServices", 2, "cloudwatch:GetMetricData", 1));
    var sorted = new ArrayList<>(List.of(targets));
    sorted.sort(Comparator.comparing(target -> target.spec().id()));
    var tariff = new Tariff(12, new BigDecimal("0.01"), "USD");
    return new PassResult(
        mode, NOW, Duration.ofMillis(840), calls, sorted, List.of(), Optional.of(tariff));
  }

  /// Every outcome and every form of a change, reading, proposal and verdict.
  static PassResult everything() {
    return apply(
        grown(),
        heldByCooldown(),
        cutByThrottle(),
        toShrink(),
        bounds(),
        rebalanced(),
        steady(),
        shifted(),
        healed(),
        drained(),
        denied(),
        notSent(),
        unread(),
        owned(),
        claimed());
  }

  /// Applied: 4 → 7, and one policy without data.
  static TargetResult grown() {
    var want =
        new Proposal.Want(
            7,
            new Reason(
                Reason.Code.OFF_TARGET,
                "cpu 96 is above 60: 4 → 7",
                Map.of("observed", 96.0, "target", 60.0, "want", 7.0)));
    var blind =
        new Proposal.Abstain(Reason.of(Reason.Code.NO_DATA, "requests: no data points in 8m"));
    var cause = Cause.policy("targetTracking", want.reason());
    var trace =
        new Trace(
            List.of(new NamedPolicy.Said(TRACKING, want), new NamedPolicy.Said(CROWD, blind)),
            List.of(new Trace.Judged(GuardrailType.THROTTLE, 7, Verdict.pass())),
            List.of());
    var decision = resize("checkout", 4, 7, cause, trace);
    return fleet(
        "checkout",
        state(4, 4, 4, 0),
        new Outcome.Applied(decision, decision.changes()),
        Map.of("cpu", value("cpu", 96), "requests", missing("requests")));
  }

  /// Unchanged: 8, although 4 are wanted.
  static TargetResult heldByCooldown() {
    var want =
        new Proposal.Want(
            4,
            new Reason(
                Reason.Code.OFF_TARGET, "cpu 30 is below 60: 8 → 4", Map.of("observed", 30.0)));
    var floor =
        new Proposal.Floor(6, Reason.of(Reason.Code.FLOOR, "schedule since 08:00: at least 6"));
    var limit =
        new Verdict.Limit(
            5, Reason.of(Reason.Code.STABILIZATION, "the highest want of the last 5m was 5"));
    var veto =
        Reason.of(
            Reason.Code.COOLDOWN, "the last change was 2m ago; the next scale-in may come in 3m");
    var trace =
        new Trace(
            List.of(
                new NamedPolicy.Said(TRACKING, want), new NamedPolicy.Said(OFFICE_HOURS, floor)),
            List.of(
                new Trace.Judged(GuardrailType.BUSY, 6, Verdict.pass()),
                new Trace.Judged(GuardrailType.STABILIZATION, 4, limit),
                new Trace.Judged(GuardrailType.COOLDOWN, 5, new Verdict.Veto(veto))),
            List.of());
    var decision =
        new Decision.Hold(new TargetId("basket"), 8, Cause.guardrail("cooldown", veto), trace);
    return fleet(
        "basket",
        state(8, 8, 7, 0),
        new Outcome.Unchanged(decision),
        Map.of("cpu", value("cpu", 30)));
  }

  /// Planned: 4 → 8 of 12 wanted, with a suspicion.
  static TargetResult cutByThrottle() {
    var want =
        new Proposal.Want(
            12, new Reason(Reason.Code.OFF_TARGET, "cpu 180 is above 60: 4 → 12", Map.of()));
    var why = Reason.of(Reason.Code.THROTTLE, "at most +100% of 4 within 1m");
    var trace =
        new Trace(
            List.of(new NamedPolicy.Said(TRACKING, want)),
            List.of(new Trace.Judged(GuardrailType.THROTTLE, 12, new Verdict.Limit(8, why))),
            List.of());
    var result =
        fleet(
            "payments",
            state(4, 4, 4, 0),
            new Outcome.Planned(resize("payments", 4, 8, Cause.guardrail("throttle", why), trace)),
            Map.of("cpu", value("cpu", 180)));
    return warned(result, "a cpu above 100 means that tasks burst beyond what they reserve");
  }

  /// Planned: 10 → 9 because of a named policy.
  static TargetResult toShrink() {
    var want =
        new Proposal.Want(
            9, Reason.of(Reason.Code.STEP, "requests 120 is below 200 in 2 of 3: -1, 10 → 9"));
    var silent = new Proposal.Silent(Reason.of(Reason.Code.NO_WISH, "its window is closed"));
    var trace =
        new Trace(
            List.of(new NamedPolicy.Said(CROWD, want), new NamedPolicy.Said(OFFICE_HOURS, silent)),
            List.of(),
            List.of());
    var cause = Cause.policy("crowd", want.reason());
    return fleet(
        "search",
        state(10, 10, 10, 0),
        new Outcome.Planned(resize("search", 10, 9, cause, trace)),
        Map.of("requests", value("requests", 120)));
  }

  /// Planned: other bounds at the same size.
  static TargetResult bounds() {
    var cause = Cause.engine(Reason.of(Reason.Code.NO_WISH, "no policy asks for a change"));
    var ceiling = new Proposal.Ceiling(20, Reason.of(Reason.Code.CEILING, "count: at most 20"));
    var changes =
        List.<Change>of(new Change.SetBounds(new CapacityRange(2, 12), new CapacityRange(2, 20)));
    var decision =
        new Decision.Resize(
            new TargetId("web-fleet"),
            3,
            3,
            changes,
            cause,
            new Trace(List.of(new NamedPolicy.Said(OFFICE_HOURS, ceiling)), List.of(), List.of()));
    return fleet("web-fleet", state(3, 3, 3, 0), new Outcome.Planned(decision), Map.of());
  }

  /// Applied: one joins, one leaves.
  static TargetResult rebalanced() {
    var joins =
        new Change.Joining(new Member("i-0a1", 8080, "eu-west-1a"), "running and not registered");
    var leaves =
        new Change.Joining(
            new Member("i-0b2", 8080, "eu-west-1b"), "registered and no longer a member");
    var changes =
        List.<Change>of(
            new Change.Register(List.of(joins)), new Change.Deregister(List.of(leaves)));
    var cause =
        Cause.engine(
            new Reason(
                Reason.Code.OFF_TARGET, "1 to register, 1 to deregister", Map.of("members", 3.0)));
    var decision = new Decision.Rebalance(new TargetId("web-members"), changes, cause);
    return group("web-members", new Outcome.Applied(decision, changes));
  }

  static TargetResult steady() {
    var cause = Cause.engine(Reason.of(Reason.Code.IN_BAND, "its 3 members are registered"));
    return group(
        "web-steady",
        new Outcome.Unchanged(new Decision.Steady(new TargetId("web-steady"), cause)));
  }

  /// Failed before anything was known of it.
  static TargetResult denied() {
    var why =
        new ProviderFailure(
            ProviderFailure.Kind.DENIED,
            "ecs:DescribeServices",
            "not allowed",
            "allow ecs:DescribeServices for the role shop-deployer",
            false);
    return new TargetResult(
        spec("denied"),
        Optional.empty(),
        Optional.empty(),
        new Outcome.Failed(why, Optional.empty(), List.of()),
        List.of());
  }

  /// Failed while it was sent: the bounds went out, the capacity did not.
  static TargetResult notSent() {
    var why =
        new ProviderFailure(
            ProviderFailure.Kind.THROTTLED,
            "autoscaling:SetDesiredCapacity",
            "Rate exceeded",
            "another program uses up the account's rate",
            true);
    var want = new Proposal.Want(5, Reason.of(Reason.Code.OFF_TARGET, "cpu 75 is above 60: 4 → 5"));
    var bounds = new Change.SetBounds(new CapacityRange(1, 4), new CapacityRange(2, 8));
    var trace = new Trace(List.of(new NamedPolicy.Said(TRACKING, want)), List.of(), List.of());
    var decision =
        new Decision.Resize(
            new TargetId("throttled"),
            4,
            5,
            List.of(bounds, new Change.SetCapacity(4, 5)),
            Cause.policy("targetTracking", want.reason()),
            trace);
    return fleet(
        "throttled",
        state(4, 4, 4, 0),
        new Outcome.Failed(why, Optional.of(decision), List.of(bounds)),
        Map.of("cpu", value("cpu", 75)));
  }

  /// Failed because a signal could not be read; another one is too old.
  static TargetResult unread() {
    var why =
        new ProviderFailure(
            ProviderFailure.Kind.DENIED,
            "cloudwatch:GetMetricData",
            "not allowed",
            "allow cloudwatch:GetMetricData",
            false);
    var blind =
        new Proposal.Abstain(
            Reason.of(
                Reason.Code.UNREAD,
                "cpu could not be read: cloudwatch:GetMetricData: not allowed"));
    var old = new Proposal.Abstain(Reason.of(Reason.Code.STALE, "requests is 12m old"));
    var trace =
        new Trace(
            List.of(new NamedPolicy.Said(TRACKING, blind), new NamedPolicy.Said(CROWD, old)),
            List.of(),
            List.of());
    var decision =
        new Decision.Hold(
            new TargetId("unread"), 3, Cause.policy("targetTracking", blind.reason()), trace);
    return fleet(
        "unread",
        state(3, 3, 3, 0),
        new Outcome.Failed(why, Optional.of(decision), List.of()),
        Map.of(
            "cpu",
            Measured.unread(signal("cpu", Unit.PERCENT), why),
            "requests",
            measured("requests", Unit.PER_SECOND, 450, Duration.ofMinutes(12))));
  }

  static TargetResult owned() {
    var owner =
        new Owner(
            "application-autoscaling",
            "remove its scalable target, or write `ownership: ignore`",
            false);
    var cause =
        Cause.engine(
            Reason.of(Reason.Code.OWNED, "its capacity belongs to application-autoscaling"));
    var decision = new Decision.Refused(new TargetId("owned"), cause, owner.hint(), Trace.empty());
    var state =
        new TargetState.Fleet(
            "arn:owned", 5, 5, 5, 0, Optional.empty(), List.of(), Optional.of(owner), Map.of());
    return fleet(
        "owned", state, new Outcome.Skipped(cause, Optional.of(decision), owner.hint()), Map.of());
  }

  /// Another pass has it: nothing but its state is known.
  static TargetResult claimed() {
    var cause =
        Cause.engine(
            Reason.of(Reason.Code.CLAIMED, "pass 7f3a claimed it 4s ago and is at work on it"));
    return new TargetResult(
        spec("taken"),
        Optional.of(state(2, 2, 2, 0)),
        Optional.empty(),
        new Outcome.Skipped(
            cause, Optional.empty(), "wait for that pass to end; the next one sees its result"),
        List.of());
  }

  /// One of its instances was sick for too long.
  static TargetResult healed() {
    var cause =
        Cause.engine(
            Reason.of(Reason.Code.SICK, "1 of 4 running units is unhealthy, 1 for too long"));
    return gone("healed", 4, cause, new Change.Replace("i-0a1", "eu-west-1a", "unhealthy for 12m"));
  }

  /// Two of its instances had left their target group before.
  static TargetResult drained() {
    var cause = Cause.policy("targetTracking", Reason.of(Reason.Code.OFF_TARGET, "cpu 30 of 60"));
    return gone(
        "leaving",
        2,
        cause,
        new Change.Terminate("i-0b2", "eu-west-1a", "it has drained"),
        new Change.Terminate("i-0c3", "eu-west-1b", "it has drained"));
  }

  private static TargetResult gone(String name, int to, Cause cause, Change... changes) {
    var decision =
        new Decision.Resize(new TargetId(name), 4, to, List.of(changes), cause, Trace.empty());
    return fleet(
        name, state(4, 4, 3, 0), new Outcome.Applied(decision, List.of(changes)), Map.of());
  }

  /// Traffic went to the standby.
  static TargetResult shifted() {
    var before = new TreeMap<>(Map.of("blue-tg", 100, "green-tg", 0));
    var after = new TreeMap<>(Map.of("blue-tg", 0, "green-tg", 100));
    var healthy = signal("healthyHosts of blue-tg", Unit.COUNT);
    TrafficPolicy policy =
        new Failover(
            "blue-tg",
            "green-tg",
            healthy,
            true,
            1,
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Map.of(healthy.name(), healthy));
    var spec =
        new ListenerSpec(
            new TargetId("traffic"),
            Resource.of("listener", "arn:listener"),
            before,
            Map.of(),
            Optional.of(new ListenerSpec.Named("standby", "failover", policy)),
            FleetSpec.Mode.ACT,
            Set.of());
    var state =
        new TargetState.Listener(
            "arn:listener",
            before,
            Map.of(
                "blue-tg", new TargetState.Listener.Hosts(0, 3),
                "green-tg", new TargetState.Listener.Hosts(2, 2)),
            List.of(),
            Map.of());
    var seen =
        new ListenerObservation(
            state,
            Map.of(healthy.name(), measured(healthy.name(), Unit.COUNT, 0, Duration.ofSeconds(40))),
            TargetMemory.fresh("arn:listener"),
            true,
            NOW);
    var cause =
        Cause.policy("standby", Reason.of(Reason.Code.OFF_TARGET, "blue-tg has been down for 2m"));
    var change = new Change.SetWeights(before, after);
    return new TargetResult(
        spec,
        Optional.of(state),
        Optional.empty(),
        Optional.of(seen),
        new Outcome.Applied(new Decision.Shift(spec.id(), change, cause), List.of(change)),
        List.of());
  }

  // --- parts ---

  static TargetResult warned(TargetResult result, String warning) {
    return new TargetResult(
        result.spec(), result.state(), result.seen(), result.outcome(), List.of(warning));
  }

  static TargetState.Fleet state(int desired, int running, int serving, int pending) {
    return new TargetState.Fleet(
        "arn",
        desired,
        running,
        serving,
        pending,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Map.of());
  }

  static TargetState.Fleet busy(TargetState.Fleet state) {
    var deployment =
        new Activity(
            Activity.Kind.DEPLOYMENT,
            "deployment ecs-svc/1 in progress",
            Optional.of(NOW.minus(Duration.ofMinutes(4))),
            Activity.Hinders.SCALE_IN);
    return new TargetState.Fleet(
        state.identity(),
        state.desired(),
        state.running(),
        state.serving(),
        state.pending(),
        state.limits(),
        List.of(deployment),
        state.owner(),
        state.lookups());
  }

  static FleetSpec spec(String name) {
    return spec(name, List.of(TRACKING));
  }

  private static FleetSpec spec(String name, List<NamedPolicy> policies) {
    return new FleetSpec(
        new TargetId(name),
        Resource.of("ecsService", "shop", name),
        new CapacityRange(2, 40),
        policies,
        List.of(),
        Map.of("cpu", signal("cpu", Unit.PERCENT), "requests", signal("requests", Unit.PER_SECOND)),
        FleetSpec.Health.byProvider(),
        FleetSpec.Conduct.plain(),
        FleetSpec.Ties.none(),
        Set.of());
  }

  static Decision.Resize resize(String name, int from, int to, Cause cause, Trace trace) {
    return new Decision.Resize(
        new TargetId(name), from, to, List.of(new Change.SetCapacity(from, to)), cause, trace);
  }

  static TargetResult fleet(
      String name, TargetState.Fleet state, Outcome outcome, Map<String, Measured> signals) {
    var before = new Intent(4, 6, NOW.minusSeconds(3_600), Optional.empty(), "o", NOW);
    var sent = new Intent(6, 8, NOW.minusSeconds(120), Optional.empty(), "p", NOW);
    var memory =
        TargetMemory.fresh("arn")
            .looked(NOW.minusSeconds(3_600), new Look(4, 4, 4))
            .claiming(before)
            .settled(true)
            .looked(NOW.minusSeconds(3_430), new Look(6, 6, 6))
            .looked(NOW, new Look(state.desired(), state.running(), state.serving()))
            .claiming(sent)
            .settled(true);
    var seen = new Observation(state, signals, memory, true, Map.of(), Optional.empty(), NOW);
    var spec = spec(name, signals.containsKey("cpu") ? List.of(TRACKING) : List.of());
    return new TargetResult(spec, Optional.of(state), Optional.of(seen), outcome, List.of());
  }

  static TargetResult group(String name, Outcome outcome) {
    var spec =
        new GroupSpec(
            new TargetId(name),
            Resource.of("targetGroup", name + "-tg"),
            GroupSpec.Members.Listed.of("i-0a1"),
            OptionalInt.empty(),
            new Rate.Units(1),
            false,
            Set.of());
    var state =
        new TargetState.Group(
            "arn:tg",
            List.of(
                registered("i-0b2", Health.UNHEALTHY),
                registered("i-0c3", Health.HEALTHY),
                registered("i-0d4", Health.HEALTHY),
                registered("i-0e5", Health.DRAINING)),
            List.of(),
            Optional.empty(),
            Map.of());
    return new TargetResult(spec, Optional.of(state), Optional.empty(), outcome, List.of());
  }

  private static Registration registered(String id, Health health) {
    return new Registration(new Member(id, 8080, "eu-west-1b"), health, "");
  }

  static Measured value(String name, double value) {
    return measured(
        name, name.equals("cpu") ? Unit.PERCENT : Unit.PER_SECOND, value, Duration.ofSeconds(40));
  }

  static Measured missing(String name) {
    return Measured.of(signal(name, Unit.PER_SECOND), Series.empty(Duration.ofMinutes(1)));
  }

  private static Measured measured(String name, Unit unit, double value, Duration age) {
    var from = NOW.minus(age).minus(Duration.ofMinutes(1));
    return Measured.of(signal(name, unit), Series.of(Duration.ofMinutes(1), Map.of(from, value)));
  }

  private static Signal signal(String name, Unit unit) {
    var minute = Duration.ofMinutes(1);
    return new Signal(
        name,
        (Source.Metric) (_, _, _) -> Optional.empty(),
        Statistic.AVERAGE,
        minute,
        minute,
        Aggregate.Simple.LAST,
        Duration.ofMinutes(5),
        new NoData.Missing(),
        Combine.MAX,
        false,
        unit,
        PerUnit.YES);
  }
}
