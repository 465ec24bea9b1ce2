package ecf.aws.targets;

import ecf.aws.client.Lanes;
import ecf.aws.quota.AccountQuota;
import ecf.aws.quota.QuotaName;
import ecf.aws.quota.ServiceQuotas;
import ecf.aws.unit.TaskDefinitions;
import ecf.aws.unit.TaskSize;
import ecf.core.engine.FleetSpec;
import ecf.core.model.TargetId;
import ecf.core.observation.Room;
import ecf.core.port.Answer;
import ecf.core.port.Waiting;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ecs.model.Service;

/// Asks which quotas the units of fleets count for, how much one counts, and what is left. Each
/// quota is asked once in a pass, each task definition once, and the instances of all groups
/// together.
final class Counting {
  private final ServiceQuotas quotas;
  private final TaskDefinitions definitions;
  private final Instances instances;

  /// Of the description before.
  private volatile Seen seen = new Seen(Map.of(), Map.of(), Map.of());

  /// Since that description.
  private final Map<QuotaName, Answer<AccountQuota>> asked = new ConcurrentHashMap<>();

  Counting(ServiceQuotas quotas, TaskDefinitions definitions, Instances instances) {
    this.quotas = quotas;
    this.definitions = definitions;
    this.instances = instances;
  }

  void saw(Seen told) {
    seen = told;
    asked.clear();
  }

  /// @param use of one more unit
  record Counted(QuotaUse use, AccountQuota quota) {
    Room room() {
      var left = BigDecimal.valueOf(quota.value() - quota.used().orElse(0));
      return new Room(quota.code(), quota.toString(), left, use.vcpus());
    }
  }

  /// Those are left out that were not described, or of which nobody can tell what they count for.
  Map<TargetId, Answer<Counted>> of(Collection<FleetSpec> fleets) {
    var uses = uses(fleets);
    var names = new HashSet<QuotaName>();
    uses.values().forEach(use -> Seen.got(use).ifPresent(it -> names.add(it.quota())));
    names.removeAll(asked.keySet());
    asked.putAll(Lanes.each(names, quotas::ask));
    var counted = new HashMap<TargetId, Answer<Counted>>();
    uses.forEach((id, answer) ->
        counted.put(
            id,
            Answers.flatMap(
                answer,
                use ->
                    Answers.map(
                        Objects.requireNonNull(asked.get(use.quota())),
                        quota -> new Counted(use, quota)))));
    return counted;
  }

  private Map<TargetId, Answer<QuotaUse>> uses(Collection<FleetSpec> fleets) {
    var services = new HashMap<TargetId, Service>();
    var groups = new HashMap<TargetId, AutoScalingGroup>();
    for (FleetSpec fleet : fleets) {
      switch (AwsFleet.of(fleet.resource())) {
        case AwsFleet.Service name ->
            Optional.ofNullable(seen.services().get(name))
                .flatMap(Seen::got)
                .filter(service -> ExhaustedQuotas.of(service).isPresent())
                .ifPresent(service -> services.put(fleet.id(), service));
        case AwsFleet.Group(var name) ->
            Optional.ofNullable(seen.groups().get(name))
                .flatMap(Seen::got)
                .ifPresent(group -> groups.put(fleet.id(), group));
      }
    }
    try (var side = Lanes.side()) {
      var ofGroups = side.submit(() -> ofGroups(groups));
      var uses = ofServices(services);
      uses.putAll(Waiting.on(ofGroups));
      return uses;
    }
  }

  private Map<TargetId, Answer<QuotaUse>> ofServices(Map<TargetId, Service> services) {
    var arns = new HashSet<String>();
    services.values().forEach(service -> TaskSize.definition(service).ifPresent(arns::add));
    var answers = Lanes.each(arns, definitions::describe);
    var uses = new HashMap<TargetId, Answer<QuotaUse>>();
    services.forEach((id, service) ->
        TaskSize.definition(service)
            .ifPresent(arn ->
                put(
                    uses,
                    id,
                    Answers.map(
                        Objects.requireNonNull(answers.get(arn)),
                        task -> QuotaUse.of(service, task)))));
    return uses;
  }

  private Map<TargetId, Answer<QuotaUse>> ofGroups(Map<TargetId, AutoScalingGroup> groups) {
    var samples = new HashMap<TargetId, List<String>>();
    groups.forEach((id, group) -> samples.put(id, QuotaUse.samples(group)));
    samples.values().removeIf(List::isEmpty);
    var ids = new ArrayList<String>();
    samples.values().forEach(ids::addAll);
    var uses = new HashMap<TargetId, Answer<QuotaUse>>();
    if (ids.isEmpty()) {
      return uses;
    }
    var running = instances.listed(ids);
    samples.forEach((id, some) ->
        put(
            uses,
            id,
            Answers.map(
                running,
                all ->
                    QuotaUse.of(
                        Objects.requireNonNull(groups.get(id)),
                        all.stream().filter(each -> some.contains(each.instanceId())).toList()))));
    return uses;
  }

  private static void put(
      Map<TargetId, Answer<QuotaUse>> uses, TargetId id, Answer<Optional<QuotaUse>> answer) {
    switch (answer) {
      case Answer.Failed<Optional<QuotaUse>>(var why) -> uses.put(id, new Answer.Failed<>(why));
      case Answer.Got<Optional<QuotaUse>>(var use) ->
          use.ifPresent(it -> uses.put(id, new Answer.Got<>(it)));
    }
  }
}
