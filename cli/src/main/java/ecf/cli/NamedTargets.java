package ecf.cli;

import ecf.core.config.ScalingConfig;
import ecf.core.engine.TargetSpec;
import ecf.core.model.TargetId;
import ecf.core.yaml.Nearest;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// Targets as a user names them.
final class NamedTargets {
  private NamedTargets() {}

  /// @throws CommandLine.ParameterException for a name that the file does not have
  static Set<TargetId> known(
      Collection<String> names, ScalingConfig config, Path file, CommandSpec command) {
    // what a target selects is known at its provider only
    var there = config.targets().stream().map(TargetSpec::id).map(TargetId::name).toList();
    var only = new HashSet<TargetId>();
    for (String name : names) {
      if (config.targets().stream().noneMatch(spec -> spec.isOrSelects(new TargetId(name)))) {
        throw new CommandLine.ParameterException(
            command.commandLine(), "no target " + name + " in " + file + hint(name, there));
      }
      only.add(new TargetId(name));
    }
    return only;
  }

  private static String hint(String name, List<String> there) {
    var hint = Nearest.hint(name, there, "targets");
    return hint.isEmpty() ? "" : "; " + hint;
  }
}
