package ecf.core.report;

import ecf.core.pass.PassResult;
import java.util.List;

/// The audit log: one JSON object per line and decision, also where nothing changed. Each line is
/// the target's object of `ecf/pass/1` with the pass and its time before it.
public final class AuditLog {
  private AuditLog() {}

  /// @param pass the name under which the pass made its claims
  public static List<String> lines(PassResult result, String pass) {
    return result.targets().stream()
        .map(target ->
            Json.line(json -> {
              json.writeStringProperty("pass", pass);
              json.writeStringProperty("at", result.startedAt().toString());
              json.writeStringProperty("mode", result.mode().text());
              JsonTarget.writeFields(json, target);
            }))
        .toList();
  }
}
