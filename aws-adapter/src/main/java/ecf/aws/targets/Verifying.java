package ecf.aws.targets;

import ecf.aws.client.Lanes;
import ecf.aws.quota.QuotaName;
import ecf.core.model.Shortfall;
import ecf.core.model.TargetId;
import ecf.core.port.Answer;
import ecf.core.port.Targets.Late;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ecs.model.Service;

/// Why units that were asked for do not run. The description of a service tells its events, so that
/// takes no call; a group is asked for its activities, and only when nothing came up for a while.
final class Verifying {
  private final AutoScalingGroups groups;
  private final ExhaustedQuotas quotas;
  private final InstantSource clock;

  /// As they were described last.
  private final Map<AwsFleet.Service, Service> services = new ConcurrentHashMap<>();

  private final Map<AwsFleet.Group, AutoScalingGroup> described = new ConcurrentHashMap<>();

  Verifying(AutoScalingGroups groups, ExhaustedQuotas quotas, InstantSource clock) {
    this.groups = groups;
    this.quotas = quotas;
    this.clock = clock;
  }

  void saw(Seen seen) {
    seen.services()
        .forEach(
            (name, answer) -> Seen.got(answer).ifPresent(service -> services.put(name, service)));
    seen.groups()
        .forEach((name, answer) ->
            Seen.got(answer).ifPresent(group -> described.put(new AwsFleet.Group(name), group)));
  }

  Map<TargetId, Answer<Optional<Shortfall>>> verify(Collection<Late> late) {
    var answers = new HashMap<TargetId, Answer<Optional<Shortfall>>>();
    var asked = new LinkedHashMap<TargetId, String>();
    for (Late each : late) {
      switch (AwsFleet.of(each.spec().resource())) {
        case AwsFleet.Service service ->
            answers.put(
                each.spec().id(),
                new Answer.Got<>(
                    Shortfalls.ofService(
                        Optional.ofNullable(services.get(service))
                            .map(Service::events)
                            .orElse(List.of()),
                        clock.instant())));
        case AwsFleet.Group(var name) -> {
          if (each.behind().compareTo(each.patience()) >= 0) {
            asked.put(each.spec().id(), name);
          }
        }
      }
    }
    Lanes.each(asked.entrySet(), each -> groups.activities(each.getValue()))
        .forEach(
            (each, answer) -> answers.put(each.getKey(), Answers.map(answer, Shortfalls::ofGroup)));
    return quotas.named(answers, names(late, answers));
  }

  private Map<TargetId, QuotaName> names(
      Collection<Late> late, Map<TargetId, Answer<Optional<Shortfall>>> answers) {
    var names = new HashMap<TargetId, QuotaName>();
    for (Late each : late) {
      if (answers.get(each.spec().id()) instanceof Answer.Got<Optional<Shortfall>>(var found)
          && found.isPresent()) {
        quota(AwsFleet.of(each.spec().resource()), found.get())
            .ifPresent(name -> names.put(each.spec().id(), name));
      }
    }
    return names;
  }

  private Optional<QuotaName> quota(AwsFleet fleet, Shortfall why) {
    return switch (fleet) {
      case AwsFleet.Service service ->
          Optional.ofNullable(services.get(service)).flatMap(ExhaustedQuotas::of);
      case AwsFleet.Group group ->
          Optional.ofNullable(described.get(group))
              .flatMap(known -> ExhaustedQuotas.of(known, why.text()));
    };
  }
}
