package ecf.core.pass;

import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.Order;
import ecf.core.engine.Plan;
import ecf.core.engine.Planner;
import ecf.core.engine.TargetSpec;
import ecf.core.model.GroupSettings;
import ecf.core.model.Notice;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.observation.GroupObservation;
import ecf.core.observation.Inspection;
import ecf.core.port.Hooks;
import ecf.core.port.Memories;
import ecf.core.port.Notifier;
import ecf.core.port.Provider;
import ecf.core.port.Targets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Observe, decide, claim, act, remember: the only place where the core meets its ports. Command
/// line, Lambda and simulation all run it.
public final class Pass {
  private final Provider provider;
  private final Memories memories;
  private final InstantSource wall;
  private final Telling telling;
  private final Hooks hooks;

  public Pass(Provider provider, Memories memories) {
    this(provider, memories, InstantSource.system());
  }

  /// @param wall the real clock, for deadlines; the provider's clock may run faster
  public Pass(Provider provider, Memories memories, InstantSource wall) {
    this(provider, memories, wall, List.of());
  }

  /// @param notifiers where people are told what came of it, unless it only plans
  public Pass(Provider provider, Memories memories, InstantSource wall, List<Notifier> notifiers) {
    this(provider, memories, wall, notifiers, Hooks.none());
  }

  /// @param hooks asks those who have to allow a scale-in, unless it only plans
  public Pass(
      Provider provider,
      Memories memories,
      InstantSource wall,
      List<Notifier> notifiers,
      Hooks hooks) {
    this.hooks = hooks;
    this.provider = provider;
    this.memories = memories;
    this.wall = wall;
    this.telling = new Telling(notifiers, Telling.ALL_OF_IT);
  }

  /// One result for every target that takes part, in the order of their names.
  ///
  /// @throws ecf.core.port.Unavailable where the memory cannot be read, or a claim cannot be
  ///   written: nothing was changed then
  public PassResult run(PassRequest stated) {
    long begun = System.nanoTime();
    var now = provider.clock().instant();
    var selected = new Selecting(provider.targets()).select(stated);
    var request = selected.request();
    var specs = scope(request);
    boolean applies = request.mode() == Mode.APPLY;
    var searched = applies ? selected.searched() : Searched.nothing();
    var rosters = new Rosters(memories, searched, now);
    var observing = new Observing(provider, memories);
    var sights = observing.observe(specs, counted(request, specs), rosters, now);
    var asking = new Asking(hooks, wall, request.until());
    var parting = new Parting(asking);
    var plan = inspected(request, specs, sights, parting);
    var results = new TreeMap<TargetId, TargetResult>(sights.settled());
    selected.settled().forEach(each -> results.put(each.spec().id(), each));
    plan.decisions().keySet().forEach(id -> results.put(id, Results.of(sights, plan, id)));
    var notes = new ArrayList<String>();
    if (applies) {
      var claims = new Claims(memories, plan, sights, results, parting.took());
      new Acting(provider.targets(), asking, wall, request.until())
          .send(Order.of(specs), plan, claims.claim(), results);
      var news = new News(telling.events(), sights, now, results.values());
      claims.settle(news);
      notes.addAll(telling.tell(news.of(memories.pass())));
      if (request.until().filter(end -> !wall.instant().isBefore(end)).isEmpty()) {
        notes.addAll(rosters.keep());
      }
    } else {
      results.replaceAll((_, planned) -> Asking.foretold(planned));
      Parting.begun(plan, sights)
          .forEach(fleet ->
              results.computeIfPresent(
                  fleet.spec().id(), (_, planned) -> Asking.foretold(planned, fleet.hook())));
    }
    var took = Duration.ofNanos(System.nanoTime() - begun);
    return new PassResult(
        request.mode(),
        now,
        took,
        provider.calls(),
        List.copyOf(results.values()),
        notes,
        provider.tariff());
  }

  /// Tells of a pass that came to nothing, which nobody can remember having told before.
  public PassResult told(PassResult unserved) {
    if (unserved.mode() == Mode.PLAN) {
      return unserved.calls(provider.calls());
    }
    var news =
        new News(
            telling.events(), Sights.none(List.of()), unserved.startedAt(), unserved.targets());
    return unserved.notes(telling.tell(news.of(memories.pass()))).calls(provider.calls());
  }

  private static List<TargetSpec> scope(PassRequest request) {
    if (request.only().isEmpty()) {
      return request.targets();
    }
    Set<TargetId> tied = Order.of(request.targets()).tied(request.only());
    return request.targets().stream().filter(spec -> tied.contains(spec.id())).toList();
  }

  /// Those that limits count although they take no part.
  private static List<TargetSpec> counted(PassRequest request, List<TargetSpec> specs) {
    return request.limits().coverTheFile()
        ? request.targets().stream().filter(spec -> !specs.contains(spec)).toList()
        : List.of();
  }

  /// Facts that matter only for a change are asked only of targets about to change, unless
  /// everything is asked for. An answer may change the plan for others, and turn a change round, so
  /// that is asked until nothing new is about to change.
  private Plan inspected(
      PassRequest request, List<TargetSpec> specs, Sights sights, Parting parting) {
    var asked = new HashSet<Direction>();
    var owned = new HashSet<TargetId>();
    var suspects = request.mode() == Mode.APPLY ? suspects(sights) : Set.<TargetId>of();
    while (true) {
      var plan =
          Planner.plan(
              request.targets(),
              request.limits(),
              sights.fleets(),
              sights.groups(),
              sights.listeners(),
              sights.loaded());
      var prospects = prospects(specs, plan, asked, suspects, request.everything(), sights);
      var memberships = memberships(specs, plan, owned, request.everything(), sights);
      if (prospects.isEmpty() && memberships.isEmpty()) {
        if (request.mode() == Mode.PLAN || !parting.vetoed(plan, sights)) {
          return plan;
        }
        continue;
      }
      if (!memberships.isEmpty()) {
        owners(request, memberships, sights);
        memberships.forEach(each -> owned.add(each.spec().id()));
      }
      var answers =
          prospects.isEmpty()
              ? Map.<TargetId, Inspection>of()
              : provider.targets().inspect(prospects);
      for (Targets.Prospect prospect : prospects) {
        var id = prospect.spec().id();
        asked.add(Direction.of(prospect.change()));
        sights.inspected(id, Optional.ofNullable(answers.get(id)).orElse(Inspection.clear()));
      }
    }
  }

  /// The groups whose members are about to change, and those that are asked about anyway.
  private static List<Targets.Membership> memberships(
      List<TargetSpec> specs, Plan plan, Set<TargetId> asked, boolean everything, Sights sights) {
    var memberships = new ArrayList<Targets.Membership>();
    for (TargetSpec spec : specs) {
      if (spec instanceof GroupSpec group
          && !asked.contains(group.id())
          && sights.groups().get(group.id()) instanceof GroupObservation seen
          && (everything || plan.decisions().get(group.id()) instanceof Decision.Rebalance)
          && seen.target().owner().isEmpty()) {
        memberships.add(new Targets.Membership(group, seen.target()));
      }
    }
    return memberships;
  }

  /// A description tells of those that were described as well; anybody else has to be looked for.
  private void owners(PassRequest request, List<Targets.Membership> memberships, Sights sights) {
    var others =
        request.targets().stream()
            .filter(FleetSpec.class::isInstance)
            .map(FleetSpec.class::cast)
            .filter(fleet -> !sights.fleets().containsKey(fleet.id()))
            .toList();
    provider.targets().owners(memberships, others).forEach(sights::owned);
  }

  /// Targets that seem to have lost units: what is asked before a scale-in may explain it.
  private Set<TargetId> suspects(Sights sights) {
    var suspects = new HashSet<TargetId>();
    if (telling.events().contains(Notice.Event.LOST)) {
      sights
          .fleets()
          .forEach((id, seen) -> {
            var before = sights.loaded().get(id);
            if (before != null && Notices.lost(seen, before).isPresent()) {
              suspects.add(id);
            }
          });
    }
    return suspects;
  }

  private static List<Targets.Prospect> prospects(
      List<TargetSpec> specs,
      Plan plan,
      Set<Direction> asked,
      Set<TargetId> suspects,
      boolean everything,
      Sights sights) {
    var prospects = new ArrayList<Targets.Prospect>();
    for (TargetSpec spec : specs) {
      if (spec instanceof FleetSpec fleet) {
        prospect(plan.decisions().get(fleet.id()), everything || suspects.contains(fleet.id()))
            .filter(change -> !Direction.of(change).isIn(asked))
            .ifPresent(change -> prospects.add(prospect(fleet, change, specs, sights)));
      }
    }
    return prospects;
  }

  private static Targets.Prospect prospect(
      FleetSpec fleet, Decision.Resize change, List<TargetSpec> specs, Sights sights) {
    var left =
        change.to() < change.from() && !change.changes().isEmpty()
            ? Planner.left(fleet, specs, sights.groups())
            : List.<GroupObservation>of();
    var unsettled =
        left.stream()
            .map(GroupObservation::target)
            .filter(group -> group.settings().equals(GroupSettings.unasked()))
            .map(TargetState.Group::identity)
            .toList();
    return new Targets.Prospect(fleet, change, !left.isEmpty(), unsettled);
  }

  private static Optional<Decision.Resize> prospect(
      @Nullable Decision decision, boolean everything) {
    return switch (decision) {
      case Decision.Resize resize when everything && resize.replaces() ->
          Optional.of(scaleIn(resize.from(), resize));
      case Decision.Resize resize -> Optional.of(resize);
      case Decision.Hold hold when everything -> Optional.of(scaleIn(hold.at(), hold));
      case Decision.Hold _,
          Decision.Rebalance _,
          Decision.Shift _,
          Decision.Steady _,
          Decision.Refused _,
          Decision.Impossible _ ->
          Optional.empty();
      case null -> Optional.empty();
    };
  }

  /// Before a scale-in the most is asked.
  private static Decision.Resize scaleIn(int units, Decision made) {
    int to = Math.max(0, units - 1);
    return new Decision.Resize(made.target(), units, to, List.of(), made.cause(), made.trace());
  }

  /// What a target was asked for: a scale-in needs more answers than a scale-out, and one that is
  /// decided more than one that is only thought of; for sick units that are replaced it does not
  /// matter who sets their number.
  private record Direction(TargetId target, boolean in, boolean replaces, boolean decided) {
    static Direction of(Decision.Resize change) {
      return new Direction(
          change.target(),
          change.to() < change.from(),
          change.replaces(),
          !change.changes().isEmpty());
    }

    boolean isIn(Set<Direction> asked) {
      return asked.contains(this) || asked.contains(new Direction(target, in, replaces, true));
    }
  }
}
