package ecf.cli;

import ecf.core.yaml.Durations;
import ecf.core.yaml.Parsed;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Whether, and for how long, a command waits for what it sent.
final class WaitOption {
  @Option(
      names = "--wait",
      required = true,
      description = "Wait until what was changed runs and is healthy.")
  private boolean waits;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "10m",
      converter = InUnits.class,
      description = "How long to wait at most, e.g. 90s (default: 10m).")
  private Duration timeout = Duration.ofMinutes(10);

  /// As durations are written in the file.
  static final class InUnits implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return switch (Durations.parse(text)) {
        case Parsed.Value<Duration>(var duration) -> duration;
        case Parsed.Wrong<Duration>(var message, var hint) ->
            throw new TypeConversionException(
                text + " " + message + (hint.isEmpty() ? "" : "; " + hint));
      };
    }
  }

  boolean waits() {
    return waits;
  }

  Duration timeout() {
    return timeout;
  }
}
