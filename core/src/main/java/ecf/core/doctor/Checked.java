package ecf.core.doctor;

import ecf.core.model.Finding;
import java.util.List;

/// What one check saw.
///
/// @param name of the check, e.g. `owners`
/// @param known whether it could be looked at
/// @param summary what was looked at and how it is, in one line
public record Checked(String name, boolean known, String summary, List<Finding> findings) {
  public Checked {
    findings = List.copyOf(findings);
  }

  /// One that could be looked at.
  Checked(String name, String summary, List<Finding> findings) {
    this(name, true, summary, findings);
  }

  /// One that could not.
  static Checked unknown(String name, String summary) {
    return new Checked(name, false, summary, List.of());
  }
}
