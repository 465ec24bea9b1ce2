package ecf.core.config;

import ecf.core.model.Resource;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import java.util.List;

/// A provider as the file can name it: its settings and the types of targets it has.
public interface ProviderKind {
  /// As in `provider: {type: aws}`.
  String yamlName();

  /// One line for people.
  String summary();

  /// The keys that [#settings] reads besides `type`, for the schema.
  List<Key> keys();

  /// Reads the settings from `provider:`, which may be empty; problems go to the fields.
  ProviderSettings settings(Fields provider);

  List<TargetKind> targetKinds();

  /// Whether a file can name several, each with settings of its own.
  default boolean canBeSeveral() {
    return true;
  }

  /// Whether it is part of an AWS account, so that notices, secrets, functions and state may lie
  /// there.
  default boolean hasAccount() {
    return false;
  }

  /// Checks what only the settings and a target together can tell, e.g. that the service it names
  /// exists; problems go to the target's fields. Asked only where both were read without a problem.
  default void check(ProviderSettings settings, Resource resource, Fields target) {}
}
