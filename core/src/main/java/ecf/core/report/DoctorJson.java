package ecf.core.report;

import ecf.core.doctor.Diagnosis;
import ecf.core.model.Finding.Severity;
import tools.jackson.core.JsonGenerator;

/// What doctor found, as JSON, schema `ecf/doctor/1`:
///
/// ```json
/// {"schema":"ecf/doctor/1","calls":{"ecs:DescribeServices":1},
///  "summary":{"problems":1,"warnings":0,"notes":0,"targets":2,"unserved":1},
///  "findings":[{"severity":"problem","check":"owners","targets":["checkout"],"what":"…",
///               "why":"…","todo":"…"}],
///  "checked":[{"check":"account","known":true,"summary":"…"}]}
/// ```
///
/// `severity` is `problem`, `warning` or `note`, the worst first; `targets` is empty where a
/// finding concerns the file as a whole; `unserved` counts the targets that some problem keeps from
/// being served, and says with `targets` how the command ends; `known` is false where something
/// could not be looked at.
public final class DoctorJson {
  public static final String SCHEMA = "ecf/doctor/1";

  private DoctorJson() {}

  /// Indented, with a line end.
  public static String render(Diagnosis diagnosis) {
    return Json.indented(json -> {
      json.writeStringProperty("schema", SCHEMA);
      json.writeObjectPropertyStart("calls");
      diagnosis.calls().forEach(json::writeNumberProperty);
      json.writeEndObject();
      json.writeObjectPropertyStart("summary");
      json.writeNumberProperty("problems", diagnosis.count(Severity.PROBLEM));
      json.writeNumberProperty("warnings", diagnosis.count(Severity.WARNING));
      json.writeNumberProperty("notes", diagnosis.count(Severity.NOTE));
      json.writeNumberProperty("targets", diagnosis.targets());
      json.writeNumberProperty("unserved", diagnosis.unserved());
      json.writeEndObject();
      json.writeArrayPropertyStart("findings");
      diagnosis.findings().forEach(found -> write(json, found));
      json.writeEndArray();
      json.writeArrayPropertyStart("checked");
      diagnosis
          .checks()
          .forEach(check -> {
            json.writeStartObject();
            json.writeStringProperty("check", check.name());
            json.writeBooleanProperty("known", check.known());
            json.writeStringProperty("summary", check.summary());
            json.writeEndObject();
          });
      json.writeEndArray();
    });
  }

  private static void write(JsonGenerator json, Diagnosis.Found found) {
    var finding = found.finding();
    json.writeStartObject();
    json.writeStringProperty("severity", finding.severity().text());
    json.writeStringProperty("check", found.check());
    json.writeArrayPropertyStart("targets");
    finding.targets().forEach(target -> json.writeString(target.name()));
    json.writeEndArray();
    json.writeStringProperty("what", finding.what());
    json.writeStringProperty("why", finding.why());
    json.writeStringProperty("todo", finding.todo());
    json.writeEndObject();
  }
}
