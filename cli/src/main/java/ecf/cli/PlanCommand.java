package ecf.cli;

import ecf.core.pass.Mode;
import ecf.core.report.TextReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "plan",
    description = "Read, decide, and show what apply would do. Changes nothing.",
    footer = {
      "",
      "Examples:",
      "  ecf-aws plan shop.yaml",
      "  ecf-aws plan shop.yaml --target checkout --target basket",
      "  ecf-aws plan shop.yaml --detailed-exitcode   # 10: something is to change",
      "  ecf-aws plan -o json shop.yaml"
    })
final class PlanCommand extends PassCommand {
  @Mixin private TargetOption target = new TargetOption();

  @Option(
      names = "--detailed-exitcode",
      description = "End with 10 where something is to change and nothing failed.")
  private boolean detailed;

  PlanCommand(Terminal terminal, Connections connections) {
    super(terminal, connections);
  }

  @Override
  public Integer call() {
    var result = run(target.names(), Mode.PLAN);
    return show(result, TextReport.render(result, general().style(terminal())), detailed);
  }
}
