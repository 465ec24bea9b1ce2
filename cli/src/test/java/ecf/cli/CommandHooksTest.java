package ecf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.Hook;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.port.Hooks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs that are asked before a scale-in, alone and through `apply`.
class CommandHooksTest {
  private static final Hooks.Question QUESTION =
      new Hooks.Question(
          new TargetId("web"), Resource.of("simulatedService", "web"), 6, 4, "less load");
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path folder = Path.of("");

  @Test
  void exitCodeZeroAllowsAndWhatItSaidIsKept() {
    assertThat(ask(LONG, "sh", "-c", "echo $ECF_TARGET from $ECF_FROM to $ECF_TO"))
        .isEqualTo(new Hooks.Reply.Allowed("web from 6 to 4"));
  }

  @Test
  void anyOtherExitCodeForbids() {
    assertThat(ask(LONG, "sh", "-c", "echo a sale is on >&2; exit 3"))
        .isEqualTo(new Hooks.Reply.Vetoed("it ended with 3: a sale is on"));
  }

  @Test
  void aProgramThatIsNotThereForbids() {
    assertThat(ask(LONG, folder.resolve("nothing").toString()))
        .isInstanceOfSatisfying(
            Hooks.Reply.Vetoed.class,
            veto -> assertThat(veto.why()).startsWith("it cannot be run: "));
  }

  @Test
  void noShellReadsTheWords() {
    assertThat(ask(LONG, "echo", "$HOME;", "`id`"))
        .isEqualTo(new Hooks.Reply.Allowed("$HOME; `id`"));
  }

  @Test
  void aProgramThatSaysALotIsNotHeldUp() {
    assertThat(
            ask(
                LONG,
                "sh",
                "-c",
                "i=0; while [ $i -lt 9000 ]; do echo 0123456789012345; i=$((i+1)); done"))
        .isInstanceOf(Hooks.Reply.Allowed.class);
  }

  @Test
  void oneThatTakesTooLongIsKilledWithAllThatItStarted() throws Exception {
    var child = folder.resolve("child");
    var reply = ask(Duration.ofSeconds(2), "sh", "-c", "sleep 600 & echo $! > " + child + "; wait");
    assertThat(reply)
        .isEqualTo(new Hooks.Reply.Vetoed("it was killed, for it did not end in time"));
    long started = Long.parseLong(Files.readString(child).strip());
    var gone = ProcessHandle.of(started);
    if (gone.isPresent()) {
      gone.get().onExit().get();
    }
    assertThat(ProcessHandle.of(started).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void withoutThePermissionNothingIsRun() {
    var ran = folder.resolve("ran");
    var reply =
        new CommandHooks(false)
            .ask(new Hook.Call.Command(List.of("touch", ran.toString())), QUESTION, LONG);
    assertThat(reply).isInstanceOf(Hooks.Reply.Vetoed.class);
    assertThat(ran).doesNotExist();
  }

  @Test
  void applyAsksOnlyWhereItMay() throws Exception {
    var asked = folder.resolve("asked");
    var file = folder.resolve("shop.yaml");
    Files.writeString(
        file,
        """
        version: 1
        name: shop
        provider:
          type: simulated
          services: {web: {load: {base: 100/s}, unitRate: 100/s, initial: 8}}
        targets:
          web:
            type: simulatedService
            service: web
            capacity: {min: 2, max: 20}
            policies: [{type: targetTracking, signal: cpu, target: 60}]
            guardrails: {stabilization: off}
            hooks: {beforeScaleIn: {command: [sh, -c, 'echo saved; echo $ECF_FROM $ECF_TO > %s']}}
        """
            .formatted(asked));
    var cli = Cli.in(folder);

    assertThat(cli.run("plan", file.toString()).out())
        .contains("- web   8 → 4", "apply asks the hook sh first, for 1m at most");
    var refused = cli.run("apply", "-o", "json", file.toString());
    assertThat(refused.out())
        .contains("\"outcome\": \"unchanged\"", "\"guardrail\": \"hooks\", \"verdict\": \"veto\"")
        .contains("commands run only with `apply --allow-commands`");
    assertThat(asked).doesNotExist();
    var allowed = cli.run("apply", "--allow-commands", file.toString());
    assertThat(allowed.out()).contains("- web   8 → 4", "the hook sh allowed it after", "saved");
    assertThat(Files.readString(asked)).isEqualTo("8 4\n");
  }

  private static Hooks.Reply ask(Duration limit, String... words) {
    return new CommandHooks(true).ask(new Hook.Call.Command(List.of(words)), QUESTION, limit);
  }
}
