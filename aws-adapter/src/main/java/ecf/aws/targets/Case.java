package ecf.aws.targets;

import ecf.core.engine.FleetSpec;
import ecf.core.model.Finding;
import java.util.List;
import java.util.Optional;

/// One fleet of the file and how it is set up, for the rules that look at that.
///
/// @param there as AWS describes it
record Case<T>(FleetSpec spec, T there, SetUp around) {
  /// One thing that is looked at.
  @FunctionalInterface
  interface Rule<T> {
    Optional<Finding> look(Case<T> it);
  }

  List<Finding> findings(List<Rule<T>> rules) {
    return rules.stream().flatMap(rule -> rule.look(this).stream()).toList();
  }

  Optional<Finding> warning(String what, String why, String todo) {
    return Optional.of(Finding.warning(spec.id(), what, why, todo));
  }

  Optional<Finding> note(String what, String why, String todo) {
    return Optional.of(Finding.note(spec.id(), what, why, todo));
  }
}
