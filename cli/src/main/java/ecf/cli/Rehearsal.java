package ecf.cli;

import java.util.ArrayList;
import java.util.List;

/// Runs several commands in one process, one after the other, whatever comes of them. The launcher
/// makes its cache of classes from such a run: what was loaded here need not be read from the jars
/// when a user calls.
final class Rehearsal {
  private Rehearsal() {}

  /// @param args the commands' words, with `--` between two commands
  public static void main(String[] args) {
    for (var command : commands(List.of(args))) {
      var terminal = Terminal.ofThisProcess();
      EcfAws.run(command.toArray(String[]::new), terminal, new Wiring(terminal));
    }
  }

  static List<List<String>> commands(List<String> words) {
    var commands = new ArrayList<List<String>>();
    var from = 0;
    for (var at = 0; at <= words.size(); at++) {
      if (at == words.size() || words.get(at).equals("--")) {
        commands.add(words.subList(from, at));
        from = at + 1;
      }
    }
    return commands;
  }
}
