package ecf.core.report;

import ecf.core.memory.Tenure;
import ecf.core.pass.Suspending;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/// What `suspend`, `resume` and `release` did, as text and as JSON, schema `ecf/suspension/1`.
public final class SuspensionReport {
  public static final String SCHEMA = "ecf/suspension/1";

  private SuspensionReport() {}

  /// One line for each target.
  public static String text(List<Suspending.Result> results) {
    int width =
        results.stream().mapToInt(each -> Words.columns(each.spec().id().name())).max().orElse(0);
    var text = new StringBuilder();
    results.forEach(each ->
        text.append("  ")
            .append(Words.left(each.spec().id().name(), width))
            .append("   ")
            .append(said(each))
            .append("\n"));
    return text.toString();
  }

  private static String said(Suspending.Result result) {
    if (result.failure().isPresent()) {
      var why = result.failure().get();
      return Sentences.failure(why) + " (" + Sentences.hint(why) + ")";
    }
    var state =
        result
            .halted()
            .map(halt ->
                switch (halt) {
                  case BOTH -> "suspended";
                  case OUT -> "suspended on the way out";
                  case IN -> "suspended on the way in";
                })
            .orElse("active");
    if (result.gaveBack().isPresent()) {
      return state + ", and gave back what it took over (" + result.gaveBack().get() + ")";
    }
    return result.changed() ? state : state + ", as it was";
  }

  /// Indented, with a line end.
  public static String json(List<Suspending.Result> results) {
    return Json.indented(json -> {
      json.writeStringProperty("schema", SCHEMA);
      json.writeArrayPropertyStart("targets");
      results.forEach(each -> write(json, each));
      json.writeEndArray();
    });
  }

  private static void write(JsonGenerator json, Suspending.Result result) {
    json.writeStartObject();
    json.writeStringProperty("target", result.spec().id().name());
    json.writeStringProperty("type", result.spec().resource().type());
    json.writeStringProperty("resource", result.spec().resource().key());
    json.writeStringProperty(
        "outcome",
        result.failure().isPresent() ? "failed" : result.changed() ? "applied" : "unchanged");
    result
        .halted()
        .map(SuspensionReport::word)
        .ifPresent(it -> json.writeStringProperty("suspended", it));
    result.gaveBack().ifPresent(found -> json.writeStringProperty("gaveBack", found));
    result.failure().ifPresent(why -> JsonTarget.writeError(json, why));
    json.writeEndObject();
  }

  private static String word(Tenure.Halt halt) {
    return halt.name().toLowerCase(Locale.ROOT);
  }
}
