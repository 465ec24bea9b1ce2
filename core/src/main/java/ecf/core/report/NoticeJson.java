package ecf.core.report;

import ecf.core.model.Notice;
import ecf.core.port.Notifier;
import tools.jackson.core.JsonGenerator;

/// What came of a pass as JSON for programs. The same notices always give the same text.
///
/// One notice, schema `ecf/notice/1`, the `detail` of an event of EventBridge:
///
/// ```json
/// {"schema":"ecf/notice/1","name":"shop","pass":"20261121-100000-k3f9x2m4",
///  "at":"2026-11-21T10:00:00Z","event":"applied","target":"checkout","type":"ecsService",
///  "resource":"ecsService/shop/checkout","text":"cpu 96 is above 60: 4 → 6","from":4,"to":6}
/// ```
///
/// `hint` is there where somebody has to do something, `from` and `to` where a capacity was
/// changed, and of a `lost` one `zones`, where the provider tells them: how many units fewer run
/// there, e.g. `{"eu-west-1c":2}`.
public final class NoticeJson {
  public static final String SCHEMA = "ecf/notice/1";

  private NoticeJson() {}

  /// @param name of the configuration
  public static String of(String name, Notifier.News news, Notice notice) {
    return Json.line(json -> {
      json.writeStringProperty("schema", SCHEMA);
      json.writeStringProperty("name", name);
      json.writeStringProperty("pass", news.pass());
      write(json, notice);
    });
  }

  /// All of them in one object, with `text` as chats show it: `{"text":"…","name":"shop",
  /// "pass":"…","events":[…]}`.
  public static String all(String name, Notifier.News news) {
    return Json.line(json -> {
      json.writeStringProperty(
          "text", NoticeText.subject(name, news) + "\n" + NoticeText.body(news));
      json.writeStringProperty("name", name);
      json.writeStringProperty("pass", news.pass());
      json.writeArrayPropertyStart("events");
      for (Notice each : news.notices()) {
        json.writeStartObject();
        write(json, each);
        json.writeEndObject();
      }
      json.writeEndArray();
    });
  }

  private static void write(JsonGenerator json, Notice notice) {
    json.writeStringProperty("at", notice.at().toString());
    json.writeStringProperty("event", notice.event().text());
    json.writeStringProperty("target", notice.target().name());
    json.writeStringProperty("type", notice.resource().type());
    json.writeStringProperty("resource", notice.resource().key());
    json.writeStringProperty("text", notice.text());
    notice.hint().ifPresent(hint -> json.writeStringProperty("hint", hint));
    notice
        .step()
        .ifPresent(step -> {
          json.writeNumberProperty("from", step.from());
          json.writeNumberProperty("to", step.to());
        });
    if (!notice.lost().isEmpty()) {
      json.writeObjectPropertyStart("zones");
      notice.lost().forEach(json::writeNumberProperty);
      json.writeEndObject();
    }
  }
}
