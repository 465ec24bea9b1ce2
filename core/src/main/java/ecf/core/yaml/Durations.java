package ecf.core.yaml;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lengths of time as people write them: `90s`, `5m`, `1h30m`, `14d`, `0s`. Days of 24 hours,
/// hours, minutes and seconds, in this order, each at most once, whole numbers, no spaces.
public final class Durations {
  /// The longest that can be written, ten years; more is a slip of the pen.
  public static final Duration LONGEST = Duration.ofDays(3650);

  private static final Pattern PARTS =
      Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");
  private static final Pattern BARE = Pattern.compile("\\d{1,9}");
  private static final Pattern LONG_UNIT =
      Pattern.compile(
          "(\\d{1,9})\\s*(d|h|m|s)(ays?|ours?|rs?|in(ute)?s?|ec(ond)?s?)?",
          Pattern.CASE_INSENSITIVE);
  private static final String HINT = "write a duration such as 90s, 5m, 1h30m or 14d";

  private Durations() {}

  public static Parsed<Duration> parse(String text) {
    var parts = PARTS.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      return notADuration(text);
    }
    var duration =
        Duration.ofDays(number(parts.group(1)))
            .plusHours(number(parts.group(2)))
            .plusMinutes(number(parts.group(3)))
            .plusSeconds(number(parts.group(4)));
    return duration.compareTo(LONGEST) > 0
        ? Parsed.wrong("is too long: at most " + text(LONGEST), "")
        : Parsed.value(duration);
  }

  /// The shortest way to write it, to the second: 5400 seconds is `1h30m`, none is `0s`. What it
  /// writes, [#parse] reads.
  public static String text(Duration duration) {
    if (duration.isNegative()) {
      return "-" + text(duration.negated());
    }
    var out = new StringBuilder();
    append(out, duration.toDaysPart(), 'd');
    append(out, duration.toHoursPart(), 'h');
    append(out, duration.toMinutesPart(), 'm');
    append(out, duration.toSecondsPart(), 's');
    return out.isEmpty() ? "0s" : out.toString();
  }

  private static Parsed<Duration> notADuration(String text) {
    if (BARE.matcher(text).matches()) {
      long number = Long.parseLong(text);
      var minutes = number > 0 && number % 60 == 0 ? " or " + text(Duration.ofSeconds(number)) : "";
      return Parsed.wrong("needs a unit", "write " + number + "s" + minutes);
    }
    if (text.startsWith("-")) {
      return Parsed.wrong("is a negative duration", HINT);
    }
    var meant = LONG_UNIT.matcher(text);
    if (meant.matches()) {
      return Parsed.wrong(
          "is not a duration", "write " + meant.group(1) + meant.group(2).toLowerCase(Locale.ROOT));
    }
    return Parsed.wrong("is not a duration", HINT);
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static void append(StringBuilder out, long count, char unit) {
    if (count > 0) {
      out.append(count).append(unit);
    }
  }
}
