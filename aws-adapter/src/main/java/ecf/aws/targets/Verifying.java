package ecf.aws.targets;

import ecf.aws.client.Lanes;
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
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/// Why units that were asked for do not run. The description of a service tells its events, so that
/// takes no call; a group is asked for its activities, and only when nothing came up for a while.
final class Verifying {
  private final AutoScalingGroups groups;
  private final InstantSource clock;

  /// Of the services that were described last.
  private final Map<AwsFleet.Service, List<ServiceEvent>> events = new ConcurrentHashMap<>();

  Verifying(AutoScalingGroups groups, InstantSource clock) {
    this.groups = groups;
    this.clock = clock;
  }

  void saw(Seen seen) {
    seen.services()
        .forEach((name, answer) ->
            Seen.got(answer).ifPresent(service -> events.put(name, service.events())));
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
                        events.getOrDefault(service, List.of()), clock.instant())));
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
    return answers;
  }
}
