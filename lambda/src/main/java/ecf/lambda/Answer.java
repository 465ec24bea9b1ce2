package ecf.lambda;

import tools.jackson.databind.json.JsonMapper;

/// What the caller of the function gets where nothing was run, schema `ecf/answer/1`.
final class Answer {
  private static final JsonMapper JSON = new JsonMapper();

  private Answer() {}

  static String nothing(String reason) {
    var answer = JSON.createObjectNode();
    answer.put("schema", "ecf/answer/1");
    answer.putArray("ran");
    answer.put("reason", reason);
    return JSON.writeValueAsString(answer);
  }
}
