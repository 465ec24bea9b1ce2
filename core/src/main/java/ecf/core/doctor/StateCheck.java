package ecf.core.doctor;

import ecf.core.config.StateSettings;
import ecf.core.model.Finding;
import ecf.core.model.Finding.Severity;
import java.util.List;

/// Whether what passes remember can be kept.
final class StateCheck implements Check {
  @Override
  public Checked look(Evidence evidence) {
    var config = evidence.config();
    var where =
        switch (config.state()) {
          case StateSettings.LocalFile() -> "a file of this user, " + config.name() + ".db";
          case StateSettings.DynamoDb(var table) -> "the DynamoDB table " + table;
          case StateSettings.None() -> "none is kept";
        };
    return new Checked("state", where + told(evidence), findings(evidence));
  }

  private static String told(Evidence evidence) {
    if (evidence.state().failure().isPresent()) {
      return ", which cannot be used";
    }
    var writes = evidence.state().writes();
    return writes.isEmpty() ? "" : "; read, and saving needs " + String.join(", ", writes);
  }

  private static List<Finding> findings(Evidence evidence) {
    if (evidence.state().failure().isPresent()) {
      var why = evidence.state().failure().get();
      return List.of(
          Finding.of(
              Severity.PROBLEM,
              List.of(),
              why.toString(),
              "Without its memory a pass changes nothing.",
              why.hint()));
    }
    return evidence.config().state() instanceof StateSettings.None
        ? List.of(
            Finding.of(
                Severity.WARNING,
                List.of(),
                "no state is kept",
                "There is no cooldown and no claim: two runs at once may both act, and wants never"
                    + " scale in.",
                "leave out `state: {type: none}`, or write `state: {type: dynamodb, table: …}`"))
        : List.of();
  }
}
