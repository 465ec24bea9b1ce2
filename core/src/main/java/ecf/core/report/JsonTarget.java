package ecf.core.report;

import ecf.core.engine.Change;
import ecf.core.model.CapacityRange;
import ecf.core.model.Cause;
import ecf.core.model.ProviderFailure;
import ecf.core.model.UnitSize;
import ecf.core.pass.Outcome;
import ecf.core.pass.TargetResult;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// One target of `ecf/pass/1`. Its numbers are left out where nobody knows them: a target that
/// could not be described has bounds but no capacity.
final class JsonTarget {
  private JsonTarget() {}

  static void write(JsonGenerator json, TargetResult result) {
    json.writeStartObject();
    writeFields(json, result);
    json.writeEndObject();
  }

  static void writeFields(JsonGenerator json, TargetResult result) {
    var view = new ResultView(result);
    json.writeStringProperty("target", view.name());
    json.writeStringProperty("type", result.spec().resource().type());
    json.writeStringProperty("resource", result.spec().resource().key());
    json.writeStringProperty("outcome", view.outcome());
    writeNumbers(json, view);
    writeReason(json, view.cause());
    json.writeArrayPropertyStart("changes");
    view.steps().forEach(step -> writeStep(json, step));
    json.writeEndArray();
    JsonTrace.write(json, view);
    if (result.outcome() instanceof Outcome.Failed(var why, var _, var _)) {
      writeError(json, why);
    }
    json.writeArrayPropertyStart("warnings");
    result.warnings().forEach(json::writeString);
    json.writeEndArray();
  }

  private static void writeNumbers(JsonGenerator json, ResultView view) {
    view.capacity()
        .ifPresent(capacity -> {
          json.writeNumberProperty("from", capacity.from());
          json.writeNumberProperty("to", capacity.to());
        });
    view.fleet()
        .ifPresent(fleet -> {
          json.writeNumberProperty("desired", fleet.desired());
          json.writeNumberProperty("running", fleet.running());
          json.writeNumberProperty("serving", fleet.serving());
          json.writeNumberProperty("pending", fleet.pending());
        });
    view.bounds()
        .ifPresent(bounds -> {
          json.writeNumberProperty("min", bounds.min());
          json.writeNumberProperty("max", bounds.max());
        });
    view.roll()
        .ifPresent(roll -> {
          json.writeNumberProperty("registered", roll.registered());
          json.writeNumberProperty("healthy", roll.healthy());
          json.writeNumberProperty("draining", roll.draining());
        });
    view.listener().ifPresent(listener -> writeWeights(json, "weights", listener.weights()));
  }

  private static void writeReason(JsonGenerator json, Cause cause) {
    json.writeObjectPropertyStart("reason");
    json.writeStringProperty("code", cause.reason().code().text());
    switch (cause.origin()) {
      case Cause.Origin.Policy(String name) -> json.writeStringProperty("policy", name);
      case Cause.Origin.Guardrail(String name) -> json.writeStringProperty("guardrail", name);
      case Cause.Origin.Engine() -> {}
    }
    json.writeStringProperty("summary", cause.reason().summary());
    json.writeObjectPropertyStart("facts");
    cause
        .reason()
        .facts()
        .forEach((name, value) -> {
          if (Double.isFinite(value)) { // JSON has no other numbers
            json.writeNumberProperty(name, value);
          }
        });
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeStep(JsonGenerator json, ResultView.Step step) {
    json.writeStartObject();
    switch (step.change()) {
      case Change.SetCapacity(int from, int to) -> {
        json.writeStringProperty("type", "setCapacity");
        json.writeNumberProperty("from", from);
        json.writeNumberProperty("to", to);
      }
      case Change.SetBounds(CapacityRange from, CapacityRange to) -> {
        json.writeStringProperty("type", "setBounds");
        writeBound(json, "min", from.min(), to.min());
        writeBound(json, "max", from.max(), to.max());
      }
      case Change.ResizeUnit(var from, var to) -> {
        json.writeStringProperty("type", "resizeUnit");
        writeUnit(json, "from", from);
        writeUnit(json, "to", to);
      }
      case Change.Replace(String instance, String zone, String why) -> {
        json.writeStringProperty("type", "replace");
        json.writeStringProperty("id", instance);
        json.writeStringProperty("zone", zone);
        json.writeStringProperty("why", why);
      }
      case Change.Terminate(String instance, String zone, String why) -> {
        json.writeStringProperty("type", "terminate");
        json.writeStringProperty("id", instance);
        json.writeStringProperty("zone", zone);
        json.writeStringProperty("why", why);
      }
      case Change.TakeOver(String who, String found) -> {
        json.writeStringProperty("type", "takeOver");
        json.writeStringProperty("who", who);
        json.writeStringProperty("found", found);
      }
      case Change.Register(var members) -> writeMembers(json, "register", members);
      case Change.Deregister(var members) -> writeMembers(json, "deregister", members);
      case Change.SetAttributes(var from, var to) -> {
        json.writeStringProperty("type", "setAttributes");
        writeTexts(json, "from", from);
        writeTexts(json, "to", to);
      }
      case Change.SetWeights(var from, var to) -> {
        json.writeStringProperty("type", "setWeights");
        writeWeights(json, "from", from);
        writeWeights(json, "to", to);
      }
    }
    json.writeBooleanProperty("sent", step.sent());
    json.writeEndObject();
  }

  private static void writeTexts(JsonGenerator json, String name, Map<String, String> texts) {
    json.writeObjectPropertyStart(name);
    texts.forEach(json::writeStringProperty);
    json.writeEndObject();
  }

  static void writeWeights(JsonGenerator json, String name, Map<String, Integer> weights) {
    json.writeObjectPropertyStart(name);
    weights.forEach((group, weight) -> json.writeNumberProperty(group, weight));
    json.writeEndObject();
  }

  private static void writeBound(JsonGenerator json, String name, int from, int to) {
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("from", from);
    json.writeNumberProperty("to", to);
    json.writeEndObject();
  }

  /// `"unit":{"cpu":512,"memory":1024}`
  static void writeUnit(JsonGenerator json, String name, UnitSize size) {
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("cpu", size.cpu());
    json.writeNumberProperty("memory", size.memory());
    json.writeEndObject();
  }

  private static void writeMembers(JsonGenerator json, String type, List<Change.Joining> members) {
    json.writeStringProperty("type", type);
    json.writeArrayPropertyStart("members");
    for (Change.Joining each : members) {
      json.writeStartObject();
      json.writeStringProperty("id", each.member().id());
      json.writeNumberProperty("port", each.member().port());
      json.writeStringProperty("zone", each.member().zone());
      json.writeStringProperty("why", each.why());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void writeError(JsonGenerator json, ProviderFailure why) {
    json.writeObjectPropertyStart("error");
    json.writeStringProperty("kind", why.kind().text());
    json.writeStringProperty("call", why.call());
    json.writeStringProperty("message", why.message());
    json.writeStringProperty("hint", why.hint());
    json.writeBooleanProperty("retryable", why.retryable());
    json.writeEndObject();
  }
}
