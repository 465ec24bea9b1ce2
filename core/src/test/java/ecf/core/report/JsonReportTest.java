package ecf.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.Decision;
import ecf.core.engine.Trace;
import ecf.core.model.Cause;
import ecf.core.model.Reason;
import ecf.core.model.TargetId;
import ecf.core.pass.Outcome;
import ecf.core.pass.PassResult;
import ecf.core.pass.TargetResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What programs may rely on.
class JsonReportTest {
  private static JsonNode read(String json) {
    return JsonMapper.shared().readTree(json);
  }

  private static JsonNode target(TargetResult result) {
    return read(JsonReport.render(SamplePass.apply(result))).get("targets").get(0);
  }

  @Test
  void oneLineSaysTheSameAsMany() {
    var pass = SamplePass.everything();
    assertThat(read(JsonReport.line(pass))).isEqualTo(read(JsonReport.render(pass)));
    assertThat(JsonReport.line(pass)).doesNotContain("\n");
  }

  @Test
  void theSummaryCountsEveryTarget() {
    var json = read(JsonReport.render(SamplePass.everything()));
    int sum =
        StreamSupport.stream(json.get("summary").spliterator(), false)
            .mapToInt(JsonNode::intValue)
            .sum();
    assertThat(sum).isEqualTo(json.get("targets").size());
  }

  static Stream<Arguments> fieldsByKnowledge() {
    var always = List.of("target", "type", "resource", "outcome", "reason", "changes", "warnings");
    var capacity = List.of("from", "to", "desired", "running", "serving", "pending", "min", "max");
    var trace = List.of("readings", "proposals", "verdicts");
    return Stream.of(
        Arguments.of("a capacity", SamplePass.grown(), List.of(always, capacity, trace)),
        Arguments.of(
            "a capacity that another pass has claimed",
            SamplePass.claimed(),
            List.of(always, capacity, trace)),
        Arguments.of(
            "a capacity that nobody could ask for",
            SamplePass.denied(),
            List.of(always, List.of("min", "max", "error"), trace)),
        Arguments.of(
            "a capacity whose change failed",
            SamplePass.notSent(),
            List.of(always, capacity, trace, List.of("error"))),
        Arguments.of(
            "members",
            SamplePass.rebalanced(),
            List.of(always, List.of("registered", "healthy", "draining"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fieldsByKnowledge")
  void aTargetHasTheFieldsOf(String what, TargetResult result, List<List<String>> fields) {
    assertThat(target(result).propertyNames())
        .containsExactlyInAnyOrderElementsOf(fields.stream().flatMap(List::stream).toList());
  }

  @Test
  void aNumberThatIsNoneIsLeftOutOfTheFacts() {
    var reason =
        new Reason(
            Reason.Code.NO_WISH, "odd", Map.of("good", 1.5, "bad", Double.POSITIVE_INFINITY));
    var hold = new Decision.Hold(new TargetId("odd"), 4, Cause.engine(reason), Trace.empty());
    var result =
        SamplePass.fleet(
            "odd", SamplePass.state(4, 4, 4, 0), new Outcome.Unchanged(hold), Map.of());
    assertThat(target(result).get("reason").get("facts")).isEqualTo(read("{\"good\": 1.5}"));
  }

  @Test
  void whatNobodyMayReadAsAnEscapeIsEscaped() {
    PassResult pass =
        SamplePass.plan(SamplePass.warned(SamplePass.grown(), "a \"quote\" \u001b[31m"));
    assertThat(JsonReport.render(pass)).contains("a \\\"quote\\\" \\u001B[31m");
  }
}
