package ecf.cli;

import ecf.core.config.Schema;
import ecf.core.report.ExitCode;
import java.nio.file.Path;
import picocli.CommandLine.Command;

@Command(
    name = "schema",
    description = "The JSON Schema of configurations, for editors.",
    footer = {"", "Examples:", "  ecf-aws schema", "  ecf-aws schema > ecf-aws.schema.json"})
final class SchemaCommand extends EcfCommand {
  private final Connections connections;

  SchemaCommand(Terminal terminal, Connections connections) {
    super(terminal);
    this.connections = connections;
  }

  @Override
  public Integer call() {
    terminal().out().println(Schema.json(connections.kinds(Path.of(""))));
    return ExitCode.DONE.code();
  }
}
