package ecf.aws.targets;

import ecf.aws.client.AwsClients;
import ecf.aws.client.Lanes;
import ecf.aws.unit.TaskDefinitions;
import ecf.aws.unit.TaskSize;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.ListenerSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.model.Finding;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetId;
import ecf.core.port.Answer;
import ecf.core.port.Waiting;
import ecf.core.signal.MetricQuery;
import ecf.core.signal.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ecs.model.CapacityProvider;
import software.amazon.awssdk.services.ecs.model.Service;

/// Looks at how targets are set up. What a pass was told is not asked again; the rest is asked in
/// batches, and by nobody but doctor.
public final class Examining {
  private static final String DESCRIBE_PROVIDERS = "ecs:DescribeCapacityProviders";

  /// The most that one call describes.
  private static final int PROVIDERS = 100;

  private static final String DELAY = "deregistration_delay.timeout_seconds";

  private final AwsClients clients;
  private final Lanes lanes;
  private final TargetGroups targetGroups;
  private final Subnets subnets;
  private final TaskDefinitions definitions;
  private final Counting counting;

  /// Of the description before.
  private volatile Seen seen = new Seen(Map.of(), Map.of(), Map.of());

  /// The target groups that are targets, as the description before found them.
  private volatile Map<TargetId, String> arns = Map.of();

  Examining(
      AwsClients clients,
      Lanes lanes,
      TargetGroups targetGroups,
      Subnets subnets,
      TaskDefinitions definitions,
      Counting counting) {
    this.clients = clients;
    this.lanes = lanes;
    this.targetGroups = targetGroups;
    this.subnets = subnets;
    this.definitions = definitions;
    this.counting = counting;
  }

  void saw(Seen told, Map<TargetId, String> groups) {
    seen = told;
    arns = Map.copyOf(groups);
  }

  /// @param looked at what, in short
  /// @param advice where a signal has no points, by target and name of the signal
  public record Found(
      String looked,
      List<Finding> findings,
      List<ProviderFailure> unanswered,
      Map<TargetId, Map<String, String>> advice) {}

  public Found examine(Collection<TargetSpec> targets) {
    var around = around(targets);
    var findings = new ArrayList<Finding>();
    var advice = new HashMap<TargetId, Map<String, String>>();
    var kinds = new TreeMap<String, Integer>();
    for (TargetSpec spec : targets) {
      switch (spec) {
        case FleetSpec fleet -> {
          advice.put(fleet.id(), advice(fleet));
          switch (AwsFleet.of(fleet.resource())) {
            case AwsFleet.Service name -> {
              var service = got(seen.services(), name);
              service.forEach(it -> findings.addAll(ServiceSetUp.findings(fleet, it, around)));
              kinds.merge("service", service.size(), Integer::sum);
            }
            case AwsFleet.Group(var name) -> {
              var group = got(seen.groups(), name);
              group.forEach(it -> findings.addAll(GroupSetUp.findings(fleet, it, around)));
              kinds.merge("group", group.size(), Integer::sum);
            }
          }
        }
        case GroupSpec group -> {
          var found =
              Optional.ofNullable(arns.get(group.id())).flatMap(around::targetGroup).stream()
                  .toList();
          found.forEach(it -> findings.addAll(TargetGroupSetUp.findings(group, it, seen, around)));
          kinds.merge("target group", found.size(), Integer::sum);
        }
        case ListenerSpec listener ->
            findings.addAll(ListenerSetUp.findings(listener, seen.services().values()));
      }
    }
    var fleets =
        targets.stream()
            .filter(FleetSpec.class::isInstance)
            .map(FleetSpec.class::cast)
            .filter(fleet -> wasDescribed(AwsFleet.of(fleet.resource())))
            .toList();
    var counted = counting.of(fleets);
    findings.addAll(QuotaSetUp.findings(fleets, counted));
    var unanswered =
        Stream.concat(around.unanswered().stream(), QuotaSetUp.unanswered(fleets, counted).stream())
            .toList();
    return new Found(looked(kinds), findings, unanswered, advice);
  }

  /// `looked at 1 group, 2 services`
  private static String looked(Map<String, Integer> kinds) {
    var some =
        kinds.entrySet().stream()
            .filter(each -> each.getValue() > 0)
            .map(each -> each.getValue() + " " + each.getKey() + (each.getValue() == 1 ? "" : "s"))
            .collect(Collectors.joining(", "));
    return some.isEmpty() ? "nothing could be looked at" : "looked at " + some;
  }

  private SetUp around(Collection<TargetSpec> targets) {
    var fleets =
        targets.stream()
            .filter(FleetSpec.class::isInstance)
            .map(spec -> AwsFleet.of(spec.resource()))
            .filter(this::wasDescribed)
            .toList();
    var services = services(fleets);
    var groups = groups(fleets);
    var wanted = new TreeSet<String>(arns.values());
    fleets.forEach(fleet -> seen.targetGroups(fleet).forEach(wanted::addAll));
    var ids = new TreeSet<String>();
    services.forEach(service -> ids.addAll(ServiceZones.subnets(service)));
    groupsAround(targets, groups).forEach(group -> ids.addAll(GroupSetUp.subnets(group)));
    var providers = new TreeSet<String>();
    services.forEach(service -> providers.addAll(ServiceSetUp.providers(service)));
    var tasks = new TreeSet<String>();
    Stream.concat(
            services.stream().filter(it -> ServiceMapping.targetGroups(it).isEmpty()),
            members(targets))
        .forEach(service -> TaskSize.definition(service).ifPresent(tasks::add));
    try (var side = Lanes.side()) {
      var found = side.submit(() -> targetGroups.find(wanted));
      var delays = side.submit(() -> Lanes.each(leavingSoon(services, groups), this::delay));
      var nets = side.submit(() -> subnets(ids));
      var capacity = side.submit(() -> providers(providers));
      var described = Lanes.each(tasks, definitions::describe);
      return new SetUp(
          Waiting.on(found), Waiting.on(delays), Waiting.on(nets), Waiting.on(capacity), described);
    }
  }

  /// A target that selects others is none itself, and where the pass could not begin nobody was.
  private boolean wasDescribed(AwsFleet fleet) {
    return switch (fleet) {
      case AwsFleet.Service name -> seen.services().containsKey(name);
      case AwsFleet.Group(var name) -> seen.groups().containsKey(name);
    };
  }

  private List<Service> services(List<AwsFleet> fleets) {
    return fleets.stream()
        .flatMap(fleet ->
            fleet instanceof AwsFleet.Service name
                ? got(seen.services(), name).stream()
                : Stream.empty())
        .toList();
  }

  private List<AutoScalingGroup> groups(List<AwsFleet> fleets) {
    return fleets.stream()
        .flatMap(fleet ->
            fleet instanceof AwsFleet.Group(var name)
                ? got(seen.groups(), name).stream()
                : Stream.empty())
        .toList();
  }

  /// Groups that are targets, and those whose instances are members of one.
  private Set<AutoScalingGroup> groupsAround(
      Collection<TargetSpec> targets, List<AutoScalingGroup> groups) {
    var all = new HashSet<>(groups);
    for (TargetSpec spec : targets) {
      if (spec instanceof GroupSpec group
          && group.members() instanceof GroupSpec.Members.Fleet(var resource)
          && AwsFleet.of(resource) instanceof AwsFleet.Group(var name)) {
        all.addAll(got(seen.groups(), name));
      }
    }
    return all;
  }

  /// Services whose tasks are members of a target group of the file.
  private Stream<Service> members(Collection<TargetSpec> targets) {
    return targets.stream()
        .flatMap(spec ->
            spec instanceof GroupSpec group
                    && group.members() instanceof GroupSpec.Members.Fleet(var resource)
                    && AwsFleet.of(resource) instanceof AwsFleet.Service name
                ? got(seen.services(), name).stream()
                : Stream.empty());
  }

  private static Set<String> leavingSoon(List<Service> services, List<AutoScalingGroup> groups) {
    var arns = new TreeSet<String>();
    services.stream()
        .filter(ServiceSetUp::buysSpot)
        .forEach(service -> ServiceMapping.targetGroups(service).forEach(arns::addAll));
    groups.stream()
        .filter(GroupSetUp::buysSpot)
        .forEach(group -> arns.addAll(GroupMapping.targetGroups(group)));
    return arns;
  }

  private Answer<Integer> delay(String arn) {
    return Answers.map(
        targetGroups.attributes(arn),
        attributes -> Integer.parseInt(attributes.getOrDefault(DELAY, "0")));
  }

  private Answer<Map<String, Subnet>> subnets(Set<String> ids) {
    return ids.isEmpty()
        ? new Answer.Got<>(Map.of())
        : Answers.map(
            subnets.describe(ids),
            all -> all.stream().collect(Collectors.toMap(Subnet::subnetId, Function.identity())));
  }

  private Answer<Map<String, CapacityProvider>> providers(Set<String> names) {
    if (names.isEmpty()) {
      return new Answer.Got<>(Map.of());
    }
    var described =
        Answers.inBatches(
            new Answer.Got<>(List.copyOf(names)),
            PROVIDERS,
            some ->
                lanes.ask(
                    DESCRIBE_PROVIDERS,
                    () ->
                        clients
                            .ecs()
                            .describeCapacityProviders(describe -> describe.capacityProviders(some))
                            .capacityProviders()));
    return Answers.map(
        described,
        all ->
            all.stream()
                .collect(
                    Collectors.toMap(
                        CapacityProvider::name, Function.identity(), (one, _) -> one)));
  }

  private static <K, T> List<T> got(Map<K, Answer<T>> answers, K key) {
    return Optional.ofNullable(answers.get(key)).flatMap(Seen::got).stream().toList();
  }

  /// What usually is the reason where CloudWatch has no points.
  private static Map<String, String> advice(FleetSpec spec) {
    var advice = new HashMap<String, String>();
    for (Signal signal : spec.signals().values()) {
      signal
          .source()
          .queries(Map.of(), signal.statistic(), signal.period())
          .map(queries -> queries.stream().findFirst())
          .ifPresentOrElse(
              query -> query.ifPresent(it -> advice.put(signal.name(), advice(it))),
              () ->
                  advice.put(
                      signal.name(),
                      "a load balancer publishes it only while there is traffic: see whether any"
                          + " reaches the target"));
    }
    return advice;
  }

  private static String advice(MetricQuery query) {
    return switch (query.namespace()) {
      case "CWAgent" ->
          "let the CloudWatch agent of its instances aggregate on the group:"
              + " aggregation_dimensions [[\"AutoScalingGroupName\"]] with append_dimensions"
              + " AutoScalingGroupName";
      case "AWS/EC2" ->
          query.period().compareTo(Duration.ofMinutes(5)) < 0
              ? "turn on detailed monitoring of its instances, or leave out `period`: EC2 publishes"
                  + " every five minutes without it"
              : "see whether any instance runs: without one nothing is published";
      case "AWS/ECS" -> "see whether any task runs: without one nothing is published";
      default ->
          "see with `aws cloudwatch list-metrics --namespace "
              + query.namespace()
              + " --metric-name "
              + query.metric()
              + "` whether it is published with these dimensions: "
              + query.dimensions();
    };
  }
}
