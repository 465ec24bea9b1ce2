package ecf.core.policy;

import ecf.core.yaml.Parsed;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// One end of a window, as `from` and `to` write it.
sealed interface Moment {
  /// `18:00`.
  record EveryDay(LocalTime time) implements Moment {}

  /// `FRI 18:00`.
  record EveryWeek(DayOfWeek day, LocalTime time) implements Moment {}

  /// `2026-11-27T08:00`.
  record Once(LocalDateTime at) implements Moment {}

  String PATTERN = "(\\d{4}-\\d{2}-\\d{2}T|[A-Za-z]{3} )?\\d{2}:\\d{2}";

  Pattern DAY_AND_TIME = Pattern.compile("([A-Za-z]{3}) (\\S+)");

  Pattern ONE_DIGIT = Pattern.compile("(.*\\D)?(\\d:\\d{2})");

  List<String> DAYS = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

  static Parsed<Moment> parse(String text) {
    try {
      var weekly = DAY_AND_TIME.matcher(text);
      if (weekly.matches()) {
        int day = DAYS.indexOf(weekly.group(1).toUpperCase(Locale.ROOT));
        return day < 0
            ? Parsed.wrong("has no weekday", "weekdays are " + String.join(", ", DAYS))
            : Parsed.value(new EveryWeek(DayOfWeek.of(day + 1), LocalTime.parse(weekly.group(2))));
      }
      return Parsed.value(
          text.contains("T")
              ? new Once(LocalDateTime.parse(text))
              : new EveryDay(LocalTime.parse(text)));
    } catch (DateTimeException e) {
      return Parsed.wrong("is not a time", hint(text));
    }
  }

  private static String hint(String text) {
    if (text.endsWith("24:00")) {
      return "the end of a day is 00:00 of the next";
    }
    var oneDigit = ONE_DIGIT.matcher(text);
    return oneDigit.matches()
        ? "write two digits for the hour: 0" + oneDigit.group(2)
        : "write 18:00 (every day), FRI 18:00 (every week) or 2026-11-27T08:00 (once)";
  }
}
