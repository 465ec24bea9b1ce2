package ecf.core.policy;

import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Nearest;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Shape;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a window: `cron` with `for`, or `from` and `to`.
public final class WindowFields {
  public static final List<Key> KEYS =
      List.of(
          Key.optional(
              "cron", Shape.text(), "when it opens: minute, hour, day, month, weekday; with for"),
          Key.optional("for", new Shape.Time(), "how long it stays open after each start"),
          Key.optional(
              "from",
              new Shape.Written(Moment.PATTERN),
              "when it opens: 18:00 daily, FRI 18:00 weekly, 2026-11-27T08:00 once"),
          Key.optional("to", new Shape.Written(Moment.PATTERN), "when it closes, in the same form"),
          Key.withDefault("zone", Shape.text(), "UTC", "time zone, such as Europe/Berlin"),
          Key.optional(
              "skip",
              Shape.listOf(new Shape.Written("\\d{4}-\\d{2}-\\d{2}")),
              "local dates on which it does not open"));

  /// Any combination of month, day and weekday that comes at all comes within these years.
  private static final int YEARS_OF_ALL_DATES = 28;

  private static final ZoneId UTC = ZoneId.of("UTC");

  private static final String MOMENT_HINT =
      "write 18:00 (every day), FRI 18:00 (every week) or 2026-11-27T08:00 (once)";

  private WindowFields() {}

  /// The window, or empty where its keys have problems; those are recorded.
  public static Optional<Window> read(Fields fields) {
    fields.requireAny("cron", "from");
    fields.atMostOne("cron", "from");
    fields.atMostOne("cron", "to");
    fields.atMostOne("for", "from");
    var zone = fields.optionalParsed("zone", WindowFields::zone).orElse(UTC);
    var skip = Set.copyOf(fields.parsedItems("skip", WindowFields::date));
    return fields.has("from") ? fromTo(fields, zone, skip) : cron(fields, zone, skip);
  }

  private static Optional<Window> cron(Fields fields, ZoneId zone, Set<LocalDate> skip) {
    if (!fields.has("cron")) {
      fields.has("for");
      return Optional.empty();
    }
    var cron = fields.optionalParsed("cron", WindowFields::parsedCron);
    var length = fields.duration("for", Duration.ofSeconds(1), Window.FromCron.LONGEST);
    return fields.sound()
        ? cron.map(starts -> new Window.FromCron(starts, length, zone, skip))
        : Optional.empty();
  }

  private static Parsed<Cron> parsedCron(String text) {
    try {
      var cron = Cron.parse(text);
      var first = LocalDate.of(2000, 1, 1);
      boolean comes = first.datesUntil(first.plusYears(YEARS_OF_ALL_DATES)).anyMatch(cron::matches);
      return comes
          ? Parsed.value(cron)
          : Parsed.wrong("never comes", "no date has this day, month and weekday");
    } catch (IllegalArgumentException e) {
      // What is wrong repeats the text, so it is a hint: hints are not shown for the environment's.
      return Parsed.wrong("is not a cron expression", String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Window> fromTo(Fields fields, ZoneId zone, Set<LocalDate> skip) {
    fields.requireAny("to");
    var from = fields.optionalParsed("from", Moment::parse);
    var to = fields.optionalParsed("to", Moment::parse);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    var window = between(from.get(), to.get(), fields, zone, skip);
    return fields.sound() ? window : Optional.empty();
  }

  private static Optional<Window> between(
      Moment from, Moment to, Fields fields, ZoneId zone, Set<LocalDate> skip) {
    if (!from.getClass().equals(to.getClass())) {
      fields.problem("to", fields.shown("to") + " is not of the same form as `from`", MOMENT_HINT);
      return Optional.empty();
    }
    if (from.equals(to)) {
      fields.problem(
          "to",
          fields.shown("to") + " is the same as `from`",
          "a window that never closes needs no schedule");
      return Optional.empty();
    }
    return switch (from) {
      case Moment.EveryDay(var start) when to instanceof Moment.EveryDay(var end) ->
          Optional.of(new Window.Daily(start, end, zone, skip));
      case Moment.EveryWeek(var day, var start)
          when to instanceof Moment.EveryWeek(var lastDay, var end) ->
          Optional.of(new Window.Weekly(day, start, lastDay, end, zone, skip));
      case Moment.Once(var start) when to instanceof Moment.Once(var end) -> {
        if (!end.isAfter(start)) {
          fields.problem(
              "to", fields.shown("to") + " is before `from`", "the end comes after the start");
          yield Optional.empty();
        }
        if (fields.has("skip")) {
          fields.problem("skip", "a window that opens once has nothing to skip", "remove it");
        }
        yield Optional.of(new Window.Once(start, end, zone));
      }
      case Moment.EveryDay _, Moment.EveryWeek _, Moment.Once _ -> Optional.empty();
    };
  }

  private static Parsed<ZoneId> zone(String text) {
    try {
      return Parsed.value(ZoneId.of(text));
    } catch (DateTimeException e) {
      var near =
          Nearest.to(text, Zones.SORTED)
              .or(() -> sameCity(text))
              .map(name -> "did you mean `" + name + "`?");
      return Parsed.wrong(
          "is not a time zone", near.orElse("write a zone such as Europe/Berlin or UTC"));
    }
  }

  /// `Berlin` for `Europe/Berlin`.
  private static Optional<String> sameCity(String text) {
    return Zones.SORTED.stream()
        .filter(name -> !text.isBlank() && name.endsWith("/" + text))
        .findFirst();
  }

  /// Sorted once, and only when a zone is wrong.
  private static final class Zones {
    static final List<String> SORTED = ZoneId.getAvailableZoneIds().stream().sorted().toList();
  }

  private static Parsed<LocalDate> date(String text) {
    try {
      return Parsed.value(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Parsed.wrong("is not a date", "write a date such as 2026-12-25");
    }
  }
}
