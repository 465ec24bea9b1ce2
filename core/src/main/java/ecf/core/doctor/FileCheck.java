package ecf.core.doctor;

import ecf.core.model.Finding;
import ecf.core.model.Finding.Severity;
import ecf.core.yaml.Problem;
import java.util.List;

/// What the file itself should be warned of.
final class FileCheck implements Check {
  @Override
  public Checked look(Evidence evidence) {
    int targets = evidence.config().targets().size();
    return new Checked(
        "file",
        "valid, " + targets + (targets == 1 ? " target" : " targets"),
        evidence.warnings().stream().map(FileCheck::finding).toList());
  }

  private static Finding finding(Problem warning) {
    return Finding.of(
        Severity.WARNING,
        List.of(),
        warning.message(),
        "It stands in " + warning.file() + ":" + warning.at().line() + ":" + warning.at().column(),
        warning.hint());
  }
}
