package ecf.core.engine;

import ecf.core.guardrail.PastWants;
import ecf.core.memory.Looks;
import ecf.core.observation.Observation;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Need;
import ecf.core.policy.Proposal;
import ecf.core.policy.ScalingPolicy;
import ecf.core.signal.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/// What policies wanted lately. Policies on signals are asked again as of the end of each data
/// point of that time, which costs no read and needs no memory; what others wanted is remembered.
record PastWishes(List<NamedPolicy> policies, Observation seen) implements PastWants {
  @Override
  public Optional<Looks.Range> during(Duration last) {
    var from = seen.now().minus(last);
    var wants = new IntSummaryStatistics();
    for (Instant at : ends(from)) {
      highest(seen.asOf(at)).ifPresent(wants::accept);
    }
    seen.memory().wants().during(from, seen.now()).forEach(wants);
    return wants.getCount() == 0
        ? Optional.empty()
        : Optional.of(new Looks.Range(wants.getMin(), wants.getMax()));
  }

  /// When points of the signals ended, from `from` until now.
  private TreeSet<Instant> ends(Instant from) {
    var ends = new TreeSet<Instant>();
    for (NamedPolicy policy : policies) {
      for (Need need : wantsBy(policy.policy())) {
        for (Point point : seen.signal(need.signal()).series().points()) {
          var end = point.to();
          if (end.isAfter(from) && !end.isAfter(seen.now())) {
            ends.add(end);
          }
        }
      }
    }
    return ends;
  }

  private OptionalInt highest(Observation then) {
    var highest = OptionalInt.empty();
    for (NamedPolicy policy : policies) {
      if (!wantsBy(policy.policy()).isEmpty()) {
        for (Proposal proposal : policy.proposals(then)) {
          if (proposal instanceof Proposal.Want(int units, var _)) {
            highest = OptionalInt.of(Math.max(units, highest.orElse(units)));
          }
        }
      }
    }
    return highest;
  }

  /// What its wants come of; nothing where it wants no units.
  private static List<Need> wantsBy(ScalingPolicy policy) {
    return policy.sizesUnits() ? List.of() : policy.needs();
  }
}
