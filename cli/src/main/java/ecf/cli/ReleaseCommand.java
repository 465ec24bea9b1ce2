package ecf.cli;

import ecf.core.engine.TargetSpec;
import ecf.core.pass.Suspending;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "release",
    description =
        "Give back to other scalers what was taken over from them, and suspend ecf-aws there.",
    footer = {
      "",
      "Examples:",
      "  ecf-aws release shop.yaml checkout",
      "  ecf-aws release -o json shop.yaml"
    })
final class ReleaseCommand extends SuspensionCommand {
  ReleaseCommand(Terminal terminal, Connections connections) {
    super(terminal, connections);
  }

  @Override
  List<Suspending.Result> write(Suspending suspending, Collection<TargetSpec> targets) {
    return suspending.release(targets);
  }
}
