package ecf.cli;

import ecf.aws.AwsSettings;
import ecf.aws.account.FirstFile;
import ecf.core.config.ProviderKind;
import ecf.core.config.ScalingConfig;
import ecf.core.engine.Change;
import ecf.core.engine.TargetSpec;
import ecf.core.model.Owner;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.observation.Inspection;
import ecf.core.port.Answer;
import ecf.core.port.Hooks;
import ecf.core.port.Memories;
import ecf.core.port.NoMemories;
import ecf.core.port.Notifier;
import ecf.core.port.Provider;
import ecf.core.port.Signals;
import ecf.core.port.Targets;
import ecf.core.signal.MetricQuery;
import ecf.core.signal.Series;
import ecf.core.simulate.SimulatedProviderKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A cloud in which every target has four units that are as busy as the test says, and in which
/// what the test names fails.
final class FakeCloud implements Connections, Provider, Targets, Signals {
  static final ProviderFailure DENIED =
      new ProviderFailure(
          ProviderFailure.Kind.DENIED,
          "ecs:DescribeServices",
          "not allowed",
          "allow ecs:DescribeServices",
          false);

  private static final int UNITS = 4;

  private final double cpu;
  private final Set<String> denied = new HashSet<>();
  private final Set<String> owned = new HashSet<>();
  private final Map<TargetId, Integer> desired = new HashMap<>();
  private int late;
  private Optional<String> endpoint = Optional.empty();

  private FakeCloud(double cpu) {
    this.cpu = cpu;
  }

  /// @param cpu of every target, in percent
  static FakeCloud busy(double cpu) {
    return new FakeCloud(cpu);
  }

  FakeCloud denying(String... targets) {
    denied.addAll(List.of(targets));
    return this;
  }

  FakeCloud owning(String target) {
    owned.add(target);
    return this;
  }

  /// New units serve when they have been looked at so often.
  FakeCloud servingAfter(int looks) {
    late = looks;
    return this;
  }

  FakeCloud at(String address) {
    endpoint = Optional.of(address);
    return this;
  }

  @Override
  public List<ProviderKind> kinds(Path file) {
    return List.of(new SimulatedProviderKind());
  }

  @Override
  public Provider provider(ScalingConfig config) {
    return this;
  }

  /// Its account has nothing that could not be read.
  @Override
  public FirstFile firstFile(AwsSettings settings) {
    return new FirstFile("version: 1\ntargets: {}\n", 1, List.of());
  }

  @Override
  public List<String> endpoints(AwsSettings settings) {
    return List.of();
  }

  @Override
  public Memories memories(ScalingConfig config, Provider provider) {
    return new NoMemories();
  }

  @Override
  public List<Notifier> notifiers(ScalingConfig config, Provider provider) {
    return List.of();
  }

  @Override
  public Hooks hooks(Provider provider, boolean commands) {
    return Hooks.none();
  }

  @Override
  public List<String> endpoints(ScalingConfig config) {
    return endpoint.stream().toList();
  }

  @Override
  public Targets targets() {
    return this;
  }

  @Override
  public Signals signals() {
    return this;
  }

  @Override
  public InstantSource clock() {
    return InstantSource.fixed(Cli.NOON);
  }

  @Override
  public String region() {
    return "here";
  }

  @Override
  public SortedMap<String, Integer> calls() {
    return new TreeMap<>(Map.of("ecs:DescribeServices", 1));
  }

  @Override
  public Map<TargetId, Answer<TargetState>> describe(Collection<Inquiry> inquiries) {
    var answers = new HashMap<TargetId, Answer<TargetState>>();
    inquiries.forEach(each -> answers.put(each.spec().id(), described(each.spec().id())));
    return answers;
  }

  private Answer<TargetState> described(TargetId id) {
    if (denied.contains(id.name())) {
      return new Answer.Failed<>(DENIED);
    }
    var owner =
        owned.contains(id.name())
            ? Optional.of(new Owner("somebody else", "ask them", false))
            : Optional.<Owner>empty();
    int wanted = desired.getOrDefault(id, UNITS);
    int serving = wanted > UNITS && late-- > 0 ? UNITS : wanted;
    return new Answer.Got<>(
        new TargetState.Fleet(
            "arn:" + id,
            wanted,
            serving,
            serving,
            wanted - serving,
            Optional.empty(),
            List.of(),
            owner,
            Map.of()));
  }

  @Override
  public Map<TargetId, Inspection> inspect(Collection<Prospect> prospects) {
    var answers = new HashMap<TargetId, Inspection>();
    prospects.forEach(each -> answers.put(each.spec().id(), Inspection.clear()));
    return answers;
  }

  @Override
  public Delivery send(TargetSpec spec, TargetState seen, List<Change> changes) {
    for (Change change : changes) {
      if (change instanceof Change.SetCapacity(int _, int to)) {
        desired.put(spec.id(), to);
      }
    }
    return new Delivery(changes, Optional.empty());
  }

  @Override
  public Map<MetricQuery, Answer<Series>> read(Map<MetricQuery, Duration> reaches, Instant now) {
    var answers = new HashMap<MetricQuery, Answer<Series>>();
    reaches.keySet().forEach(query -> answers.put(query, new Answer.Got<>(series(query, now))));
    return answers;
  }

  private Series series(MetricQuery query, Instant now) {
    var values = new TreeMap<Instant, Double>();
    for (int i = 1; i <= 10; i++) {
      values.put(now.minus(query.period().multipliedBy(i)), cpu);
    }
    return Series.of(query.period(), values);
  }

  @Override
  public void close() {}
}
