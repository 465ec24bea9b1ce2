package ecf.aws.targets;

import ecf.aws.act.CallBudgets;
import ecf.aws.client.AwsClients;
import ecf.aws.client.Lanes;
import ecf.aws.quota.ServiceQuotas;
import ecf.aws.signal.FailedLookups;
import ecf.aws.unit.TaskDefinitions;
import ecf.core.engine.Change;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.ListenerSpec;
import ecf.core.engine.Selector;
import ecf.core.engine.TargetSpec;
import ecf.core.model.CapacityRange;
import ecf.core.model.Owner;
import ecf.core.model.Resource;
import ecf.core.model.Shortfall;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.observation.Inspection;
import ecf.core.port.Answer;
import ecf.core.port.Targets;
import ecf.core.port.Waiting;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Instance;

/// Scalable targets of one account and region. Nothing is asked twice in one description; whatever
/// names are enough for is asked side by side.
public final class AwsTargets implements Targets {
  private final EcsServices services;
  private final AutoScalingGroups groups;
  private final ScalableTargets scalableTargets;
  private final TargetGroups targetGroups;
  private final Listeners listeners;
  private final Instances instances;
  private final Subnets subnets;
  private final EcsTasks tasks;
  private final InstantSource clock;
  private final FailedLookups failedLookups;
  private final Counting counting;
  private final Inspecting inspecting;
  private final OwnersOfMembers ownersOfMembers;
  private final Verifying verifying;
  private final Examining examining;
  private final Searching searching;
  private final TaskSizes taskSizes;
  private final Sending sending;
  private final TakingOver takingOver;

  /// @param failedLookups where the reader of metrics finds why a load balancer is not known
  public AwsTargets(AwsClients clients, FailedLookups failedLookups) {
    this(clients, failedLookups, new CallBudgets());
  }

  /// @param budgets of the account and region
  public AwsTargets(AwsClients clients, FailedLookups failedLookups, CallBudgets budgets) {
    this(clients, failedLookups, budgets, InstantSource.system());
  }

  AwsTargets(
      AwsClients clients, FailedLookups failedLookups, CallBudgets budgets, InstantSource clock) {
    var lanes = new Lanes(budgets);
    this.services = new EcsServices(clients, lanes);
    this.groups = new AutoScalingGroups(clients, lanes);
    this.targetGroups = new TargetGroups(clients, lanes);
    this.searching = new Searching(clients, lanes, services, groups);
    this.instances = new Instances(clients, lanes);
    this.subnets = new Subnets(clients, lanes);
    this.tasks = new EcsTasks(clients, lanes);
    this.clock = clock;
    this.failedLookups = failedLookups;
    this.scalableTargets = new ScalableTargets(clients, lanes);
    var definitions = new TaskDefinitions(clients, lanes);
    var quotas = new ServiceQuotas(clients, lanes, clock);
    this.counting = new Counting(quotas, definitions, instances);
    this.inspecting =
        new Inspecting(scalableTargets, groups, targetGroups, instances, counting, clock);
    this.ownersOfMembers = new OwnersOfMembers(groups, services);
    this.verifying = new Verifying(groups, new ExhaustedQuotas(quotas), clock);
    this.examining = new Examining(clients, lanes, targetGroups, subnets, definitions, counting);
    this.listeners = new Listeners(clients, lanes);
    this.taskSizes = new TaskSizes(definitions);
    this.takingOver = new TakingOver(services, groups, scalableTargets);
    this.sending =
        new Sending(
            services,
            groups,
            scalableTargets,
            targetGroups,
            new Registering(targetGroups, new Networks(clients, lanes)),
            listeners,
            new Resizing(services, definitions),
            takingOver);
  }

  @Override
  public Map<TargetId, Answer<TargetState>> describe(Collection<Inquiry> inquiries) {
    var wantedFleets = new ArrayList<FleetTargets.Wanted>();
    var wantedGroups = new ArrayList<GroupTargets.Wanted>();
    var wantedListeners = new ArrayList<ListenerTargets.Wanted>();
    for (Inquiry inquiry : inquiries) {
      switch (inquiry.spec()) {
        case FleetSpec fleet -> wantedFleets.add(new FleetTargets.Wanted(fleet, inquiry.lookups()));
        case GroupSpec group -> wantedGroups.add(new GroupTargets.Wanted(group, inquiry.lookups()));
        case ListenerSpec listener ->
            wantedListeners.add(new ListenerTargets.Wanted(listener, inquiry.lookups()));
      }
    }
    var healths = new Healths(targetGroups);
    var drained = drained(wantedFleets, wantedGroups);
    try (var side = Lanes.side()) {
      var byName = side.submit(() -> seen(wantedFleets, wantedGroups));
      var bounds = side.submit(() -> bounds(wantedFleets));
      var found = new GroupTargets(targetGroups, healths).find(wantedGroups);
      var split = new ListenerTargets(listeners, targetGroups, healths).find(wantedListeners);
      var seen = Waiting.on(byName);
      var arns = arns(found);
      inspecting.saw(seen, healths, joined(wantedGroups, arns));
      counting.saw(seen);
      verifying.saw(seen);
      examining.saw(seen, arns);
      var states = new HashMap<TargetId, Answer<TargetState>>();
      var fleets =
          new FleetTargets(
                  targetGroups,
                  subnets,
                  healths,
                  failedLookups,
                  Waiting.on(bounds),
                  taskSizes,
                  drained)
              .describe(wantedFleets, seen);
      new SlowStartsOfGroups(targetGroups, clock.instant())
          .complete(fleets, seen)
          .forEach((wanted, answer) ->
              states.put(wanted.spec().id(), Answers.map(answer, fleet -> fleet)));
      var mapping = new GroupTargetMapping(seen);
      var described = new HashMap<GroupTargets.Wanted, Answer<TargetState.Group>>();
      found.forEach((wanted, answer) ->
          described.put(
              wanted, Answers.flatMap(answer, facts -> group(wanted, facts, healths, mapping))));
      split.forEach((id, answer) ->
          states.put(id, Answers.map(answer, listener -> ListenerTargets.state(listener, seen))));
      new SettingsOfGroups(targetGroups, clock.instant())
          .complete(described)
          .forEach((wanted, answer) ->
              states.put(wanted.spec().id(), Answers.map(answer, group -> group)));
      return states;
    }
  }

  private static Map<TargetId, String> arns(
      Map<GroupTargets.Wanted, Answer<TargetGroupFacts>> found) {
    var arns = new HashMap<TargetId, String>();
    found.forEach((wanted, answer) ->
        Seen.got(answer).ifPresent(facts -> arns.put(wanted.spec().id(), facts.arn())));
    return arns;
  }

  /// The target groups whose members come from a fleet.
  private static Map<AwsFleet, List<String>> joined(
      List<GroupTargets.Wanted> groups, Map<TargetId, String> arns) {
    var joined = new HashMap<AwsFleet, List<String>>();
    for (GroupTargets.Wanted wanted : groups) {
      if (wanted.spec().members() instanceof GroupSpec.Members.Fleet(var resource)
          && arns.get(wanted.spec().id()) instanceof String arn) {
        joined.computeIfAbsent(AwsFleet.of(resource), _ -> new ArrayList<>()).add(arn);
      }
    }
    return joined;
  }

  /// Looks at how the targets that were described last are set up.
  public Examining examining() {
    return examining;
  }

  /// The groups whose instances may have to leave a target group before they go.
  private static Set<Resource> drained(
      List<FleetTargets.Wanted> fleets, List<GroupTargets.Wanted> groups) {
    var members = new HashSet<Resource>();
    for (GroupTargets.Wanted wanted : groups) {
      if (wanted.spec().members() instanceof GroupSpec.Members.Fleet(var resource)) {
        members.add(resource);
      }
    }
    return fleets.stream()
        .filter(wanted -> wanted.fleet() instanceof AwsFleet.Group)
        .map(FleetTargets.Wanted::spec)
        .filter(spec -> spec.acts() && !spec.conduct().control().ofMinimum())
        .map(FleetSpec::resource)
        .filter(members::contains)
        .collect(Collectors.toSet());
  }

  /// The bounds of the services whose minimum is decided: nobody else's are asked for.
  private Map<AwsFleet.Service, Answer<CapacityRange>> bounds(List<FleetTargets.Wanted> fleets) {
    var ids = new HashMap<AwsFleet.Service, String>();
    for (FleetTargets.Wanted wanted : fleets) {
      if (wanted.spec().conduct().control().ofMinimum()
          && wanted.fleet() instanceof AwsFleet.Service service) {
        ids.put(service, ScalableTargets.id(service));
      }
    }
    var bounds = new HashMap<AwsFleet.Service, Answer<CapacityRange>>();
    var described = scalableTargets.describe(Set.copyOf(ids.values()));
    ids.forEach((service, id) ->
        bounds.put(service, ScalableTargets.bounds(id, Objects.requireNonNull(described.get(id)))));
    return bounds;
  }

  private static Answer<TargetState.Group> group(
      GroupTargets.Wanted wanted,
      TargetGroupFacts facts,
      Healths healths,
      GroupTargetMapping mapping) {
    return Answers.flatMap(
        healths.of(facts.arn()), registered -> mapping.group(wanted.spec(), facts, registered));
  }

  private Seen seen(
      List<FleetTargets.Wanted> wantedFleets, List<GroupTargets.Wanted> wantedGroups) {
    var names = new ArrayList<AwsFleet.Service>();
    var groupNames = new ArrayList<String>();
    var members = new ArrayList<GroupSpec.Members>();
    var withTasks = new HashSet<AwsFleet.Service>();
    for (FleetTargets.Wanted wanted : wantedFleets) {
      switch (wanted.fleet()) {
        case AwsFleet.Service service -> names.add(service);
        case AwsFleet.Group(var name) -> groupNames.add(name);
      }
    }
    for (GroupTargets.Wanted wanted : wantedGroups) {
      switch (wanted.spec().members()) {
        case GroupSpec.Members.Fleet(var resource) -> {
          switch (AwsFleet.of(resource)) {
            case AwsFleet.Group(var name) -> groupNames.add(name);
            // The service as well: it may own the group.
            case AwsFleet.Service service -> {
              names.add(service);
              withTasks.add(service);
            }
          }
        }
        case GroupSpec.Members.Tagged tagged -> members.add(tagged);
        case GroupSpec.Members.Listed listed -> members.add(listed);
        case GroupSpec.Members.Addresses _ -> {}
      }
    }
    try (var side = Lanes.side()) {
      var ofServices = side.submit(() -> services.describe(names));
      var ofGroups = side.submit(() -> groups.describe(groupNames));
      var ofInstances = side.submit(() -> Lanes.each(Set.copyOf(members), this::running));
      var ofTasks = side.submit(() -> Lanes.each(withTasks, tasks::of));
      return new Seen(
          Waiting.on(ofServices),
          Waiting.on(ofGroups),
          Waiting.on(ofInstances),
          Waiting.on(ofTasks));
    }
  }

  private Answer<List<Instance>> running(GroupSpec.Members members) {
    return switch (members) {
      case GroupSpec.Members.Tagged(var tags) -> instances.tagged(tags);
      case GroupSpec.Members.Listed(var entries) ->
          instances.listed(entries.stream().map(GroupSpec.Members.Entry::id).distinct().toList());
      case GroupSpec.Members.Fleet _, GroupSpec.Members.Addresses _ -> new Answer.Got<>(List.of());
    };
  }

  @Override
  public Map<TargetId, Answer<List<Selector.Found>>> find(Collection<FleetSpec> selecting) {
    return searching.find(selecting);
  }

  @Override
  public Map<TargetId, Inspection> inspect(Collection<Prospect> prospects) {
    return inspecting.inspect(prospects);
  }

  @Override
  public Map<TargetId, Answer<Optional<Owner>>> owners(
      Collection<Membership> memberships, Collection<FleetSpec> others) {
    return ownersOfMembers.of(memberships, others);
  }

  @Override
  public Map<TargetId, Answer<Optional<Shortfall>>> verify(Collection<Late> late) {
    return verifying.verify(late);
  }

  @Override
  public Answer<Optional<String>> giveBack(
      TargetSpec spec, TargetState seen, Optional<String> remembered) {
    return switch (seen) {
      case TargetState.Fleet fleet ->
          takingOver.giveBack(spec.resource(), fleet.identity(), remembered);
      case TargetState.Group _, TargetState.Listener _ -> new Answer.Got<>(Optional.empty());
    };
  }

  @Override
  public Delivery send(TargetSpec spec, TargetState seen, List<Change> changes) {
    return sending.send(spec, seen, changes);
  }
}
