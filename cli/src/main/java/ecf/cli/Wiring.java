package ecf.cli;

import ecf.cli.state.SqliteMemories;
import ecf.cli.state.StateFolder;
import ecf.core.config.ProviderKind;
import ecf.core.config.ProviderSettings;
import ecf.core.config.ScalingConfig;
import ecf.core.config.StateSettings;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Memories;
import ecf.core.port.NoMemories;
import ecf.core.port.PassName;
import ecf.core.port.Provider;
import ecf.core.port.StateUnavailable;
import ecf.core.simulate.SimulatedProvider;
import ecf.core.simulate.SimulatedProviderKind;
import ecf.core.simulate.SimulatedSettings;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The real providers and stores, each opened by the part that knows how.
final class Wiring implements Connections {
  private final Terminal terminal;

  Wiring(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public List<ProviderKind> kinds(Path file) {
    var folder = Objects.requireNonNullElse(file.getParent(), Path.of(""));
    return List.of(new SimulatedProviderKind(folder));
  }

  @Override
  public Provider provider(ScalingConfig config) {
    return switch (config.provider()) {
      case SimulatedSettings settings ->
          SimulatedProvider.open(settings, config.name(), states().path(), terminal.clock());
      case ProviderSettings other ->
          throw new IllegalStateException("no provider for " + other.getClass());
    };
  }

  @Override
  public Memories memories(ScalingConfig config, Provider provider) {
    return switch (config.state()) {
      case StateSettings.LocalFile() ->
          new SqliteMemories(
              states(),
              config.name(),
              provider.region(),
              PassName.of(terminal.clock().instant(), new SecureRandom()));
      case StateSettings.None() -> new NoMemories();
      case StateSettings.DynamoDb _ ->
          throw new StateUnavailable(
              new ProviderFailure(
                  ProviderFailure.Kind.INVALID,
                  "state:load",
                  "a DynamoDB table is part of an AWS account, and this provider has none",
                  "write state: {type: file}",
                  false));
    };
  }

  @Override
  public Optional<URI> endpoint(ScalingConfig config) {
    return Optional.empty();
  }

  private StateFolder states() {
    return StateFolder.of(terminal.environment());
  }
}
