package ecf.core.port;

import ecf.core.memory.Intent;
import ecf.core.memory.Look;
import ecf.core.memory.Looks;
import ecf.core.memory.Sent;
import ecf.core.memory.TargetMemory;
import ecf.core.memory.Wants;
import ecf.core.model.ProviderFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A memory as the JSON text that every store keeps, without its version: that is the store's.
///
/// ```json
/// {"schema":"ecf/memory/1","identity":"arn:…","looks":[["2026-11-21T10:00:00Z",4,4,3]],
///  "wants":[["2026-11-21T10:00:00Z",6]],"lastOut":"…","lastIn":"…","sent":[["…",4,6]],
///  "intent":{"from":4,"to":6,"at":"…","pass":"…","expiresAt":"…"},
///  "lookups":{"loadBalancer":"app/shop/1"},"members":["i-1"]}
/// ```
///
/// A look is time, desired, running, serving; a want is time, units; a sent change is time, from,
/// to. What is empty is left out. Equal memories give equal texts.
///
/// Old and new programs may share a store: fields, and elements at the end of a list, that this
/// program does not know are skipped. What they cannot share gets the next number in `schema`, and
/// a program refuses a number that it does not know rather than forget what another one needs.
public final class MemoryCodec {
  private static final int SCHEMA = 1;
  private static final Pattern SCHEMA_NAME = Pattern.compile("ecf/memory/([1-9][0-9]{0,3})");
  private static final JsonMapper JSON = JsonMapper.shared();

  private MemoryCodec() {}

  public static String encode(TargetMemory memory) {
    var document = JSON.createObjectNode();
    document.put("schema", "ecf/memory/" + SCHEMA);
    document.put("identity", memory.identity());
    var looks = rows(document, "looks", !memory.looks().seen().isEmpty());
    memory
        .looks()
        .seen()
        .forEach((at, look) ->
            row(looks, at).add(look.desired()).add(look.running()).add(look.serving()));
    var wants = rows(document, "wants", !memory.wants().since().isEmpty());
    memory.wants().since().forEach((at, units) -> row(wants, at).add(units));
    memory.lastOut().ifPresent(at -> document.put("lastOut", at.toString()));
    memory.lastIn().ifPresent(at -> document.put("lastIn", at.toString()));
    var sent = rows(document, "sent", !memory.sent().isEmpty());
    memory.sent().forEach(change -> row(sent, change.at()).add(change.from()).add(change.to()));
    memory.intent().ifPresent(intent -> write(intent, document.putObject("intent")));
    if (!memory.lookups().isEmpty()) {
      var lookups = document.putObject("lookups");
      new TreeMap<>(memory.lookups()).forEach(lookups::put);
    }
    var members = rows(document, "members", !memory.members().isEmpty());
    new TreeSet<>(memory.members()).forEach(members::add);
    return JSON.writeValueAsString(document);
  }

  /// @param version the store's, for the memory
  /// @param where the entry and its store, for the message
  /// @throws StateUnavailable where the text is not a memory, or is one of a newer program
  public static TargetMemory decode(String document, long version, String where) {
    try {
      var fields = JSON.readTree(document);
      refuseOthers(fields.path("schema").stringValue(""), where);
      return new TargetMemory(
          version,
          text(fields.required("identity")),
          new Looks(timed(fields.path("looks"), MemoryCodec::look)),
          new Wants(timed(fields.path("wants"), row -> row.required(1).intValue())),
          optional(fields, "lastOut").map(MemoryCodec::time),
          optional(fields, "lastIn").map(MemoryCodec::time),
          elements(fields.path("sent")).map(MemoryCodec::sent).toList(),
          optional(fields, "intent").map(MemoryCodec::intent),
          optional(fields, "lookups").map(MemoryCodec::texts).orElse(Map.of()),
          elements(fields.path("members")).map(MemoryCodec::text).collect(Collectors.toSet()));
    } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
      throw unreadable(where, firstLine(e));
    }
  }

  private static ArrayNode rows(ObjectNode document, String name, boolean any) {
    return any ? document.putArray(name) : JSON.createArrayNode();
  }

  private static ArrayNode row(ArrayNode rows, Instant at) {
    return rows.addArray().add(at.toString());
  }

  private static void write(Intent intent, ObjectNode fields) {
    fields
        .put("from", intent.from())
        .put("to", intent.to())
        .put("at", intent.at().toString())
        .put("pass", intent.pass())
        .put("expiresAt", intent.expiresAt().toString());
  }

  private static Look look(JsonNode row) {
    return new Look(
        row.required(1).intValue(), row.required(2).intValue(), row.required(3).intValue());
  }

  private static Sent sent(JsonNode row) {
    return new Sent(time(row.required(0)), row.required(1).intValue(), row.required(2).intValue());
  }

  private static Intent intent(JsonNode fields) {
    return new Intent(
        fields.required("from").intValue(),
        fields.required("to").intValue(),
        time(fields.required("at")),
        text(fields.required("pass")),
        time(fields.required("expiresAt")));
  }

  private static <T> NavigableMap<Instant, T> timed(JsonNode rows, Function<JsonNode, T> value) {
    var all = new TreeMap<Instant, T>();
    elements(rows).forEach(row -> all.put(time(row.required(0)), value.apply(row)));
    return all;
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return list.isMissingNode() ? Stream.empty() : list.asArray().valueStream();
  }

  private static Map<String, String> texts(JsonNode fields) {
    return fields.asObject().properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> text(each.getValue())));
  }

  private static Optional<JsonNode> optional(JsonNode fields, String name) {
    return Optional.of(fields.path(name)).filter(node -> !node.isMissingNode());
  }

  private static Instant time(JsonNode node) {
    return Instant.parse(text(node));
  }

  private static String text(JsonNode node) {
    if (!node.isString()) {
      throw new IllegalArgumentException("a text is expected, not " + node);
    }
    return node.stringValue();
  }

  private static void refuseOthers(String schema, String where) {
    var name = SCHEMA_NAME.matcher(schema);
    if (!name.matches()) {
      throw unreadable(where, "its schema is '" + schema + "'");
    }
    if (Integer.parseInt(name.group(1)) > SCHEMA) {
      throw failure(
          where + " was written by a newer ecf-aws (" + schema + ")",
          "use that version of ecf-aws or a later one");
    }
  }

  private static StateUnavailable unreadable(String where, String why) {
    return failure(
        where + " cannot be read: " + why,
        "restore it from a backup, or delete it: ecf-aws then begins anew for this resource");
  }

  private static StateUnavailable failure(String message, String hint) {
    return new StateUnavailable(
        new ProviderFailure(ProviderFailure.Kind.STATE, "state:load", message, hint, false));
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
