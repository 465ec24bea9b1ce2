package ecf.cli;

import ecf.core.config.StateSettings;
import ecf.core.engine.TargetSpec;
import ecf.core.pass.Suspending;
import ecf.core.report.ExitCode;
import ecf.core.report.SuspensionReport;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// A command that stops ecf-aws at targets, or lets it go on there.
abstract class SuspensionCommand extends FileCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "FILE", description = "The configuration.")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TARGET",
      description = "Its name in the file. Default: all targets.")
  private Optional<String> target = Optional.empty();

  SuspensionCommand(Terminal terminal, Connections connections) {
    super(terminal, connections);
  }

  @Override
  public Integer call() {
    var config = read(file);
    if (config.state() instanceof StateSettings.None) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          file
              + " keeps no state, so nobody would know of it in the next pass; write state: {type:"
              + " file}, or mode: observe at the target");
    }
    var only = NamedTargets.known(target.stream().toList(), config, file, spec);
    var results =
        new Session(connections(), config, terminal().clock()).suspension(only, this::write);
    terminal()
        .out()
        .print(writesJson() ? SuspensionReport.json(results) : SuspensionReport.text(results));
    long failed = results.stream().filter(each -> each.failure().isPresent()).count();
    return ExitCode.of(failed, results.size()).code();
  }

  abstract List<Suspending.Result> write(Suspending suspending, Collection<TargetSpec> targets);
}
