package ecf.core.pass;

import ecf.core.engine.Decision;
import ecf.core.engine.Order;
import ecf.core.engine.Plan;
import ecf.core.model.Reason;
import ecf.core.model.TargetId;
import ecf.core.port.Targets;
import ecf.core.port.Waiting;
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

/// Sends what was claimed: wave after wave, and within a wave several targets at once.
final class Acting {
  /// Providers throttle writes; more at once only makes them queue there.
  private static final int LANES = 8;

  private final Targets targets;
  private final Asking asking;
  private final InstantSource wall;
  private final Optional<Instant> until;
  private final Semaphore lanes = new Semaphore(LANES);

  /// @param asking before a scale-in is sent
  Acting(Targets targets, Asking asking, InstantSource wall, Optional<Instant> until) {
    this.targets = targets;
    this.asking = asking;
    this.wall = wall;
    this.until = until;
  }

  /// @param claimed the targets that are ours to change
  /// @param results what was planned; gets what came of it
  void send(Order order, Plan plan, Set<TargetId> claimed, Map<TargetId, TargetResult> results) {
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (List<TargetId> wave : plan.waves()) {
        var sending = new HashMap<TargetId, Future<TargetResult>>();
        for (TargetId id : wave) {
          if (claimed.contains(id) && mayGo(order, plan, id, results)) {
            var planned = Objects.requireNonNull(results.get(id));
            var decision = Objects.requireNonNull(plan.decisions().get(id));
            sending.put(id, workers.submit(() -> sent(planned, decision)));
          }
        }
        sending.forEach((id, outcome) -> results.put(id, Waiting.on(outcome)));
      }
    }
  }

  /// What carries others is not taken away while they could not be made smaller.
  private static boolean mayGo(
      Order order, Plan plan, TargetId id, Map<TargetId, TargetResult> results) {
    var planned = Objects.requireNonNull(results.get(id));
    boolean shrinks =
        planned.outcome() instanceof Outcome.Planned(Decision.Resize resize)
            && resize.to() < resize.from();
    if (!shrinks) {
      return true;
    }
    for (TargetId carried : order.carriedBy(id)) {
      boolean smaller =
          plan.decisions().get(carried) instanceof Decision decided && !decided.changes().isEmpty();
      if (smaller
          && results.get(carried) instanceof TargetResult other
          && (other.outcome() instanceof Outcome.Failed
              || other.outcome() instanceof Outcome.Unchanged)) {
        var why = carried + " could not be changed first";
        results.put(id, planned.skipped(Reason.Code.DEPENDENCY, why));
        return false;
      }
    }
    return true;
  }

  private TargetResult sent(TargetResult planned, Decision decision) {
    var asked = asking.asked(planned);
    return asked.outcome() instanceof Outcome.Planned ? allowed(asked, decision) : asked;
  }

  private TargetResult allowed(TargetResult planned, Decision decision) {
    lanes.acquireUninterruptibly();
    try {
      if (until.filter(end -> !wall.instant().isBefore(end)).isPresent()) {
        return planned.skipped(Reason.Code.OUT_OF_TIME, "the time for this pass is over");
      }
      var delivery =
          targets.send(planned.spec(), planned.state().orElseThrow(), decision.changes());
      return planned.outcome(
          delivery
              .failure()
              .<Outcome>map(why -> new Outcome.Failed(why, Optional.of(decision), delivery.sent()))
              .orElseGet(() -> new Outcome.Applied(decision, delivery.sent())));
    } finally {
      lanes.release();
    }
  }
}
