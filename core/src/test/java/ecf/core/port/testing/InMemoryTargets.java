package ecf.core.port.testing;

import ecf.core.engine.Change;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.ListenerSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.model.CapacityRange;
import ecf.core.model.FleetInstance;
import ecf.core.model.GroupSettings;
import ecf.core.model.Member;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Registration;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.model.UnitState;
import ecf.core.observation.Inspection;
import ecf.core.port.Answer;
import ecf.core.port.Targets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Targets in memory that do at once what they are told.
public final class InMemoryTargets implements Targets {
  private static final int PORT = 8080;

  private final Map<Resource, TargetState.Fleet> fleets = new HashMap<>();
  private final Map<Resource, TreeSet<Member>> registered = new HashMap<>();

  /// Instances that were replaced, of those that are numbered.
  private final Map<Resource, Set<String>> replaced = new HashMap<>();

  private final Map<Resource, SortedMap<String, String>> attributes = new HashMap<>();
  private final Map<Resource, SortedMap<String, Integer>> weights = new HashMap<>();

  /// A fleet of units that all run.
  public InMemoryTargets fleet(Resource resource, int units, Optional<CapacityRange> limits) {
    fleets.put(resource, state(resource, units, limits));
    return this;
  }

  /// A group without members.
  public InMemoryTargets group(Resource resource) {
    registered.put(resource, new TreeSet<>());
    return this;
  }

  /// A listener that splits traffic so; each of its groups has one member, who is well.
  public InMemoryTargets listener(Resource resource, Map<String, Integer> split) {
    weights.put(resource, new TreeMap<>(split));
    return this;
  }

  @Override
  public synchronized Map<TargetId, Answer<TargetState>> describe(Collection<Inquiry> inquiries) {
    var answers = new HashMap<TargetId, Answer<TargetState>>();
    for (Inquiry inquiry : inquiries) {
      Optional<TargetState> state =
          switch (inquiry.spec()) {
            case FleetSpec fleet -> described(fleet);
            case GroupSpec group -> described(group);
            case ListenerSpec listener -> described(listener);
          };
      answers.put(
          inquiry.spec().id(),
          state
              .<Answer<TargetState>>map(Answer.Got::new)
              .orElseGet(() -> new Answer.Failed<>(missing("describe", inquiry.spec()))));
    }
    return answers;
  }

  @Override
  public Map<TargetId, Inspection> inspect(Collection<Prospect> prospects) {
    var inspections = new HashMap<TargetId, Inspection>();
    prospects.forEach(prospect -> inspections.put(prospect.spec().id(), Inspection.clear()));
    return inspections;
  }

  @Override
  public synchronized Delivery send(TargetSpec spec, TargetState seen, List<Change> changes) {
    var resource = spec.resource();
    if (!fleets.containsKey(resource)
        && !registered.containsKey(resource)
        && !weights.containsKey(resource)) {
      return new Delivery(List.of(), Optional.of(missing("send", spec)));
    }
    for (Change change : changes) {
      switch (change) {
        case Change.SetCapacity(var _, var to) ->
            fleets.computeIfPresent(resource, (_, fleet) -> state(resource, to, fleet.limits()));
        case Change.SetBounds(var _, var to) ->
            fleets.computeIfPresent(
                resource, (_, fleet) -> state(resource, fleet.desired(), Optional.of(to)));
        case Change.ResizeUnit(var _, var to) ->
            fleets.computeIfPresent(
                resource,
                (_, fleet) ->
                    fleet.condition(
                        fleet
                            .condition()
                            .unit(new UnitState.Known(to, Optional.empty(), Optional.empty()))));
        case Change.Replace(var instance, var _, var _) ->
            replaced.computeIfAbsent(resource, _ -> new TreeSet<>()).add(instance);
        case Change.Terminate(var instance, var _, var _) -> {
          replaced.computeIfAbsent(resource, _ -> new TreeSet<>()).add(instance);
          fleets.computeIfPresent(
              resource, (_, fleet) -> state(resource, fleet.desired() - 1, fleet.limits()));
        }
        case Change.TakeOver _ -> {}
        case Change.Register(var joining) ->
            joining.forEach(each -> members(resource).add(each.member()));
        case Change.Deregister(var leaving) ->
            leaving.forEach(each -> members(resource).remove(each.member()));
        case Change.SetAttributes(var _, var to) -> attributes.put(resource, to);
        case Change.SetWeights(var _, var to) -> weights.put(resource, to);
      }
    }
    return new Delivery(changes, Optional.empty());
  }

  private Set<Member> members(Resource group) {
    return Objects.requireNonNull(registered.get(group));
  }

  private Optional<TargetState> described(FleetSpec spec) {
    return Optional.ofNullable(fleets.get(spec.resource()))
        .map(fleet ->
            spec.health().heal().isEmpty()
                ? fleet
                : fleet.condition(fleet.condition().instances(instances(spec, fleet))));
  }

  private List<FleetInstance> instances(FleetSpec spec, TargetState.Fleet fleet) {
    var gone = replaced.getOrDefault(spec.resource(), Set.of());
    return IntStream.iterate(0, unit -> unit + 1)
        .mapToObj(unit -> spec.resource().key() + "-" + unit)
        .filter(id -> !gone.contains(id))
        .limit(fleet.running())
        .map(id -> new FleetInstance(id, "", 1, false, Optional.empty()))
        .toList();
  }

  private Optional<TargetState> described(GroupSpec spec) {
    return Optional.ofNullable(registered.get(spec.resource()))
        .map(members ->
            new TargetState.Group(
                spec.resource().key(),
                members.stream()
                    .map(each -> new Registration(each, Registration.Health.HEALTHY, ""))
                    .toList(),
                running(spec),
                Optional.empty(),
                Map.of(),
                new GroupSettings(
                    attributes.getOrDefault(spec.resource(), new TreeMap<>()),
                    1,
                    0,
                    Duration.ZERO,
                    Optional.empty())));
  }

  private Optional<TargetState> described(ListenerSpec spec) {
    return Optional.ofNullable(weights.get(spec.resource()))
        .map(split ->
            new TargetState.Listener(
                spec.resource().key(),
                split,
                split.keySet().stream()
                    .collect(
                        Collectors.toMap(
                            group -> group, _ -> new TargetState.Listener.Hosts(1, 1))),
                List.of(),
                Map.of()));
  }

  private List<Member> running(GroupSpec spec) {
    var found = new ArrayList<Member>();
    switch (spec.members()) {
      case GroupSpec.Members.Fleet(var resource) -> {
        var fleet = fleets.get(resource);
        int units = fleet == null ? 0 : fleet.running();
        IntStream.range(0, units)
            .mapToObj(unit -> new Member(resource.key() + "-" + unit, PORT, ""))
            .forEach(found::add);
      }
      case GroupSpec.Members.Listed(var ids) ->
          ids.forEach(each -> found.add(new Member(each.id(), PORT, "")));
      case GroupSpec.Members.Addresses(var addresses) ->
          addresses.forEach(each -> found.add(new Member(each.id(), PORT, "")));
      case GroupSpec.Members.Tagged _ -> {}
    }
    return found.stream().sorted().toList();
  }

  private static TargetState.Fleet state(
      Resource resource, int units, Optional<CapacityRange> limits) {
    return new TargetState.Fleet(
        resource.key(), units, units, units, 0, limits, List.of(), Optional.empty(), Map.of());
  }

  private static ProviderFailure missing(String call, TargetSpec spec) {
    return new ProviderFailure(
        ProviderFailure.Kind.NOT_FOUND,
        call,
        "there is no " + spec.resource(),
        "check its name",
        false);
  }
}
