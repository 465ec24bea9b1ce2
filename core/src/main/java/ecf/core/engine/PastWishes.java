package ecf.core.engine;

import ecf.core.guardrail.PastWants;
import ecf.core.memory.Looks;
import ecf.core.observation.Observation;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Need;
import ecf.core.policy.Proposal;
import ecf.core.signal.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Stream;

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
    for (NamedPolicy policy : wanting().toList()) {
      for (Need need : policy.policy().needs()) {
        seen.signal(need.signal()).series().points().stream()
            .map(Point::to)
            .filter(end -> end.isAfter(from) && !end.isAfter(seen.now()))
            .forEach(ends::add);
      }
    }
    return ends;
  }

  private OptionalInt highest(Observation then) {
    return wanting()
        .flatMap(policy -> policy.proposals(then).stream())
        .filter(Proposal.Want.class::isInstance)
        .mapToInt(proposal -> ((Proposal.Want) proposal).units())
        .max();
  }

  private Stream<NamedPolicy> wanting() {
    return policies.stream()
        .filter(each -> !each.policy().needs().isEmpty() && !each.policy().sizesUnits());
  }
}
