package ecf.cli;

import ecf.core.report.ExitCode;
import ecf.core.report.LanguageText;
import picocli.CommandLine.Command;

@Command(
    name = "policy-types",
    description = "The policies and guardrails that a file can name, with their keys.",
    footer = {"", "Examples:", "  ecf-aws policy-types"})
final class PolicyTypesCommand extends EcfCommand {
  PolicyTypesCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    terminal().out().print(LanguageText.render(general().style(terminal())));
    return ExitCode.DONE.code();
  }
}
