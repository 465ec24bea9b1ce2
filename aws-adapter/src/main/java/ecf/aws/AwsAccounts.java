package ecf.aws;

import ecf.aws.act.CallBudgets;
import ecf.aws.client.AwsClients;
import ecf.aws.client.AwsEnvironment;
import ecf.aws.client.Lanes;
import ecf.aws.client.Role;
import ecf.core.engine.TargetSpec;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Resource;
import ecf.core.port.Answer;
import ecf.core.port.Clusters;
import ecf.core.port.Examination;
import ecf.core.port.Prices;
import ecf.core.port.Provider;
import ecf.core.port.Providers;
import ecf.core.port.Signals;
import ecf.core.port.Targets;
import ecf.core.port.Tariff;
import ecf.core.port.Unavailable;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// AWS in several accounts and regions. One that cannot be had, because its role is denied or it is
/// another account than the file states, fails its own targets.
public final class AwsAccounts implements AwsAccess {
  private final AwsClients own;
  private final Providers all;

  private AwsAccounts(AwsClients own, Providers all) {
    this.own = own;
    this.all = all;
  }

  /// Where AWS counts calls.
  ///
  /// @param account of the role, or as stated; else whose credentials they are
  /// @param share of the rates, where the file states one; who states another has its own
  private record Place(String region, String account, Optional<Double> share) {
    static Place of(String region, AwsSettings settings) {
      var account = settings.assumeRole().map(Role::account).or(settings::account);
      return new Place(
          region, account.orElseGet(() -> settings.profile().orElse("")), settings.apiBudget());
    }
  }

  /// The one of `provider:`, or all of `providers:`, each as [AwsProvider#connect] does. What lies
  /// in the caller's own account lies where the first one's region and own credentials are.
  ///
  /// @param environment variables as AWS's own tools read them
  /// @throws Unavailable where there is one and it cannot be had, or where none has a region
  public static AwsAccess connect(
      SequencedMap<String, AwsSettings> stated, Map<String, String> environment) {
    var first = stated.firstEntry().getValue();
    if (stated.size() == 1) {
      return AwsProvider.connect(first, environment);
    }
    var variables = new AwsEnvironment(environment);
    var regions = regions(stated, variables);
    var home = regions.values().stream().findFirst().orElseThrow(AwsProvider::noRegion);
    var budgets = new ConcurrentHashMap<Place, CallBudgets>();
    var opened =
        Lanes.each(
            stated.entrySet(),
            each -> {
              var name = each.getKey();
              var settings = each.getValue();
              return Optional.ofNullable(regions.get(name))
                  .map(region -> {
                    var place = Place.of(region, settings);
                    var shared = budgets.computeIfAbsent(place, _ -> AwsProvider.budgets(settings));
                    return open(name, settings, region, shared, variables);
                  })
                  .orElseGet(() -> failed(name, AwsProvider.noRegion().failure()));
            });
    var byName = new LinkedHashMap<String, Answer<Provider>>();
    opened.forEach((each, provider) -> byName.put(each.getKey(), provider));
    return new AwsAccounts(
        AwsProvider.own(first, home, variables),
        new Providers(byName, keys(stated, regions), InstantSource.system()));
  }

  /// Those that have one.
  private static SequencedMap<String, String> regions(
      Map<String, AwsSettings> stated, AwsEnvironment variables) {
    var regions = new LinkedHashMap<String, String>();
    stated.forEach((name, settings) ->
        AwsProvider.region(settings, variables).ifPresent(region -> regions.put(name, region)));
    return regions;
  }

  private static Answer<Provider> open(
      String name,
      AwsSettings settings,
      String region,
      CallBudgets budgets,
      AwsEnvironment variables) {
    try {
      return new Answer.Got<>(AwsProvider.connect(settings, region, budgets, variables));
    } catch (Unavailable e) {
      return failed(name, e.failure());
    }
  }

  /// Memories are kept by region; in accounts that have the same one, the first in the file alone
  /// has it for itself.
  private static Map<String, String> keys(
      SequencedMap<String, AwsSettings> stated, Map<String, String> regions) {
    var keys = new LinkedHashMap<String, String>();
    stated.forEach((name, _) -> {
      var region = regions.getOrDefault(name, "");
      keys.put(name, keys.containsValue(region) || region.isEmpty() ? region + "/" + name : region);
    });
    return keys;
  }

  private static Answer<Provider> failed(String name, ProviderFailure why) {
    return new Answer.Failed<>(
        new ProviderFailure(
            why.kind(),
            why.call(),
            "provider " + name + ": " + why.message(),
            why.hint(),
            why.retryable()));
  }

  @Override
  public AwsClients own() {
    return own;
  }

  /// Whether all of them could be had.
  @Override
  public boolean complete() {
    return all.complete();
  }

  @Override
  public Targets targets() {
    return all.targets();
  }

  @Override
  public Signals signals() {
    return all.signals();
  }

  @Override
  public Prices prices() {
    return all.prices();
  }

  @Override
  public Clusters clusters() {
    return all.clusters();
  }

  @Override
  public Examination examine(Collection<TargetSpec> targets) {
    return all.examine(targets);
  }

  @Override
  public InstantSource clock() {
    return all.clock();
  }

  @Override
  public String region() {
    return all.region();
  }

  @Override
  public String region(Resource resource) {
    return all.region(resource);
  }

  @Override
  public Optional<Tariff> tariff() {
    return all.tariff();
  }

  @Override
  public SortedMap<String, Integer> calls() {
    var calls = new TreeMap<>(all.calls());
    own.calls().forEach((call, times) -> calls.merge(call, times, Integer::sum));
    return calls;
  }

  @Override
  public void close() {
    all.close();
    own.close();
  }
}
