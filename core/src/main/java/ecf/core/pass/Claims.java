package ecf.core.pass;

import ecf.core.engine.Change;
import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.Hook;
import ecf.core.engine.ListenerSpec;
import ecf.core.engine.Plan;
import ecf.core.engine.Planner;
import ecf.core.memory.Intent;
import ecf.core.memory.TargetMemory;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Reason;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.model.UnitSize;
import ecf.core.observation.Observation;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;
import ecf.core.port.Memories;
import ecf.core.port.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/// What a pass writes down: before it acts what it is about to do, and afterwards what came of it.
final class Claims {
  private final Memories memories;
  private final Plan plan;
  private final Sights sights;
  private final Map<TargetId, TargetResult> results;
  private final Duration asked;
  private final Map<TargetId, TargetMemory> next = new HashMap<>();
  private Map<TargetId, TargetMemory> won = Map.of();

  /// Fleets whose memory was written before anything was sent.
  private final Set<TargetId> early = new HashSet<>();

  /// Those of them that another pass was faster with.
  private final Set<TargetId> lost = new HashSet<>();

  /// @param results gets the targets whose race was lost, and warnings where something could not be
  ///   written
  /// @param asked how long others have been asked since the targets were seen
  Claims(
      Memories memories,
      Plan plan,
      Sights sights,
      Map<TargetId, TargetResult> results,
      Duration asked) {
    this.memories = memories;
    this.plan = plan;
    this.sights = sights;
    this.results = results;
    this.asked = asked;
    plan.decisions().forEach((id, decision) -> next.put(id, remembered(id, decision)));
  }

  /// Claims every target that changes and is not only observed. Who loses the race leaves it to the
  /// pass that won.
  ///
  /// @return the targets that are ours to change
  Set<TargetId> claim() {
    rememberWhoLeaves();
    var claims = new HashMap<TargetId, TargetMemory>();
    plan.decisions()
        .forEach((id, decision) -> {
          if (isActedOn(id, decision) && !isOfALostFleet(id)) {
            claims.put(id, takingOver(memoryAfter(id), decision).claiming(intent(id, decision)));
          }
        });
    won = memories.remembers() ? save(claims) : claims;
    claims.keySet().stream()
        .filter(id -> !won.containsKey(id))
        .forEach(id ->
            results.computeIfPresent(
                id,
                (_, planned) ->
                    planned.skipped(Reason.Code.CLAIMED, "another pass is changing it")));
    return won.keySet();
  }

  /// Who leaves is written down before anybody is told, so that the next pass knows them, too. Who
  /// loses that race leaves the groups of the fleet to the pass that won.
  private void rememberWhoLeaves() {
    var leaving = new HashMap<TargetId, TargetMemory>();
    plan.leaving()
        .keySet()
        .forEach(id -> {
          var before = Optional.ofNullable(sights.loaded().get(id));
          boolean told =
              before.filter(known -> !memoryAfter(id).hasNewsFor(known)).isPresent()
                  || isActedOn(id, Objects.requireNonNull(plan.decisions().get(id)));
          if (!told) {
            leaving.put(id, memoryAfter(id));
          }
        });
    var saved = save(leaving);
    early.addAll(leaving.keySet());
    leaving.keySet().stream().filter(id -> !saved.containsKey(id)).forEach(lost::add);
    plan.decisions().keySet().stream()
        .filter(this::isOfALostFleet)
        .forEach(id ->
            results.computeIfPresent(
                id,
                (_, planned) ->
                    planned.skipped(Reason.Code.CLAIMED, "another pass is changing its fleet")));
  }

  private boolean isOfALostFleet(TargetId id) {
    return sights.spec(id) instanceof GroupSpec group
        && group.members() instanceof GroupSpec.Members.Fleet(var resource)
        && lost.stream().anyMatch(fleet -> sights.spec(fleet).resource().equals(resource));
  }

  /// What is about to be taken over is written down before it is.
  private static TargetMemory takingOver(TargetMemory memory, Decision decision) {
    var tenure = memory.tenure();
    for (Change change : decision.changes()) {
      if (change instanceof Change.TakeOver(var _, var found)) {
        tenure = tenure.takingOver(found);
      }
    }
    return memory.tenure(tenure);
  }

  /// The outcome replaces the claim. Where it is in doubt whether a write arrived, the claim stays:
  /// the next pass looks at the world and knows.
  ///
  /// @param news what is about to be told; gets who is told of by another pass
  void settle(News news) {
    if (memories.remembers()) {
      settleClaims(news);
      saveNews(news);
    }
  }

  private void settleClaims(News news) {
    var settled = new HashMap<TargetId, TargetMemory>();
    won.forEach((id, memory) -> {
      switch (outcome(id)) {
        case Outcome.Applied(Decision.Shift _, var _) ->
            settled.put(id, memory.traffic(memory.traffic().stepped(seenAt(id))).settled(true));
        case Outcome.Applied _ -> settled.put(id, memory.settled(true));
        case Outcome.Failed(var why, var _, var _) when why.inDoubt() -> {}
        case Outcome.Failed(var _, var _, var sent) when !instances(sent).isEmpty() ->
            settled.put(id, tookOver(id, memory, sent).gone(instances(sent)));
        case Outcome.Failed(var why, var decision, var sent) when hadNoRoom(why, decision) ->
            settled.put(id, tookOver(id, memory, sent).refused());
        case Outcome.Failed(var why, var _, var sent) when !why.retryable() ->
            settled.put(id, tookOver(id, memory, sent).unwelcome());
        case Outcome.Failed(var _, var _, var sent) ->
            settled.put(id, tookOver(id, memory, sent).settled(false));
        case Outcome.Skipped _, Outcome.Planned _, Outcome.Unchanged _ ->
            settled.put(id, tookOver(id, memory, List.of()).settled(false));
      }
    });
    settled.replaceAll(news::told);
    try {
      save(settled);
    } catch (Unavailable e) {
      settled.keySet().stream()
          .filter(id -> outcome(id) instanceof Outcome.Applied)
          .forEach(id ->
              warn(
                  id,
                  "the change was sent but could not be written down ("
                      + e.failure().message()
                      + "); the next pass will find its claim and look"));
    }
  }

  /// What was not taken over after all is not kept as if it were.
  private TargetMemory tookOver(TargetId id, TargetMemory claimed, List<Change> sent) {
    return sent.stream().anyMatch(Change.TakeOver.class::isInstance)
        ? claimed
        : claimed.tenure(memoryAfter(id).tenure());
  }

  private static boolean hadNoRoom(ProviderFailure why, Optional<Decision> decision) {
    return why.kind() == ProviderFailure.Kind.LIMIT
        && decision
            .filter(each -> each instanceof Decision.Resize resize && resize.to() > resize.from())
            .isPresent();
  }

  /// Targets that hold are written only when there is news of them, and lose a race without a word.
  private void saveNews(News news) {
    var changed = new HashMap<TargetId, TargetMemory>();
    plan.decisions()
        .forEach((id, decision) -> {
          var memory = news.told(id, memoryAfter(id));
          var before = Optional.ofNullable(sights.loaded().get(id));
          if (!isActedOn(id, decision)
              && !early.contains(id)
              && before.filter(known -> !memory.hasNewsFor(known)).isEmpty()) {
            changed.put(id, memory);
          }
        });
    news.targets().stream()
        .filter(id -> !plan.decisions().containsKey(id))
        .forEach(id -> unseen(id, news).ifPresent(memory -> changed.put(id, memory)));
    try {
      var saved = save(changed);
      changed.keySet().stream().filter(id -> !saved.containsKey(id)).forEach(news::leaveToOthers);
    } catch (Unavailable e) {
      changed
          .keySet()
          .forEach(id -> warn(id, "what was seen could not be kept: " + e.failure().message()));
    }
  }

  /// Of a target that could not be looked at, what people were told is all the news.
  private Optional<TargetMemory> unseen(TargetId id, News news) {
    var before = Optional.ofNullable(sights.loaded().get(id)).orElseGet(TargetMemory::unseen);
    return Optional.of(news.told(id, before)).filter(memory -> memory.hasNewsFor(before));
  }

  private boolean isActedOn(TargetId id, Decision decision) {
    return sights.spec(id).acts() && !decision.changes().isEmpty();
  }

  /// The memory of a target after this pass, before the outcome of its change is known.
  private TargetMemory remembered(TargetId id, Decision decision) {
    return switch (sights.spec(id)) {
      case FleetSpec fleet ->
          remembered(fleet, Objects.requireNonNull(sights.fleets().get(id)), decision, leaving(id));
      case GroupSpec group ->
          Planner.remembered(group, Objects.requireNonNull(sights.groups().get(id)), decision);
      case ListenerSpec listener ->
          Planner.remembered(listener, Objects.requireNonNull(sights.listeners().get(id)));
    };
  }

  private static TargetMemory remembered(
      FleetSpec spec, Observation fleet, Decision decision, SortedMap<String, Instant> leaving) {
    var memory = Planner.remembered(spec, fleet, leaving);
    var wanted =
        decision.trace().said().stream()
            .filter(said -> said.by().policy().needs().isEmpty())
            .map(NamedPolicy.Said::proposal)
            .filter(Proposal.Want.class::isInstance)
            .mapToInt(proposal -> ((Proposal.Want) proposal).units())
            .max();
    return wanted.isPresent() ? memory.wanted(fleet.now(), wanted.getAsInt()) : memory;
  }

  /// Who is asked first may take his time.
  private Duration asking(TargetId id, Decision decision) {
    return decision instanceof Decision.Resize resize
            && resize.to() < resize.from()
            && sights.spec(id) instanceof FleetSpec fleet
        ? fleet.conduct().beforeScaleIn().map(Hook::timeout).orElse(Duration.ZERO)
        : Duration.ZERO;
  }

  private Intent intent(TargetId id, Decision decision) {
    var now = seenAt(id);
    var expires = now.plus(asked).plus(memories.claimHolds()).plus(asking(id, decision));
    return switch (decision) {
      case Decision.Resize resize ->
          new Intent(
              resize.from(),
              resize.to(),
              now,
              resize.trace().wantedBy(),
              memories.pass(),
              expires,
              unit(resize),
              instances(resize.changes()));
      case Decision.Rebalance _,
          Decision.Shift _,
          Decision.Hold _,
          Decision.Steady _,
          Decision.Refused _,
          Decision.Impossible _ ->
          new Intent(0, 0, now, Optional.empty(), memories.pass(), expires);
    };
  }

  private SortedMap<String, Instant> leaving(TargetId id) {
    return plan.leaving().getOrDefault(id, Collections.emptySortedMap());
  }

  /// Those that changes name one by one.
  private static Set<String> instances(List<Change> changes) {
    var instances = new TreeSet<String>();
    for (Change change : changes) {
      if (change instanceof Change.Replace(var instance, var _, var _)) {
        instances.add(instance);
      }
      if (change instanceof Change.Terminate(var instance, var _, var _)) {
        instances.add(instance);
      }
    }
    return instances;
  }

  private static Optional<UnitSize> unit(Decision.Resize resize) {
    return resize.changes().stream()
        .filter(Change.ResizeUnit.class::isInstance)
        .map(change -> ((Change.ResizeUnit) change).to())
        .findFirst();
  }

  private Instant seenAt(TargetId id) {
    return switch (sights.spec(id)) {
      case FleetSpec _ -> Objects.requireNonNull(sights.fleets().get(id)).now();
      case GroupSpec _ -> Objects.requireNonNull(sights.groups().get(id)).now();
      case ListenerSpec _ -> Objects.requireNonNull(sights.listeners().get(id)).now();
    };
  }

  private TargetMemory memoryAfter(TargetId id) {
    return Objects.requireNonNull(next.get(id));
  }

  private Outcome outcome(TargetId id) {
    return Objects.requireNonNull(results.get(id)).outcome();
  }

  private void warn(TargetId id, String warning) {
    results.computeIfPresent(id, (_, result) -> result.warned(warning));
  }

  private Map<TargetId, TargetMemory> save(Map<TargetId, TargetMemory> changed) {
    if (changed.isEmpty()) {
      return Map.of();
    }
    var byResource = new HashMap<Resource, TargetMemory>();
    changed.forEach((id, memory) -> byResource.put(sights.spec(id).resource(), memory));
    var saved = memories.save(byResource);
    var winners = new HashMap<TargetId, TargetMemory>();
    for (TargetId id : changed.keySet()) {
      var winner = saved.get(sights.spec(id).resource());
      if (winner != null) {
        winners.put(id, winner);
      }
    }
    return winners;
  }
}
