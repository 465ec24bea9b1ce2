package ecf.core.engine;

import ecf.core.guardrail.Guardrail;
import ecf.core.guardrail.Quota;
import ecf.core.model.CapacityRange;
import ecf.core.model.Money;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Need;
import ecf.core.signal.Filled;
import ecf.core.signal.NoData;
import ecf.core.signal.Signal;
import ecf.core.signal.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A target with a capacity.
///
/// @param signals those that its policies read, by name, and those that tell whether silence means
///   zero
/// @param guardrails in their order of application
/// @param objective what it aims at, and what came of that
/// @param selector where it stands for everything that matches, and is no target itself: then its
///   resource has stand-ins for names, such as `{service}`
public record FleetSpec(
    TargetId id,
    Resource resource,
    CapacityRange capacity,
    List<NamedPolicy> policies,
    List<Guardrail> guardrails,
    Map<String, Signal> signals,
    Health health,
    Conduct conduct,
    Ties ties,
    Set<String> wakeOn,
    Optional<Objective> objective,
    Optional<Selector> selector)
    implements TargetSpec {
  /// Before the key of a tag in a stand-in.
  public static final String TAG = "tag:";

  public FleetSpec {
    policies = List.copyOf(policies);
    guardrails = List.copyOf(guardrails);
    signals = Map.copyOf(signals);
    wakeOn = Set.copyOf(wakeOn);
  }

  /// One that is named.
  public FleetSpec(
      TargetId id,
      Resource resource,
      CapacityRange capacity,
      List<NamedPolicy> policies,
      List<Guardrail> guardrails,
      Map<String, Signal> signals,
      Health health,
      Conduct conduct,
      Ties ties,
      Set<String> wakeOn,
      Optional<Objective> objective) {
    this(
        id,
        resource,
        capacity,
        policies,
        guardrails,
        signals,
        health,
        conduct,
        ties,
        wakeOn,
        objective,
        Optional.empty());
  }

  /// Without an objective.
  public FleetSpec(
      TargetId id,
      Resource resource,
      CapacityRange capacity,
      List<NamedPolicy> policies,
      List<Guardrail> guardrails,
      Map<String, Signal> signals,
      Health health,
      Conduct conduct,
      Ties ties,
      Set<String> wakeOn) {
    this(
        id,
        resource,
        capacity,
        policies,
        guardrails,
        signals,
        health,
        conduct,
        ties,
        wakeOn,
        Optional.empty());
  }

  /// The same for another resource.
  public FleetSpec of(TargetId other, Resource named) {
    return new FleetSpec(
        other,
        named,
        capacity,
        policies,
        guardrails,
        signals,
        health,
        conduct,
        ties,
        wakeOn,
        objective);
  }

  /// The same for everything that matches.
  public FleetSpec selecting(Selector all) {
    return new FleetSpec(
        id,
        resource,
        capacity,
        policies,
        guardrails,
        signals,
        health,
        conduct,
        ties,
        wakeOn,
        objective,
        Optional.of(all));
  }

  /// The target of something that this one selects: `workers/jobs-a/resize`, with the names and the
  /// tags of what was found in place of the stand-ins in its signals' dimensions.
  public FleetSpec selected(Selector.Found found) {
    var values = new TreeMap<String, String>();
    found.tags().forEach((key, value) -> values.put(TAG + key, value));
    for (int i = 0; i < resource.names().size(); i++) {
      values.put(standIn(i), found.resource().names().get(i));
    }
    var filled = new HashMap<String, Signal>();
    signals.forEach((name, signal) ->
        filled.put(
            name,
            signal.source() instanceof Source.Metric metric
                ? signal.from(new Filled(metric, values))
                : signal));
    return new FleetSpec(
        selected(found.resource().names()),
        found.resource(),
        capacity,
        policies,
        guardrails,
        filled,
        health,
        conduct,
        ties,
        wakeOn,
        objective);
  }

  private TargetId selected(List<String> names) {
    return new TargetId(id.name() + "/" + String.join("/", names));
  }

  /// What stands for a name of a resource, without the braces.
  private String standIn(int index) {
    var written = resource.names().get(index);
    return written.substring(1, written.length() - 1);
  }

  /// Whom a target that selects means where its stand-ins stand for these values: the one of these
  /// names, or itself for all where names alone do not tell; empty where nobody is meant.
  ///
  /// @param taken whom the file names
  public Optional<TargetId> meant(Map<String, String> values, Set<Resource> taken) {
    var selecting = selector.orElseThrow();
    var names = new ArrayList<String>();
    for (int i = 0; i < resource.names().size(); i++) {
      var name = values.get(standIn(i));
      if (name != null && !selecting.matches(i, name)) {
        return Optional.empty();
      }
      Optional.ofNullable(name).ifPresent(names::add);
    }
    if (names.size() < resource.names().size()) {
      return Optional.of(id);
    }
    return taken.contains(new Resource(resource.provider(), resource.type(), names))
        ? Optional.empty()
        : Optional.of(selecting.tags().isEmpty() ? selected(names) : id);
  }

  /// Whether a name is that of something which this one selects.
  public boolean selects(TargetId other) {
    return selector.isPresent() && other.name().startsWith(id.name() + "/");
  }

  /// Keys of the tags that its signals name.
  public Set<String> tagsRead() {
    return signals.values().stream()
        .flatMap(signal -> Filled.standIns(signal).stream())
        .filter(name -> name.startsWith(TAG))
        .map(name -> name.substring(TAG.length()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The same target with its health from elsewhere.
  public FleetSpec health(Health other) {
    return new FleetSpec(
        id,
        resource,
        capacity,
        policies,
        guardrails,
        signals,
        other,
        conduct,
        ties,
        wakeOn,
        objective,
        selector);
  }

  /// @param warmUp how long a new unit does not count as serving; empty: as the provider has it
  /// @param heal when sick units are replaced; empty: never
  public record Health(HealthSource source, Optional<Duration> warmUp, Optional<Heal> heal) {
    /// Where sick units stay.
    public Health(HealthSource source, Optional<Duration> warmUp) {
      this(source, warmUp, Optional.empty());
    }

    public static Health byProvider() {
      return new Health(HealthSource.PROVIDER, Optional.empty());
    }

    /// The same, but by the load balancer wherever there is one.
    public Health byTargetGroupIfAny() {
      return byTargetGroup() ? this : new Health(HealthSource.TARGET_GROUP_IF_ANY, warmUp, heal);
    }

    /// Whether a unit serves only when its load balancer says so.
    public boolean byTargetGroup() {
      return source != HealthSource.PROVIDER;
    }

    public Health heal(Optional<Heal> wanted) {
      return new Health(source, warmUp, wanted);
    }
  }

  /// @param after how long a unit may fail its health source
  /// @param max how many are replaced in one pass
  public record Heal(Duration after, int max) {}

  /// Who says that a unit serves.
  public enum HealthSource {
    PROVIDER,
    /// A target without a target group cannot be decided.
    TARGET_GROUP,
    /// The provider, where there is no target group.
    TARGET_GROUP_IF_ANY
  }

  /// How far decisions go.
  ///
  /// @param mode whether it acts at all
  /// @param directions the changes it may make
  /// @param control which of the provider's numbers is decided
  /// @param beforeScaleIn who has to allow each scale-in; empty: nobody
  public record Conduct(
      Mode mode,
      Directions directions,
      GroupBounds groupBounds,
      Ownership ownership,
      Control control,
      Optional<Hook> beforeScaleIn) {
    /// One that asks nobody.
    public Conduct(
        Mode mode,
        Directions directions,
        GroupBounds groupBounds,
        Ownership ownership,
        Control control) {
      this(mode, directions, groupBounds, ownership, control, Optional.empty());
    }

    /// One that decides the desired capacity.
    public Conduct(Mode mode, Directions directions, GroupBounds groupBounds, Ownership ownership) {
      this(mode, directions, groupBounds, ownership, Control.DESIRED);
    }

    public Conduct beforeScaleIn(Hook asked) {
      return new Conduct(mode, directions, groupBounds, ownership, control, Optional.of(asked));
    }

    public static Conduct plain() {
      return new Conduct(Mode.ACT, Directions.BOTH, GroupBounds.KEEP, Ownership.REFUSE);
    }
  }

  /// What it has to do with other targets.
  ///
  /// @param dependsOn targets that must serve what was decided for them before this one grows
  /// @param pool the ceiling it shares
  /// @param priority who is higher gives way later
  /// @param unitCost what one unit costs
  public record Ties(
      Set<TargetId> dependsOn, Optional<String> pool, int priority, Optional<Money> unitCost) {
    public Ties {
      dependsOn = Set.copyOf(dependsOn);
    }

    public static Ties none() {
      return new Ties(Set.of(), Optional.empty(), 0, Optional.empty());
    }
  }

  public enum Mode {
    ACT,
    /// Decides and tells, never acts.
    OBSERVE
  }

  public enum Directions {
    BOTH,
    OUT,
    IN
  }

  /// Whether the provider's own bounds of the group are the user's business or ours.
  public enum GroupBounds {
    KEEP,
    WRITE
  }

  /// What to do where another scaler owns the number.
  public enum Ownership {
    REFUSE,
    /// Suspends it before the first change, and keeps what it found.
    TAKE_OVER,
    IGNORE
  }

  /// Which of the provider's numbers is decided.
  public enum Control {
    DESIRED,
    /// The provider's own minimum: another scaler moves desired above it.
    MIN,
    /// Its minimum and its maximum, at the distance that they had when they were first seen.
    MIN_MAX;

    public boolean ofMinimum() {
      return this != DESIRED;
    }
  }

  /// Whether somebody else who sets the capacity matters: who only decides the minimum expects one.
  public boolean asksForOwners() {
    return !conduct.control().ofMinimum() && conduct.ownership() != Ownership.IGNORE;
  }

  /// Whether the account is asked, before a scale-out, what its quotas leave.
  public boolean asksForQuota() {
    return guardrails.stream().anyMatch(each -> each instanceof Quota quota && quota.account());
  }

  @Override
  public boolean acts() {
    return conduct.mode() == Mode.ACT;
  }

  /// The same target with other policies and guardrails.
  public FleetSpec with(List<NamedPolicy> deciding, List<Guardrail> guarding) {
    return new FleetSpec(
        id, resource, capacity, deciding, guarding, signals, health, conduct, ties, wakeOn,
        objective, selector);
  }

  /// The same target with another conduct.
  public FleetSpec conduct(Conduct other) {
    return new FleetSpec(
        id,
        resource,
        capacity,
        policies,
        guardrails,
        signals,
        health,
        other,
        ties,
        wakeOn,
        objective,
        selector);
  }

  public Set<TargetId> follows() {
    return policies.stream()
        .flatMap(policy -> policy.policy().follows().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The clusters that its policies read, by name.
  public Set<String> clusters() {
    return policies.stream()
        .flatMap(policy -> policy.policy().clusters().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Whether it must be known how large its units are.
  public boolean sizesUnits() {
    return policies.stream().anyMatch(policy -> policy.policy().sizesUnits());
  }

  /// How far back the points of each signal are needed: for its reading, for policies that look at
  /// several periods, for guardrails that ask what was wanted before, and for the last good value;
  /// of what an expression names, as far back as its own points need them.
  public Map<Signal, Duration> reaches() {
    var reaches = new HashMap<Signal, Duration>();
    var earlier =
        guardrails.stream().map(Guardrail::lookback).reduce(Duration.ZERO, FleetSpec::longer);
    for (NamedPolicy named : policies) {
      var tolerated =
          named.missingData() instanceof MissingData.LastGood(var age) ? age : Duration.ZERO;
      for (Need need : named.policy().needs()) {
        var signal = signal(need.signal());
        var periods = signal.period().multipliedBy(need.periods()).plus(need.length());
        var reach = signal.reach().plus(earlier).plus(periods).plus(tolerated);
        reaches.merge(signal, reach, FleetSpec::longer);
      }
    }
    for (Signal signal : dependentsFirst()) {
      var reach = reaches.getOrDefault(signal, Duration.ZERO);
      for (String name : signal.inputs()) {
        var input = signal(name);
        reaches.merge(input, reach.plus(input.reach()), FleetSpec::longer);
      }
      if (signal.noData() instanceof NoData.ZeroWhile(var alive)) {
        alive.stream()
            .map(this::signal)
            .forEach(other -> reaches.merge(other, other.reach(), FleetSpec::longer));
      }
    }
    return reaches;
  }

  /// The signals that some policy reads, or another signal, each after all that name it.
  private SequencedSet<Signal> dependentsFirst() {
    var order = new LinkedHashSet<Signal>();
    policies.stream()
        .flatMap(named -> named.policy().needs().stream())
        .forEach(need -> addAfterInputs(signal(need.signal()), order));
    return order.reversed();
  }

  private void addAfterInputs(Signal signal, Set<Signal> order) {
    if (!order.contains(signal)) {
      signal.inputs().forEach(name -> addAfterInputs(signal(name), order));
      order.add(signal);
    }
  }

  /// @throws IllegalArgumentException where it has none of this name
  public Signal signal(String name) {
    var signal = signals.get(name);
    if (signal == null) {
      throw new IllegalArgumentException("no signal " + name + " at " + id);
    }
    return signal;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
