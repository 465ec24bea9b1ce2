package ecf.core.report;

import ecf.core.pass.Outcome;
import ecf.core.pass.PassResult;
import ecf.core.pass.TargetResult;
import java.time.temporal.ChronoUnit;
import tools.jackson.core.JsonGenerator;

/// The JSON result of a pass, schema `ecf/pass/1`. Times are ISO 8601, durations too, and nothing
/// is rounded. The same result always gives the same text.
public final class JsonReport {
  public static final String SCHEMA = "ecf/pass/1";

  private JsonReport() {}

  /// Indented, with a line end.
  public static String render(PassResult pass) {
    return Json.indented(json -> write(json, pass));
  }

  /// On one line, for whoever reads lines or bills by the byte.
  public static String line(PassResult pass) {
    return Json.line(json -> write(json, pass));
  }

  private static void write(JsonGenerator json, PassResult pass) {
    json.writeStringProperty("schema", SCHEMA);
    json.writeStringProperty("mode", pass.mode().text());
    json.writeStringProperty(
        "startedAt", pass.startedAt().truncatedTo(ChronoUnit.MILLIS).toString());
    json.writeStringProperty("took", pass.took().truncatedTo(ChronoUnit.MILLIS).toString());
    json.writeObjectPropertyStart("calls");
    pass.calls().forEach(json::writeNumberProperty);
    json.writeEndObject();
    json.writeObjectPropertyStart("summary");
    json.writeNumberProperty("applied", pass.count(Outcome.Applied.class));
    json.writeNumberProperty("planned", pass.count(Outcome.Planned.class));
    json.writeNumberProperty("unchanged", pass.count(Outcome.Unchanged.class));
    json.writeNumberProperty("failed", pass.count(Outcome.Failed.class));
    json.writeNumberProperty("skipped", pass.count(Outcome.Skipped.class));
    json.writeEndObject();
    json.writeArrayPropertyStart("targets");
    for (TargetResult result : pass.targets()) {
      JsonTarget.write(json, result);
    }
    json.writeEndArray();
  }
}
