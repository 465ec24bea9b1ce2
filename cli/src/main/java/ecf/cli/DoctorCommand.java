package ecf.cli;

import ecf.core.config.Loaded;
import ecf.core.report.DoctorJson;
import ecf.core.report.DoctorText;
import ecf.core.report.ExitCode;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "doctor",
    description =
        "Ask everything that a pass may ask, change nothing, and say what stands in the way: the"
            + " worst first, each with what to do.",
    footer = {
      "",
      "Exit codes: 0 nothing stands in the way (there may be warnings), 3 the file",
      "has problems, 4 no target can be served, 5 some targets cannot be served.",
      "",
      "Examples:",
      "  ecf-aws doctor shop.yaml",
      "  ecf-aws doctor -q shop.yaml         # problems only",
      "  ecf-aws doctor -o json shop.yaml    # schema ecf/doctor/1"
    })
final class DoctorCommand extends FileCommand {
  @Parameters(index = "0", paramLabel = "FILE", description = "The configuration.")
  private Path file = Path.of("");

  DoctorCommand(Terminal terminal, Connections connections) {
    super(terminal, connections);
  }

  @Override
  public Integer call() {
    return switch (load(file)) {
      case Loaded.Invalid invalid -> throw new InvalidConfiguration(List.of(invalid));
      case Loaded.Valid valid -> look(valid);
    };
  }

  private int look(Loaded.Valid valid) {
    tellEndpoints(valid.config());
    var diagnosis =
        new Consultation(connections(), valid.config(), terminal().clock())
            .diagnosis(valid.warnings());
    terminal()
        .out()
        .print(
            writesJson()
                ? DoctorJson.render(diagnosis)
                : DoctorText.render(diagnosis, general().style(terminal())));
    return ExitCode.of(diagnosis.unserved(), diagnosis.targets()).code();
  }
}
