package ecf.aws.targets;

import ecf.aws.client.Lanes;
import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.model.Activity;
import ecf.core.model.FleetInstance;
import ecf.core.model.GroupSettings;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetId;
import ecf.core.observation.Departure;
import ecf.core.observation.Inspection;
import ecf.core.port.Answer;
import ecf.core.port.Targets.Prospect;
import ecf.core.port.Waiting;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefresh;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefreshStatus;
import software.amazon.awssdk.services.autoscaling.model.SuspendedProcess;
import software.amazon.awssdk.services.ec2.model.Instance;

/// Asks what matters only before a change: who else sets the capacity, whether instances are being
/// replaced, and whether traffic is kept from a zone.
final class Inspecting {
  private static final Set<InstanceRefreshStatus> UNDER_WAY =
      EnumSet.of(
          InstanceRefreshStatus.PENDING,
          InstanceRefreshStatus.IN_PROGRESS,
          InstanceRefreshStatus.CANCELLING,
          InstanceRefreshStatus.ROLLBACK_IN_PROGRESS,
          InstanceRefreshStatus.BAKING);

  private static final Answer<Optional<Departure>> NOT_ASKED = new Answer.Got<>(Optional.empty());

  private final ScalableTargets scalableTargets;
  private final AutoScalingGroups groups;
  private final TargetGroups targetGroups;
  private final Instances instances;
  private final Counting counting;
  private final InstantSource clock;
  private final ZonalShifts zonalShifts;

  /// Of the groups that were described last.
  private final Map<String, Set<String>> suspendedProcesses = new ConcurrentHashMap<>();

  /// Those in service, of the same groups.
  private final Map<String, List<String>> inService = new ConcurrentHashMap<>();

  /// @param clock tells which scheduled actions are still to come
  Inspecting(
      ScalableTargets scalableTargets,
      AutoScalingGroups groups,
      TargetGroups targetGroups,
      Instances instances,
      Counting counting,
      InstantSource clock) {
    this.scalableTargets = scalableTargets;
    this.groups = groups;
    this.targetGroups = targetGroups;
    this.instances = instances;
    this.counting = counting;
    this.clock = clock;
    this.zonalShifts = new ZonalShifts(targetGroups);
  }

  /// A description tells which processes of a group are suspended; it is not asked again.
  ///
  /// @param healths of the same description
  /// @param joined target groups whose members come from a fleet without being attached to it
  void saw(Seen seen, Healths healths, Map<AwsFleet, List<String>> joined) {
    zonalShifts.saw(seen, healths, joined);
    seen.groups()
        .forEach((name, answer) ->
            Seen.got(answer)
                .ifPresent(group -> {
                  suspendedProcesses.put(name, suspended(group));
                  inService.put(name, inService(group));
                }));
  }

  private static Set<String> suspended(AutoScalingGroup group) {
    return group.suspendedProcesses().stream()
        .map(SuspendedProcess::processName)
        .collect(Collectors.toSet());
  }

  private static List<String> inService(AutoScalingGroup group) {
    return GroupMapping.instances(group, GroupMapping::sickness).stream()
        .map(FleetInstance::id)
        .toList();
  }

  Map<TargetId, Inspection> inspect(Collection<Prospect> prospects) {
    var services = new LinkedHashMap<Prospect, AwsFleet.Service>();
    var groups = new LinkedHashMap<Prospect, AwsFleet.Group>();
    for (Prospect prospect : prospects) {
      switch (AwsFleet.of(prospect.spec().resource())) {
        case AwsFleet.Service service -> services.put(prospect, service);
        case AwsFleet.Group group -> groups.put(prospect, group);
      }
    }
    var inspections = new HashMap<TargetId, Inspection>();
    try (var side = Lanes.side()) {
      var counted = side.submit(() -> counting.of(countedFor(prospects)));
      var ofServices = side.submit(() -> services(services));
      var shifts = side.submit(() -> zonalShifts.before(scalingIn(prospects)));
      Lanes.each(groups.entrySet(), each -> group(each.getKey(), each.getValue().name()))
          .forEach((each, inspection) -> inspections.put(each.getKey().spec().id(), inspection));
      inspections.putAll(Waiting.on(ofServices));
      var shifting = Waiting.on(shifts);
      prospects.forEach(prospect ->
          Optional.ofNullable(shifting.get(AwsFleet.of(prospect.spec().resource())))
              .filter(_ -> isScaleIn(prospect.change()))
              .ifPresent(shift -> inspections.merge(prospect.spec().id(), shift, Inspection::and)));
      Waiting.on(counted)
          .forEach((id, answer) ->
              inspections.computeIfPresent(id, (_, inspection) -> with(inspection, answer)));
    }
    return inspections;
  }

  private static Set<AwsFleet> scalingIn(Collection<Prospect> prospects) {
    return prospects.stream()
        .filter(prospect -> isScaleIn(prospect.change()))
        .map(prospect -> AwsFleet.of(prospect.spec().resource()))
        .collect(Collectors.toSet());
  }

  /// Those whose file wants to know what the account's quotas leave.
  private static List<FleetSpec> countedFor(Collection<Prospect> prospects) {
    return prospects.stream()
        .filter(prospect ->
            prospect.spec().asksForQuota() && prospect.change().to() > prospect.change().from())
        .map(Prospect::spec)
        .toList();
  }

  private static Inspection with(Inspection inspection, Answer<Counting.Counted> answer) {
    return switch (answer) {
      case Answer.Got<Counting.Counted>(var counted) ->
          inspection.room(Optional.of(counted.room()));
      case Answer.Failed<Counting.Counted>(var why) -> inspection.without(why);
    };
  }

  private Map<TargetId, Inspection> services(Map<Prospect, AwsFleet.Service> prospects) {
    var asked = new LinkedHashMap<Prospect, String>();
    var inspections = new HashMap<TargetId, Inspection>();
    prospects.forEach((prospect, service) -> {
      inspections.put(prospect.spec().id(), Inspection.clear());
      if (mayBeRefused(prospect)) {
        asked.put(prospect, ScalableTargets.id(service));
      }
    });
    var answers = scalableTargets.describe(Set.copyOf(asked.values()));
    asked.forEach((prospect, id) ->
        inspections.put(prospect.spec().id(), inspection(Objects.requireNonNull(answers.get(id)))));
    return inspections;
  }

  private static Inspection inspection(Answer<Optional<ScalableTarget>> answer) {
    return switch (answer) {
      case Answer.Got<Optional<ScalableTarget>>(var target) ->
          new Inspection(target.flatMap(Owners::of), List.of(), List.of());
      case Answer.Failed<Optional<ScalableTarget>>(var why) ->
          new Inspection(Optional.empty(), List.of(), List.of(why));
    };
  }

  private Inspection group(Prospect prospect, String group) {
    boolean owners = mayBeRefused(prospect) && !prospect.change().replaces();
    boolean refreshes = isScaleIn(prospect.change()) || prospect.change().replaces();
    var unanswered = new ArrayList<ProviderFailure>();
    try (var side = Lanes.side()) {
      var policies = side.submit(() -> askIf(owners, () -> groups.policies(group)));
      var actions = side.submit(() -> askIf(owners, () -> groups.scheduledActions(group)));
      var running = side.submit(() -> askIf(refreshes, () -> groups.refreshes(group)));
      var departing = side.submit(() -> departing(prospect, group));
      var owner =
          Owners.of(
              orNone(Waiting.on(policies), unanswered),
              orNone(Waiting.on(actions), unanswered),
              suspendedProcesses.getOrDefault(group, Set.of()),
              clock.instant());
      var replacing = replacing(orNone(Waiting.on(running), unanswered));
      return switch (Waiting.on(departing)) {
        case Answer.Got<Optional<Departure>>(var departure) ->
            new Inspection(owner, replacing, unanswered).departing(departure);
        case Answer.Failed<Optional<Departure>>(var why) -> {
          unanswered.add(why);
          yield new Inspection(owner, replacing, unanswered);
        }
      };
    }
  }

  private Answer<Optional<Departure>> departing(Prospect prospect, String group) {
    if (prospect.drains()) {
      return departure(prospect, group);
    }
    boolean asked =
        isScaleIn(prospect.change()) && prospect.spec().conduct().beforeScaleIn().isPresent();
    return asked
        ? Answers.map(
            groups.terminatingHooks(group),
            hooks -> hooks.isEmpty() ? Optional.empty() : Optional.of(Departure.hook()))
        : NOT_ASKED;
  }

  /// Where the group itself waits before an instance goes, nobody has to be picked.
  private Answer<Optional<Departure>> departure(Prospect prospect, String group) {
    return Answers.flatMap(
        groups.terminatingHooks(group),
        hooks ->
            hooks.isEmpty()
                ? Answers.map(
                    instances.listed(inService.getOrDefault(group, List.of())),
                    running ->
                        Optional.of(
                            new Departure(false, launched(running), settings(prospect.groups()))))
                : new Answer.Got<>(Optional.of(Departure.hook())));
  }

  /// A group whose thresholds nobody knows lets nobody go who serves.
  private Map<String, GroupSettings> settings(List<String> arns) {
    var settings = new HashMap<String, GroupSettings>();
    Lanes.each(arns, targetGroups::attributes)
        .forEach((arn, answer) ->
            settings.put(
                arn,
                switch (answer) {
                  case Answer.Got<Map<String, String>>(var attributes) ->
                      GroupAttributes.settings(attributes);
                  case Answer.Failed<Map<String, String>>(var why) -> GroupSettings.unread(why);
                }));
    return settings;
  }

  private static Map<String, Instant> launched(List<Instance> running) {
    return running.stream().collect(Collectors.toMap(Instance::instanceId, Instance::launchTime));
  }

  private static <T> Answer<List<T>> askIf(boolean needed, Supplier<Answer<List<T>>> question) {
    return needed ? question.get() : new Answer.Got<>(List.of());
  }

  private static <T> List<T> orNone(Answer<List<T>> answer, List<ProviderFailure> unanswered) {
    return switch (answer) {
      case Answer.Got<List<T>>(var all) -> all;
      case Answer.Failed<List<T>>(var why) -> {
        unanswered.add(why);
        yield List.of();
      }
    };
  }

  static List<Activity> replacing(List<InstanceRefresh> refreshes) {
    return refreshes.stream()
        .filter(refresh -> UNDER_WAY.contains(refresh.status()))
        .map(refresh ->
            new Activity(
                Activity.Kind.INSTANCE_REFRESH,
                "instance refresh " + refresh.instanceRefreshId() + ": " + refresh.status(),
                Optional.ofNullable(refresh.startTime()),
                Activity.Hinders.SCALE_IN))
        .toList();
  }

  private static boolean mayBeRefused(Prospect prospect) {
    return prospect.spec().asksForOwners();
  }

  private static boolean isScaleIn(Decision.Resize change) {
    return change.to() < change.from();
  }
}
