package ecf.core.report;

import ecf.core.pass.PassResult;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/// The audit log: one JSON object per line and decision, also where nothing changed. Each line is
/// the target's object of `ecf/pass/1` with the pass and its time before it. What is odd about the
/// pass as a whole is a line with a `warning` instead of a target.
public final class AuditLog {
  private AuditLog() {}

  /// @param pass the name under which the pass made its claims
  public static List<String> lines(PassResult result, String pass) {
    return Stream.concat(
            result.targets().stream()
                .map(target -> line(result, pass, json -> JsonTarget.writeFields(json, target))),
            result.notes().stream()
                .map(note -> line(result, pass, json -> json.writeStringProperty("warning", note))))
        .toList();
  }

  private static String line(PassResult result, String pass, Consumer<JsonGenerator> fields) {
    return Json.line(json -> {
      json.writeStringProperty("pass", pass);
      json.writeStringProperty("at", result.startedAt().toString());
      json.writeStringProperty("mode", result.mode().text());
      fields.accept(json);
    });
  }
}
