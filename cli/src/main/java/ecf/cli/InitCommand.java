package ecf.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ecf.aws.AwsSettings;
import ecf.aws.account.FirstFile;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Unavailable;
import ecf.core.report.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "init",
    description = "Write a first configuration, with comments. Never overwrites a file.",
    footer = {
      "",
      "With --from-aws it has every ECS service and Auto Scaling group of the account,",
      "and every listener and rule that splits traffic between target groups, only",
      "observed. Capacities are those that Application Auto Scaling or the group have;",
      "a service without gets half to three times of what it has now.",
      "",
      "Exit codes: 0 written, 2 the file is there already, 4 the account cannot be",
      "read or has nothing to scale, 5 written, but some of it could not be read.",
      "",
      "Examples:",
      "  ecf-aws init first.yaml",
      "  ecf-aws init --from-aws first.yaml",
      "  ecf-aws init --from-aws --profile shop --region eu-west-1 first.yaml"
    })
final class InitCommand extends EcfCommand {
  private static final String TEMPLATE = "first.yaml";

  private final Connections connections;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "What to write. Default: ${DEFAULT-VALUE}.",
      defaultValue = "ecf-aws.yaml")
  private Path file = Path.of("");

  @Option(names = "--from-aws", description = "Write targets for what an AWS account has.")
  private boolean fromAws;

  @Option(names = "--region", paramLabel = "REGION", description = "Where to look.")
  private Optional<String> region = Optional.empty();

  @Option(names = "--profile", paramLabel = "NAME", description = "Whose credentials to use.")
  private Optional<String> profile = Optional.empty();

  InitCommand(Terminal terminal, Connections connections) {
    super(terminal);
    this.connections = connections;
  }

  @Override
  public Integer call() {
    if (!fromAws && (region.isPresent() || profile.isPresent())) {
      throw wrong("--region and --profile go with --from-aws");
    }
    if (Files.exists(file)) {
      throw there();
    }
    return (fromAws ? ofAccount() : ofNothing()).code();
  }

  private ExitCode ofNothing() {
    write(template().formatted(file));
    terminal().out().println("wrote " + file + "; next: ecf-aws plan " + file);
    return ExitCode.DONE;
  }

  private ExitCode ofAccount() {
    var settings =
        new AwsSettings(region, profile, Optional.empty(), Optional.empty(), Optional.empty());
    connections.endpoints(settings).forEach(it -> terminal().say("endpoint: " + it));
    FirstFile first;
    try {
      first = connections.firstFile(settings);
    } catch (Unavailable e) {
      return nothing(List.of(e.failure()));
    }
    if (first.targets() == 0) {
      return nothing(first.unread());
    }
    write(first.text());
    terminal()
        .out()
        .println(
            "wrote %s with %d %s, all of them only observed; next: ecf-aws doctor %s"
                .formatted(
                    file, first.targets(), first.targets() == 1 ? "target" : "targets", file));
    first.unread().forEach(this::tell);
    return first.unread().isEmpty() ? ExitCode.DONE : ExitCode.SOME_FAILED;
  }

  private ExitCode nothing(List<ProviderFailure> unread) {
    unread.forEach(this::tell);
    terminal()
        .say(
            "ecf-aws: nothing was written: "
                + (unread.isEmpty()
                    ? "the account has nothing to scale in this region; `ecf-aws init` without"
                        + " --from-aws writes an example"
                    : "the account could not be read"));
    return ExitCode.PROVIDER;
  }

  private void tell(ProviderFailure why) {
    terminal().say("ecf-aws: " + why);
    terminal().say("hint: " + why.hint());
  }

  /// @throws ParameterException where it is there by now, or cannot be made
  private void write(String text) {
    try {
      Files.writeString(file, text, UTF_8, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException _) {
      throw there();
    } catch (IOException e) {
      throw wrong(file + " cannot be written: " + e.getMessage());
    }
  }

  private ParameterException there() {
    return wrong(file + " is there already and is left as it is; name another file");
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static String template() {
    try (var in = InitCommand.class.getResourceAsStream(TEMPLATE)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
