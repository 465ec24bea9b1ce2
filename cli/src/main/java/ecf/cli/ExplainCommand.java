package ecf.cli;

import ecf.core.pass.Mode;
import ecf.core.pass.PassResult;
import ecf.core.report.ExplainText;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    description = "How the decision for one target comes about, from readings to the number.",
    footer = {
      "",
      "Examples:",
      "  ecf-aws explain shop.yaml checkout",
      "  ecf-aws explain -o json shop.yaml checkout"
    })
final class ExplainCommand extends PassCommand {
  @Parameters(index = "1", paramLabel = "TARGET", description = "Its name in the file.")
  private String target = "";

  ExplainCommand(Terminal terminal, Connections connections) {
    super(terminal, connections);
  }

  @Override
  public Integer call() {
    var whole = run(List.of(target), Mode.PLAN);
    var asked =
        new PassResult(
            whole.mode(),
            whole.startedAt(),
            whole.took(),
            whole.calls(),
            whole.targets().stream().filter(result -> isAsked(result.spec().id().name())).toList());
    var style = general().style(terminal());
    var text =
        asked.targets().stream()
            .map(result -> ExplainText.render(result, style))
            .collect(Collectors.joining());
    return show(asked, text, false);
  }

  /// A target that selects stands for all that it found.
  private boolean isAsked(String name) {
    return name.equals(target) || name.startsWith(target + "/");
  }
}
