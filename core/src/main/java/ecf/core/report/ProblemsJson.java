package ecf.core.report;

import ecf.core.yaml.Problem;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// What keeps files from being used, as JSON, schema `ecf/problems/1`. An empty list says that
/// nothing does: warnings are not in it.
public final class ProblemsJson {
  public static final String SCHEMA = "ecf/problems/1";

  private ProblemsJson() {}

  /// Indented, with a line end.
  public static String render(List<Problem> problems) {
    return Json.indented(json -> {
      json.writeStringProperty("schema", SCHEMA);
      json.writeArrayPropertyStart("problems");
      problems.stream()
          .filter(problem -> problem.severity() == Problem.Severity.ERROR)
          .forEach(problem -> write(json, problem));
      json.writeEndArray();
    });
  }

  private static void write(JsonGenerator json, Problem problem) {
    json.writeStartObject();
    json.writeStringProperty("file", problem.file());
    json.writeNumberProperty("line", problem.at().line());
    json.writeNumberProperty("column", problem.at().column());
    json.writeStringProperty("message", problem.message());
    json.writeStringProperty("hint", problem.hint());
    json.writeEndObject();
  }
}
