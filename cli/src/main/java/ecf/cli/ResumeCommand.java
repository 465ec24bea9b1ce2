package ecf.cli;

import ecf.core.engine.TargetSpec;
import ecf.core.pass.Suspending;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "resume",
    description = "Let ecf-aws act again where it was suspended.",
    footer = {"", "Examples:", "  ecf-aws resume shop.yaml checkout", "  ecf-aws resume shop.yaml"})
final class ResumeCommand extends SuspensionCommand {
  @Mixin private DirectionOption direction = new DirectionOption();

  ResumeCommand(Terminal terminal, Connections connections) {
    super(terminal, connections);
  }

  @Override
  List<Suspending.Result> write(Suspending suspending, Collection<TargetSpec> targets) {
    return suspending.resume(targets, direction.halt());
  }
}
