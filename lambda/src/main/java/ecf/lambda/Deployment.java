package ecf.lambda;

import ecf.aws.AwsAccess;
import ecf.aws.AwsAccounts;
import ecf.aws.AwsProviderKind;
import ecf.aws.AwsSettings;
import ecf.aws.client.AwsClients;
import ecf.aws.client.AwsEnvironment;
import ecf.aws.notify.Notifications;
import ecf.core.config.ConfigReader;
import ecf.core.config.Loaded;
import ecf.core.config.ScalingConfig;
import ecf.core.config.StateSettings;
import ecf.core.port.Notifier;
import ecf.core.port.Unavailable;
import ecf.core.yaml.ProblemText;
import ecf.core.yaml.Source;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What a function keeps between invocations: the clients of its own account and region, and the
/// configuration with its provider for as long as the file stays the same.
final class Deployment {
  static final String NEEDS_TABLE =
      "state: {type: file} cannot work in a Lambda function, whose files do not last; write "
          + "state: {type: dynamodb, table: NAME}";

  private final Map<String, String> environment;
  private final FunctionSettings settings;
  private final AwsClients own;
  private final ConfigText text;
  private Optional<Current> current = Optional.empty();

  /// @param tag of the text that it was made from
  /// @param notifiers where people are told
  record Current(String tag, ScalingConfig config, AwsAccess provider, List<Notifier> notifiers) {}

  /// @throws NotServed where the function's variables make no sense
  Deployment(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    settings = FunctionSettings.of(environment);
    var aws = new AwsEnvironment(environment);
    var region =
        aws.region(Optional.empty())
            .orElseThrow(() -> new NotServed("no region is set; set AWS_REGION"));
    own = new AwsClients(region, Optional.empty(), Optional.empty(), aws);
    var root = Path.of(environment.getOrDefault("LAMBDA_TASK_ROOT", "."));
    text = new ConfigText(settings.config(), root, own);
  }

  FunctionSettings settings() {
    return settings;
  }

  /// State, notes and the configuration itself lie where the function does, wherever its targets
  /// are.
  AwsClients own() {
    return own;
  }

  /// A provider that could not be had the last time is tried again.
  ///
  /// @throws NotServed where the configuration cannot be read or used
  Current current() {
    var version = text.read();
    var known =
        current.filter(each -> each.tag().equals(version.tag()) && each.provider().complete());
    if (known.isPresent()) {
      return known.get();
    }
    var config = config(version.text());
    var fresh =
        new Current(
            version.tag(),
            config,
            connect(aws(config)),
            Notifications.of(config, Optional.of(own)));
    current.ifPresent(old -> old.provider().close());
    current = Optional.of(fresh);
    return fresh;
  }

  private static SequencedMap<String, AwsSettings> aws(ScalingConfig config) {
    var aws = new LinkedHashMap<String, AwsSettings>();
    config
        .providers()
        .forEach((name, settings) -> {
          if (!(settings instanceof AwsSettings stated)) {
            throw new NotServed("only provider aws works in a Lambda function");
          }
          aws.put(name, stated);
        });
    return aws;
  }

  private AwsAccess connect(SequencedMap<String, AwsSettings> stated) {
    try {
      return AwsAccounts.connect(stated, environment);
    } catch (Unavailable e) {
      throw NotServed.because(e.failure());
    }
  }

  private ScalingConfig config(String yaml) {
    var place = settings.config().toString();
    var reader =
        new ConfigReader(
            List.of(new AwsProviderKind()), name -> Optional.ofNullable(environment.get(name)));
    return switch (reader.read(new Source(place, yaml), place)) {
      case Loaded.Invalid(var source, var problems) ->
          throw new NotServed(
              "the configuration has problems\n" + ProblemText.render(source, problems));
      case Loaded.Valid(var _, var config, var _) -> usable(config);
    };
  }

  private ScalingConfig usable(ScalingConfig config) {
    if (!config.nameStated()) {
      throw new NotServed("a Lambda function needs a stated `name:` in " + settings.config());
    }
    if (config.state() instanceof StateSettings.LocalFile) {
      throw new NotServed(NEEDS_TABLE);
    }
    return config;
  }
}
