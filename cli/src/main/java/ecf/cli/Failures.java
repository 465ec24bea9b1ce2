package ecf.cli;

import ecf.core.config.Loaded;
import ecf.core.report.ExitCode;
import ecf.core.report.ProblemsJson;
import ecf.core.yaml.ProblemText;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The one place that makes a message and an exit code of an exception.
final class Failures
    implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {
  private final Terminal terminal;

  Failures(Terminal terminal) {
    this.terminal = terminal;
  }

  /// A wrong command line.
  @Override
  public int handleParseException(ParameterException e, String[] args) {
    terminal.say("ecf-aws: " + e.getMessage());
    if (e instanceof UnmatchedArgumentException unmatched) {
      unmatched.getSuggestions().stream()
          .limit(1)
          .forEach(suggestion -> terminal.say("hint: did you mean `" + suggestion + "`?"));
    }
    terminal.say("See " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE.code();
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
    boolean json = commandLine.getCommand() instanceof EcfCommand command && command.writesJson();
    boolean verbose =
        commandLine.getCommand() instanceof EcfCommand command && command.general().verbose();
    if (e instanceof InvalidConfiguration invalid) {
      return tell(invalid.files(), json).code();
    }
    return tellBug(e, verbose).code();
  }

  private ExitCode tell(List<Loaded.Invalid> files, boolean json) {
    if (json) {
      var problems = files.stream().flatMap(file -> file.problems().stream()).toList();
      terminal.out().print(ProblemsJson.render(problems));
    }
    files.forEach(file -> terminal.err().print(ProblemText.render(file.source(), file.problems())));
    return ExitCode.CONFIGURATION;
  }

  /// Nobody but us can mend it.
  ExitCode tellBug(Throwable e, boolean verbose) {
    terminal.say("ecf-aws: this is a bug, please report it: " + e);
    if (verbose) {
      e.printStackTrace(terminal.err());
    } else {
      terminal.say("The same command with -v shows where it happened.");
    }
    return ExitCode.BUG;
  }
}
