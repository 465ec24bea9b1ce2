package ecf.core.config;

import ecf.core.yaml.Fields;
import java.util.List;

/// A provider as the file can name it: its settings and the types of targets it has.
public interface ProviderKind {
  /// As in `provider: {type: aws}`.
  String yamlName();

  /// Reads the settings from `provider:`, which may be empty; problems go to the fields.
  ProviderSettings settings(Fields provider);

  List<TargetKind> targetKinds();
}
