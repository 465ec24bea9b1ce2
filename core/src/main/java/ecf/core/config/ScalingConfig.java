package ecf.core.config;

import ecf.core.engine.Limits;
import ecf.core.engine.TargetSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A valid file.
///
/// @param name names the state and the reports: stated, or made from the file's name and place
/// @param nameStated whether the file states it
/// @param providers settings by name, in the order of the file; the one of `provider:` is called so
/// @param limits what the targets share
/// @param notifications where people are told
/// @param targets in the order of the file
public record ScalingConfig(
    String name,
    boolean nameStated,
    SequencedMap<String, ProviderSettings> providers,
    StateSettings state,
    Limits limits,
    List<NotifySettings> notifications,
    List<TargetSpec> targets) {
  public ScalingConfig {
    providers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(providers));
    notifications = List.copyOf(notifications);
    targets = List.copyOf(targets);
  }
}
