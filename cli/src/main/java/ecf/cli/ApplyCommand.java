package ecf.cli;

import ecf.core.pass.Arrival;
import ecf.core.pass.Mode;
import ecf.core.pass.PassResult;
import ecf.core.port.Provider;
import ecf.core.report.ExitCode;
import ecf.core.report.TextReport;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "apply",
    description = "Run one pass: read, decide, and change what is to change. Asks nothing.",
    footer = {
      "",
      "Examples:",
      "  ecf-aws apply shop.yaml",
      "  ecf-aws apply shop.yaml --target checkout",
      "  ecf-aws apply shop.yaml --wait --timeout 5m",
      "  ecf-aws apply -o json shop.yaml"
    })
final class ApplyCommand extends PassCommand {
  @Mixin private TargetOption target = new TargetOption();

  @ArgGroup(exclusive = false)
  private @Nullable WaitOption waiting;

  @Option(
      names = "--allow-commands",
      description = "Let hooks of the file run programs of this machine.")
  private boolean commands;

  private List<String> late = List.of();

  ApplyCommand(Terminal terminal, Connections connections) {
    super(terminal, connections);
  }

  @Override
  public Integer call() {
    var result = run(target.names(), Mode.APPLY, this::arrived);
    int code = show(result, TextReport.render(result, general().style(terminal())), false);
    late.forEach(line -> terminal().say("not arrived: " + line));
    return code == ExitCode.DONE.code() && !late.isEmpty() ? ExitCode.LATE.code() : code;
  }

  @Override
  boolean allowsCommands() {
    return commands;
  }

  /// Whatever was sent is written down by now: who interrupts this only stops waiting.
  private PassResult arrived(Provider provider, PassResult result) {
    if (waiting == null || !waiting.waits()) {
      return result;
    }
    var outcome =
        new Arrival(provider, terminal().clock(), terminal().pause(), this::note)
            .await(result, waiting.timeout());
    late = outcome.late();
    return outcome.result();
  }
}
