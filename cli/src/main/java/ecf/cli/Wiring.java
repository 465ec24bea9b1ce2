package ecf.cli;

import ecf.aws.AwsProvider;
import ecf.aws.AwsProviderKind;
import ecf.aws.AwsSettings;
import ecf.aws.state.DynamoMemories;
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
import ecf.core.port.Unavailable;
import ecf.core.simulate.SimulatedProvider;
import ecf.core.simulate.SimulatedProviderKind;
import ecf.core.simulate.SimulatedSettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The real providers and stores, each opened by the part that knows how.
final class Wiring implements Connections {
  private static final String ENDPOINT = "AWS_ENDPOINT_URL";

  /// Nobody can ask a table whether a process on some machine lives.
  private static final Duration CLAIM_HOLDS = Duration.ofMinutes(2);

  private final Terminal terminal;

  Wiring(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public List<ProviderKind> kinds(Path file) {
    var folder = Objects.requireNonNullElse(file.getParent(), Path.of(""));
    return List.of(new AwsProviderKind(), new SimulatedProviderKind(folder));
  }

  @Override
  public Provider provider(ScalingConfig config) {
    return switch (config.provider()) {
      case AwsSettings settings -> AwsProvider.connect(settings, terminal.environment());
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
          new SqliteMemories(states(), config.name(), provider.region(), pass());
      case StateSettings.None() -> new NoMemories();
      case StateSettings.DynamoDb(String table) -> {
        if (provider instanceof AwsProvider aws) {
          yield new DynamoMemories(
              aws.own().dynamoDb(), table, config.name(), aws.region(), pass(), CLAIM_HOLDS);
        }
        throw new Unavailable(withoutAccount());
      }
    };
  }

  private static ProviderFailure withoutAccount() {
    return new ProviderFailure(
        ProviderFailure.Kind.INVALID,
        "state:load",
        "a DynamoDB table is part of an AWS account, and this provider has none",
        "write state: {type: file}",
        false);
  }

  /// The variables of AWS's own tools: one for all services, and one for each.
  @Override
  public List<String> endpoints(ScalingConfig config) {
    if (!(config.provider() instanceof AwsSettings settings)) {
      return List.of();
    }
    return settings
        .endpoint()
        .map(stated -> List.of(stated.toString()))
        .orElseGet(() ->
            terminal.environment().entrySet().stream()
                .filter(each -> each.getKey().startsWith(ENDPOINT) && !each.getValue().isBlank())
                .map(Map.Entry::getValue)
                .distinct()
                .sorted()
                .toList());
  }

  /// Names this pass in its claims.
  private String pass() {
    return PassName.of(terminal.clock().instant(), new SecureRandom());
  }

  private StateFolder states() {
    return StateFolder.of(terminal.environment());
  }
}
