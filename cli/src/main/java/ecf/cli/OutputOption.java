package ecf.cli;

import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// In which form the result is written.
final class OutputOption {
  enum Format {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      converter = Form.class,
      description = "Form of the result: ${COMPLETION-CANDIDATES}. Default: text.")
  private Format format = Format.TEXT;

  /// Tells a wrong word in the words of the help.
  static final class Form implements ITypeConverter<Format> {
    @Override
    public Format convert(String text) {
      return Arrays.stream(Format.values())
          .filter(format -> format.toString().equals(text))
          .findFirst()
          .orElseThrow(() -> new TypeConversionException(text + " is neither text nor json"));
    }
  }

  boolean json() {
    return format == Format.JSON;
  }
}
