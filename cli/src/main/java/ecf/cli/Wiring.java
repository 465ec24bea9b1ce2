package ecf.cli;

import ecf.aws.AwsAccess;
import ecf.aws.AwsAccounts;
import ecf.aws.AwsProvider;
import ecf.aws.AwsProviderKind;
import ecf.aws.AwsSettings;
import ecf.aws.account.FirstFile;
import ecf.aws.hook.LambdaHooks;
import ecf.aws.notify.Notifications;
import ecf.aws.state.DynamoMemories;
import ecf.cli.state.SqliteMemories;
import ecf.cli.state.StateFolder;
import ecf.core.config.ProviderKind;
import ecf.core.config.ProviderSettings;
import ecf.core.config.ScalingConfig;
import ecf.core.config.StateSettings;
import ecf.core.engine.Hook;
import ecf.core.port.Hooks;
import ecf.core.port.Memories;
import ecf.core.port.NoMemories;
import ecf.core.port.Notifier;
import ecf.core.port.PassName;
import ecf.core.port.Provider;
import ecf.core.simulate.SimulatedProvider;
import ecf.core.simulate.SimulatedProviderKind;
import ecf.core.simulate.SimulatedSettings;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

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
    return switch (config.providers().firstEntry().getValue()) {
      case AwsSettings _ -> AwsAccounts.connect(aws(config), terminal.environment());
      case SimulatedSettings settings ->
          SimulatedProvider.open(settings, config.name(), states().path(), terminal.clock());
      case ProviderSettings other ->
          throw new IllegalStateException("no provider for " + other.getClass());
    };
  }

  private static SequencedMap<String, AwsSettings> aws(ScalingConfig config) {
    var aws = new LinkedHashMap<String, AwsSettings>();
    config
        .providers()
        .forEach((name, settings) -> {
          if (settings instanceof AwsSettings stated) {
            aws.put(name, stated);
          }
        });
    return aws;
  }

  @Override
  public FirstFile firstFile(AwsSettings settings) {
    return AwsProvider.firstFile(settings, terminal.environment());
  }

  @Override
  public Memories memories(ScalingConfig config, Provider provider) {
    return switch (config.state()) {
      case StateSettings.LocalFile() ->
          new SqliteMemories(states(), config.name(), provider::region, pass());
      case StateSettings.None() -> new NoMemories();
      case StateSettings.DynamoDb(String table) -> {
        if (provider instanceof AwsAccess aws) {
          yield new DynamoMemories(
              aws.own().dynamoDb(), table, config.name(), aws::region, pass(), CLAIM_HOLDS);
        }
        throw new IllegalStateException("no table for " + provider.getClass());
      }
    };
  }

  @Override
  public List<Notifier> notifiers(ScalingConfig config, Provider provider) {
    return Notifications.of(
        config, provider instanceof AwsAccess aws ? Optional.of(aws.own()) : Optional.empty());
  }

  @Override
  public Hooks hooks(Provider provider, boolean commands) {
    var functions = provider instanceof AwsAccess aws ? new LambdaHooks(aws.own()) : Hooks.none();
    var programs = new CommandHooks(commands);
    return (call, question, limit) ->
        switch (call) {
          case Hook.Call.Function _ -> functions.ask(call, question, limit);
          case Hook.Call.Command command -> programs.ask(command, question, limit);
        };
  }

  /// The variables of AWS's own tools: one for all services, and one for each.
  @Override
  public List<String> endpoints(ScalingConfig config) {
    return aws(config).values().stream()
        .flatMap(settings -> endpoints(settings).stream())
        .distinct()
        .toList();
  }

  @Override
  public List<String> endpoints(AwsSettings settings) {
    return settings
        .endpoint()
        .map(URI::toString)
        .map(Stream::of)
        .orElseGet(this::ofVariables)
        .toList();
  }

  private Stream<String> ofVariables() {
    return terminal.environment().entrySet().stream()
        .filter(each -> each.getKey().startsWith(ENDPOINT) && !each.getValue().isBlank())
        .map(Map.Entry::getValue)
        .distinct()
        .sorted();
  }

  /// Names this pass in its claims.
  private String pass() {
    return PassName.of(terminal.clock().instant(), new SecureRandom());
  }

  private StateFolder states() {
    return StateFolder.of(terminal.environment());
  }
}
