package ecf.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Runs commands inside the test, with everything around them at the test's command. A value.
///
/// @param connections what is behind the commands; empty: the real parts
record Cli(
    Map<String, String> environment,
    boolean interactive,
    InstantSource clock,
    Optional<Connections> connections) {
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  record Result(int exitCode, String out, String err) {}

  /// @param home where the state is kept
  static Cli in(Path home) {
    return new Cli(
        Map.of("XDG_STATE_HOME", home.toAbsolutePath().toString()),
        false,
        InstantSource.fixed(NOON),
        Optional.empty());
  }

  Cli with(String variable, String value) {
    var all = new HashMap<>(environment);
    all.put(variable, value);
    return new Cli(all, interactive, clock, connections);
  }

  Cli onATerminal() {
    return new Cli(environment, true, clock, connections);
  }

  Cli at(Instant now) {
    return new Cli(environment, interactive, InstantSource.fixed(now), connections);
  }

  Cli reaching(Connections other) {
    return new Cli(environment, interactive, clock, Optional.of(other));
  }

  Result run(String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var waited = new Duration[] {Duration.ZERO}; // nobody waits in a test
    var terminal =
        new Terminal(
            Terminal.utf8(out),
            Terminal.utf8(err),
            environment,
            interactive,
            () -> clock.instant().plus(waited[0]),
            length -> waited[0] = waited[0].plus(length));
    int code = EcfAws.run(args, terminal, connections.orElseGet(() -> new Wiring(terminal)));
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
