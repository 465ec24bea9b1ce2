package ecf.cli;

import java.util.List;
import picocli.CommandLine.Option;

/// Which targets a pass is about.
final class TargetOption {
  @Option(
      names = "--target",
      paramLabel = "NAME",
      description = "Only this target and what is tied to it. Repeatable.")
  private List<String> names = List.of();

  List<String> names() {
    return names;
  }
}
