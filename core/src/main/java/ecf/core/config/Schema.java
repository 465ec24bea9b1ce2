package ecf.core.config;

import ecf.core.model.Reason;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// The language as a JSON Schema for editors, made from what the readers themselves know; and the
/// codes that reports may carry.
public final class Schema {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Schema() {}

  /// JSON Schema, draft 2020-12.
  public static String json(List<ProviderKind> kinds) {
    var schema =
        JsonNodeFactory.instance
            .objectNode()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("title", "ecf-aws configuration")
            .put("description", "Targets, the signals that drive them, policies and guardrails");
    schema.setAll(SchemaNodes.file(Language.file(kinds)));
    var codes =
        schema
            .withObjectProperty("$defs")
            .putObject("reasonCode")
            .put("description", "What `reason.code` of a report may be")
            .putArray("enum");
    for (Reason.Code code : Reason.Code.values()) {
      codes.add(code.text());
    }
    return JSON.writeValueAsString(schema);
  }
}
