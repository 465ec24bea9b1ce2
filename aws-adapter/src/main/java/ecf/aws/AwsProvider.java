package ecf.aws;

import ecf.aws.account.Account;
import ecf.aws.account.FirstFile;
import ecf.aws.act.CallBudgets;
import ecf.aws.client.AwsClients;
import ecf.aws.client.AwsEnvironment;
import ecf.aws.client.AwsErrors;
import ecf.aws.packing.EcsClusters;
import ecf.aws.signal.CloudWatchSignals;
import ecf.aws.signal.FailedLookups;
import ecf.aws.signal.SpotPrices;
import ecf.aws.targets.AwsTargets;
import ecf.aws.targets.Right;
import ecf.core.engine.TargetSpec;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import ecf.core.port.Clusters;
import ecf.core.port.Examination;
import ecf.core.port.Prices;
import ecf.core.port.Signals;
import ecf.core.port.Targets;
import ecf.core.port.Tariff;
import ecf.core.port.Unavailable;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import software.amazon.awssdk.core.exception.SdkException;

/// AWS, in one account and one region.
public final class AwsProvider implements AwsAccess {
  private static final String IDENTITY = "sts:GetCallerIdentity";
  private static final String ASSUME = "sts:AssumeRole";

  private final AwsClients own;
  private final AwsClients clients;
  private final String region;
  private final AwsTargets targets;
  private final CloudWatchSignals signals;
  private final Prices prices;
  private final Clusters clusters;

  private AwsProvider(AwsClients own, AwsClients clients, String region, CallBudgets budgets) {
    this.own = own;
    this.clients = clients;
    this.region = region;
    var failedLookups = new FailedLookups();
    targets = new AwsTargets(clients, failedLookups, budgets);
    signals = new CloudWatchSignals(clients::cloudWatch, failedLookups, budgets);
    prices = new SpotPrices(clients::ec2, budgets);
    clusters = new EcsClusters(clients, budgets);
  }

  /// Calls nothing, unless the file states a role, which is taken on, or an account: then who we
  /// are is asked before anything else.
  ///
  /// @param environment variables as AWS's own tools read them
  /// @throws Unavailable without a region or the role, and for another account than the stated one
  public static AwsProvider connect(AwsSettings settings, Map<String, String> environment) {
    var variables = new AwsEnvironment(environment);
    var region = region(settings, variables).orElseThrow(AwsProvider::noRegion);
    return connect(settings, region, budgets(settings), variables);
  }

  /// @param budgets of the account and region
  static AwsProvider connect(
      AwsSettings settings, String region, CallBudgets budgets, AwsEnvironment variables) {
    var own = own(settings, region, variables);
    var clients = settings.assumeRole().map(own::in).orElse(own);
    var provider = new AwsProvider(own, clients, region, budgets);
    try {
      settings.assumeRole().ifPresent(_ -> takeOn(clients));
      settings.account().ifPresent(account -> guard(clients, account));
    } catch (Unavailable e) {
      provider.close();
      throw e;
    }
    return provider;
  }

  static CallBudgets budgets(AwsSettings settings) {
    return settings.apiBudget().map(CallBudgets::of).orElseGet(CallBudgets::new);
  }

  static Optional<String> region(AwsSettings settings, AwsEnvironment variables) {
    return settings.region().or(() -> variables.region(settings.profile()));
  }

  static AwsClients own(AwsSettings settings, String region, AwsEnvironment variables) {
    return new AwsClients(region, settings.profile(), settings.endpoint(), variables);
  }

  private static void takeOn(AwsClients clients) {
    try {
      clients.resolveCredentials();
    } catch (SdkException e) {
      throw new Unavailable(AwsErrors.failure(ASSUME, e));
    }
  }

  private static void guard(AwsClients clients, String account) {
    String found;
    try {
      found = clients.sts().getCallerIdentity().account();
    } catch (SdkException e) {
      throw new Unavailable(AwsErrors.failure(IDENTITY, e));
    }
    if (!account.equals(found)) {
      throw new Unavailable(
          new ProviderFailure(
              ProviderFailure.Kind.CREDENTIALS,
              IDENTITY,
              "these credentials belong to account " + found + ", the file is for " + account,
              "use the credentials of " + account + ", or correct provider.account",
              false));
    }
  }

  static Unavailable noRegion() {
    return new Unavailable(
        new ProviderFailure(
            ProviderFailure.Kind.CREDENTIALS,
            "connect",
            "no region is set",
            "write provider: {region: …}, or set AWS_REGION or AWS_PROFILE",
            false));
  }

  @Override
  public Targets targets() {
    return targets;
  }

  @Override
  public Signals signals() {
    return signals;
  }

  @Override
  public Prices prices() {
    return prices;
  }

  @Override
  public Clusters clusters() {
    return clusters;
  }

  @Override
  public Examination examine(Collection<TargetSpec> specs) {
    var found = targets.examining().examine(specs);
    return new Examination(
        Examination.alone(identity()),
        found.looked(),
        found.findings(),
        found.unanswered(),
        Right.actions(Right.Use.WRITE, specs),
        found.advice());
  }

  /// A configuration for all that the account has in the region of these settings.
  ///
  /// @throws Unavailable without a region or credentials
  public static FirstFile firstFile(AwsSettings settings, Map<String, String> environment) {
    var variables = new AwsEnvironment(environment);
    var region = region(settings, variables).orElseThrow(AwsProvider::noRegion);
    try (var clients = own(settings, region, variables)) {
      return Account.firstFile(clients, region, settings.profile());
    }
  }

  private Answer<String> identity() {
    try {
      var caller = clients.sts().getCallerIdentity();
      return new Answer.Got<>(caller.account() + " in " + region + ", as " + caller.arn());
    } catch (SdkException e) {
      return new Answer.Failed<>(AwsErrors.failure(IDENTITY, e));
    }
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public String region() {
    return region;
  }

  @Override
  public Optional<Tariff> tariff() {
    return signals.tariff();
  }

  @Override
  public SortedMap<String, Integer> calls() {
    return clients.calls();
  }

  /// Where calls go that do not go to AWS.
  public Optional<URI> endpoint() {
    return clients.endpoint();
  }

  /// Built once.
  @Override
  public AwsClients own() {
    return own;
  }

  @Override
  public boolean complete() {
    return true;
  }

  @Override
  public void close() {
    if (clients != own) {
      clients.close();
    }
    own.close();
  }
}
