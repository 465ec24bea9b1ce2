package ecf.cli;

import ecf.core.engine.Hook;
import ecf.core.port.Hooks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Programs of this machine that have to allow a scale-in: exit code 0 does, anything else forbids
/// it. No shell is between; `ECF_TARGET`, `ECF_FROM` and `ECF_TO` tell what it is about. One that
/// takes too long is killed with all that it started.
final class CommandHooks {
  private static final int LONGEST = 200;
  private static final int MOST_BYTES = 4096;

  private final boolean allowed;

  /// @param allowed whether the user said that programs may be run
  CommandHooks(boolean allowed) {
    this.allowed = allowed;
  }

  Hooks.Reply ask(Hook.Call.Command command, Hooks.Question question, Duration limit) {
    if (!allowed) {
      return new Hooks.Reply.Vetoed(
          "commands run only with `apply --allow-commands`, which was not said");
    }
    var builder = new ProcessBuilder(command.words()).redirectErrorStream(true);
    builder.environment().put("ECF_TARGET", question.target().name());
    builder.environment().put("ECF_FROM", Integer.toString(question.from()));
    builder.environment().put("ECF_TO", Integer.toString(question.to()));
    try {
      return answer(builder.start(), limit);
    } catch (IOException e) {
      return new Hooks.Reply.Vetoed("it cannot be run: " + e.getMessage());
    }
  }

  private static Hooks.Reply answer(Process process, Duration limit) throws IOException {
    process.getOutputStream().close(); // nobody has anything to say to it
    var output = new Output();
    var reader = Thread.ofVirtual().start(() -> output.read(process.getInputStream()));
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Hooks.Reply.Vetoed("it was killed, for it did not end in time");
      }
      // what it started may hold its output open
      reader.join(Duration.ofSeconds(1));
      int code = process.exitValue();
      return code == 0
          ? new Hooks.Reply.Allowed(output.line())
          : new Hooks.Reply.Vetoed(
              "it ended with " + code + (output.line().isEmpty() ? "" : ": " + output.line()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Hooks.Reply.Vetoed("interrupted");
    } finally {
      end(process);
    }
  }

  /// Those that it started first: afterwards nobody knows whose they were.
  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /// The beginning of what a program says; the rest is read and dropped, so that it can go on.
  private static final class Output {
    private final StringBuilder text = new StringBuilder();

    void read(InputStream stream) {
      var buffer = new byte[MOST_BYTES];
      try (stream) {
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
          add(new String(buffer, 0, read, StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        add(" (the rest could not be read)");
      }
    }

    private synchronized void add(String more) {
      if (text.length() < MOST_BYTES) {
        text.append(more);
      }
    }

    synchronized String line() {
      var line = text.toString().replaceAll("\\p{Cntrl}+", " ").strip();
      return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
  }
}
