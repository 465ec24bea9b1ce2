package ecf.cli;

import ecf.core.config.Loaded;
import ecf.core.report.ExitCode;
import ecf.core.report.ProblemsJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "validate",
    description = "Check files, offline. Says all that is wrong with them at once.",
    footer = {
      "",
      "Examples:",
      "  ecf-aws validate shop.yaml",
      "  ecf-aws validate -o json shop.yaml jobs.yaml"
    })
final class ValidateCommand extends FileCommand {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The configurations.")
  private List<Path> files = List.of();

  ValidateCommand(Terminal terminal, Connections connections) {
    super(terminal, connections);
  }

  @Override
  public Integer call() {
    var valid = new ArrayList<Loaded.Valid>();
    var invalid = new ArrayList<Loaded.Invalid>();
    for (Path file : files) {
      switch (load(file)) {
        case Loaded.Valid good -> valid.add(good);
        case Loaded.Invalid bad -> invalid.add(bad);
      }
    }
    valid.forEach(this::tell);
    if (!writesJson()) {
      valid.forEach(good -> terminal().out().println(told(good)));
    }
    if (!invalid.isEmpty()) {
      throw new InvalidConfiguration(invalid);
    }
    if (writesJson()) {
      terminal().out().print(ProblemsJson.render(List.of()));
    }
    return ExitCode.DONE.code();
  }

  private static String told(Loaded.Valid good) {
    int targets = good.config().targets().size();
    return good.source().file() + ": valid, " + targets + (targets == 1 ? " target" : " targets");
  }
}
