package ecf.cli;

import ecf.core.report.StatusText;
import picocli.CommandLine.Command;

@Command(
    name = "status",
    description = "One line for each target, most at risk first. Changes nothing.",
    footer = {"", "Examples:", "  ecf-aws status shop.yaml", "  ecf-aws status -o json shop.yaml"})
final class StatusCommand extends PassCommand {
  StatusCommand(Terminal terminal, Connections connections) {
    super(terminal, connections);
  }

  @Override
  public Integer call() {
    var result = survey();
    return show(result, StatusText.render(result, general().style(terminal())), false);
  }
}
