package ecf.core.report;

import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.ListenerSpec;
import ecf.core.engine.Trace;
import ecf.core.guardrail.Verdict;
import ecf.core.model.Cause;
import ecf.core.model.Reason;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;
import ecf.core.signal.Measured;
import ecf.core.signal.Reading;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/// What a decision was made from: `readings` by name, `proposals` in the order of the file,
/// `verdicts` in the order of application. A listener has one proposal, the split that its policy
/// wants, and no verdicts; a target group has none of them.
final class JsonTrace {
  private JsonTrace() {}

  static void write(JsonGenerator json, ResultView view) {
    switch (view.result().spec()) {
      case FleetSpec _ -> writeFleet(json, view);
      case ListenerSpec listener -> writeListener(json, listener, view);
      case GroupSpec _ -> {}
    }
  }

  private static void writeListener(JsonGenerator json, ListenerSpec spec, ResultView view) {
    json.writeArrayPropertyStart("readings");
    view.result().traffic().ifPresent(seen -> writeReadings(json, seen.signals(), seen::reading));
    json.writeEndArray();
    json.writeArrayPropertyStart("proposals");
    spec.policy()
        .ifPresent(policy ->
            view.split()
                .ifPresent(weights -> {
                  json.writeStartObject();
                  json.writeStringProperty("policy", policy.name());
                  json.writeStringProperty("type", policy.type());
                  JsonTarget.writeWeights(json, "weights", weights);
                  json.writeEndObject();
                }));
    json.writeEndArray();
    json.writeArrayPropertyStart("verdicts");
    json.writeEndArray();
  }

  private static void writeFleet(JsonGenerator json, ResultView view) {
    json.writeArrayPropertyStart("readings");
    view.result().seen().ifPresent(seen -> writeReadings(json, seen.signals(), seen::reading));
    json.writeEndArray();
    var trace = view.decision().map(Decision::trace).orElseGet(Trace::empty);
    json.writeArrayPropertyStart("proposals");
    trace.said().forEach(said -> writeProposal(json, said));
    json.writeEndArray();
    json.writeArrayPropertyStart("verdicts");
    trace.judged().forEach(judged -> writeVerdict(json, judged));
    trace.sizing().flatMap(Trace.Sizing::held).ifPresent(held -> writeVeto(json, held));
    view.decision()
        .map(Decision::cause)
        .filter(JsonTrace::isAnotherVeto)
        .ifPresent(cause -> writeVeto(json, cause));
    json.writeEndArray();
  }

  private static void writeReadings(
      JsonGenerator json, Map<String, Measured> signals, Function<String, Reading> readings) {
    for (String signal : new TreeSet<>(signals.keySet())) {
      json.writeStartObject();
      json.writeStringProperty("signal", signal);
      switch (readings.apply(signal)) {
        case Reading.Value(double value, var at, var _) -> {
          json.writeNumberProperty("value", value);
          json.writeStringProperty("at", at.toString());
        }
        case Reading.Missing(String why) -> json.writeStringProperty("missing", why);
        case Reading.Stale(double value, var at, var age) -> {
          json.writeNumberProperty("stale", value);
          json.writeStringProperty("age", age.toString());
          json.writeStringProperty("at", at.toString());
        }
        case Reading.Unread(var failure) -> json.writeStringProperty("unread", failure.toString());
      }
      json.writeEndObject();
    }
  }

  private static void writeProposal(JsonGenerator json, NamedPolicy.Said said) {
    json.writeStartObject();
    json.writeStringProperty("policy", said.by().name());
    json.writeStringProperty("type", said.by().type());
    switch (said.proposal()) {
      case Proposal.Want(int units, var _) -> json.writeNumberProperty("want", units);
      case Proposal.Floor(int units, var _) -> json.writeNumberProperty("floor", units);
      case Proposal.Ceiling(int units, var _) -> json.writeNumberProperty("ceiling", units);
      case Proposal.Fit(var _, var to, var _, var _, var why) -> {
        JsonTarget.writeUnit(json, "unit", to);
        json.writeStringProperty("why", why.summary());
      }
      case Proposal.Abstain(var why) -> json.writeStringProperty("abstains", why.summary());
      case Proposal.Silent(var why) -> json.writeStringProperty("silent", why.summary());
    }
    json.writeEndObject();
  }

  private static void writeVerdict(JsonGenerator json, Trace.Judged judged) {
    switch (judged.verdict()) {
      case Verdict.Pass() -> {}
      case Verdict.Limit(int units, var why) -> {
        json.writeStartObject();
        json.writeStringProperty("guardrail", judged.guardrail().yamlName());
        json.writeStringProperty("verdict", "limit");
        json.writeNumberProperty("to", units);
        json.writeStringProperty("why", why.summary());
        json.writeEndObject();
      }
      case Verdict.Veto(var why) -> writeVeto(json, judged.guardrail().yamlName(), why);
    }
  }

  /// Those who are asked last review nothing: they are not among the guardrails of the trace.
  private static boolean isAnotherVeto(Cause cause) {
    return cause.origin() instanceof Cause.Origin.Guardrail(String name) && name.equals("hooks");
  }

  /// Of another size of units; what the engine itself holds has no guardrail to its name.
  private static void writeVeto(JsonGenerator json, Cause held) {
    if (held.origin() instanceof Cause.Origin.Guardrail(String name)) {
      writeVeto(json, name, held.reason());
    }
  }

  private static void writeVeto(JsonGenerator json, String guardrail, Reason why) {
    json.writeStartObject();
    json.writeStringProperty("guardrail", guardrail);
    json.writeStringProperty("verdict", "veto");
    json.writeStringProperty("why", why.summary());
    json.writeEndObject();
  }
}
