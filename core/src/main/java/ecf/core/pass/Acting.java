package ecf.core.pass;

import ecf.core.engine.Decision;
import ecf.core.engine.Order;
import ecf.core.engine.Plan;
import ecf.core.engine.Planner;
import ecf.core.memory.Intent;
import ecf.core.memory.TargetMemory;
import ecf.core.model.Cause;
import ecf.core.model.Reason;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;
import ecf.core.port.Memories;
import ecf.core.port.StateUnavailable;
import ecf.core.port.Targets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Claims what will change, sends it in order, and writes down what came of it.
final class Acting {
  /// Providers throttle writes; more at once only makes them queue there.
  private static final int LANES = 8;

  private final Targets targets;
  private final Memories memories;
  private final InstantSource wall;
  private final Optional<Instant> until;

  Acting(Targets targets, Memories memories, InstantSource wall, Optional<Instant> until) {
    this.targets = targets;
    this.memories = memories;
    this.wall = wall;
    this.until = until;
  }

  void act(Order order, Plan plan, Sights sights, Map<TargetId, TargetResult> results) {
    var next = new HashMap<TargetId, TargetMemory>();
    plan.decisions().forEach((id, decision) -> next.put(id, remembered(sights, id, decision)));
    var claimed = claim(plan, next, sights, results);
    send(order, plan, claimed.keySet(), results);
    if (memories.remembers()) {
      settle(claimed, results, sights);
      saveNews(plan, next, sights, results);
    }
  }

  /// The memory of a target after this pass, before the outcome of its change is known.
  private static TargetMemory remembered(Sights sights, TargetId id, Decision decision) {
    var fleet = sights.fleets().get(id);
    if (fleet != null) {
      var wanted =
          decision.trace().said().stream()
              .filter(said -> said.by().policy().needs().isEmpty())
              .map(NamedPolicy.Said::proposal)
              .filter(Proposal.Want.class::isInstance)
              .mapToInt(proposal -> ((Proposal.Want) proposal).units())
              .max();
      return wanted.isPresent()
          ? fleet.memory().wanted(fleet.now(), wanted.getAsInt())
          : fleet.memory();
    }
    var group = Objects.requireNonNull(sights.groups().get(id));
    return group.memory().members(Planner.ours(group));
  }

  /// Writes down what is about to be done. Who loses the race leaves it to the pass that won.
  private Map<TargetId, TargetMemory> claim(
      Plan plan,
      Map<TargetId, TargetMemory> next,
      Sights sights,
      Map<TargetId, TargetResult> results) {
    var claims = new HashMap<TargetId, TargetMemory>();
    plan.decisions()
        .forEach((id, decision) -> {
          if (!decision.changes().isEmpty()) {
            claims.put(
                id, Objects.requireNonNull(next.get(id)).claiming(intent(decision, id, sights)));
          }
        });
    if (!memories.remembers()) {
      return claims;
    }
    var won = save(claims, sights);
    claims.keySet().stream()
        .filter(id -> !won.containsKey(id))
        .forEach(id -> skip(id, results, Reason.Code.CLAIMED, "another pass is changing it"));
    return won;
  }

  private Intent intent(Decision decision, TargetId id, Sights sights) {
    var fleet = sights.fleets().get(id);
    var now = fleet != null ? fleet.now() : Objects.requireNonNull(sights.groups().get(id)).now();
    var expires = now.plus(memories.claimHolds());
    return switch (decision) {
      case Decision.Resize resize ->
          new Intent(resize.from(), resize.to(), now, memories.pass(), expires);
      case Decision.Rebalance _,
          Decision.Hold _,
          Decision.Steady _,
          Decision.Refused _,
          Decision.Impossible _ ->
          new Intent(0, 0, now, memories.pass(), expires);
    };
  }

  private void send(
      Order order, Plan plan, Set<TargetId> claimed, Map<TargetId, TargetResult> results) {
    var lanes = new Semaphore(LANES);
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (List<TargetId> wave : plan.waves()) {
        var sending = new HashMap<TargetId, Future<TargetResult>>();
        for (TargetId id : wave) {
          if (claimed.contains(id) && mayGo(order, id, results)) {
            var planned = Objects.requireNonNull(results.get(id));
            var decision = Objects.requireNonNull(plan.decisions().get(id));
            sending.put(id, workers.submit(() -> sent(planned, decision, lanes)));
          }
        }
        sending.forEach((id, outcome) -> results.put(id, Waiting.on(outcome)));
      }
    }
  }

  /// What carries others is not taken away while they could not be made smaller.
  private static boolean mayGo(Order order, TargetId id, Map<TargetId, TargetResult> results) {
    if (!(results.get(id) instanceof TargetResult result
        && result.outcome() instanceof Outcome.Planned(Decision.Resize resize)
        && resize.to() < resize.from())) {
      return true;
    }
    for (TargetId carried : order.carriedBy(id)) {
      if (results.get(carried) instanceof TargetResult other
          && other.outcome() instanceof Outcome.Failed(var _, var decision, var _)
          && decision.filter(each -> !each.changes().isEmpty()).isPresent()) {
        skip(id, results, Reason.Code.DEPENDENCY, carried + " could not be changed first");
        return false;
      }
    }
    return true;
  }

  private TargetResult sent(TargetResult planned, Decision decision, Semaphore lanes) {
    lanes.acquireUninterruptibly();
    try {
      if (until.filter(end -> !wall.instant().isBefore(end)).isPresent()) {
        return skipped(planned, Reason.Code.OUT_OF_TIME, "the time for this pass is over");
      }
      TargetState state = planned.state().orElseThrow();
      var delivery = targets.send(planned.spec(), state, decision.changes());
      return planned.outcome(
          delivery
              .failure()
              .<Outcome>map(why -> new Outcome.Failed(why, Optional.of(decision), delivery.sent()))
              .orElseGet(() -> new Outcome.Applied(decision, delivery.sent())));
    } finally {
      lanes.release();
    }
  }

  /// The outcome replaces the claim. Where it is in doubt whether a write arrived, the claim stays:
  /// the next pass looks at the world and knows.
  private void settle(
      Map<TargetId, TargetMemory> claimed, Map<TargetId, TargetResult> results, Sights sights) {
    var settled = new HashMap<TargetId, TargetMemory>();
    claimed.forEach((id, memory) -> {
      switch (Objects.requireNonNull(results.get(id)).outcome()) {
        case Outcome.Applied _ -> settled.put(id, memory.settled(true));
        case Outcome.Failed(var why, var _, var _) when why.kind().leavesDoubt() -> {}
        case Outcome.Failed _, Outcome.Skipped _, Outcome.Planned _, Outcome.Unchanged _ ->
            settled.put(id, memory.settled(false));
      }
    });
    try {
      save(settled, sights);
    } catch (StateUnavailable e) {
      settled.keySet().stream()
          .filter(
              id -> Objects.requireNonNull(results.get(id)).outcome() instanceof Outcome.Applied)
          .forEach(id ->
              warn(
                  id,
                  results,
                  "the change was sent but could not be written down ("
                      + e.failure().message()
                      + "); the next pass will find its claim and look"));
    }
  }

  /// Targets that hold are written only when there is news of them, and lose a race without a word.
  private void saveNews(
      Plan plan,
      Map<TargetId, TargetMemory> next,
      Sights sights,
      Map<TargetId, TargetResult> results) {
    var news = new HashMap<TargetId, TargetMemory>();
    plan.decisions()
        .forEach((id, decision) -> {
          var memory = Objects.requireNonNull(next.get(id));
          var before = sights.loaded().get(id);
          if (decision.changes().isEmpty() && (before == null || memory.hasNewsFor(before))) {
            news.put(id, memory);
          }
        });
    try {
      save(news, sights);
    } catch (StateUnavailable e) {
      news.keySet()
          .forEach(
              id -> warn(id, results, "what was seen could not be kept: " + e.failure().message()));
    }
  }

  private Map<TargetId, TargetMemory> save(Map<TargetId, TargetMemory> changed, Sights sights) {
    if (changed.isEmpty()) {
      return Map.of();
    }
    var byResource = new HashMap<Resource, TargetMemory>();
    changed.forEach((id, memory) -> byResource.put(sights.spec(id).resource(), memory));
    var won = memories.save(byResource);
    var winners = new HashMap<TargetId, TargetMemory>();
    changed
        .keySet()
        .forEach(id -> {
          var saved = won.get(sights.spec(id).resource());
          if (saved != null) {
            winners.put(id, saved);
          }
        });
    return winners;
  }

  private static void warn(TargetId id, Map<TargetId, TargetResult> results, String warning) {
    results.computeIfPresent(id, (_, result) -> result.warned(warning));
  }

  private static void skip(
      TargetId id, Map<TargetId, TargetResult> results, Reason.Code code, String why) {
    results.computeIfPresent(id, (_, planned) -> skipped(planned, code, why));
  }

  private static TargetResult skipped(TargetResult planned, Reason.Code code, String why) {
    var decision =
        planned.outcome() instanceof Outcome.Planned(var made)
            ? Optional.of(made)
            : Optional.<Decision>empty();
    return planned.outcome(
        new Outcome.Skipped(
            Cause.engine(Reason.of(code, why)), decision, "the next pass decides afresh"));
  }
}
