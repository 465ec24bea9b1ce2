package ecf.cli;

import ecf.aws.AwsSettings;
import ecf.aws.account.FirstFile;
import ecf.core.config.ProviderKind;
import ecf.core.config.ScalingConfig;
import ecf.core.port.Hooks;
import ecf.core.port.Memories;
import ecf.core.port.Notifier;
import ecf.core.port.Provider;
import java.nio.file.Path;
import java.util.List;

/// How a command reaches what a file names. Nothing is opened before it is needed.
public interface Connections {
  /// The providers that a file can name, the default first.
  ///
  /// @param file what it names is relative to where it lies
  List<ProviderKind> kinds(Path file);

  /// @throws ecf.core.port.Unavailable where a provider that keeps its own world cannot open it
  Provider provider(ScalingConfig config);

  /// A first configuration for what an account has.
  ///
  /// @throws ecf.core.port.Unavailable where the account cannot be reached
  FirstFile firstFile(AwsSettings settings);

  /// Where its calls go instead of AWS's own addresses.
  List<String> endpoints(AwsSettings settings);

  Memories memories(ScalingConfig config, Provider provider);

  /// Where people are told what came of a pass.
  List<Notifier> notifiers(ScalingConfig config, Provider provider);

  /// Asks those who have to allow a scale-in.
  ///
  /// @param commands whether programs of this machine may be run
  Hooks hooks(Provider provider, boolean commands);

  /// Where calls go instead of the provider's own addresses.
  List<String> endpoints(ScalingConfig config);
}
