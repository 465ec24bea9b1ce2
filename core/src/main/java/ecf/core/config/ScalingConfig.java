package ecf.core.config;

import ecf.core.engine.Limits;
import ecf.core.engine.TargetSpec;
import java.util.List;

/// A valid file.
///
/// @param name names the state and the reports: stated, or made from the file's name and place
/// @param nameStated whether the file states it
/// @param limits what the targets share
/// @param targets in the order of the file
public record ScalingConfig(
    String name,
    boolean nameStated,
    ProviderSettings provider,
    StateSettings state,
    Limits limits,
    List<TargetSpec> targets) {
  public ScalingConfig {
    targets = List.copyOf(targets);
  }
}
