package ecf.cli;

import ecf.core.report.Style;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// How many columns there are to write in: what `COLUMNS` says, else what the terminal says.
final class TerminalWidth {
  private static final Pattern COLUMNS = Pattern.compile("[1-9]\\d{1,3}");
  private static final Pattern SIZE = Pattern.compile("\\d+ ([1-9]\\d{1,3})\\s*");
  private static final long PATIENCE_MILLIS = 500;

  private TerminalWidth() {}

  static int of(Terminal terminal) {
    return terminal
        .variable("COLUMNS")
        .filter(COLUMNS.asMatchPredicate())
        .or(() -> terminal.interactive() ? asked() : Optional.empty())
        .map(Integer::parseInt)
        .orElse(Style.DEFAULT_WIDTH);
  }

  /// Java knows no size of a terminal; `stty` does.
  private static Optional<String> asked() {
    try {
      var stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        stty.destroyForcibly();
        return Optional.empty();
      }
      var answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      var size = SIZE.matcher(answer);
      return size.matches() ? Optional.of(size.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
