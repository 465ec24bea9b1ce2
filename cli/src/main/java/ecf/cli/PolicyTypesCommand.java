package ecf.cli;

import ecf.core.report.ExitCode;
import ecf.core.report.LanguageMarkdown;
import ecf.core.report.LanguageText;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "policy-types",
    description = "The policies and guardrails that a file can name, with their keys.",
    footer = {
      "",
      "Examples:",
      "  ecf-aws policy-types",
      "  ecf-aws policy-types -o markdown > policies-and-guardrails.md"
    })
final class PolicyTypesCommand extends EcfCommand {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      converter = Known.class,
      description = "Form of the result: text, markdown. Default: text.")
  private Form form = Form.TEXT;

  PolicyTypesCommand(Terminal terminal) {
    super(terminal);
  }

  enum Form {
    TEXT,
    MARKDOWN
  }

  static final class Known implements ITypeConverter<Form> {
    @Override
    public Form convert(String text) {
      return switch (text) {
        case "text" -> Form.TEXT;
        case "markdown" -> Form.MARKDOWN;
        default -> throw new TypeConversionException(text + " is neither text nor markdown");
      };
    }
  }

  @Override
  public Integer call() {
    var text =
        switch (form) {
          case TEXT -> LanguageText.render(general().style(terminal()));
          case MARKDOWN -> LanguageMarkdown.render();
        };
    terminal().out().print(text);
    return ExitCode.DONE.code();
  }
}
