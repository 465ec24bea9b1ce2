package ecf.core.port;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// Names a pass in its claims: `20261121-135250-k3f9x2m4`. Names sort by time, to the second; the
/// 40 random bits tell passes of one second apart, on whatever machine.
public final class PassName {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// Without those that look alike in print.
  private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

  private static final int RANDOM_LETTERS = 8;

  private PassName() {}

  public static String of(Instant now, RandomGenerator random) {
    var name = new StringBuilder(TIME.format(now)).append('-');
    for (int i = 0; i < RANDOM_LETTERS; i++) {
      name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return name.toString();
  }
}
