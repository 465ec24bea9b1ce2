package ecf.core.port;

import ecf.core.engine.Change;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.Selector;
import ecf.core.engine.TargetSpec;
import ecf.core.model.Owner;
import ecf.core.model.Packing;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Resource;
import ecf.core.model.Shortfall;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.observation.Inspection;
import ecf.core.signal.MetricQuery;
import ecf.core.signal.Quote;
import ecf.core.signal.Series;
import ecf.core.signal.Source;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Several providers as one: each target is described, changed and measured by its own, all of them
/// side by side. One that could not be opened fails its own targets.
public final class Providers implements Provider {
  private final SequencedMap<String, Answer<Provider>> all;
  private final Map<String, String> regions;
  private final InstantSource clock;

  /// @param all by the names that resources carry, in the order of the file; at least one
  /// @param regions what tells the resources of each from those of the others
  /// @param clock the time that all their metrics carry
  public Providers(
      SequencedMap<String, Answer<Provider>> all,
      Map<String, String> regions,
      InstantSource clock) {
    this.all = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(all));
    this.regions = Map.copyOf(regions);
    this.clock = clock;
    if (!this.regions.keySet().containsAll(all.keySet())) {
      throw new IllegalArgumentException("each of " + all.keySet() + " needs a region");
    }
  }

  /// Whether all of them could be opened.
  public boolean complete() {
    return all.values().stream().allMatch(Answer.Got.class::isInstance);
  }

  @Override
  public Targets targets() {
    return new Routed();
  }

  @Override
  public Signals signals() {
    return (reaches, now) ->
        split(
            keyed(reaches, MetricQuery::provider),
            (provider, some) -> provider.signals().read(some, now),
            (_, why) -> new Answer.Failed<Series>(why));
  }

  @Override
  public Prices prices() {
    return (reaches, now) ->
        split(
            keyed(reaches, Source.Market::provider),
            (provider, some) -> provider.prices().read(some, now),
            (_, why) -> new Answer.Failed<List<Quote>>(why));
  }

  @Override
  public Clusters clusters() {
    return names ->
        split(
            keyed(names, Clusters.Name::provider, name -> name),
            (provider, some) -> provider.clusters().read(some.keySet()),
            (_, why) -> new Answer.Failed<Packing>(why));
  }

  @Override
  public Examination examine(Collection<TargetSpec> targets) {
    var work = new LinkedHashMap<String, Callable<Examination>>();
    all.forEach((name, answer) ->
        work.put(
            name,
            switch (answer) {
              case Answer.Got<Provider>(var provider) -> {
                var its =
                    targets.stream().filter(spec -> Routed.nameOf(spec).equals(name)).toList();
                yield () -> provider.examine(its);
              }
              case Answer.Failed<Provider>(var why) ->
                  () -> Examination.of(new Answer.Failed<>(why), "nothing could be looked at");
            }));
    var told = sideBySide(work.values()).iterator();
    var byName = new LinkedHashMap<String, Examination>();
    work.keySet().forEach(name -> byName.put(name, told.next()));
    return Examination.together(byName);
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  @Override
  public String region() {
    return region(all.firstEntry().getKey());
  }

  @Override
  public String region(Resource resource) {
    return region(resource.provider());
  }

  private String region(String name) {
    return Objects.requireNonNull(regions.get(name), () -> "no provider " + name);
  }

  @Override
  public Optional<Tariff> tariff() {
    return open().flatMap(provider -> provider.tariff().stream()).reduce(Tariff::plus);
  }

  @Override
  public SortedMap<String, Integer> calls() {
    var calls = new TreeMap<String, Integer>();
    open()
        .forEach(provider ->
            provider.calls().forEach((call, times) -> calls.merge(call, times, Integer::sum)));
    return calls;
  }

  @Override
  public void close() {
    open().forEach(Provider::close);
  }

  /// Those that could be opened.
  private Stream<Provider> open() {
    return all.values().stream()
        .flatMap(each ->
            each instanceof Answer.Got<Provider>(var provider)
                ? Stream.of(provider)
                : Stream.empty());
  }

  private Answer<Provider> at(String name) {
    return Objects.requireNonNull(all.get(name), () -> "no provider " + name);
  }

  private static <K, V> Map<String, Map<K, V>> keyed(Map<K, V> asked, Function<K, String> name) {
    var byName = new TreeMap<String, Map<K, V>>();
    asked.forEach((key, value) ->
        byName.computeIfAbsent(name.apply(key), _ -> new HashMap<>()).put(key, value));
    return byName;
  }

  private static <K, V> Map<String, Map<K, V>> keyed(
      Collection<V> asked, Function<V, String> name, Function<V, K> key) {
    var byName = new TreeMap<String, Map<K, V>>();
    asked.forEach(value ->
        byName
            .computeIfAbsent(name.apply(value), _ -> new LinkedHashMap<>())
            .put(key.apply(value), value));
    return byName;
  }

  /// Asks every provider that is named, all at once; for those that are not there, the failure is
  /// the answer.
  private <K, V, R> Map<K, R> split(
      Map<String, Map<K, V>> asked,
      BiFunction<Provider, Map<K, V>, Map<K, R>> read,
      BiFunction<V, ProviderFailure, R> failed) {
    var answers = new HashMap<K, R>();
    var open = new LinkedHashMap<String, Callable<Map<K, R>>>();
    asked.forEach((name, some) -> {
      switch (at(name)) {
        case Answer.Got<Provider>(var provider) -> open.put(name, () -> read.apply(provider, some));
        case Answer.Failed<Provider>(var why) ->
            some.forEach((key, value) -> answers.put(key, failed.apply(value, why)));
      }
    });
    sideBySide(open.values()).forEach(answers::putAll);
    return answers;
  }

  private static <R> List<R> sideBySide(Collection<Callable<R>> work) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var started = work.stream().map(threads::submit).toList();
      return started.stream().map(Waiting::on).toList();
    }
  }

  private final class Routed implements Targets {
    @Override
    public Map<TargetId, Answer<TargetState>> describe(Collection<Inquiry> inquiries) {
      return split(
          keyed(inquiries, each -> nameOf(each.spec()), each -> each.spec().id()),
          (provider, some) -> provider.targets().describe(some.values()),
          (_, why) -> new Answer.Failed<TargetState>(why));
    }

    @Override
    public Map<TargetId, Answer<List<Selector.Found>>> find(Collection<FleetSpec> selecting) {
      return split(
          keyed(selecting, Routed::nameOf, FleetSpec::id),
          (provider, some) -> provider.targets().find(some.values()),
          (_, why) -> new Answer.Failed<List<Selector.Found>>(why));
    }

    @Override
    public Map<TargetId, Inspection> inspect(Collection<Prospect> prospects) {
      return split(
          keyed(prospects, each -> nameOf(each.spec()), each -> each.spec().id()),
          (provider, some) -> provider.targets().inspect(some.values()),
          (_, why) -> new Inspection(Optional.empty(), List.of(), List.of(why)));
    }

    @Override
    public Map<TargetId, Answer<Optional<Owner>>> owners(
        Collection<Membership> groups, Collection<FleetSpec> others) {
      var byName = others.stream().collect(Collectors.groupingBy(Routed::nameOf));
      return split(
          keyed(groups, each -> nameOf(each.spec()), each -> each.spec().id()),
          (provider, some) -> {
            var name = nameOf(some.values().iterator().next().spec());
            return provider.targets().owners(some.values(), byName.getOrDefault(name, List.of()));
          },
          (_, why) -> new Answer.Failed<Optional<Owner>>(why));
    }

    @Override
    public Map<TargetId, Answer<Optional<Shortfall>>> verify(Collection<Late> late) {
      return split(
          keyed(late, each -> nameOf(each.spec()), each -> each.spec().id()),
          (provider, some) -> provider.targets().verify(some.values()),
          (_, why) -> new Answer.Failed<Optional<Shortfall>>(why));
    }

    @Override
    public Answer<Optional<String>> giveBack(
        TargetSpec spec, TargetState seen, Optional<String> remembered) {
      return switch (at(nameOf(spec))) {
        case Answer.Got<Provider>(var provider) ->
            provider.targets().giveBack(spec, seen, remembered);
        case Answer.Failed<Provider>(var why) -> new Answer.Failed<>(why);
      };
    }

    @Override
    public Delivery send(TargetSpec spec, TargetState seen, List<Change> changes) {
      return switch (at(nameOf(spec))) {
        case Answer.Got<Provider>(var provider) -> provider.targets().send(spec, seen, changes);
        case Answer.Failed<Provider>(var why) -> new Delivery(List.of(), Optional.of(why));
      };
    }

    private static String nameOf(TargetSpec spec) {
      return spec.resource().provider();
    }
  }
}
