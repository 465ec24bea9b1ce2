package ecf.cli;

import ecf.core.memory.Tenure;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// In which direction changes are meant.
final class DirectionOption {
  @Option(
      names = "--direction",
      paramLabel = "DIRECTION",
      converter = Direction.class,
      description = "Only changes in this direction: out, in. Default: all.")
  private Tenure.Halt direction = Tenure.Halt.BOTH;

  /// Tells a wrong word in the words of the help.
  static final class Direction implements ITypeConverter<Tenure.Halt> {
    @Override
    public Tenure.Halt convert(String text) {
      return switch (text) {
        case "out" -> Tenure.Halt.OUT;
        case "in" -> Tenure.Halt.IN;
        default -> throw new TypeConversionException(text + " is neither out nor in");
      };
    }
  }

  Tenure.Halt halt() {
    return direction;
  }
}
