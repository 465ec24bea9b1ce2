package ecf.core.port;

import ecf.core.memory.Look;
import ecf.core.memory.Roster;
import ecf.core.memory.Sent;
import ecf.core.memory.TargetMemory;
import ecf.core.memory.Tenure;
import ecf.core.memory.Told;
import ecf.core.memory.Traffic;
import ecf.core.model.UnitSize;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A memory as the JSON text that every store keeps, without its version: that is the store's.
///
/// ```json
/// {"schema":"ecf/memory/1","identity":"arn:…","looks":[["2026-11-21T10:00:00Z",4,4,3]],
///  "byZone":{"eu-west-1a":2,"eu-west-1b":2},"wants":[["2026-11-21T10:00:00Z",6]],"lastOut":"…","lastIn":"…","sent":[["…",4,6,"cpu"]],
///  "foreign":["…",6,9],"refusal":["…",40],
///  "wall":["…",1,"…","CAPACITY","…","We do not have …","wait"],
///  "intent":{"from":4,"to":6,"at":"…","by":"cpu","pass":"…","expiresAt":"…"},
///  "lookups":{"loadBalancer":"app/shop/1"},"members":["i-1"],
///  "sizes":[["2026-11-21T10:00:00Z",512,1024]],"refusedSize":["…",1024,2048],
///  "sick":{"i-1:80":"…"},
///  "removed":{"i-2:80":["…","eu-west-1a"]},"young":{"i-3:80":"…"},"down":{"blue-tg":"…"},
///  "up":{"blue-tg":"…"},"step":"…","leaving":{"i-4":"…"},"spread":10,
///  "takenOver":"suspended=none","suspended":"in","told":{"failed":"ecs:UpdateService denied"},
///  "selected":["ecsService/jobs/mail"],"gone":{"ecsService/jobs/resize":"…"}}
/// ```
///
/// A look is time, desired, running, serving, and pending where that is not what was asked for and
/// does not run; a want is time, units; a sent change is time, from, to and the policy that wanted
/// it, if one did; a wall is since when, tries, until when, and what was said: kind, time, text,
/// hint; a size is time, CPU and memory, an intent to replace units has a
/// `"unit":{"cpu":1024,"memory":2048}`, and one on single units has `"instances":["i-1"]`. What is
/// empty is left out. Equal memories give equal texts.
///
/// Old and new programs may share a store: fields, and elements at the end of a list, that this
/// program does not know are skipped. What they cannot share gets the next number in `schema`,
/// which comes first, and a program refuses a number that it does not know rather than forget what
/// another one needs.
public final class MemoryCodec {
  static final int SCHEMA = 1;

  private MemoryCodec() {}

  public static String encode(TargetMemory memory) {
    var text = new StringWriter();
    // event by event: a tree of objects takes four times as long in a program that has just started
    try (var json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("schema", "ecf/memory/" + SCHEMA);
      json.writeStringProperty("identity", memory.identity());
      writeSeen(memory, json);
      writeDone(memory, json);
      writeKnown(memory, json);
      writeTenure(memory.tenure(), json);
      writeTold(memory.told(), json);
      writeRoster(memory.roster(), json);
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void writeSeen(TargetMemory memory, JsonGenerator json) {
    if (!memory.looks().seen().isEmpty()) {
      json.writeArrayPropertyStart("looks");
      memory.looks().seen().forEach((at, look) -> row(json, at, counts(look)));
      json.writeEndArray();
    }
    if (!memory.looks().byZone().isEmpty()) {
      json.writeObjectPropertyStart("byZone");
      memory.looks().byZone().forEach(json::writeNumberProperty);
      json.writeEndObject();
    }
    if (!memory.wants().since().isEmpty()) {
      json.writeArrayPropertyStart("wants");
      memory.wants().since().forEach((at, units) -> row(json, at, units));
      json.writeEndArray();
    }
  }

  private static int[] counts(Look look) {
    var usual = new Look(look.desired(), look.running(), look.serving());
    return look.equals(usual)
        ? new int[] {look.desired(), look.running(), look.serving()}
        : new int[] {look.desired(), look.running(), look.serving(), look.pending()};
  }

  private static void writeDone(TargetMemory memory, JsonGenerator json) {
    var changes = memory.changes();
    changes.lastOut().ifPresent(at -> json.writeStringProperty("lastOut", at.toString()));
    changes.lastIn().ifPresent(at -> json.writeStringProperty("lastIn", at.toString()));
    if (!changes.sent().isEmpty()) {
      json.writeArrayPropertyStart("sent");
      changes.sent().forEach(change -> row(json, change));
      json.writeEndArray();
    }
    changes
        .foreign()
        .ifPresent(foreign -> {
          json.writeName("foreign");
          row(json, foreign.at(), foreign.from(), foreign.to());
        });
    changes
        .refusal()
        .ifPresent(refusal -> {
          json.writeName("refusal");
          row(json, refusal.at(), refusal.units());
        });
    changes
        .wall()
        .ifPresent(wall -> {
          json.writeName("wall");
          startRow(json, wall.since(), wall.tries());
          json.writeString(wall.until().toString());
          json.writeString(wall.why().kind().name());
          json.writeString(wall.why().at().toString());
          json.writeString(wall.why().text());
          json.writeString(wall.why().hint());
          json.writeEndArray();
        });
    memory
        .intent()
        .ifPresent(intent -> {
          json.writeObjectPropertyStart("intent");
          json.writeNumberProperty("from", intent.from());
          json.writeNumberProperty("to", intent.to());
          json.writeStringProperty("at", intent.at().toString());
          intent.by().ifPresent(policy -> json.writeStringProperty("by", policy));
          json.writeStringProperty("pass", intent.pass());
          json.writeStringProperty("expiresAt", intent.expiresAt().toString());
          intent.unit().ifPresent(size -> writeUnit(json, size));
          if (!intent.instances().isEmpty()) {
            json.writeArrayPropertyStart("instances");
            new TreeSet<>(intent.instances()).forEach(json::writeString);
            json.writeEndArray();
          }
          json.writeEndObject();
        });
  }

  private static void writeKnown(TargetMemory memory, JsonGenerator json) {
    if (!memory.lookups().isEmpty()) {
      json.writeObjectPropertyStart("lookups");
      new TreeMap<>(memory.lookups()).forEach(json::writeStringProperty);
      json.writeEndObject();
    }
    if (!memory.members().isEmpty()) {
      json.writeArrayPropertyStart("members");
      new TreeSet<>(memory.members()).forEach(json::writeString);
      json.writeEndArray();
    }
    if (!memory.sizes().since().isEmpty()) {
      json.writeArrayPropertyStart("sizes");
      memory.sizes().since().forEach((at, size) -> row(json, at, size.cpu(), size.memory()));
      json.writeEndArray();
    }
    memory
        .sizes()
        .refused()
        .ifPresent(refused -> {
          json.writeName("refusedSize");
          row(json, refused.at(), refused.size().cpu(), refused.size().memory());
        });
    writeTraffic(memory.traffic(), json);
  }

  private static void writeUnit(JsonGenerator json, UnitSize size) {
    json.writeObjectPropertyStart("unit");
    json.writeNumberProperty("cpu", size.cpu());
    json.writeNumberProperty("memory", size.memory());
    json.writeEndObject();
  }

  private static void writeTraffic(Traffic traffic, JsonGenerator json) {
    times(json, "sick", traffic.sick());
    if (!traffic.removed().isEmpty()) {
      json.writeObjectPropertyStart("removed");
      traffic
          .removed()
          .forEach((member, removal) -> {
            json.writeArrayPropertyStart(member);
            json.writeString(removal.at().toString());
            json.writeString(removal.zone());
            json.writeEndArray();
          });
      json.writeEndObject();
    }
    times(json, "young", traffic.young());
    times(json, "down", traffic.down());
    times(json, "up", traffic.up());
    traffic.step().ifPresent(at -> json.writeStringProperty("step", at.toString()));
    times(json, "leaving", traffic.leaving());
  }

  private static void times(JsonGenerator json, String name, Map<String, Instant> times) {
    if (!times.isEmpty()) {
      json.writeObjectPropertyStart(name);
      times.forEach((key, at) -> json.writeStringProperty(key, at.toString()));
      json.writeEndObject();
    }
  }

  private static void writeTenure(Tenure tenure, JsonGenerator json) {
    tenure.spread().ifPresent(units -> json.writeNumberProperty("spread", units));
    tenure.takenOver().ifPresent(found -> json.writeStringProperty("takenOver", found));
    tenure
        .suspended()
        .ifPresent(
            halt -> json.writeStringProperty("suspended", halt.name().toLowerCase(Locale.ROOT)));
  }

  private static void writeTold(Told told, JsonGenerator json) {
    if (!told.essence().isEmpty()) {
      json.writeObjectPropertyStart("told");
      told.essence().forEach((event, what) -> json.writeStringProperty(event.text(), what));
      json.writeEndObject();
    }
  }

  private static void writeRoster(Roster roster, JsonGenerator json) {
    if (!roster.here().isEmpty()) {
      json.writeArrayPropertyStart("selected");
      roster.here().forEach(json::writeString);
      json.writeEndArray();
    }
    times(json, "gone", roster.gone());
  }

  private static void row(JsonGenerator json, Instant at, int... counts) {
    startRow(json, at, counts);
    json.writeEndArray();
  }

  private static void row(JsonGenerator json, Sent change) {
    startRow(json, change.at(), change.from(), change.to());
    change.by().ifPresent(json::writeString);
    json.writeEndArray();
  }

  private static void startRow(JsonGenerator json, Instant at, int... counts) {
    json.writeStartArray();
    json.writeString(at.toString());
    for (int count : counts) {
      json.writeNumber(count);
    }
  }

  /// @param version the store's, for the memory
  /// @param where the entry and its store, for the message
  /// @throws Unavailable where the text is not a memory, or is one of a newer program
  public static TargetMemory decode(String document, long version, String where) {
    return new MemoryReader(document, where).read(version);
  }
}
