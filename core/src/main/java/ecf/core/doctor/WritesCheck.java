package ecf.core.doctor;

import java.util.List;
import java.util.stream.Stream;

/// The rights that changes need. Only a change could try them.
final class WritesCheck implements Check {
  @Override
  public Checked look(Evidence evidence) {
    var writes = evidence.examination().writes();
    var all = evidence.config().targets().size();
    var needed =
        Stream.concat(
                writes.entrySet().stream()
                    .map(each ->
                        each.getValue().size() == all
                            ? each.getKey()
                            : each.getKey() + " (" + Failing.names(each.getValue()) + ")"),
                evidence.telling().stream().map(right -> right + " (to tell people)"))
            .toList();
    var summary =
        needed.isEmpty()
            ? "no change needs a right"
            : "could not be checked; needed: " + String.join(", ", needed);
    return new Checked("writes", needed.isEmpty(), summary, List.of());
  }
}
