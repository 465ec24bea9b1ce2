package ecf.cli;

import ecf.core.config.ConfigReader;
import ecf.core.config.Loaded;
import ecf.core.config.ScalingConfig;
import ecf.core.yaml.ProblemText;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;

/// A command that reads configurations.
abstract class FileCommand extends EcfCommand {
  private final Connections connections;

  @Mixin private OutputOption output = new OutputOption();

  FileCommand(Terminal terminal, Connections connections) {
    super(terminal);
    this.connections = connections;
  }

  final Connections connections() {
    return connections;
  }

  @Override
  final boolean writesJson() {
    return output.json();
  }

  final Loaded load(Path file) {
    return new ConfigReader(connections.kinds(file), terminal()::variable).read(file);
  }

  /// @throws InvalidConfiguration with everything that is wrong
  final ScalingConfig read(Path file) {
    return switch (load(file)) {
      case Loaded.Valid valid -> {
        tell(valid);
        yield valid.config();
      }
      case Loaded.Invalid invalid -> throw new InvalidConfiguration(List.of(invalid));
    };
  }

  /// What the user should know of a file before anything else comes of it.
  final void tell(Loaded.Valid valid) {
    if (!valid.warnings().isEmpty() && !general().quiet()) {
      terminal().err().print(ProblemText.render(valid.source(), valid.warnings()));
    }
    tellEndpoints(valid.config());
  }

  final void tellEndpoints(ScalingConfig config) {
    connections.endpoints(config).forEach(endpoint -> terminal().say("endpoint: " + endpoint));
  }
}
