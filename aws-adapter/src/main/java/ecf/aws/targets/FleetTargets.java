package ecf.aws.targets;

import ecf.aws.signal.FailedLookups;
import ecf.aws.signal.LoadBalancing;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.Objective;
import ecf.core.model.CapacityRange;
import ecf.core.model.FleetInstance;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Resource;
import ecf.core.model.TargetState;
import ecf.core.model.Zones;
import ecf.core.port.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// Describes targets with a capacity.
final class FleetTargets {
  private final TargetGroups calls;
  private final Subnets subnets;
  private final Healths healths;
  private final FailedLookups failedLookups;
  private final Map<AwsFleet.Service, Answer<CapacityRange>> bounds;
  private final TaskSizes taskSizes;
  private final Set<Resource> drained;

  /// @param bounds of the services whose minimum is decided
  /// @param drained the groups whose instances may have to leave a target group before they go
  FleetTargets(
      TargetGroups calls,
      Subnets subnets,
      Healths healths,
      FailedLookups failedLookups,
      Map<AwsFleet.Service, Answer<CapacityRange>> bounds,
      TaskSizes taskSizes,
      Set<Resource> drained) {
    this.calls = calls;
    this.subnets = subnets;
    this.healths = healths;
    this.failedLookups = failedLookups;
    this.bounds = Map.copyOf(bounds);
    this.taskSizes = taskSizes;
    this.drained = Set.copyOf(drained);
  }

  /// A target of the file, and what is remembered of it.
  record Wanted(FleetSpec spec, Map<String, String> remembered) {
    AwsFleet fleet() {
      return AwsFleet.of(spec.resource());
    }
  }

  Map<Wanted, Answer<TargetState.Fleet>> describe(List<Wanted> targets, Seen seen) {
    var described = new HashMap<Wanted, Answer<TargetState.Fleet>>();
    targets.forEach(target -> described.put(target, mapped(target, seen)));
    healths.ask(
        targets.stream()
            .filter(target -> target.spec().health().byTargetGroup())
            .flatMap(target -> seen.targetGroups(target.fleet()).stream())
            .flatMap(List::stream)
            .toList());
    described.replaceAll((target, answer) ->
        withInstances(
            target,
            target.spec().health().byTargetGroup()
                ? Answers.flatMap(answer, fleet -> serving(target, fleet, seen))
                : answer,
            seen));
    return withLoadBalancers(taskSizes.complete(withZones(described, seen), seen));
  }

  /// Looks up the zones of subnets for services whose objective asks for a unit in every zone.
  private Map<Wanted, Answer<TargetState.Fleet>> withZones(
      Map<Wanted, Answer<TargetState.Fleet>> described, Seen seen) {
    var asking = new HashMap<Wanted, Service>();
    var needed = new TreeSet<String>();
    described.forEach((target, answer) -> {
      if (target.spec().objective().filter(Objective::everyZone).isPresent()
          && target.fleet() instanceof AwsFleet.Service name
          && answer instanceof Answer.Got<TargetState.Fleet>(var fleet)
          && seen.of(name) instanceof Answer.Got<Service>(var service)) {
        asking.put(target, service);
        needed.addAll(ServiceZones.unknown(service, fleet.lookups()));
      }
    });
    if (asking.isEmpty()) {
      return described;
    }
    Answer<List<Subnet>> found =
        needed.isEmpty() ? new Answer.Got<>(List.of()) : subnets.describe(needed);
    var complete = new HashMap<>(described);
    asking.forEach((target, service) ->
        complete.computeIfPresent(
            target, (_, answer) -> Answers.map(answer, fleet -> withZones(fleet, service, found))));
    return complete;
  }

  private static TargetState.Fleet withZones(
      TargetState.Fleet fleet, Service service, Answer<List<Subnet>> found) {
    var lookups = ServiceZones.found(service, fleet.lookups(), Seen.got(found).orElse(List.of()));
    boolean asked = !ServiceZones.unknown(service, fleet.lookups()).isEmpty();
    var zones =
        asked && found instanceof Answer.Failed<List<Subnet>>(var why)
            ? new Zones.Unknown(why + "; " + why.hint())
            : ServiceZones.zones(service, lookups);
    return fleet.lookups(lookups).condition(fleet.condition().zones(zones));
  }

  private Answer<TargetState.Fleet> mapped(Wanted target, Seen seen) {
    var remembered = target.remembered();
    return switch (target.fleet()) {
      case AwsFleet.Service service ->
          bounded(
              service,
              Answers.flatMap(seen.of(service), it -> ServiceMapping.fleet(it, remembered)));
      case AwsFleet.Group group ->
          Answers.flatMap(seen.of(group), it -> GroupMapping.fleet(it, remembered));
    };
  }

  private Answer<TargetState.Fleet> bounded(
      AwsFleet.Service service, Answer<TargetState.Fleet> described) {
    var range = bounds.get(service);
    return range == null
        ? described
        : Answers.flatMap(described, fleet -> Answers.map(range, fleet::limits));
  }

  private Answer<TargetState.Fleet> serving(Wanted target, TargetState.Fleet fleet, Seen seen) {
    var name = target.fleet();
    var attached = seen.targetGroups(name);
    if (attached.isEmpty()) {
      return switch (target.spec().health().source()) {
        case PROVIDER, TARGET_GROUP_IF_ANY -> new Answer.Got<>(fleet);
        case TARGET_GROUP -> new Answer.Failed<>(withoutTargetGroup(name));
      };
    }
    var asked = attached.stream().flatMap(List::stream).distinct().toList();
    return Answers.flatMap(
        healths.of(asked),
        described -> {
          var serving = new ServingByTargetGroup(described);
          return switch (name) {
            case AwsFleet.Service _ -> new Answer.Got<>(serving.ofService(fleet, attached));
            case AwsFleet.Group group ->
                Answers.map(seen.of(group), it -> serving.ofGroup(fleet, it, asked));
          };
        });
  }

  /// One by one only where some of them may be replaced, or may have to leave by name.
  private Answer<TargetState.Fleet> withInstances(
      Wanted target, Answer<TargetState.Fleet> answer, Seen seen) {
    boolean single =
        target.spec().health().heal().isPresent() || drained.contains(target.spec().resource());
    return single && target.fleet() instanceof AwsFleet.Group group
        ? Answers.flatMap(
            answer,
            fleet ->
                Answers.map(
                    seen.of(group),
                    it ->
                        fleet.condition(fleet.condition().instances(instances(target, it, seen)))))
        : answer;
  }

  private List<FleetInstance> instances(Wanted target, AutoScalingGroup group, Seen seen) {
    var attached = seen.targetGroups(target.fleet()).stream().flatMap(List::stream).toList();
    if (!target.spec().health().byTargetGroup() || attached.isEmpty()) {
      return GroupMapping.instances(group, GroupMapping::sickness);
    }
    var serving = new ServingByTargetGroup(Seen.got(healths.of(attached)).orElseThrow());
    return GroupMapping.instances(group, instance -> serving.sickness(instance, attached));
  }

  private static ProviderFailure withoutTargetGroup(AwsFleet fleet) {
    var call =
        switch (fleet) {
          case AwsFleet.Service _ -> EcsServices.DESCRIBE;
          case AwsFleet.Group _ -> AutoScalingGroups.DESCRIBE;
        };
    return new ProviderFailure(
        ProviderFailure.Kind.INVALID,
        call,
        "its health shall come from its target group, but it has none",
        "attach one, or write `health: {source: provider}`",
        false);
  }

  /// Looks up load balancers where a signal that is read needs one that is not known.
  private Map<Wanted, Answer<TargetState.Fleet>> withLoadBalancers(
      Map<Wanted, Answer<TargetState.Fleet>> described) {
    var needed = new TreeSet<String>();
    described.forEach((target, answer) ->
        Seen.got(answer)
            .filter(fleet -> isInNeed(target.spec(), fleet))
            .ifPresent(fleet -> needed.addAll(LoadBalancing.unknown(fleet.lookups()))));
    if (needed.isEmpty()) {
      return described;
    }
    var answers = calls.find(needed);
    var found = new HashMap<String, List<String>>();
    var failed = new ArrayList<String>();
    answers.forEach((arn, answer) -> {
      switch (answer) {
        case Answer.Got<TargetGroup>(var group) -> found.put(arn, group.loadBalancerArns());
        case Answer.Failed<TargetGroup>(var why) -> {
          failed.add(arn);
          failedLookups.add(List.of(arn), why);
        }
      }
    });
    var complete = new HashMap<>(described);
    complete.replaceAll(
        (_, answer) -> Answers.map(answer, fleet -> fleet.lookups(known(fleet, found, failed))));
    return complete;
  }

  private static boolean isInNeed(FleetSpec spec, TargetState.Fleet fleet) {
    return spec.signals().values().stream()
        .anyMatch(signal ->
            signal
                .source()
                .queries(fleet.lookups(), signal.statistic(), signal.period())
                .isEmpty());
  }

  private static Map<String, String> known(
      TargetState.Fleet fleet, Map<String, List<String>> found, Collection<String> failed) {
    var unread = LoadBalancing.unknown(fleet.lookups()).stream().filter(failed::contains).toList();
    return LoadBalancing.unread(LoadBalancing.found(fleet.lookups(), found), unread);
  }
}
