package ecf.cli;

import ecf.core.config.ScalingConfig;
import ecf.core.config.StateSettings;
import ecf.core.model.Reason;
import ecf.core.pass.Mode;
import ecf.core.pass.Outcome;
import ecf.core.pass.PassRequest;
import ecf.core.pass.PassResult;
import ecf.core.pass.TargetResult;
import ecf.core.report.ExitCode;
import ecf.core.report.JsonReport;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// A command that runs one pass over a file and shows what came of it in its own way.
abstract class PassCommand extends FileCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "FILE", description = "The configuration.")
  private Path file = Path.of("");

  PassCommand(Terminal terminal, Connections connections) {
    super(terminal, connections);
  }

  /// Whether hooks may run programs of this machine.
  boolean allowsCommands() {
    return false;
  }

  /// @param names of targets as the user gave them; none: all
  final PassResult run(Collection<String> names, Mode mode) {
    return run(names, mode, (_, result) -> result);
  }

  final PassResult run(Collection<String> names, Mode mode, Session.Afterwards afterwards) {
    var config = read(file);
    return run(
        config,
        new PassRequest(
                config.targets(),
                NamedTargets.known(names, config, file, spec),
                mode,
                Optional.empty())
            .within(config.limits()),
        afterwards);
  }

  /// All that can be known of all targets.
  final PassResult survey() {
    var config = read(file);
    return run(
        config,
        PassRequest.survey(config.targets()).within(config.limits()),
        (_, result) -> result);
  }

  private PassResult run(ScalingConfig config, PassRequest request, Session.Afterwards afterwards) {
    if (config.state() instanceof StateSettings.None) {
      note("state: none is kept, so there is no cooldown and no claim, and wants never scale in");
    }
    var result =
        new Session(connections(), config, terminal().clock(), allowsCommands())
            .run(request, afterwards);
    result.targets().forEach(this::tellOwner);
    result.notes().forEach(this::note);
    return result;
  }

  /// Writes the result, as JSON where that is asked for.
  final int show(PassResult result, String text, boolean detailed) {
    terminal().out().print(writesJson() ? JsonReport.render(result) : text);
    return ExitCode.of(result, detailed).code();
  }

  /// A target that somebody else sets is left alone, which is no failure and must not go unseen.
  private void tellOwner(TargetResult target) {
    if (target.outcome() instanceof Outcome.Skipped(var cause, var _, var hint)
        && cause.reason().code() == Reason.Code.OWNED) {
      note(target.spec().id() + " is left alone: " + cause.reason().summary() + "; " + hint);
    }
  }
}
