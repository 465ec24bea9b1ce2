package ecf.aws.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Which calls fail, and how. A rule that names faults for the next calls is used up; one without
/// end stays.
final class FaultPlan {
  private final List<Rule> rules = new ArrayList<>();

  synchronized void next(String operation, List<? extends Fault> faults) {
    rules.add(new Rule(operation, "", new ArrayDeque<>(faults), Optional.empty()));
  }

  synchronized void always(String operation, String containing, Fault fault) {
    rules.add(new Rule(operation, containing, new ArrayDeque<>(), Optional.of(fault)));
  }

  synchronized Optional<Fault> forCall(Call call) {
    return rules.stream()
        .filter(rule -> rule.concerns(call))
        .map(Rule::take)
        .flatMap(Optional::stream)
        .findFirst();
  }

  synchronized void clear() {
    rules.clear();
  }

  private record Rule(
      String operation, String containing, Deque<Fault> next, Optional<Fault> always) {
    boolean concerns(Call call) {
      return operation.equals(call.name()) && call.text().contains(containing);
    }

    Optional<Fault> take() {
      return next.isEmpty() ? always : Optional.of(next.removeFirst());
    }
  }
}
