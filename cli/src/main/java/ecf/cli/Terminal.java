package ecf.cli;

import ecf.core.port.Pause;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// What a command meets: where it writes, and what it can know about its surroundings. Results go
/// to `out`, everything else to `err`.
///
/// @param interactive whether somebody looks on: `out` is a terminal and not a file or a pipe
/// @param clock the real time
/// @param pause waits for it
public record Terminal(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean interactive,
    InstantSource clock,
    Pause pause) {
  public Terminal {
    environment = Map.copyOf(environment);
  }

  /// Of this process. JSON is UTF-8 by its standard, and arrows are no letters of ASCII: the
  /// encoding does not follow the locale.
  @SuppressWarnings("SystemConsoleNull") // its documentation still allows null
  static Terminal ofThisProcess() {
    var console = System.console();
    return new Terminal(
        utf8(new FileOutputStream(FileDescriptor.out)),
        utf8(new FileOutputStream(FileDescriptor.err)),
        System.getenv(),
        console != null && console.isTerminal(),
        InstantSource.system(),
        Pause.REAL);
  }

  static PrintStream utf8(OutputStream stream) {
    return new PrintStream(stream, false, StandardCharsets.UTF_8);
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name));
  }

  /// A line for the user beside the result.
  void say(String line) {
    err.println(line);
  }

  void flush() {
    out.flush();
    err.flush();
  }
}
