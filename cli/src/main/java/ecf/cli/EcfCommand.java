package ecf.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/// What all commands have: a terminal and the general options.
abstract class EcfCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private GeneralOptions general = new GeneralOptions();

  EcfCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  final Terminal terminal() {
    return terminal;
  }

  final GeneralOptions general() {
    return general;
  }

  /// Whether stdout is one JSON document, whatever happens.
  boolean writesJson() {
    return false;
  }

  /// Tells the user something beside the result.
  final void note(String line) {
    if (!general.quiet()) {
      terminal.say(line);
    }
  }
}
