package ecf.core.simulate;

import ecf.core.config.ProviderKind;
import ecf.core.config.ProviderSettings;
import ecf.core.config.TargetKind;
import ecf.core.model.Resource;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Nearest;
import java.nio.file.Path;
import java.util.List;

/// `provider: {type: simulated}`.
///
/// @param folder what the paths of recorded loads are relative to: where the file lies
public record SimulatedProviderKind(Path folder) implements ProviderKind {
  /// For a text that lies in no folder: paths are relative to the working folder.
  public SimulatedProviderKind() {
    this(Path.of(""));
  }

  /// For the file at this path.
  public static SimulatedProviderKind of(Path file) {
    var folder = file.getParent();
    return folder == null ? new SimulatedProviderKind() : new SimulatedProviderKind(folder);
  }

  @Override
  public String yamlName() {
    return "simulated";
  }

  @Override
  public String summary() {
    return "a small cloud inside the program, for which no account is needed";
  }

  @Override
  public List<Key> keys() {
    return SettingsForm.KEYS;
  }

  @Override
  public ProviderSettings settings(Fields provider) {
    return new SettingsForm(folder).read(provider);
  }

  @Override
  public List<TargetKind> targetKinds() {
    return List.of(new SimulatedServiceKind());
  }

  /// There is one world, and one clock in it.
  @Override
  public boolean canBeSeveral() {
    return false;
  }

  @Override
  public void check(ProviderSettings settings, Resource resource, Fields target) {
    if (settings instanceof SimulatedSettings simulated) {
      var known = simulated.services().keySet();
      var service = resource.names().getLast();
      if (!known.contains(service)) {
        target.problem(
            SimulatedServiceKind.KEY,
            "provider.services has no `" + service + "`",
            Nearest.hint(service, known, "services"));
      }
    }
  }
}
