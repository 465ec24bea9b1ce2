package ecf.cli;

import ecf.core.engine.TargetSpec;
import ecf.core.pass.Suspending;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "suspend",
    description = "Stop ecf-aws at targets until they are resumed. Changes nothing else.",
    footer = {
      "",
      "Examples:",
      "  ecf-aws suspend shop.yaml checkout",
      "  ecf-aws suspend shop.yaml --direction in   # still scales out",
      "  ecf-aws suspend -o json shop.yaml"
    })
final class SuspendCommand extends SuspensionCommand {
  @Mixin private DirectionOption direction = new DirectionOption();

  SuspendCommand(Terminal terminal, Connections connections) {
    super(terminal, connections);
  }

  @Override
  List<Suspending.Result> write(Suspending suspending, Collection<TargetSpec> targets) {
    return suspending.suspend(targets, direction.halt());
  }
}
