package ecf.cli;

import ecf.core.report.Palette;
import ecf.core.report.Style;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// What every command takes.
final class GeneralOptions {
  enum Colour {
    AUTO,
    ALWAYS,
    NEVER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and end.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      converter = When.class,
      description =
          "Colours: ${COMPLETION-CANDIDATES}. Default: auto, on a terminal and without NO_COLOR.")
  private Colour colour = Colour.AUTO;

  @Option(
      names = {"-q", "--quiet"},
      description = "Only what changes or fails, and no notes.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Every proposal and verdict; the stack trace of a bug.")
  private boolean verbose;

  /// Tells a wrong word in the words of the help.
  static final class When implements ITypeConverter<Colour> {
    @Override
    public Colour convert(String text) {
      return Arrays.stream(Colour.values())
          .filter(colour -> colour.toString().equals(text))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException(text + " is none of auto, always and never"));
    }
  }

  boolean quiet() {
    return quiet;
  }

  boolean verbose() {
    return verbose;
  }

  Style style(Terminal terminal) {
    var detail = verbose ? Style.Detail.FULL : quiet ? Style.Detail.SHORT : Style.Detail.USUAL;
    return new Style(palette(terminal), TerminalWidth.of(terminal), detail);
  }

  private Palette palette(Terminal terminal) {
    boolean coloured =
        switch (colour) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO ->
              terminal.interactive()
                  && terminal.variable("NO_COLOR").filter(text -> !text.isEmpty()).isEmpty()
                  && !terminal.variable("TERM").orElse("").equals("dumb");
        };
    return coloured ? Palette.ANSI : Palette.NONE;
  }
}
