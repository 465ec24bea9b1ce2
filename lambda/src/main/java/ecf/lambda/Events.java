package ecf.lambda;

import ecf.core.model.TargetId;
import ecf.core.pass.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Tells events apart by their shape. Pure; whatever it is given, it answers.
final class Events {
  private Events() {}

  static Event parse(JsonNode event) {
    if (!event.isObject()) {
      return new Event.Unknown("the event is no JSON object");
    }
    if (event.has("alarmArn") && event.has("alarmData")) {
      return alarm(event.path("alarmArn"), event.path("alarmData"));
    }
    if (text(event, "detail-type").equals("CloudWatch Alarm State Change")) {
      return alarm(event.path("resources").path(0), event.path("detail"));
    }
    if (text(event, "detail-type").equals("Scheduled Event")
        || text(event, "source").equals("aws.scheduler")) {
      return new Event.Schedule();
    }
    if (event.has("targets") || event.has("mode")) {
      return byHand(event);
    }
    return new Event.Unknown("no known kind of event: " + kind(event));
  }

  private static Event alarm(JsonNode arn, JsonNode data) {
    var name = text(data, "alarmName");
    var value = text(data.path("state"), "value");
    var state = state(value);
    if (name.isEmpty() || state.isEmpty()) {
      return new Event.Unknown("an alarm without a name, or in an unknown state `" + value + "`");
    }
    var metrics = new ArrayList<Event.Metric>();
    for (JsonNode each : data.path("configuration").path("metrics")) {
      var metric = each.path("metricStat").path("metric");
      if (metric.isObject()) {
        metrics.add(metric(metric));
      }
    }
    boolean muted = data.path("muteDetail").isObject();
    return new Event.Alarm(name, arn.asString(""), state.get(), muted, metrics);
  }

  private static Event.Metric metric(JsonNode metric) {
    var dimensions = new TreeMap<String, String>();
    metric
        .path("dimensions")
        .properties()
        .forEach(each -> dimensions.put(each.getKey(), each.getValue().asString("")));
    return new Event.Metric(text(metric, "namespace"), text(metric, "name"), dimensions);
  }

  private static Optional<Event.State> state(String value) {
    return switch (value) {
      case "OK" -> Optional.of(Event.State.OK);
      case "ALARM" -> Optional.of(Event.State.ALARM);
      case "INSUFFICIENT_DATA" -> Optional.of(Event.State.INSUFFICIENT_DATA);
      default -> Optional.empty();
    };
  }

  private static Event byHand(JsonNode event) {
    var targets = targets(event.path("targets"));
    if (targets.isEmpty()) {
      return new Event.Unknown("`targets` must be a list of target names");
    }
    if (!event.has("mode")) {
      return new Event.ByHand(targets.get(), Optional.empty());
    }
    return switch (text(event, "mode")) {
      case "plan" -> new Event.ByHand(targets.get(), Optional.of(Mode.PLAN));
      case "apply" -> new Event.ByHand(targets.get(), Optional.of(Mode.APPLY));
      default -> new Event.Unknown("`mode` must be plan or apply");
    };
  }

  /// Empty where it is no list of names.
  private static Optional<Set<TargetId>> targets(JsonNode list) {
    if (list.isMissingNode()) {
      return Optional.of(Set.of());
    }
    var targets = new TreeSet<TargetId>();
    for (JsonNode each : list) {
      if (!each.isString() || each.asString().isBlank()) {
        return Optional.empty();
      }
      targets.add(new TargetId(each.asString()));
    }
    return list.isArray() && !targets.isEmpty() ? Optional.of(targets) : Optional.empty();
  }

  private static String kind(JsonNode event) {
    var type = text(event, "detail-type");
    if (!type.isEmpty()) {
      return text(event, "source") + " " + type;
    }
    return "an object with "
        + (event.isEmpty() ? "nothing in it" : List.copyOf(event.propertyNames()));
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }
}
