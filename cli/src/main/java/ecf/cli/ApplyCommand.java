package ecf.cli;

import ecf.core.pass.Mode;
import ecf.core.report.TextReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "apply",
    description = "Run one pass: read, decide, and change what is to change. Asks nothing.",
    footer = {
      "",
      "Examples:",
      "  ecf-aws apply shop.yaml",
      "  ecf-aws apply shop.yaml --target checkout",
      "  ecf-aws apply -o json shop.yaml"
    })
final class ApplyCommand extends PassCommand {
  @Mixin private TargetOption target = new TargetOption();

  ApplyCommand(Terminal terminal, Connections connections) {
    super(terminal, connections);
  }

  @Override
  public Integer call() {
    var result = run(target.names(), Mode.APPLY);
    return show(result, TextReport.render(result, general().style(terminal())), false);
  }
}
