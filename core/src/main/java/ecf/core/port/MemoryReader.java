package ecf.core.port;

import ecf.core.memory.Changes;
import ecf.core.memory.Intent;
import ecf.core.memory.Look;
import ecf.core.memory.Looks;
import ecf.core.memory.Roster;
import ecf.core.memory.Sent;
import ecf.core.memory.Sizes;
import ecf.core.memory.TargetMemory;
import ecf.core.memory.Tenure;
import ecf.core.memory.Told;
import ecf.core.memory.Traffic;
import ecf.core.memory.Wall;
import ecf.core.memory.Wants;
import ecf.core.model.Notice;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Shortfall;
import ecf.core.model.UnitSize;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads one document, strict in what it knows and deaf to the rest. Every method begins at the
/// first event of what it reads and ends at the last.
final class MemoryReader {
  private static final Pattern SCHEMA_NAME = Pattern.compile("ecf/memory/([1-9][0-9]{0,3})");

  private final JsonParser json;
  private final String where;
  private boolean schemaSeen;
  private Optional<String> identity = Optional.empty();
  private final NavigableMap<Instant, Look> looks = new TreeMap<>();
  private final SortedMap<String, Integer> byZone = new TreeMap<>();
  private final NavigableMap<Instant, Integer> wants = new TreeMap<>();
  private Optional<Instant> lastOut = Optional.empty();
  private Optional<Instant> lastIn = Optional.empty();
  private final List<Sent> sent = new ArrayList<>();
  private Optional<Changes.Foreign> foreign = Optional.empty();
  private Optional<Changes.Refusal> refusal = Optional.empty();
  private Optional<Wall> wall = Optional.empty();
  private Optional<Intent> intent = Optional.empty();
  private final Map<String, String> lookups = new HashMap<>();
  private final Set<String> members = new HashSet<>();
  private final NavigableMap<Instant, UnitSize> sizes = new TreeMap<>();
  private Optional<Sizes.Refused> refusedSize = Optional.empty();
  private final SortedMap<String, Instant> sick = new TreeMap<>();
  private final SortedMap<String, Traffic.Removal> removed = new TreeMap<>();
  private final SortedMap<String, Instant> young = new TreeMap<>();
  private final SortedMap<String, Instant> down = new TreeMap<>();
  private final SortedMap<String, Instant> up = new TreeMap<>();
  private Optional<Instant> step = Optional.empty();
  private final SortedMap<String, Instant> leaving = new TreeMap<>();
  private Tenure tenure = Tenure.none();
  private final SortedMap<Notice.Event, String> told = new TreeMap<>();
  private final SortedSet<String> selected = new TreeSet<>();
  private final SortedMap<String, Instant> gone = new TreeMap<>();

  MemoryReader(String document, String where) {
    this.json = new JsonFactory().createParser(ObjectReadContext.empty(), document);
    this.where = where;
  }

  /// What is wrong with the document, in words.
  private static final class Unreadable extends RuntimeException {
    Unreadable(String message) {
      super(message);
    }
  }

  TargetMemory read(long version) {
    try (json) {
      json.nextToken();
      object(this::field);
      if (json.nextToken() != null) {
        throw new Unreadable("there is more after its end");
      }
      if (!schemaSeen) {
        throw new Unreadable("it has no schema");
      }
      return new TargetMemory(
          version,
          needed("identity", identity),
          new Looks(looks, byZone),
          new Wants(wants),
          new Changes(lastOut, lastIn, sent, foreign, refusal, wall),
          intent,
          lookups,
          members,
          new Sizes(sizes, refusedSize),
          new Traffic(sick, removed, young, down, up, step, leaving),
          tenure,
          Told.of(told),
          new Roster(selected, gone));
    } catch (Unreadable | JacksonException | DateTimeException e) {
      throw failure(
          where
              + " cannot be read: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          "restore it from a backup, or delete it: ecf-aws then begins anew for this resource");
    }
  }

  private void field(String name) {
    switch (name) {
      case "schema" -> refuseOthers(text());
      case "identity" -> identity = Optional.of(text());
      case "looks" -> list(() -> row(at -> looks.put(at, look())));
      case "byZone" -> object(zone -> byZone.put(zone, count()));
      case "wants" -> list(() -> row(at -> wants.put(at, next())));
      case "lastOut" -> lastOut = Optional.of(time());
      case "lastIn" -> lastIn = Optional.of(time());
      case "sent" -> list(() -> row(at -> sent.add(sent(at))));
      case "foreign" -> row(at -> foreign = Optional.of(new Changes.Foreign(at, next(), next())));
      case "refusal" -> row(at -> refusal = Optional.of(new Changes.Refusal(at, next())));
      case "wall" -> row(at -> wall = Optional.of(wall(at)));
      case "intent" -> intent = Optional.of(intent());
      case "lookups" -> object(key -> lookups.put(key, text()));
      case "members" -> list(() -> members.add(text()));
      case "sizes" -> list(() -> row(at -> sizes.put(at, new UnitSize(next(), next()))));
      case "refusedSize" ->
          row(at -> refusedSize = Optional.of(new Sizes.Refused(at, new UnitSize(next(), next()))));
      case "sick" -> object(key -> sick.put(key, time()));
      case "removed" -> object(key -> row(at -> removed.put(key, removal(at))));
      case "young" -> object(key -> young.put(key, time()));
      case "down" -> object(key -> down.put(key, time()));
      case "up" -> object(key -> up.put(key, time()));
      case "step" -> step = Optional.of(time());
      case "leaving" -> object(key -> leaving.put(key, time()));
      case "spread" -> tenure = tenure.spread(OptionalInt.of(count()));
      case "takenOver" -> tenure = tenure.takingOver(text());
      case "suspended" -> tenure = tenure.suspended(Optional.of(halt(text())));
      case "told" -> object(event -> told(event, text()));
      case "selected" -> list(() -> selected.add(text()));
      case "gone" -> object(key -> gone.put(key, time()));
      default -> json.skipChildren();
    }
  }

  /// What only a newer program tells is skipped.
  private void told(String event, String what) {
    for (Notice.Event known : Notice.Event.values()) {
      if (known.text().equals(event)) {
        told.put(known, what);
      }
    }
  }

  private static Tenure.Halt halt(String word) {
    for (Tenure.Halt halt : Tenure.Halt.values()) {
      if (halt.name().toLowerCase(Locale.ROOT).equals(word)) {
        return halt;
      }
    }
    throw new Unreadable("suspended " + word + " is not known");
  }

  private Intent intent() {
    var counts = new HashMap<String, Integer>();
    var times = new HashMap<String, Instant>();
    var texts = new HashMap<String, String>();
    var instances = new HashSet<String>();
    object(name -> {
      switch (name) {
        case "from", "to" -> counts.put(name, count());
        case "at", "expiresAt" -> times.put(name, time());
        case "pass", "by" -> texts.put(name, text());
        case "unit" -> object(each -> amount(each, counts));
        case "instances" -> list(() -> instances.add(text()));
        default -> json.skipChildren();
      }
    });
    return new Intent(
        needed("from", Optional.ofNullable(counts.get("from"))),
        needed("to", Optional.ofNullable(counts.get("to"))),
        needed("at", Optional.ofNullable(times.get("at"))),
        Optional.ofNullable(texts.get("by")),
        needed("pass", Optional.ofNullable(texts.get("pass"))),
        needed("expiresAt", Optional.ofNullable(times.get("expiresAt"))),
        counts.containsKey("cpu") && counts.containsKey("memory")
            ? Optional.of(
                new UnitSize(counts.getOrDefault("cpu", 0), counts.getOrDefault("memory", 0)))
            : Optional.empty(),
        instances);
  }

  private void amount(String name, Map<String, Integer> counts) {
    switch (name) {
      case "cpu", "memory" -> counts.put(name, count());
      default -> json.skipChildren();
    }
  }

  private void object(Consumer<String> field) {
    expect(JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = json.currentName();
      json.nextToken();
      field.accept(name);
    }
  }

  private void list(Runnable element) {
    expect(JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      element.run();
    }
  }

  /// A list that begins with a time.
  private void row(Consumer<Instant> rest) {
    expect(JsonToken.START_ARRAY);
    json.nextToken();
    rest.accept(time());
    while (json.currentToken() != JsonToken.END_ARRAY && json.nextToken() != JsonToken.END_ARRAY) {
      json.skipChildren();
    }
  }

  private Look look() {
    int desired = next();
    int running = next();
    int serving = next();
    return json.nextToken() == JsonToken.VALUE_NUMBER_INT
        ? new Look(desired, running, serving, count())
        : new Look(desired, running, serving);
  }

  private Sent sent(Instant at) {
    int from = next();
    int to = next();
    boolean wanted = json.nextToken() == JsonToken.VALUE_STRING;
    return new Sent(at, from, to, wanted ? Optional.of(text()) : Optional.empty());
  }

  /// A kind of shortfall that only a newer program knows is an unknown one.
  private Wall wall(Instant since) {
    int tries = next();
    json.nextToken();
    var until = time();
    json.nextToken();
    var name = text();
    json.nextToken();
    var at = time();
    json.nextToken();
    var text = text();
    json.nextToken();
    var hint = text();
    var kind =
        Arrays.stream(Shortfall.Kind.values())
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElse(Shortfall.Kind.UNKNOWN);
    return new Wall(new Shortfall(kind, at, text, hint), since, tries, until);
  }

  private Traffic.Removal removal(Instant at) {
    json.nextToken();
    return new Traffic.Removal(at, text());
  }

  private int next() {
    json.nextToken();
    return count();
  }

  private int count() {
    expect(JsonToken.VALUE_NUMBER_INT);
    return json.getIntValue();
  }

  private Instant time() {
    return Instant.parse(text());
  }

  private String text() {
    expect(JsonToken.VALUE_STRING);
    return json.getString();
  }

  private void expect(JsonToken token) {
    if (json.currentToken() != token) {
      var at = json.currentTokenLocation();
      throw new Unreadable(
          "at column %d, %s is not %s".formatted(at.getColumnNr(), json.currentToken(), token));
    }
  }

  private static <T> T needed(String name, Optional<T> value) {
    return value.orElseThrow(() -> new Unreadable("it has no " + name));
  }

  private void refuseOthers(String schema) {
    var name = SCHEMA_NAME.matcher(schema);
    if (!name.matches()) {
      throw new Unreadable("its schema is '" + schema + "'");
    }
    if (Integer.parseInt(name.group(1)) > MemoryCodec.SCHEMA) {
      throw failure(
          where + " was written by a newer ecf-aws (" + schema + ")",
          "use that version of ecf-aws or a later one");
    }
    schemaSeen = true;
  }

  private static Unavailable failure(String message, String hint) {
    return new Unavailable(
        new ProviderFailure(ProviderFailure.Kind.STATE, "state:load", message, hint, false));
  }
}
