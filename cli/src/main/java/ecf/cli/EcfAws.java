package ecf.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command line. Each command is a class of its own; what it needs is opened when it runs, so
/// that `--help` and `--version` are there at once.
@Command(
    name = "ecf-aws",
    description = "Scales ECS services, Auto Scaling groups and target groups as one file says.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ecf-aws init first.yaml            # a file to begin with",
      "  ecf-aws validate shop.yaml         # is the file right?",
      "  ecf-aws plan shop.yaml             # what would change, and why?",
      "  ecf-aws apply shop.yaml            # change it",
      "  ecf-aws explain shop.yaml checkout",
      "",
      "Exit codes: 0 done or nothing to do, 1 bug, 2 usage, 3 configuration,",
      "4 no target could be served, 5 some targets failed, 7 --wait ran out of time,",
      "10 changes pending (plan --detailed-exitcode), 130 interrupted."
    })
public final class EcfAws implements Runnable {
  private static final List<String> VERBOSE = List.of("-v", "--verbose");

  @Spec private CommandSpec spec = CommandSpec.create();

  private EcfAws() {}

  public static void main(String[] args) {
    var terminal = Terminal.ofThisProcess();
    System.exit(run(args, terminal, new Wiring(terminal)));
  }

  /// One command, from its words to its exit code.
  static int run(String[] args, Terminal terminal, Connections connections) {
    var failures = new Failures(terminal);
    try {
      return commandLine(terminal, connections, failures).execute(args);
    } catch (Error e) { // picocli passes these on
      return failures.tellBug(e, VERBOSE.stream().anyMatch(List.of(args)::contains)).code();
    } finally {
      terminal.flush();
    }
  }

  private static CommandLine commandLine(
      Terminal terminal, Connections connections, Failures failures) {
    var line = new CommandLine(new EcfAws());
    List.of(
            new InitCommand(terminal, connections),
            new ValidateCommand(terminal, connections),
            new PlanCommand(terminal, connections),
            new ApplyCommand(terminal, connections),
            new StatusCommand(terminal, connections),
            new DoctorCommand(terminal, connections),
            new ExplainCommand(terminal, connections),
            new SuspendCommand(terminal, connections),
            new ResumeCommand(terminal, connections),
            new ReleaseCommand(terminal, connections),
            new SchemaCommand(terminal, connections),
            new PolicyTypesCommand(terminal))
        .forEach(line::addSubcommand);
    line.addSubcommand("completion", new GenerateCompletion());
    return line.setOut(writer(terminal.out()))
        .setErr(writer(terminal.err()))
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  /// No command was given.
  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "which command? One of " + String.join(", ", spec.subcommands().keySet()));
  }
}
