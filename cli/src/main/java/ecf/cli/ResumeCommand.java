package ecf.cli;

import ecf.core.engine.TargetSpec;
import ecf.core.memory.Tenure;
import ecf.core.pass.Suspending;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "resume",
    description = "Let ecf-aws act again where it was suspended.",
    footer = {"", "Examples:", "  ecf-aws resume shop.yaml checkout", "  ecf-aws resume shop.yaml"})
final class ResumeCommand extends SuspensionCommand {
  ResumeCommand(Terminal terminal, Connections connections) {
    super(terminal, connections);
  }

  @Override
  List<Suspending.Result> write(
      Suspending suspending, Collection<TargetSpec> targets, Tenure.Halt halt) {
    return suspending.resume(targets, halt);
  }
}
