package ecf.core.doctor;

import java.util.List;

/// The rights that changes need. Only a change could try them.
final class WritesCheck implements Check {
  @Override
  public Checked look(Evidence evidence) {
    var writes = evidence.examination().writes();
    var all = evidence.config().targets().size();
    var summary =
        writes.isEmpty()
            ? "no change needs a right"
            : "could not be checked; needed: "
                + String.join(
                    ", ",
                    writes.entrySet().stream()
                        .map(each ->
                            each.getValue().size() == all
                                ? each.getKey()
                                : each.getKey() + " (" + Failing.names(each.getValue()) + ")")
                        .toList());
    return new Checked("writes", writes.isEmpty(), summary, List.of());
  }
}
