package ecf.core.policy;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Five cron fields: minute, hour, day of month, month, day of week, with lists, ranges, steps and
/// names. Where day of month and day of week are both given, either one matches, as in every Unix.
/// No seconds, no `?`.
public final class Cron {
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private final String text;
  private final BitSet minutes;
  private final BitSet hours;
  private final BitSet daysOfMonth;
  private final BitSet months;
  private final BitSet daysOfWeek;
  private final boolean eitherDay;

  private Cron(String text, String[] fields) {
    this.text = text;
    minutes = parse(fields[0], 0, 59, List.of(), "minute");
    hours = parse(fields[1], 0, 23, List.of(), "hour");
    daysOfMonth = parse(fields[2], 1, 31, List.of(), "day of month");
    months = parse(fields[3], 1, 12, MONTHS, "month");
    daysOfWeek = parse(fields[4], 0, 7, DAYS, "day of week");
    if (daysOfWeek.get(7)) {
      daysOfWeek.set(0);
    }
    eitherDay = !fields[2].startsWith("*") && !fields[4].startsWith("*");
  }

  /// @throws IllegalArgumentException that says which field is wrong and why
  public static Cron parse(String text) {
    var fields = text.trim().split("\\s+");
    if (fields.length != 5) {
      throw new IllegalArgumentException(
          "a cron expression has five fields (minute hour day month weekday), this has "
              + fields.length);
    }
    return new Cron(text, fields);
  }

  /// Whether some start lies on this date.
  boolean matches(LocalDate date) {
    boolean dayOfMonth = daysOfMonth.get(date.getDayOfMonth());
    boolean dayOfWeek = daysOfWeek.get(date.getDayOfWeek().getValue() % 7);
    boolean day = eitherDay ? dayOfMonth || dayOfWeek : dayOfMonth && dayOfWeek;
    return day && months.get(date.getMonthValue());
  }

  /// The latest time of a matching day that is not after `limit`.
  Optional<LocalTime> latest(LocalTime limit) {
    int hour = hours.previousSetBit(limit.getHour());
    if (hour < 0) {
      return Optional.empty();
    }
    int lastMinute = hour == limit.getHour() ? limit.getMinute() : 59;
    int minute = minutes.previousSetBit(lastMinute);
    if (minute >= 0) {
      return Optional.of(LocalTime.of(hour, minute));
    }
    int before = hours.previousSetBit(hour - 1);
    return before < 0
        ? Optional.empty()
        : Optional.of(LocalTime.of(before, minutes.previousSetBit(59)));
  }

  private static BitSet parse(String field, int low, int high, List<String> names, String what) {
    var set = new BitSet(high + 1);
    for (String part : field.split(",", -1)) {
      var slash = part.split("/", -1);
      if (slash.length > 2) {
        throw wrong(what, field, low, high);
      }
      int step = slash.length == 2 ? number(slash[1], 1, high, List.of(), what, field) : 1;
      int from = low;
      int to = high;
      if (!slash[0].equals("*")) {
        var range = slash[0].split("-", -1);
        if (range.length > 2) {
          throw wrong(what, field, low, high);
        }
        from = number(range[0], low, high, names, what, field);
        to = range.length == 2 ? number(range[1], low, high, names, what, field) : from;
        if (range.length == 1 && slash.length == 2) {
          to = high;
        }
        if (to == 0 && from > 0 && high == 7) {
          to = 7;
        }
      }
      if (to < from) {
        throw new IllegalArgumentException("the " + what + " range `" + part + "` runs backwards");
      }
      for (int at = from; at <= to; at += step) {
        set.set(at);
      }
    }
    return set;
  }

  private static int number(
      String text, int low, int high, List<String> names, String what, String field) {
    int named = names.indexOf(text.toUpperCase(Locale.ROOT));
    if (named >= 0) {
      return named + (high == 12 ? 1 : 0);
    }
    if (!text.matches("\\d{1,2}")) {
      throw wrong(what, field, low, high);
    }
    int number = Integer.parseInt(text);
    if (number < low || number > high) {
      throw wrong(what, field, low, high);
    }
    return number;
  }

  private static IllegalArgumentException wrong(String what, String field, int low, int high) {
    return new IllegalArgumentException(
        "`"
            + field
            + "` is no "
            + what
            + " ("
            + low
            + " to "
            + high
            + ", lists 1,2, ranges 1-5, steps */5)");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cron cron && cron.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
